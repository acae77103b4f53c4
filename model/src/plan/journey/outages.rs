//! How long a journey is down in a window: its parts' failures and repairs, together.

use super::{JourneyPlan, giving};
use crate::budget::results::OutageFigures;
use crate::budget::simulation::{Parts, Renewal, draw};
use crate::budget::slices::Slicing;
use crate::budget::{Downtime, SECONDS_PER_DAY};
use crate::cost::{MONTH, Months};
use crate::plan::memory::Recent;
use crate::plan::pledge::Kept;
use crate::plan::route::{Route, Variable};
use std::convert::Infallible;

/// What the downtime of a journey depends on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OutagesKey {
    route: Route,
    shared: Vec<Route>,
    needs: Vec<Vec<u32>>,
    renewals: Vec<Option<Renewal>>,
    window: f64,
    slicing: Option<Slicing>,
}

impl JourneyPlan {
    /// Draws the windows of its objective, at medians.
    pub(crate) fn keep(&mut self, medians: &[f64], memory: &mut Recent<OutagesKey, Option<Kept>>) {
        let Some((_, days)) = self.objective else { return };
        let failing = self.failing(medians);
        let slicing = self.pledge.slice.map(|(seconds, allowed)| Slicing {
            seconds,
            spared: (allowed - failing) / (1.0 - failing).max(f64::MIN_POSITIVE),
        });
        let Ok(renewals) = self.renewals(medians) else {
            return;
        };
        let key = self.key(renewals, days * SECONDS_PER_DAY, slicing);
        let Ok(kept) = memory.or_make(key, |key| Ok::<_, Infallible>(self.kept(key)));
        self.pledge.kept = Some(kept);
    }

    fn key(&self, renewals: Vec<Option<Renewal>>, window: f64, slicing: Option<Slicing>) -> OutagesKey {
        OutagesKey {
            route: self.frame.route.clone(),
            shared: self.frame.shared.clone(),
            needs: self.frame.needs.clone(),
            renewals,
            window,
            slicing,
        }
    }

    /// Its outages within a month, at medians; what is missing where they cannot be told.
    pub(crate) fn months(
        &self,
        medians: &[f64],
        memory: &mut Recent<OutagesKey, Option<Kept>>,
    ) -> Result<Months, String> {
        let lacking = self.without_availability();
        if !lacking.is_empty() {
            return Err(format!("{} no availability", giving(&lacking)));
        }
        let renewals = match self.renewals(medians) {
            Ok(renewals) => renewals,
            Err(without) if without.is_empty() => {
                return Err("the exact availability of the flow is not known".into());
            }
            Err(without) => {
                let names: Vec<&str> = without.iter().map(String::as_str).collect();
                return Err(format!("{} no time to repair (`mttr`)", giving(&names)));
            }
        };
        let key = self.key(renewals, MONTH, None);
        let Ok(kept) = memory.or_make(key, |key| Ok::<_, Infallible>(self.kept(key)));
        let Some(kept) = kept.as_ref() else {
            return Err("its parts fail too often for months to be drawn".into());
        };
        let figures = self.outage_figures(medians, MONTH);
        Ok(Months {
            downtime: kept.downtime.clone(),
            unavailability: self.evaluate(medians, &mut self.room()).outage.up.no,
            outage: figures.map_or(0.0, |figures| figures.mean_seconds),
        })
    }

    /// How long it is down in a window of so many seconds; `None` while a part that can fail has no
    /// time to repair, or would fail too often to be drawn.
    pub(crate) fn downtime(&self, values: &[f64], window: f64) -> Option<Downtime> {
        let key = OutagesKey {
            route: Route::Shared(0),
            shared: Vec::new(),
            needs: Vec::new(),
            renewals: self.renewals(values).ok()?,
            window,
            slicing: None,
        };
        self.kept(&key).map(|kept| kept.downtime)
    }

    /// Mean times of every variable that can fail; else the names of those without a time to repair.
    pub(crate) fn renewals(&self, values: &[f64]) -> Result<Vec<Option<Renewal>>, Vec<String>> {
        let mut q = vec![0.0; self.sources.len()];
        self.fill(values, false, &mut q);
        let renewal = |at: usize| match self.repairs[at] {
            _ if q[at] <= 0.0 => Ok(None),
            Some(mttr) if mttr > 0.0 && q[at] < 1.0 => Ok(Some(Renewal {
                mtbf: mttr * (1.0 - q[at]) / q[at],
                mttr,
            })),
            _ => Err(()),
        };
        let found: Result<Vec<_>, ()> = (0..q.len()).map(renewal).collect();
        match found {
            Ok(found) if self.complete() => Ok(found),
            _ => Err(self.without_repair(&q)),
        }
    }

