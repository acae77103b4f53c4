//! Latencies counted in buckets, as monitoring keeps them.
//!
//! # What it computes
//! A histogram from pasted text: `buckets 10 ms 500, 50 ms 990, +Inf 1000`, the `_bucket{le="…"}` lines
//! of Prometheus, or the percentile table of HdrHistogram; and measurements that stand for it.
//!
//! # Why it matters
//! Histograms are what teams have. A p99 read from one is only as good as the bucket it falls in.
//!
//! # Formula
//! Counts are cumulative. Inside a bucket the distribution function rises evenly in the logarithm of the
//! latency (evenly, in the first). What lies beyond the last bound follows the lognormal through the
//! last two bounds. The law is the empirical one of [`POINTS`] evenly spaced quantiles.
//!
//! # References
//! Prometheus documentation, "Histograms and summaries" (`le`, cumulative, seconds). G. Tene,
//! HdrHistogram, `outputPercentileDistribution`.

use crate::clip::clip;
use crate::estimate::Estimate;
use crate::math::{exp, ln, normal_quantile};
use crate::quantity::{Duration, show};

/// Measurements that stand for a histogram.
pub const POINTS: usize = 2_000;
/// Most buckets read.
const MOST_BUCKETS: usize = 10_000;

/// Counts of latencies up to rising bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Upper bound in seconds, and how many took at most that long; both rising.
    buckets: Vec<(f64, f64)>,
    /// How many were counted.
    total: f64,
}

/// How well a histogram knows a percentile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolution {
    /// The bucket the p99 falls in, seconds; without an upper end when it lies beyond the last bound.
    pub p99_between: (f64, Option<f64>),
    /// Share beyond the last bound.
    pub beyond: f64,
    /// Greatest distance between the histogram and the lognormal through its p50 and p99, at any bound.
    pub lognormal_gap: f64,
}

impl Histogram {
    /// Reads the text behind `buckets`, lines of Prometheus, or the table behind `hdr UNIT`.
    ///
    /// # Errors
    /// A sentence.
    pub fn read(text: &str) -> Result<Self, String> {
        let buckets = if text.contains("le=\"") {
            prometheus(text)?
        } else if let Some(table) = text.strip_prefix("hdr") {
            hdr(table.trim())?
        } else {
            listed(text.strip_prefix("buckets").unwrap_or(text))?
        };
        Self::new(buckets)
    }

    /// `buckets`: upper bounds in seconds (infinity for all) with cumulative counts.
    fn new(mut buckets: Vec<(f64, f64)>) -> Result<Self, String> {
        if buckets.len() > MOST_BUCKETS {
            return Err(format!(
                "there are {} buckets and the most that is read is {MOST_BUCKETS}; leave some out",
                buckets.len()
            ));
        }
        for pair in buckets.windows(2) {
            let [(before, fewer), (bound, count)] = pair else {
                continue;
            };
            if bound <= before {
                return Err(format!(
                    "the bounds do not rise: {} stands behind {}; sort the buckets",
                    bound_text(*bound),
                    bound_text(*before)
                ));
            }
            if count < fewer {
                return Err(format!(
                    "up to {} there are {}, fewer than the {} up to {}; counts are cumulative, so add each bucket to those before it",
                    bound_text(*bound),
                    show::count(*count),
                    show::count(*fewer),
                    bound_text(*before)
                ));
            }
        }
        let total = buckets.last().map_or(0.0, |(_, count)| *count);
        buckets.retain(|(bound, _)| bound.is_finite());
        let inside = buckets.last().map_or(0.0, |(_, count)| *count);
        if inside <= 0.0 {
            return Err(
                "no bucket with an upper bound counts anything; give at least one, such as `10 ms 500`"
                    .to_owned(),
            );
        }
        Ok(Self { buckets, total })
    }

    /// The latency that a share `p` stays within, seconds.
    pub fn quantile(&self, p: f64) -> f64 {
        let rank = p * self.total;
        let at = self.buckets.partition_point(|(_, count)| *count < rank);
        let Some(&(high, count)) = self.buckets.get(at) else {
            return self.tail(p);
        };
        let (low, fewer) = match at {
            0 => (0.0, 0.0),
            at => self.buckets[at - 1],
        };
        let part = if count > fewer {
            (rank - fewer) / (count - fewer)
        } else {
            1.0
        };
        if low > 0.0 {
            exp(ln(low) + part * (ln(high) - ln(low)))
        } else {
            part * high
        }
    }

