//! Windows drawn: the union of the outages of many parts.
//!
//! # What it computes
//! For parts that fail and are repaired independently, and a flow that is down or not for each set of
//! parts that are down: how long, and in how many slices, it is down in each of many windows.
//!
//! # Why it matters
//! The downtime of a chain within a window has no closed form: outages overlap, and redundant parts
//! take it down only together.
//!
//! # Formula
//! Failures of all parts together are one Poisson process of rate Σ1/MTBF, each belonging to a part in
//! proportion to its rate and passed over while that part is under repair (up times have no memory);
//! repairs are exponential. The window starts with everything up. Each window has draws of its own,
//! found by its number (ChaCha with 8 rounds), so the same scenario gives the same answer everywhere
//! and a small change of an input a small change of the answer. Standard error of a chance p over n
//! windows: √(p(1−p)/n).
//!
//! # References
//! M. Rausand, A. Høyland, "System Reliability Theory", 2nd edition, 2004, chapter 6.

use super::downtime::Downtime;
use super::slices::Slicing;
use crate::estimate::Uniforms;
use crate::math;

/// Windows drawn where that is not too much work.
const MOST_WINDOWS: u32 = 4_000;
/// Fewer say nothing.
const LEAST_WINDOWS: u32 = 250;
/// Events of all windows together.
const WORK: f64 = 400_000.0;
/// Draws set aside for each window, and those made at once.
const DRAWS_EACH: u32 = 1 << 18;
const AT_ONCE: usize = 32;
/// Seed of the windows: one for everyone, so that a link shows the same to all who open it.
const SEED: u64 = 1;

/// Mean times of one part, seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Renewal {
    /// Mean time between failures: mean up time.
    pub mtbf: f64,
    /// Mean time to repair.
    pub mttr: f64,
}

/// What is drawn.
pub(crate) struct Parts<'a> {
    /// Those that can fail.
    pub(crate) parts: &'a [Renewal],
    /// Whether each takes the flow down by itself.
    pub(crate) alone: &'a [bool],
    /// What asking whether the flow is down takes, in events.
    pub(crate) effort: f64,
}

/// What was drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawn {
    /// Seconds down in each window.
    pub(crate) downtime: Downtime,
    /// Bad slices in each window, as time.
    pub(crate) slices: Option<Downtime>,
}

/// Draws windows of so many seconds; nothing where that would take too long. `is_down` is asked where
/// more than one part is down, none of which takes the flow down by itself.
pub(crate) fn draw(
    parts: &Parts,
    window: f64,
    slicing: Option<Slicing>,
    is_down: &mut dyn FnMut(&[bool]) -> bool,
) -> Option<Drawn> {
    let count = windows(parts, window)?;
    let mut run = Run::new(parts);
    let mut downtimes = Vec::with_capacity(count as usize);
    let mut bad = Vec::new();
    let mut outages = Vec::new();
    for number in 0..count {
        run.window(number, window, is_down, &mut outages);
        downtimes.push(outages.iter().map(|(from, to)| to - from).sum());
        if let Some(slicing) = slicing {
            bad.push(slicing.bad(&outages, window));
        }
    }
    Some(Drawn {
        downtime: Downtime::drawn(window, downtimes),
        slices: slicing.map(|_| Downtime::drawn(window, bad)),
    })
}

/// How many windows can be drawn.
fn windows(parts: &Parts, window: f64) -> Option<u32> {
    let rate: f64 = parts.parts.iter().map(|part| 1.0 / part.mtbf).sum();
    let events = 2.0 * rate * window;
    let together: f64 = parts
        .parts
        .iter()
        .zip(parts.alone)
        .filter(|(_, alone)| !**alone)
        .map(|(part, _)| part.mttr / (part.mtbf + part.mttr))
        .sum();
    let each = 1.0 + events * (1.0 + together.min(1.0) * parts.effort);
    let count = WORK / each;
    let fits = count >= f64::from(LEAST_WINDOWS) && 2.0 * events < f64::from(DRAWS_EACH);
    fits.then(|| count.min(f64::from(MOST_WINDOWS)) as u32)
}