    /// Why nobody can say how long it is down in a window, as a sentence; `None` where that can be said.
    pub(crate) fn untold(&self, values: &[f64]) -> Option<String> {
        if self.pledge.kept().is_some() {
            return None;
        }
        let missing = self.without_availability();
        if !missing.is_empty() {
            return Some(format!("{} no availability", giving(&missing)));
        }
        if !self.complete() {
            return Some("the flow is too tangled for an exact availability".to_owned());
        }
        let mut q = vec![0.0; self.sources.len()];
        self.fill(values, false, &mut q);
        let lacking = self.without_repair(&q);
        if !lacking.is_empty() {
            let names: Vec<&str> = lacking.iter().map(String::as_str).collect();
            return Some(format!("{} no time to repair (`mttr`)", giving(&names)));
        }
        let switches = (0..).zip(&self.frame.variables).zip(&q);
        let failing =
            switches.filter(|((_, variable), q)| matches!(variable, Variable::Switch(_)) && **q > 0.0);
        let names: Vec<String> = failing.map(|((at, _), _)| self.part(at)).collect();
        Some(match names.first() {
            Some(first) => format!(
                "the {first} may fail or takes time (`failover_coverage`, `failover_time`), which lengthens an outage and has no repair of its own"
            ),
            None if q.iter().any(|q| *q >= 1.0) => "a part is always down".to_owned(),
            None => "its parts fail too often, or too many at once, for windows to be drawn".to_owned(),
        })
    }

    fn without_repair(&self, q: &[f64]) -> Vec<String> {
        let lacks = |at: usize| q[at] > 0.0 && self.repairs[at].is_none_or(|mttr| mttr <= 0.0);
        let listed = self.order.iter().filter(|listed| lacks(listed.variable as usize));
        listed.map(|listed| listed.name.to_string()).collect()
    }

    /// Probability that a request fails while nothing is out.
    pub(crate) fn failing(&self, values: &[f64]) -> f64 {
        let outcome = self.evaluate(values, &mut self.room());
        let (all, out) = (outcome.all.up.no, outcome.outage.up.no);
        if out < 1.0 {
            ((all - out) / (1.0 - out)).max(0.0)
        } else {
            0.0
        }
    }

    /// Outages over a window of so many seconds, and their mean length: the frequency of outages is the
    /// sum of Birnbaum importance times failure frequency over the parts. `None` where there is none, or
    /// more than can be counted.
    pub(crate) fn outage_figures(&self, values: &[f64], window: f64) -> Option<OutageFigures> {
        let renewals = self.renewals(values).ok()?;
        let mut room = self.room();
        self.fill(values, false, &mut room.q);
        let structure = self.frame.structure.as_ref()?;
        let out = structure.evaluate(&room.q, &mut room.nodes).up.no;
        let birnbaum = structure.birnbaum(&room.nodes);
        let frequency: f64 = birnbaum
            .iter()
            .zip(&renewals)
            .filter_map(|(b, part)| part.map(|part| b / (part.mtbf + part.mttr)))
            .sum();
        let expected = frequency * window;
        (expected > 0.0 && expected.is_finite()).then(|| OutageFigures {
            expected,
            mean_seconds: out / frequency,
        })
    }

    fn kept(&self, key: &OutagesKey) -> Option<Kept> {
        let places: Vec<usize> = (0..key.renewals.len())
            .filter(|at| key.renewals[*at].is_some())
            .collect();
        let parts: Vec<Renewal> = key.renewals.iter().copied().flatten().collect();
        let alone = self.alone(&places)?;
        if key.slicing.is_none()
            && let Some(downtime) = closed(&parts, &alone, key.window)
        {
            return Some(Kept {
                downtime,
                slices: None,
            });
        }
        let mut down = vec![false; key.renewals.len()];
        let circuit = Circuit {
            needs: &self.frame.needs,
            shared: &self.frame.shared,
        };
        let route = &self.frame.route;
        let parts = Parts {
            parts: &parts,
            alone: &alone,
            effort: circuit.size(route),
        };
        let mut is_down = |parts: &[bool]| {
            places.iter().zip(parts).for_each(|(at, out)| down[*at] = *out);
            !circuit.is_up(route, &down)
        };
        let drawn = draw(&parts, key.window, key.slicing, &mut is_down)?;
        Some(Kept {
            downtime: drawn.downtime,
            slices: drawn.slices,
        })
    }

