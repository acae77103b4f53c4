//! The services and domains of a design.

use super::Compiler;
use crate::clip::clip;
use crate::plan::journey::DomainPlan;
use crate::plan::route::ServiceFacts;
use crate::plan::service::{ServicePlan, Source};
use crate::problem::{Problem, hint};
use crate::scenario::path;
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

    pub(super) fn domains(&mut self) -> Result<Vec<DomainPlan>, Problem> {
        let scenario = self.scenario;
        let mut plans = Vec::with_capacity(scenario.domains.len());
        for (name, domain) in &scenario.domains {
            let path = path::join("domains", name);
            let shown = clip(name);
            let Some(availability) = &domain.availability else {
                let message =
                    format!("the domain `{shown}` has no availability; add `availability = \"99.95%\"`");
                return Err(self.problem(&path, message));
            };
            let members = domain.services.iter().flatten();
            if let Some((at, member)) = members.enumerate().find(|(_, member)| !self.is_service(member)) {
                let message = format!(
                    "the domain `{shown}` names `{}`, which is not a service; {}",
                    clip(member),
                    self.services_hint(member)
                );
                return Err(self.problem(&format!("{path}.services.{at}"), message));
            }
            plans.push(DomainPlan {
                name: name.clone(),
                source: Source::Given(self.inputs.slot(availability)),
            });
        }
        Ok(plans)
    }

    /// Takes out of each service's unavailability the domains it says it includes.
    pub(super) fn domains_inside(
        &mut self,
        mut services: Vec<ServicePlan>,
        domains: &[DomainPlan],
    ) -> Result<Vec<ServicePlan>, Problem> {
        let medians = self.inputs.medians();
        for (service, memberships) in services.iter_mut().zip(self.memberships()) {
            let mut inside = Vec::new();
            for at in memberships {
                let Some((name, domain)) = self.scenario.domains.get_index(at) else {
                    continue;
                };
                let plan = &domains[at];
                if let (Some(true), Source::Given(slot)) = (domain.included, &plan.source) {
                    if let Some(own) = &service.source
                        && plan.source.q(&medians) > own.q(&medians)
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
                    inside.push(*slot);
                }
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
            })
            .collect()
    }
}