    /// Beyond the last bound: the lognormal through the last two bounds that tell something, at least
    /// rising as slowly as one whose p99 is four times its median.
    fn tail(&self, p: f64) -> f64 {
        let point = |(bound, count): (f64, f64)| (normal_quantile(count / self.total), ln(bound));
        let telling: Vec<(f64, f64)> = self
            .buckets
            .iter()
            .copied()
            .filter(|(bound, count)| *bound > 0.0 && *count > 0.0 && *count < self.total)
            .map(point)
            .collect();
        let Some(&(z, last)) = telling.last() else {
            return self.buckets.last().map_or(0.0, |(bound, _)| *bound);
        };
        let usual = ln(4.0) / crate::math::Z_99;
        let before = telling.iter().rev().find(|(other, _)| *other < z);
        let sigma = before.map_or(usual, |(other, bound)| (last - bound) / (z - other));
        exp(last + sigma * (normal_quantile(p) - z))
    }

    /// Measurements that stand for it, seconds, rising.
    pub fn measurements(&self) -> Vec<f64> {
        (0..POINTS)
            .map(|at| self.quantile((at as f64 + 0.5) / POINTS as f64))
            .collect()
    }

    /// How well it knows its p99.
    pub fn resolution(&self) -> Resolution {
        let rank = 0.99 * self.total;
        let at = self.buckets.partition_point(|(_, count)| *count < rank);
        let low = at.checked_sub(1).map_or(0.0, |at| self.buckets[at].0);
        let (p50, p99) = (self.quantile(0.5), self.quantile(0.99));
        let fitted = crate::latency::Law::from_p50_p99(p50, p99.max(p50));
        let gap = |law: &crate::latency::Law| {
            let each = self
                .buckets
                .iter()
                .map(|(bound, count)| (law.cdf(*bound) - count / self.total).abs());
            each.fold(0.0, f64::max)
        };
        Resolution {
            p99_between: (low, self.buckets.get(at).map(|(bound, _)| *bound)),
            beyond: 1.0 - self.buckets.last().map_or(0.0, |(_, count)| *count) / self.total,
            lognormal_gap: fitted.as_ref().map_or(1.0, gap),
        }
    }
}

