//! How far what a choice rests on may be wrong before the other design costs less.
//!
//! # What it computes
//! The share of wrong answers at which two designs cost the same, and, where nobody has said what a
//! wrong answer costs, what those of the weaker design would have to cost.
//!
//! # Why it matters
//! Most error probabilities are guesses. A choice that holds from one wrong answer in ten thousand down
//! to one in ten billion is not in doubt because of that guess, and its reader should see it.
//!
//! # Formula
//! What a design's wrong answers cost is proportional to its share of them, p. The wrong answers of both
//! move with the scenario's probability, so their difference D does; where a design names a share of its
//! own, that of the other moves alone, and D is all that the one which is wrong more costs by it. The
//! totals are equal at p·(D ∓ margin)/D: less where the other design is the one that is wrong more, more
//! where the best is.

use super::certainty::ROUNDING;
use crate::assessment::DesignResult;
use crate::quantity::show;

/// Up to where taking `best` and not `other` pays, a clause without a subject; nothing where the two do
/// not differ in wrong answers.
pub(super) fn pays_while(best: &DesignResult, other: &DesignResult, currency: &str) -> Option<String> {
    let (own, theirs) = (best.wrong.unwrap_or(0.0), other.wrong.unwrap_or(0.0));
    if theirs > own {
        avoids(other, even(other, best)?, currency)
    } else if own > theirs {
        accepts(best, even(best, other)?, currency)
    } else {
        None
    }
}

/// The share of wrong answers of `more`, which has more of them, at which it costs as much as `less`;
/// below 0 or above 1 where it never does.
fn even(more: &DesignResult, less: &DesignResult) -> Option<f64> {
    let now = more.error_probability?;
    let together = !more.reckoning.own_probability && !less.reckoning.own_probability;
    let fixed = less.wrong.filter(|_| together).unwrap_or(0.0);
    let moving = more.wrong? - fixed;
    Some(now * (moving + less.total? - more.total?) / moving)
}

/// That nobody has said what the wrong answers of the weaker design cost, which is the `best`, and what
/// they may: a sentence.
pub(super) fn not_stated(best: &DesignResult, other: &DesignResult, currency: &str) -> Option<String> {
    let margin = other.total? - best.total?;
    (best.wrong.is_none() && other.wrong.is_none() && weaker(best, other)).then(|| {
        format!(
            "What its wrong answers cost is not stated: above {} a year {} costs less.",
            show::money(margin, currency),
            other.name
        )
    })
}

/// Whether `best` keeps less than `other`.
fn weaker(best: &DesignResult, other: &DesignResult) -> bool {
    let levels = best.level.zip(other.level);
    levels.is_some_and(|(own, theirs)| theirs.at_least(own) && own != theirs)
}

/// The best is wrong less often: down to which share of the other's does that pay?
fn avoids(other: &DesignResult, even: f64, currency: &str) -> Option<String> {
    let now = other.error_probability?;
    let odds = show::odds_alike([even, now]);
    Some(if even.abs() <= ROUNDING * now {
        format!("pays as soon as any answer with {} is wrong", other.name)
    } else if even > 0.0 {
        format!(
            "pays as long as more than {} of the answers with {} are wrong ({} expected{})",
            odds[0],
            other.name,
            odds[1],
            by_the_piece(other, currency)
        )
    } else {
        format!("would cost less even if no answer with {} were wrong", other.name)
    })
}

/// The best is wrong more often: up to which share of its answers does that pay?
fn accepts(best: &DesignResult, even: f64, currency: &str) -> Option<String> {
    let now = best.error_probability?;
    let odds = show::odds_alike([even, now]);
    Some(if even < 1.0 {
        format!(
            "pays as long as fewer than {} of its answers are wrong ({} expected{})",
            odds[0],
            odds[1],
            by_the_piece(best, currency)
        )
    } else {
        "would cost less even if all its answers were wrong".to_owned()
    })
}

