//! Why a design costs what it does.

use super::chain::latency_digits;
use super::exact::{self, number, percent};
use super::{Explanation, Subject};
use crate::assessment::{Assessment, Credits, DesignResult, ItemCost};
use crate::listing::capital;
use crate::math;
use crate::quantity::{HOURS_PER_MONTH, HOURS_PER_YEAR, show};
use crate::reckoning::{Aftermath, DownReckoning, ItemReckoning, OnceReckoning, WaitingReckoning};

const RANK: &str =
    "Total = running + waiting + being wrong + being down + partitions, the parts whose inputs are given.";

/// Prints the money of one assessment.
struct Purse<'a>(&'a Assessment);

impl Purse<'_> {
    fn full(&self, value: f64) -> String {
        show::money_full(value, &self.0.currency)
    }

    fn exact(&self, value: f64) -> String {
        exact::money(value, &self.0.currency)
    }

    /// What the numbers of a formula come to, and the expectation where ranges were drawn: the mean of a
    /// product is not the product of medians.
    fn come_to(&self, at_medians: f64, expected: f64) -> String {
        let (formula, result) = (self.full(at_medians), self.full(expected));
        match self.averaged(at_medians, expected) {
            Some(draws) => format!(
                "{formula} with every range at its median; on average over {draws} draws it is {result}"
            ),
            None => result,
        }
    }

    /// Over how many draws an amount is an average that reads otherwise than what the medians give.
    fn averaged(&self, at_medians: f64, expected: f64) -> Option<String> {
        let draws = self.0.engine.samples;
        let apart = draws > 0 && self.full(at_medians) != self.full(expected);
        apart.then(|| show::grouped(&draws.to_string()))
    }

    fn saying(&self, word: &str) -> Vec<String> {
        let said = self.0.assumptions.iter().filter(|said| said.contains(word));
        said.cloned().collect()
    }
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}

/// A part of a total: what it is called in a sentence, what it comes to, and why.
type Part = (
    &'static str,
    fn(&DesignResult) -> Option<f64>,
    fn(&Assessment, &Subject) -> Option<Explanation>,
);

const PARTS: [Part; 5] = [
    ("running", |design| design.running, running),
    ("waiting", |design| design.waiting, waiting),
    ("being wrong", |design| design.wrong, wrong),
    ("being down", |design| design.down, down),
    ("partitions", |design| design.partition, partition),
];

pub(super) fn total(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let purse = Purse(assessment);
    let design = subject.design_of(assessment)?;
    let total = design.total?;
    let own = Subject::from("").of_design(&design.name);
    let (mut known, mut workings, mut absent) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value, why) in PARTS {
        let Some(value) = value(design) else {
            absent.push(name);
            continue;
        };
        known.push(format!("{name} {}", purse.full(value)));
        let why = why(assessment, &own).filter(|_| value != 0.0);
        workings.extend(why.map(|why| format!("\n{}. {}", capital(name), why.numbers)));
    }
    let left_out = if absent.is_empty() {
        String::new()
    } else {
        format!(" Not stated and left out: {}.", absent.join(", "))
    };
    Some(Explanation {
        title: format!("{} costs {} a year", design.name, purse.full(total)),
        formula: RANK.into(),
        numbers: format!(
            "{} = {}.{left_out}{}",
            known.join(" + "),
            purse.full(total),
            workings.concat()
        ),
        assumptions: purse.saying("365 days"),
        sources: vec!["Definition".into()],
    })
}

fn prices() -> Vec<String> {
    vec!["The prices stand in the scenario, with their sources beside them".into()]
}