fn bound_text(bound: f64) -> String {
    if bound.is_finite() {
        show::duration(bound)
    } else {
        "+Inf".to_owned()
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    if text == "+Inf" || text == "Inf" {
        return Ok(f64::INFINITY);
    }
    let read: Result<Estimate<Duration>, _> = text.parse();
    read.map(|bound| bound.median())
        .map_err(|error| error.to_string())
}

fn count(text: &str, of: &str) -> Result<f64, String> {
    let read: Option<f64> = text.replace('_', "").parse().ok();
    read.filter(|count| count.is_finite() && *count >= 0.0)
        .ok_or_else(|| {
            format!(
                "`{}` is no count in `{}`; write how many took at most that long, such as `10 ms 500`",
                clip(text),
                clip(of)
            )
        })
}

/// `10 ms 500, 50 ms 990, +Inf 1000`, or one a line.
fn listed(text: &str) -> Result<Vec<(f64, f64)>, String> {
    let entries = text
        .split([',', '\n', ';'])
        .map(str::trim)
        .filter(|entry| !entry.is_empty());
    entries
        .map(|entry| {
            let (bound, counted) = entry.rsplit_once(char::is_whitespace).ok_or_else(|| {
                format!("`{}` is no bucket; write its upper bound and how many took at most that long, such as `10 ms 500`", clip(entry))
            })?;
            Ok((seconds(bound.trim())?, count(counted, entry)?))
        })
        .collect()
}

/// `name_bucket{le="0.1"} 123`: the bound in seconds. Lines without `le` are passed over; several series
/// are refused, since their counts start again.
fn prometheus(text: &str) -> Result<Vec<(f64, f64)>, String> {
    let mut buckets = Vec::new();
    for line in text.lines().map(str::trim) {
        let Some((_, rest)) = line.split_once("le=\"") else {
            continue;
        };
        let (bound, rest) = rest
            .split_once('"')
            .ok_or_else(|| format!("`{}` has no closing quote behind its `le`; add it", clip(line)))?;
        let counted = rest.rsplit_once('}').map_or("", |(_, counted)| counted.trim());
        // A timestamp may follow.
        let counted = counted.split_whitespace().next().unwrap_or_default();
        let bound = match bound {
            "+Inf" => f64::INFINITY,
            number => number
                .parse()
                .ok()
                .filter(|bound: &f64| *bound >= 0.0)
                .ok_or_else(|| format!("the bound `{}` is no number of seconds; write it as Prometheus does, such as le=\"0.1\"", clip(number)))?,
        };
        buckets.push((bound, count(counted, line)?));
    }
    Ok(buckets)
}

/// HdrHistogram's percentile table behind its unit: value, percentile as a share, count so far.
fn hdr(text: &str) -> Result<Vec<(f64, f64)>, String> {
    let (unit, table) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let scale = seconds(&format!("1 {unit}")).map_err(|_| {
        format!("`{}` is no unit for the values of the table; write `hdr ms`, `hdr us` or `hdr s` and then the table", clip(unit))
    })?;
    let mut buckets: Vec<(f64, f64)> = Vec::new();
    for line in table.lines() {
        let mut columns = line.split_whitespace().map(str::parse::<f64>);
        let (Some(Ok(value)), Some(Ok(_)), Some(Ok(counted))) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let bound = value * scale;
        // The table repeats a value while its percentile rises.
        if buckets.last().is_some_and(|(last, _)| *last == bound) {
            buckets.pop();
        }
        buckets.push((bound, counted));
    }
    Ok(buckets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_spellings_of_one_histogram_read_the_same() {
        let listed = Histogram::read("buckets 10 ms 500, 50 ms 990, 100 ms 1000").unwrap();
        let lines = "# TYPE d histogram\nd_bucket{le=\"0.01\",job=\"a\"} 500\nd_bucket{le=\"0.05\"} 990\nd_bucket{le=\"0.1\"} 1000\nd_bucket{le=\"+Inf\"} 1000\nd_sum 9";
        let table = "hdr ms\n Value Percentile TotalCount 1/(1-Percentile)\n 10.0 0.5 500 2.0\n 50.0 0.98 990 50\n 50.0 0.99 990 100\n 100.0 1.0 1000\n#[Mean = 9]";
        assert_eq!(Histogram::read(lines).unwrap(), listed);
        assert_eq!(Histogram::read(table).unwrap(), listed);
    }

    #[test]
    fn percentiles_at_the_bounds_are_the_bounds() {
        let histogram = Histogram::read("buckets 10 ms 500, 50 ms 990, 100 ms 1000").unwrap();
        for (p, t) in [(0.5, 0.01), (0.99, 0.05), (1.0, 0.1)] {
            assert!((histogram.quantile(p) / t - 1.0).abs() < 1e-12);
        }
        let between = histogram.quantile(0.745);
        assert!((between - (0.01_f64 * 0.05).sqrt()).abs() < 1e-12, "{between}");
        assert_eq!(histogram.resolution().p99_between, (0.01, Some(0.05)));
    }

    #[test]
    fn counts_of_a_lognormal_give_back_its_tail() {
        let law = crate::latency::Law::from_p50_p99(0.010, 0.100).unwrap();
        let bounds = [0.005, 0.01, 0.02, 0.04, 0.08];
        let text: Vec<String> = bounds
            .iter()
            .map(|b| format!("{b} s {}", law.cdf(*b) * 1e9))
            .collect();
        let histogram = Histogram::read(&format!("buckets {}, +Inf 1000000000", text.join(", "))).unwrap();
        assert!((histogram.quantile(0.999) / law.quantile(0.999) - 1.0).abs() < 1e-3);
        assert!(histogram.resolution().lognormal_gap < 1e-3);
        assert_eq!(histogram.resolution().p99_between, (0.08, None));
    }

    #[test]
    fn every_refusal_is_a_sentence() {
        let said: Vec<String> = [
            "buckets 10 ms 500, 50 ms 400",
            "buckets 50 ms 400, 10 ms 500",
            "buckets 10 ms 0",
            "buckets +Inf 10",
            "buckets 10 ms",
            "buckets 10 ms many",
            "x_bucket{le=\"soon\"} 4",
            "x_bucket{le=\"0.1\"} -4",
            "hdr parsecs 1 2 3",
        ]
        .iter()
        .map(|text| Histogram::read(text).unwrap_err())
        .collect();
        insta::assert_snapshot!(said.join("\n"));
    }
}