/// Working space of the draws.
struct Run<'a> {
    parts: &'a Parts<'a>,
    /// Sums of the failure rates up to each part.
    sums: Vec<f64>,
    down: Vec<bool>,
    /// When which part is back.
    repairs: Vec<(f64, usize)>,
    /// Parts down that take the flow down by themselves.
    alone_down: usize,
    draws: Draws,
}

impl<'a> Run<'a> {
    fn new(parts: &'a Parts<'a>) -> Self {
        let mut sum = 0.0;
        let sums = parts
            .parts
            .iter()
            .map(|part| {
                sum += 1.0 / part.mtbf;
                sum
            })
            .collect();
        Self {
            parts,
            sums,
            down: vec![false; parts.parts.len()],
            repairs: Vec::new(),
            alone_down: 0,
            draws: Draws::new(),
        }
    }

    /// The outages of window `number`, from and to, in order.
    fn window(
        &mut self,
        number: u32,
        window: f64,
        is_down: &mut dyn FnMut(&[bool]) -> bool,
        outages: &mut Vec<(f64, f64)>,
    ) {
        outages.clear();
        self.down.fill(false);
        self.repairs.clear();
        self.alone_down = 0;
        self.draws.begin(number);
        let mut since: Option<f64> = None;
        let mut failure = self.next_failure(0.0);
        loop {
            let repair = self.first_repair();
            let back = repair.map_or(f64::INFINITY, |at| self.repairs[at].0);
            let now = failure.min(back);
            if now >= window {
                break;
            }
            match repair.filter(|_| back <= failure) {
                Some(at) => self.repaired(at),
                None => {
                    self.failed(now);
                    failure = self.next_failure(now);
                }
            }
            let out = self.is_out(is_down);
            match since {
                None if out => since = Some(now),
                Some(from) if !out => {
                    outages.push((from, now));
                    since = None;
                }
                _ => {}
            }
        }
        if let Some(from) = since {
            outages.push((from, window));
        }
    }

    fn is_out(&self, is_down: &mut dyn FnMut(&[bool]) -> bool) -> bool {
        self.alone_down > 0 || (self.repairs.len() > 1 && is_down(&self.down))
    }

    fn next_failure(&mut self, now: f64) -> f64 {
        let rate = self.sums.last().copied().unwrap_or(0.0);
        now + self.draws.exponential() / rate
    }

    fn first_repair(&self) -> Option<usize> {
        let times = self.repairs.iter().enumerate();
        times.min_by(|a, b| a.1.0.total_cmp(&b.1.0)).map(|(at, _)| at)
    }

    fn repaired(&mut self, at: usize) {
        let (_, part) = self.repairs.swap_remove(at);
        self.down[part] = false;
        self.alone_down -= usize::from(self.parts.alone[part]);
    }

    fn failed(&mut self, now: f64) {
        let rate = self.sums.last().copied().unwrap_or(0.0);
        let place = self.draws.uniform() * rate;
        let part = self
            .sums
            .partition_point(|sum| *sum <= place)
            .min(self.down.len() - 1);
        if self.down[part] {
            return;
        }
        let back = now + self.draws.exponential() * self.parts.parts[part].mttr;
        self.down[part] = true;
        self.alone_down += usize::from(self.parts.alone[part]);
        self.repairs.push((back, part));
    }
}

/// Uniforms one by one, from a place that a window's number decides.
struct Draws {
    stream: Uniforms,
    ready: [f64; AT_ONCE],
    used: usize,
    next: u32,
}

impl Draws {
    fn new() -> Self {
        Self {
            stream: Uniforms::new(SEED, "outages"),
            ready: [0.0; AT_ONCE],
            used: AT_ONCE,
            next: 0,
        }
    }

    fn begin(&mut self, number: u32) {
        // Behind the last place the first comes again: windows are fewer than places.
        self.next = number.wrapping_mul(DRAWS_EACH);
        self.used = AT_ONCE;
    }