pub(super) fn running(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let purse = Purse(assessment);
    let design = subject.design_of(assessment)?;
    let running = design.running?;
    let pairs = || design.items.iter().zip(&design.reckoning.items);
    let items = pairs().map(|(item, _)| format!("{} {}", item.name, purse.full(item.yearly)));
    let workings = pairs().map(|(item, own)| {
        let said = format!("{} is `{}`", item.name, own.written);
        let at_medians = own.hourly * own.hours * 12.0;
        let averaged = purse
            .averaged(at_medians, item.yearly)
            .filter(|_| own.once.is_none());
        match averaged {
            Some(draws) => format!("{said} on average over {draws} draws"),
            None => said,
        }
    });
    Some(Explanation {
        title: format!("Running {} costs {} a year", design.name, purse.full(running)),
        formula: "Σ quantity × price × hours, over a year of 365 days.".into(),
        numbers: format!(
            "{} = {}. {}.",
            joined(items, " + "),
            purse.full(running),
            joined(workings, "; ")
        ),
        assumptions: purse.saying("365 days"),
        sources: prices(),
    })
}

pub(super) fn item(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let purse = Purse(assessment);
    let design = subject.design_of(assessment)?;
    let name = subject.part.as_ref()?;
    let mut pairs = design.items.iter().zip(&design.reckoning.items);
    let (
        item,
        ItemReckoning {
            written,
            hourly,
            hours,
            once,
        },
    ) = pairs.find(|(item, _)| item.name == *name)?;
    if let Some(once) = once {
        return Some(paid_once(&purse, design, item, written, once));
    }
    Some(Explanation {
        title: format!(
            "{} costs {} a year with {}",
            item.name,
            purse.full(item.yearly),
            design.name
        ),
        formula: format!("Quantity × price × hours a month × 12; what runs always runs {HOURS_PER_MONTH} h."),
        numbers: format!(
            "`{written}` is {} an hour. {} × {} h × 12 = {}.",
            purse.exact(*hourly),
            purse.exact(*hourly),
            number(*hours),
            purse.come_to(hourly * hours * 12.0, item.yearly)
        ),
        assumptions: purse.saying("365 days"),
        sources: prices(),
    })
}

fn paid_once(
    purse: &Purse,
    design: &DesignResult,
    item: &ItemCost,
    written: &str,
    once: &OnceReckoning,
) -> Explanation {
    let (years, interest) = (number(once.years), percent(once.interest));
    let (share, part) = match once.interest > 0.0 {
        true => (
            format!("{interest} / (1 − 1 / (1 + {interest}) ^ {years})"),
            once.interest / -math::expm1(-once.years * math::ln1p(once.interest)),
        ),
        false => (format!("1 / {years}"), 1.0 / once.years),
    };
    Explanation {
        title: format!(
            "{} comes to {} a year with {}",
            item.name,
            purse.full(item.yearly),
            design.name
        ),
        formula: "What is paid once × 1/n for a horizon of n years; at an interest of r a year × r / (1 − (1+r)^(−n)), the annual equivalent.".into(),
        numbers: format!(
            "`{written}` once, over {years} years: {} × {share} = {}.",
            purse.exact(once.amount),
            purse.come_to(once.amount * part, item.yearly)
        ),
        assumptions: purse.saying("paid once"),
        sources: prices(),
    }
}

pub(super) fn waiting(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let purse = Purse(assessment);
    let design = subject.design_of(assessment)?;
    let waiting = design.waiting?;
    let term = |part: &WaitingReckoning| {
        format!(
            "{} × {} × {} / 100 ms",
            purse.exact(part.revenue),
            percent(part.loss),
            latency_digits(part.delay)
        )
    };
    let parts = design.reckoning.waiting.iter();
    let hourly: f64 = parts
        .clone()
        .map(|part| part.revenue * part.loss * part.delay / 0.1)
        .sum();
    let at_medians = HOURS_PER_YEAR * hourly;
    let terms = joined(parts.map(term), " + ");
    Some(Explanation {
        title: format!("Waiting for {} costs {} a year", design.name, purse.full(waiting)),
        formula: "Revenue × loss per 100 ms × (mean latency of the design − mean latency of the scenario without its changes) / 100 ms, over the hours of a year.".into(),
        numbers: format!("Revenue an hour, loss, delay: {} h × ({terms}) = {}.", number(HOURS_PER_YEAR), purse.come_to(at_medians, waiting)),
        assumptions: purse.saying("Waiting costs"),
        sources: vec!["R. Kohavi et al., Online Controlled Experiments at Large Scale, KDD 2013, §3.4".into()],
    })
}