/// `, 6.9M a year at $11k each`: a sum that looks too large shows here which factor makes it so.
fn by_the_piece(design: &DesignResult, currency: &str) -> String {
    let counted = design
        .wrong_events
        .filter(|events| *events > 0.0)
        .zip(design.wrong);
    counted.map_or(String::new(), |(events, wrong)| {
        let each = show::money(wrong / events, currency);
        format!(", {} a year at {each} each", show::count(events))
    })
}

#[cfg(test)]
mod tests {
    use super::even;
    use crate::Assessor;
    use crate::scenario::edit;
    use proptest::prelude::*;

    fn scenario(probability: &str, strict: &str) -> String {
        format!(
            "traffic = \"10/s\"\nwrongness = {{ error_probability = \"{probability}\", harm = [{{ cost = \"$1\" }}] }}\n\
             [[design]]\nname = \"Strict\"\nlevel = \"SS\"\ncost = [{{ price = \"{strict}\" }}]\n\
             [[design]]\nname = \"Loose\"\nlevel = \"EC\"\ncost = [{{ price = \"$2/h\" }}]\n"
        )
    }

    fn said(text: &str) -> String {
        let found = Assessor::new().assess(text).unwrap();
        let said = crate::report::verdict(&found);
        format!("{} {}", said.headline, said.detail)
    }

    #[test]
    fn a_choice_says_up_to_which_share_of_wrong_answers_it_pays() {
        // 36,000 requests an hour: one in 10,000 wrong costs $3.60 an hour.
        let strict = said(&scenario("0.01%", "$3.8/h"));
        assert!(
            strict.contains("if SS prevents all of the errors: $15.8k less in all. ")
                && strict.contains(
                    "pays as long as more than 0.005% of the answers with Loose are wrong \
                     (0.01% expected, 31.5k a year at $1 each)"
                ),
            "{strict}"
        );
        let loose = said(&scenario("0.01%", "$9.2/h"));
        assert!(
            loose.contains("pays as long as fewer than 0.02% of its answers are wrong (0.01% expected, 31.5k a year at $1 each)"),
            "{loose}"
        );
        let anyway = said(&scenario("0.01%", "$1/h"));
        assert!(
            anyway.contains("would cost less even if no answer with Loose were wrong"),
            "{anyway}"
        );
    }

    #[test]
    fn where_nobody_says_what_a_wrong_answer_costs_the_verdict_says_what_it_may() {
        let text = edit::remove(&scenario("0.01%", "$12/h"), "wrongness").unwrap();
        let said = said(&text);
        assert!(
            said.contains(
                "What its wrong answers cost is not stated: above $87.6k a year Strict costs less."
            ),
            "{said}"
        );
    }

    proptest! {
        /// At the share that is named both designs cost the same, as the scenario computes it: where
        /// nothing remains at the stronger level, where a part does, where it names a share of its own.
        #[test]
        fn at_the_share_that_is_named_another_design_is_best(
            price in 2.5..30.0_f64,
            percent in 0.001..0.1_f64,
            strong in prop_oneof![Just(""), Just("wrongness.residual = \"20%\""), Just("wrongness.error_probability = \"0.0002%\"")],
        ) {
            let costs = |percent: f64| {
                let text = scenario(&format!("{percent}%"), &format!("${price}/h"));
                let text = text.replace("level = \"SS\"", &format!("level = \"SS\"\n{strong}"));
                Assessor::new().assess(&text).unwrap()
            };
            let found = costs(percent);
            let [strict, loose] = &found.designs[..] else { unreachable!() };
            let even = even(loose, strict).unwrap();
            prop_assume!(even > 0.0);
            let there = costs(100.0 * even);
            let (a, b) = (there.designs[0].total.unwrap(), there.designs[1].total.unwrap());
            prop_assert!((a / b - 1.0).abs() < 1e-9, "{a} {b}");
        }
    }
}
