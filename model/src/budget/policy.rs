//! The alerts a scenario gets that writes none.

use crate::scenario::AlertText;

/// The recommended policy, in the words of a scenario.
const WORKBOOK: &str = include_str!("../../data/alerts/workbook.toml");

/// The recommended alerts.
pub(crate) fn recommended() -> Vec<AlertText> {
    crate::scenario::read(WORKBOOK).map_or_else(|_| Vec::new(), |reading| reading.scenario.alert)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recommended_policy_reads_and_is_the_workbooks() {
        let alerts = recommended();
        let read: Vec<(f64, f64, f64)> = alerts
            .iter()
            .map(|alert| {
                let [long, short] = [&alert.long, &alert.short].map(|t| t.as_ref().unwrap().median());
                (
                    long / 3600.0,
                    long / short,
                    alert.spends.as_ref().unwrap().median(),
                )
            })
            .collect();
        assert_eq!(read, [(1.0, 12.0, 0.02), (6.0, 12.0, 0.05), (72.0, 12.0, 0.1)]);
    }
}