/// What the number of wrong answers takes for granted.
fn wrongness(purse: &Purse, design: &DesignResult) -> Vec<String> {
    let mut said = purse.saying("prevents");
    if design.journeys.len() > 1 {
        said.push("Each journey goes wrong as the level it delivers lets it; the shares are those of all their requests and wrong answers together.".into());
    }
    said
}

pub(super) fn wrong(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let purse = Purse(assessment);
    let design = match &subject.design {
        Some(_) => subject.design_of(assessment)?,
        None => priciest_wrong(assessment)?,
    };
    let (wrong, own) = (design.wrong?, &design.reckoning);
    let harms = own.harms.iter();
    let costs: f64 = harms.clone().map(|harm| harm.share * harm.cost).sum();
    let at_medians = own.requests * own.probability * costs;
    let each = harms.map(|harm| format!("{} × {}", percent(harm.share), purse.exact(harm.cost)));
    let named = design
        .harms
        .iter()
        .map(|harm| format!("{} {}", harm.name, purse.full(harm.yearly)));
    Some(Explanation {
        title: format!(
            "Being wrong costs {} a year with {}",
            purse.full(wrong),
            design.name
        ),
        formula:
            "Requests a year (partitions left out) × share that goes wrong × Σ share × cost over the harms."
                .into(),
        numbers: format!(
            "{} × {} × ({}) = {}. Of it {}.",
            number(own.requests),
            percent(own.probability),
            joined(each, " + "),
            purse.come_to(at_medians, wrong),
            joined(named, ", ")
        ),
        assumptions: wrongness(&purse, design),
        sources: vec!["Definition; probabilities and costs stand in the scenario".into()],
    })
}

pub(super) fn priciest_wrong(assessment: &Assessment) -> Option<&DesignResult> {
    let priced = assessment.designs.iter().filter(|design| design.wrong.is_some());
    priced.max_by(|a, b| a.wrong.unwrap_or(0.0).total_cmp(&b.wrong.unwrap_or(0.0)))
}

pub(super) fn harm(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let purse = Purse(assessment);
    let design = match &subject.design {
        Some(_) => subject.design_of(assessment)?,
        None => priciest_wrong(assessment)?,
    };
    let name = subject.part.as_ref()?;
    let mut pairs = design.harms.iter().zip(&design.reckoning.harms);
    let (harm, own) = pairs.find(|(harm, _)| harm.name == *name)?;
    let events = design.reckoning.requests * design.reckoning.probability;
    let at_medians = events * own.share * own.cost;
    Some(Explanation {
        title: format!(
            "{} costs {} a year with {}",
            harm.name,
            purse.full(harm.yearly),
            design.name
        ),
        formula: "Wrong answers a year × share that does this harm × its cost.".into(),
        numbers: format!(
            "{} requests × {} wrong × {} × {} = {}.",
            number(design.reckoning.requests),
            percent(design.reckoning.probability),
            percent(own.share),
            purse.exact(own.cost),
            purse.come_to(at_medians, harm.yearly)
        ),
        assumptions: wrongness(&purse, design),
        sources: vec!["Definition; probabilities and costs stand in the scenario".into()],
    })
}

