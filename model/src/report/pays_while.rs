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
//! What a design's wrong answers cost is proportional to its share of them, p. With the other's costs
//! as they are, the totals are equal at p·(wrong ∓ margin)/wrong: less where the other design is the
//! one that is wrong more, more where the best is.

use super::certainty::ROUNDING;
use crate::assessment::DesignResult;
use crate::quantity::show;

/// Up to where taking `best` and not `other` pays, a clause without a subject; nothing where the two do
/// not differ in wrong answers.
pub(super) fn pays_while(best: &DesignResult, other: &DesignResult, currency: &str) -> Option<String> {
    let margin = other.total? - best.total?;
    match (best.wrong, other.wrong) {
        (best_wrong, Some(wrong)) if wrong > best_wrong.unwrap_or(0.0) => {
            avoids(other, wrong, margin, currency)
        }
        (Some(wrong), other_wrong) if wrong > other_wrong.unwrap_or(0.0) => {
            accepts(best, wrong, margin, currency)
        }
        _ => None,
    }
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
fn avoids(other: &DesignResult, wrong: f64, margin: f64, currency: &str) -> Option<String> {
    let now = other.error_probability?;
    let even = now * (wrong - margin) / wrong;
    let odds = show::odds_alike([even, now]);
    Some(if (wrong - margin).abs() <= ROUNDING * wrong {
        format!("pays as soon as any answer with {} is wrong", other.name)
    } else if even > 0.0 {
        format!(
            "pays as long as more than {} of the answers with {} are wrong ({} expected{})",
            odds[0],
            other.name,
            odds[1],
            by_the_piece(other, wrong, currency)
        )
    } else {
        format!("would cost less even if no answer with {} were wrong", other.name)
    })
}

/// The best is wrong more often: up to which share of its answers does that pay?
fn accepts(best: &DesignResult, wrong: f64, margin: f64, currency: &str) -> Option<String> {
    let now = best.error_probability?;
    let even = now * (wrong + margin) / wrong;
    let odds = show::odds_alike([even, now]);
    Some(if even < 1.0 {
        format!(
            "pays as long as fewer than {} of its answers are wrong ({} expected{})",
            odds[0],
            odds[1],
            by_the_piece(best, wrong, currency)
        )
    } else {
        "would cost less even if all its answers were wrong".to_owned()
    })
}

/// `, 6.9M a year at $11k each`: a sum that looks too large shows here which factor makes it so.
fn by_the_piece(design: &DesignResult, wrong: f64, currency: &str) -> String {
    let counted = design.wrong_events.filter(|events| *events > 0.0);
    counted.map_or(String::new(), |events| {
        let each = show::money(wrong / events, currency);
        format!(", {} a year at {each} each", show::count(events))
    })
}

#[cfg(test)]
mod tests {
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
        /// At the share that is named both designs cost the same, as the scenario computes it.
        #[test]
        fn at_the_share_that_is_named_another_design_is_best(price in 2.5..30.0_f64, percent in 0.001..0.1_f64) {
            let costs = |percent: f64| {
                let text = scenario(&format!("{percent}%"), &format!("${price}/h"));
                Assessor::new().assess(&text).unwrap()
            };
            let found = costs(percent);
            let find = |name: &Option<String>| found.designs.iter().find(|design| Some(&design.name) == name.as_ref()).unwrap();
            let decision = found.decision.as_ref().unwrap();
            let (best, other) = (find(&decision.best), find(&decision.runner_up));
            let margin = other.total.unwrap() - best.total.unwrap();
            let loose = found.designs[1].wrong.unwrap();
            let sign = if best.name == "Loose" { 1.0 } else { -1.0 };
            let even = percent * (loose + sign * margin) / loose;
            let there = costs(even);
            let (a, b) = (there.designs[0].total.unwrap(), there.designs[1].total.unwrap());
            prop_assert!((a / b - 1.0).abs() < 1e-9, "{a} {b}");
        }
    }
}
