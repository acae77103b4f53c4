//! The services and domains of a design.

use super::Compiler;
use crate::clip::clip;
use crate::estimate::Estimate;
use crate::plan::journey::DomainPlan;
use crate::plan::route::ServiceFacts;
use crate::plan::service::{ServicePlan, Source, highest_correlation, median};
use crate::problem::{Problem, hint};
use crate::quantity::{Probability, show};
use crate::scenario::{Domain, path};
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn services(&mut self) -> Result<Vec<ServicePlan>, Problem> {
        let scenario = self.scenario;
        let mut plans = Vec::with_capacity(scenario.services.len());
        for (at, (name, service)) in scenario.services.iter().enumerate() {
            if let Some(same) = self.same_service(at, name) {
                plans.push(same.clone());
                continue;
            }
            let plan = ServicePlan::new(name, service, self.inputs);
            plans.push(
                plan.map_err(|(key, message)| self.problem(&format!("services.{name}.{key}"), message))?,
            );
            if let Some(source) = service.source.as_ref().filter(|source| !self.is_service(source)) {
                let message = format!(
                    "the source `{}` is not a service; {}",
                    clip(source),
                    self.services_hint(source)
                );
                return Err(self.problem(&format!("services.{name}.source"), message));
            }
        }
        Ok(plans)
    }

    /// The scenario's own service, when the design does not change it.
    fn same_service(&self, at: usize, name: &str) -> Option<&ServicePlan> {
        let design = self.design?;
        let same = self.base?.services.get(at)?;
        (*same.name == *name && !design.services.contains_key(name)).then_some(same)
    }

    fn is_service(&self, name: &str) -> bool {
        self.scenario.services.contains_key(name)
    }

    fn services_hint(&self, read: &str) -> String {
        let known = self.scenario.services.keys().map(String::as_str);
        hint(read, known, "add a part `[services.NAME]` for it")
    }

    /// The domains, given the services as written.
    pub(super) fn domains(&mut self, services: &[ServicePlan]) -> Result<Vec<DomainPlan>, Problem> {
        let scenario = self.scenario;
        let mut plans = Vec::with_capacity(scenario.domains.len());
        for (name, domain) in &scenario.domains {
            let path = path::join("domains", name);
            self.check_members(name, domain, &path)?;
            plans.push(DomainPlan {
                name: name.clone(),
                source: self.domain_source(name, domain, &path, services)?,
                mttr: median(&domain.mttr),
            });
        }
        Ok(plans)
    }

    fn check_members(&self, name: &str, domain: &Domain, path: &str) -> Result<(), Problem> {
        let members = domain.services.iter().flatten();
        let Some((at, member)) = members.enumerate().find(|(_, member)| !self.is_service(member)) else {
            return Ok(());
        };
        let message = format!(
            "the domain `{}` names `{}`, which is not a service; {}",
            clip(name),
            clip(member),
            self.services_hint(member)
        );
        Err(self.problem(&format!("{path}.services.{at}"), message))
    }

    /// Where a domain's unavailability comes from: said, or taken from what its members are said to have
    /// in common.
    fn domain_source(
        &mut self,
        name: &str,
        domain: &Domain,
        path: &str,
        services: &[ServicePlan],
    ) -> Result<Source, Problem> {
        let shown = clip(name);
        let given = [
            ("availability", domain.availability.is_some()),
            ("beta", domain.beta.is_some()),
            ("correlation", domain.correlation.is_some()),
        ];
        let mut said = given.iter().filter(|(_, given)| *given).map(|(key, _)| *key);
        if let (Some(first), Some(second)) = (said.next(), said.next()) {
            let message = format!(
                "the domain `{shown}` gives `{first}` and `{second}`; each says how often its services fail together, so keep one of them"
            );
            return Err(self.problem(&format!("{path}.{second}"), message));
        }
        if let Some(beta) = &domain.beta {
            let members = self.members(domain, services, |found| found >= 2).ok_or_else(|| {
                let message = format!("the beta factor of `{shown}` needs at least two services with an availability; name them in `services`");
                self.problem(&format!("{path}.beta"), message)
            })?;
            return Ok(Source::Common {
                beta: self.inputs.slot(beta),
                members,
            });
        }
        if let Some(correlation) = &domain.correlation {
            let pair = self.members(domain, services, |found| found == 2);
            let pair: Option<Box<[Source; 2]>> = pair.and_then(|pair| pair.try_into().ok()).map(Box::new);
            let at = format!("{path}.correlation");
            let Some(pair) = pair else {
                let message = format!(
                    "the correlation in `{shown}` is between two services with an availability; name exactly two, or write `beta` for more"
                );
                return Err(self.problem(&at, message));
            };
            self.check_correlation(domain, correlation, &pair, &at)?;
            return Ok(Source::Together {
                correlation: self.inputs.slot(correlation),
                pair,
            });
        }
        let Some(availability) = &domain.availability else {
            let message =
                format!("the domain `{shown}` has no availability; add `availability = \"99.95%\"`");
            return Err(self.problem(path, message));
        };
        Ok(Source::Given(self.inputs.slot(availability)))
    }

    /// Where the members' unavailabilities come from, when there are as many as there must be.
    fn members(
        &self,
        domain: &Domain,
        services: &[ServicePlan],
        enough: impl Fn(usize) -> bool,
    ) -> Option<Vec<Source>> {
        let mut named: Vec<usize> = Vec::new();
        let members = domain.services.iter().flatten();
        for at in members.filter_map(|member| self.scenario.services.get_index_of(member)) {
            if !named.contains(&at) {
                named.push(at);
            }
        }
        let sources: Option<Vec<Source>> = named.iter().map(|at| services[*at].source.clone()).collect();
        sources.filter(|sources| enough(sources.len()))
    }

    fn check_correlation(
        &self,
        domain: &Domain,
        correlation: &Estimate<Probability>,
        pair: &[Source; 2],
        path: &str,
    ) -> Result<(), Problem> {
        let medians = self.inputs.medians();
        let [a, b] = pair.each_ref().map(|source| source.q(&medians));
        let highest = highest_correlation(a, b);
        if correlation.median() <= highest * (1.0 + 1e-12) {
            return Ok(());
        }
        let names: Vec<&str> = domain.services.iter().flatten().map(String::as_str).collect();
        let message = format!(
            "`{}` is more than the outages of `{}` and `{}` can be correlated: down {} and {} of the time, they reach {} when the one is only down with the other; write at most that, or bring the availabilities closer",
            clip(correlation.raw()),
            names.first().copied().unwrap_or_default(),
            names.last().copied().unwrap_or_default(),
            show::percent(a),
            show::percent(b),
            show::significant((highest * 1e4).floor() / 1e4, 4),
        );
        Err(self.problem(path, message))
    }

    /// Takes out of each service's unavailability the domains it includes.
    pub(super) fn domains_inside(
        &mut self,
        mut services: Vec<ServicePlan>,
        domains: &[DomainPlan],
    ) -> Result<Vec<ServicePlan>, Problem> {
        let medians = self.inputs.medians();
        for (service, memberships) in services.iter_mut().zip(self.memberships()) {
            let mut inside = Vec::new();
            let whole = service.source.as_ref().map(|own| own.q(&medians));
            for at in memberships {
                let Some((name, domain)) = self.scenario.domains.get_index(at) else {
                    continue;
                };
                let plan = &domains[at];
                match (&plan.source, service.source.take()) {
                    (common @ Source::Common { .. }, Some(own)) => {
                        service.source = Some(Source::Beside {
                            own: Box::new(own),
                            common: Box::new(common.clone()),
                        });
                        continue;
                    }
                    (Source::Given(_), own) if domain.included != Some(true) => {
                        service.source = own;
                        continue;
                    }
                    (_, own) => service.source = own,
                }
                if let Some(whole) = whole
                    && plan.source.q(&medians) > whole * (1.0 + 1e-12)
                {
                    let message = format!(
                        "the domain `{}` is down more than `{}`, which is said to include it; raise the domain's availability, lower that of `{}`, or remove `included`",
                        clip(name),
                        service.name,
                        service.name
                    );
                    let path = path::join("domains", name);
                    return Err(self.problem(&format!("{path}.availability"), message));
                }
                inside.push(plan.source.clone());
            }
            if let (false, Some(own)) = (inside.is_empty(), service.source.take_if(|_| !inside.is_empty())) {
                service.source = Some(Source::Within {
                    own: Box::new(own),
                    domains: inside,
                });
            }
        }
        Ok(services)
    }

    /// The domains each service lies in, service by service, each once and rising.
    fn memberships(&self) -> Vec<Vec<usize>> {
        let services = &self.scenario.services;
        let mut found = vec![Vec::new(); services.len()];
        for (at, domain) in self.scenario.domains.values().enumerate() {
            let members = domain.services.iter().flatten();
            for service in members.filter_map(|member| services.get_index_of(member)) {
                let domains: &mut Vec<usize> = &mut found[service];
                if domains.last() != Some(&at) {
                    domains.push(at);
                }
            }
        }
        found
    }

    pub(super) fn facts(&self, services: &[ServicePlan]) -> Arc<[ServiceFacts]> {
        services
            .iter()
            .zip(self.memberships())
            .map(|(service, domains)| ServiceFacts {
                name: Arc::clone(&service.name),
                domains,
                fails: service.fails,
                hits: service.hits.is_some(),
                switches: service.switch.is_some(),
            })
            .collect()
    }
}