pub(super) fn down(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let purse = Purse(assessment);
    let design = subject.design_of(assessment)?;
    let down = design.down?;
    let several = design.journeys.len() > 1;
    let named = |at: usize, terms: String| match design.journeys.get(at).filter(|_| several) {
        Some(journey) => format!("{} {terms}", journey.name),
        None => terms,
    };
    let term = |part: &DownReckoning| {
        let mut terms = vec![format!(
            "outage {} × {}",
            percent(part.outage),
            purse.exact(part.loss)
        )];
        if part.failing > 0.0 {
            terms.push(format!(
                "failed {} × {}",
                percent(part.failing),
                purse.exact(part.revenue)
            ));
        }
        if part.degraded * part.degraded_loss > 0.0 {
            terms.push(format!(
                "degraded {} × {}",
                percent(part.degraded),
                purse.exact(part.degraded_loss)
            ));
        }
        terms.join(" + ")
    };
    let parts = design.reckoning.down.iter();
    let hourly = parts.clone().map(|part| {
        part.outage * part.loss + part.failing * part.revenue + part.degraded * part.degraded_loss
    });
    let given_back = design.credits.as_ref().map_or(0.0, |credits| credits.yearly);
    let at_medians = HOURS_PER_YEAR * hourly.sum::<f64>() + given_back;
    let mut terms = Vec::new();
    if parts.len() > 0 {
        let hours = number(HOURS_PER_YEAR);
        let each = parts.enumerate().map(|(at, part)| named(at, term(part)));
        terms.push(format!("{hours} h × ({})", joined(each, " + ")));
    }
    terms.extend(design.credits.as_ref().map(|credits| tiers(&purse, credits)));
    let mut formula = "8,760 h × (P(outage) × loss per hour + P(a request fails without one) × revenue per hour + P(degraded) × degraded loss per hour)".to_owned();
    let mut assumptions = vec![
        "Loss per hour = (1 − recaptured + penalty + reputation) × revenue + support + productivity + churn."
            .to_owned(),
    ];
    if let Some(first) = design.journeys.first().filter(|_| several) {
        assumptions.push(format!(
            "Support, people who cannot work and customers who leave are counted once, while {} is down.",
            first.name
        ));
    }
    if design.credits.is_some() {
        formula.push_str(
            " + fees a year × Σ (credit of a tier − credit of the one before) × P(a month is below it)",
        );
        assumptions.extend(purse.saying("SLA credits"));
    }
    Some(Explanation {
        title: format!("Being down costs {} a year with {}", purse.full(down), design.name),
        formula: formula + ".",
        numbers: format!("Share of the time and money an hour: {} = {}.", terms.join(" + "), purse.come_to(at_medians, down)),
        assumptions,
        sources: vec!["Definition; preset `documents` takes the figures of the source documents, which give no further source".into()],
    })
}

/// `$12,000,000 × (10% × 37% + 15% × 2%)`.
fn tiers(purse: &Purse, credits: &Credits) -> String {
    let mut before = 0.0;
    let terms = credits.tiers.iter().map(|tier| {
        let more = tier.credit - before;
        before = tier.credit;
        format!("{} × {}", percent(more), percent(tier.chance))
    });
    format!("{} × ({})", purse.exact(credits.fees), joined(terms, " + "))
}

pub(super) fn partition(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let purse = Purse(assessment);
    let design = subject.design_of(assessment)?;
    let partition = design.partition?;
    let part = design.reckoning.partition.as_ref()?;
    let (formula, numbers) = match &part.after {
        None => (
            "8,760 h × share of the requests turned away (partitions a year × length × minority / 8,760 h) × availability × loss per hour of outage.".to_owned(),
            format!(
                "{} h × {} × {} = {}.",
                number(HOURS_PER_YEAR),
                percent(part.away),
                purse.exact(part.lost),
                purse.come_to(HOURS_PER_YEAR * part.away * part.lost, partition)
            ),
        ),
        Some(after) => (
            "Partitions a year × (reconciliation + divergent keys × harm of each + extra stale reads × harm of each). Per kind of data, with sides 1 and 2: divergent keys K(1−e^(−λ₁d))(1−e^(−λ₂d)), extra stale reads K[λr₁(d−(1−e^(−λ₂d))/λ₂) + λr₂(d−(1−e^(−λ₁d))/λ₁)].".to_owned(),
            format!(
                "{} = {}.",
                aftermath(after, &purse),
                purse.come_to(after.per_year * after.each(), partition)
            ),
        ),
    };
    Some(Explanation {
        title: format!(
            "Partitions cost {} a year with {}",
            purse.full(partition),
            design.name
        ),
        formula,
        numbers,
        assumptions: vec![
            "A design that cannot keep its level while the network is split turns the minority away (PC); every other answers on both sides (PA).".into(),
            "Reads and writes come at random (Poisson) and evenly over keys; traffic splits as the minority's share says.".into(),
        ],
        sources: vec![
            "Our derivation, from the definition of a partition".into(),
            "E. Brewer, CAP Twelve Years Later, IEEE Computer 45(2), 2012 (partition mode and recovery)".into(),
        ],
    })
}