    /// Whether each part takes the journey down by itself, all others up: its importance then is 1.
    pub(super) fn alone(&self, places: &[usize]) -> Option<Vec<bool>> {
        let structure = self.frame.structure.as_ref()?;
        let mut room = self.room();
        room.q.fill(0.0);
        structure.evaluate(&room.q, &mut room.nodes);
        let birnbaum = structure.birnbaum(&room.nodes);
        Some(places.iter().map(|at| birnbaum[*at] > 0.5).collect())
    }
}

/// Where nothing, or one part alone, takes the journey down, and not more often than can be counted.
fn closed(parts: &[Renewal], alone: &[bool], window: f64) -> Option<Downtime> {
    match (parts, alone) {
        ([], _) | ([_], [false]) => Some(Downtime::never(window)),
        ([one], [true]) if (window / one.mttr).is_finite() => {
            Some(Downtime::of_one(window, one.mtbf, one.mttr))
        }
        _ => None,
    }
}

/// Asks a route set by set; what strikes single requests is passed over.
struct Circuit<'a> {
    needs: &'a [Vec<u32>],
    shared: &'a [Route],
}

impl Circuit<'_> {
    /// Whether a request gets an answer while those variables are down.
    fn is_up(&self, route: &Route, down: &[bool]) -> bool {
        let up = |part: &Route| self.is_up(part, down);
        match route {
            Route::Call { service, .. } => self.needs[*service].iter().all(|at| !down[*at as usize]),
            Route::Shared(at) => up(&self.shared[*at]),
            Route::Sequence(parts) | Route::All(parts) => parts.iter().all(up),
            Route::Repeat { copies, .. } => copies.iter().take(1).all(up),
            Route::AtLeast(k, parts) => parts.iter().filter(|part| up(part)).count() >= *k,
            Route::Fallback(first, second) => up(first) || up(second),
            Route::Optional(_) => true,
            Route::Transaction(inner) | Route::Gate(inner) => up(inner),
        }
    }

    /// What [`Circuit::is_up`] takes at most, in calls: sub-flows kept apart count as often as they
    /// are named.
    fn size(&self, route: &Route) -> f64 {
        let mut known = vec![None; self.shared.len()];
        self.sum(route, &mut known)
    }

    fn sum(&self, route: &Route, known: &mut [Option<f64>]) -> f64 {
        match route {
            Route::Call { .. } => 1.0,
            Route::Shared(at) => {
                if let Some(size) = known[*at] {
                    return size;
                }
                let size = self.sum(&self.shared[*at], known);
                known[*at] = Some(size);
                size
            }
            Route::Sequence(parts) | Route::All(parts) | Route::AtLeast(_, parts) => {
                parts.iter().map(|part| self.sum(part, known)).sum()
            }
            Route::Repeat { copies, .. } => copies.iter().take(1).map(|part| self.sum(part, known)).sum(),
            Route::Fallback(first, second) => self.sum(first, known) + self.sum(second, known),
            Route::Optional(_) => 1.0,
            Route::Transaction(inner) | Route::Gate(inner) => self.sum(inner, known),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Circuit;
    use crate::plan::Plan;
    use crate::plan::memory::Memory;

    /// All sets of parts that are down: what the route says is what the diagram says.
    #[test]
    fn the_route_and_the_diagram_agree_on_every_set_of_outages() {
        for flow in [
            "a > b > c",
            "any(a, b) > c",
            "2 of (a, b, c)",
            "a ?? b > c?",
            "all(a, 2 * any(b, c))",
            "txn(a > b) ?? gate(c)",
        ] {
            let text = format!(
                "flow = \"{flow}\"\n[services]\na = {{ availability = \"99%\" }}\nb = {{ availability = \"99%\" }}\nc = {{ availability = \"99%\" }}\n[domains.z]\navailability = \"99.9%\"\nservices = [\"a\", \"b\"]"
            );
            let reading = crate::scenario::read(&text).unwrap();
            let plan = Plan::compile(&reading, &mut Memory::default()).unwrap();
            let journey = &plan.base.journeys[0];
            let variables = &journey.frame.variables;
            assert!(variables.iter().all(|variable| !variable.is_per_request()));
            let structure = journey.frame.structure.as_ref().unwrap();
            let circuit = Circuit {
                needs: &journey.frame.needs,
                shared: &journey.frame.shared,
            };
            let mut room = journey.room();
            for set in 0..1_u32 << variables.len() {
                let down: Vec<bool> = (0..variables.len()).map(|at| set >> at & 1 == 1).collect();
                room.q = down.iter().map(|down| f64::from(u8::from(*down))).collect();
                let states = structure.evaluate(&room.q, &mut room.nodes);
                let up = circuit.is_up(&journey.frame.route, &down);
                assert_eq!(states.up.yes > 0.5, up, "{flow} {down:?}");
            }
        }
    }
}