    fn uniform(&mut self) -> f64 {
        if self.used == AT_ONCE {
            self.stream.fill(self.next, &mut self.ready);
            self.next = self.next.wrapping_add(AT_ONCE as u32);
            self.used = 0;
        }
        let uniform = self.ready[self.used];
        self.used += 1;
        uniform
    }

    fn exponential(&mut self) -> f64 {
        -math::ln(self.uniform())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTH: f64 = 30.0 * 86_400.0;

    fn of(q: f64, mttr: f64) -> Renewal {
        Renewal {
            mtbf: mttr * (1.0 - q) / q,
            mttr,
        }
    }

    fn drawn(parts: &[Renewal], alone: &[bool], is_down: &mut dyn FnMut(&[bool]) -> bool) -> Drawn {
        let parts = Parts {
            parts,
            alone,
            effort: parts.len() as f64,
        };
        draw(&parts, MONTH, None, is_down).unwrap()
    }

    /// The gap of the drawn law to a closed form, in standard errors, at several downtimes.
    fn gaps(found: &Downtime, exact: &Downtime) -> Vec<f64> {
        [0.0, 0.2, 0.7, 1.0, 1.5, 3.0]
            .iter()
            .map(|times| {
                let seconds = times * MONTH * 1e-3;
                let chance = exact.chance_within(seconds);
                let error = (chance * (1.0 - chance) / found.draws().unwrap() as f64).sqrt();
                (found.chance_within(seconds) - chance) / error.max(1e-9)
            })
            .collect()
    }

    #[test]
    fn one_part_drawn_is_one_part_in_closed_form() {
        for (q, mttr) in [(1e-3, 1800.0), (1e-2, 3600.0), (3e-4, 600.0)] {
            let part = of(q, mttr);
            let found = drawn(&[part], &[true], &mut |down| down[0]);
            let exact = Downtime::of_one(MONTH, part.mtbf, part.mttr);
            for gap in gaps(&found.downtime, &exact) {
                assert!(gap.abs() < 4.5, "{q} {mttr}: {gap} standard errors");
            }
        }
    }

    #[test]
    fn a_fast_spare_leaves_only_what_both_are_down_together() {
        // Two parts of which one is enough: mean downtime over a window is nearly q² of it.
        let part = of(0.02, 3600.0);
        let found = drawn(&[part, part], &[false, false], &mut |down| down[0] && down[1]);
        let mean = found.downtime.mean_drawn().unwrap();
        let spread = found.downtime.within(0.84) - mean;
        let error = spread.max(600.0) / (found.downtime.draws().unwrap() as f64).sqrt();
        // The window starts with both up, which takes off a little: mttr/2 of q² at most.
        let want = 0.02 * 0.02 * (MONTH - 1800.0);
        assert!((mean - want).abs() < 6.0 * error, "{mean} {want} ±{error}");
    }

    #[test]
    fn parts_in_a_row_that_fail_seldom_are_one_part_of_all_their_failures() {
        // Exponential repairs of one mean: outages that hardly ever overlap are those of one part.
        let parts = [of(1e-4, 1200.0), of(3e-4, 1200.0), of(6e-4, 1200.0)];
        let found = drawn(&parts, &[true; 3], &mut |down| down.contains(&true));
        let rate: f64 = parts.iter().map(|part| 1.0 / part.mtbf).sum();
        let exact = Downtime::of_one(MONTH, 1.0 / rate, 1200.0);
        for gap in gaps(&found.downtime, &exact) {
            assert!(gap.abs() < 5.0, "{gap} standard errors");
        }
    }

    #[test]
    fn the_same_parts_give_the_same_windows() {
        let parts = [of(1e-3, 1800.0), of(2e-3, 600.0)];
        let once = drawn(&parts, &[true; 2], &mut |_| true);
        assert_eq!(once, drawn(&parts, &[true; 2], &mut |_| true));
    }

    #[test]
    fn what_fails_all_the_time_is_not_drawn() {
        let parts = Parts {
            parts: &[of(0.5, 0.01)],
            alone: &[true],
            effort: 1.0,
        };
        assert_eq!(draw(&parts, MONTH, None, &mut |_| true), None);
    }
}
