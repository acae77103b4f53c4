//! What wrong answers are made up of: what the shares come to, and which causes a harm may name.

use quorate_model::estimate::Estimate;
use quorate_model::guarantee::Anomaly;
use quorate_model::listing::capital;
use quorate_model::quantity::{Probability, show};
use quorate_model::scenario::edit::Document;

/// Where the shares stand.
pub const PATH: &str = "wrongness.causes";

/// `Together 100%.`; nothing while there are none, or one does not read.
pub fn together(document: &Document) -> Option<String> {
    let names = document.keys(PATH);
    let share = |name: &String| {
        let written = document.get(&format!("{PATH}.{name}"))?;
        written.parse::<Estimate<Probability>>().ok()
    };
    let shares: Option<Vec<Estimate<Probability>>> = names.iter().map(share).collect();
    let sum: f64 = shares?.iter().map(Estimate::median).sum();
    (!names.is_empty()).then(|| format!("Together {}.", show::percent(sum)))
}

/// The causes that a harm may be of: those that have a share, and what a partition of the network does.
pub fn of_harms(document: &Document) -> Vec<String> {
    let mut causes = document.keys(PATH);
    if !document.keys("partition").is_empty() {
        for cause in ["stale", "divergent"] {
            if !causes.iter().any(|known| known == cause) {
                causes.push(cause.to_string());
            }
        }
    }
    causes
}

/// `Lost update`, for the key `lost_update`.
pub fn label(key: &str) -> String {
    let known = key.parse::<Anomaly>().ok();
    capital(known.map_or(key, |anomaly| anomaly.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::fields::CAUSES;

    fn document(text: &str) -> Document {
        Document::parse(text).unwrap()
    }

    #[test]
    fn the_shares_are_summed_where_all_of_them_read() {
        let said = |shares: &str| together(&document(&format!("[wrongness.causes]\n{shares}")));
        assert_eq!(said(""), None);
        assert_eq!(
            said("stale = \"60%\"\nfault = \"30%\"").as_deref(),
            Some("Together 90%.")
        );
        assert_eq!(
            said("stale = \"60%\"\nfault = \"10% to 90%\"").as_deref(),
            Some("Together 110%.")
        );
        assert_eq!(said("stale = \"60%\"\nfault = \"much\""), None);
    }

    #[test]
    fn a_harm_may_be_of_what_has_a_share_and_of_what_partitions_do() {
        assert_eq!(of_harms(&document("title = \"x\"")), [""; 0]);
        let text = "partition.rate = \"4/year\"\n[wrongness.causes]\nfault = \"60%\"\nstale = \"40%\"";
        assert_eq!(of_harms(&document(text)), ["fault", "stale", "divergent"]);
    }

    #[test]
    fn every_cause_has_a_field_with_its_name() {
        let keys: Vec<&str> = CAUSES.iter().map(|field| field.key).collect();
        let all: Vec<&str> = quorate_model::guarantee::ANOMALIES
            .iter()
            .map(|row| row.key)
            .collect();
        assert_eq!(keys, all);
        assert!(CAUSES.iter().all(|field| field.label == label(field.key)));
    }
}