/// `4 × ($5,000 + 12 keys × $20 + 300 reads × $0.07)`.
fn aftermath(after: &Aftermath, purse: &Purse) -> String {
    let mut terms = vec![purse.exact(after.reconciliation)];
    for (count, what, each) in [
        (after.divergent, "keys", after.each_divergent),
        (after.stale, "reads", after.each_stale),
    ] {
        if count * each > 0.0 {
            terms.push(format!("{} {what} × {}", number(count), purse.exact(each)));
        }
    }
    format!("{} × ({})", number(after.per_year), terms.join(" + "))
}

pub(super) fn best(assessment: &Assessment) -> Option<Explanation> {
    let purse = Purse(assessment);
    let decision = assessment.decision.as_ref()?;
    let best = decision.best.clone()?;
    let total = |name: &str| {
        let design = assessment.designs.iter().find(|design| design.name == name);
        design.and_then(|design| design.total)
    };
    let totals = assessment.designs.iter().filter_map(|design| {
        let total = purse.full(design.total?);
        Some(format!("{} {total}", design.name))
    });
    let next = decision.runner_up.as_ref().and_then(|name| total(name));
    let ahead = next.zip(total(&best)).map_or(String::new(), |(next, own)| {
        format!(
            " Ahead of the next by {} − {} = {}.",
            purse.full(next),
            purse.full(own),
            purse.full(next - own)
        )
    });
    let missing = assessment
        .designs
        .iter()
        .filter(|design| design.meets == Some(false));
    let missing = joined(
        missing.map(|design| format!(" {} is left out: {}.", design.name, design.misses.join("; "))),
        "",
    );
    Some(Explanation {
        title: format!("{best} costs least among the designs that miss no requirement"),
        formula: RANK.into(),
        numbers: format!("{}.{ahead}{missing}", joined(totals, "; ")),
        assumptions: assessment.assumptions.clone(),
        sources: vec!["D. Abadi, Consistency Tradeoffs in Modern Distributed Database System Design, IEEE Computer 45(2), 2012 (PACELC)".into()],
    })
}

pub(super) fn rule_of_thumb(assessment: &Assessment) -> Option<Explanation> {
    let decision = assessment.decision.as_ref()?;
    let rule = decision.rule_of_thumb.as_ref()?;
    let agrees = match (rule.agrees, &decision.best) {
        (Some(true), Some(best)) => format!(" {best} is of that kind."),
        (Some(false), Some(best)) => format!(" {best}, which costs least, is not of that kind."),
        _ => String::new(),
    };
    Some(Explanation {
        title: format!("The rule of thumb says {}", rule.recommends),
        formula: "Wrongness of the weakest design above the high threshold: SS. Above the medium one: SI where coordination (running + waiting, strongest minus cheapest) is above its threshold, else S. Otherwise EC where users feel it strongly, else batch.".into(),
        numbers: format!("Here {}.{agrees}", rule.reason),
        assumptions: vec!["The thresholds are $1M, $100k and $500k a year unless `rule_of_thumb` says otherwise.".into()],
        sources: vec!["The source documents, §19.4, which give no further source".into()],
    })
}
