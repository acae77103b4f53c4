//! Values as people say them or write them elsewhere, as a scenario has them: `2M a month` with a slash,
//! `99,95%` with a point, `1-2%` as a range. What comes of it is tried by whoever asks.

/// Ways of what is said that are tried, the likeliest first.
pub(super) fn ways_to_write(value: &str, sign: &str) -> Vec<String> {
    let pointed = in_millions(&points(&plainly(value)));
    let mut ways = vec![
        pointed.clone(),
        slashed(&pointed),
        ranged(&pointed),
        in_figures(&pointed),
    ];
    ways.extend(swapped(value));
    ways.push(percentiles(&ranged(&pointed)));
    ways.push(percentiles(&format!("p50 {}", ranged(&pointed))));
    ways.extend(both_percentiles(&ranged(&pointed)));
    ways.push(format!("p99 {}", ranged(&pointed)));
    ways.extend(below(&pointed));
    let with_sign: Vec<String> = ways.iter().map(|way| in_money(way, sign)).collect();
    let spread = ranged(&pointed);
    let digits = |c: char| c.is_ascii_digit() || c == '.' || c == ' ';
    let bare = spread.replace(" to ", " ").chars().all(digits);
    ways.extend(bare.then(|| format!("{spread}%")));
    ways.extend(with_sign);
    if pointed.contains('/') {
        return ways;
    }
    for per in ["/s", "/h", "/month"] {
        ways.push(format!("{pointed}{per}"));
        ways.push(format!("{}{per}", in_money(&pointed, sign)));
    }
    ways
}

/// `about 99.9 percent` as `99.9%`.
fn plainly(value: &str) -> String {
    let value = ["~", "≈", "about ", "around ", "roughly ", "approx. ", "ca. "]
        .iter()
        .find_map(|word| value.strip_prefix(word))
        .unwrap_or(value);
    let percents = [" percent", " per cent", " pct"];
    let value = percents
        .iter()
        .fold(value.trim().to_owned(), |value, word| value.replace(word, "%"));
    let sizes = [(" thousand", "k"), (" million", "M"), (" billion", "B")];
    sizes
        .iter()
        .fold(value, |value, (word, letter)| match value.split_once(word) {
            Some((number, rest)) if number.ends_with(|c: char| c.is_ascii_digit()) => {
                format!("{number}{letter}{rest}")
            }
            _ => value,
        })
}

/// `12 dollars` as `$12`, `2500 to 4000/month` and `$2500 to 4000/month` as `$2500 to $4000/month`.
fn in_money(value: &str, sign: &str) -> String {
    let named = [" dollars", " euros", " USD", " EUR", "$", "€"];
    let value = named
        .iter()
        .fold(value.to_owned(), |value, name| value.replace(name, ""));
    match value.split_once(" to ") {
        Some((low, high)) => format!("{sign}{low} to {sign}{high}"),
        None => format!("{sign}{value}"),
    }
}

/// `1400000/month` as `1.4M/month`: nobody counts zeros.
fn in_millions(value: &str) -> String {
    let begin = value.find(|c: char| c.is_ascii_digit()).unwrap_or(value.len());
    let behind = value[begin..]
        .find(|c: char| !c.is_ascii_digit())
        .map_or(value.len(), |length| begin + length);
    let (digits, rest) = (&value[begin..behind], &value[behind..]);
    let round = digits.len() > 6 && digits.ends_with("00000") && !rest.starts_with('.');
    if !round || value.contains(" in ") {
        return value.to_owned();
    }
    let (millions, tenths) = (
        &digits[..digits.len() - 6],
        &digits[digits.len() - 6..digits.len() - 5],
    );
    let part = if tenths == "0" {
        String::new()
    } else {
        format!(".{tenths}")
    };
    format!("{}{millions}{part}M{rest}", &value[..begin])
}

/// `1 in a million` as `1 in 1000000`.
fn in_figures(value: &str) -> String {
    let words = [
        ("a million", "1000000"),
        ("a thousand", "1000"),
        ("a billion", "1000000000"),
    ];
    words.iter().fold(value.to_owned(), |value, (word, figures)| {
        value.replace(word, figures)
    })
}

/// `p50=15 p99=60ms` as `p50 15 ms, p99 60 ms`.
fn percentiles(value: &str) -> String {
    let mut entries: Vec<Vec<&str>> = Vec::new();
    let tokens = value.split(|c: char| c.is_whitespace() || ",=:".contains(c));
    for token in tokens.filter(|token| !token.is_empty()) {
        match entries.last_mut() {
            Some(entry) if !token.starts_with('p') => entry.push(token),
            _ => entries.push(vec![token]),
        }
    }
    let entries = entries.into_iter().map(|entry| {
        let bare = entry.last().is_some_and(|last| last.parse::<f64>().is_ok());
        format!("{}{}", entry.join(" "), if bare { " ms" } else { "" })
    });
    entries.collect::<Vec<String>>().join(", ")
}

/// `under 800 ms` as `p99 < 800 ms`.
fn below(value: &str) -> Option<String> {
    let words = ["under ", "below ", "less than ", "at most ", "max ", "within "];
    let limit = words.iter().find_map(|word| value.strip_prefix(word))?;
    Some(format!("p99 < {limit}"))
}

/// `5 to 20 ms` as `p50 5 ms, p99 20 ms`.
fn both_percentiles(value: &str) -> Option<String> {
    let (low, high) = value.split_once(" to ").or_else(|| value.split_once(" / "))?;
    let unit = high
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
        .trim_start();
    let low = low.trim_end_matches(unit).trim_end();
    Some(format!("p50 {low} {unit}, p99 {high}"))
}

/// `$20M a year` as `$20M/year`.
fn slashed(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    let between = words
        .iter()
        .position(|word| ["a", "an", "per", "each", "every"].contains(word));
    match between {
        Some(at) => format!("{}/{}", words[..at].join(" "), words[at + 1..].join(" ")),
        None => value.to_owned(),
    }
}

/// `99,95%` as `99.95%`, and `$2,400` as `$2400`: three digits behind a comma are thousands.
fn points(value: &str) -> String {
    let bytes = value.as_bytes();
    let digits_from = |at: usize| {
        bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut out = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        let within = c == ',' && at > 0 && bytes[at - 1].is_ascii_digit() && digits_from(at + 1) > 0;
        match within {
            false => out.push(c),
            true if digits_from(at + 1) == 3 => {}
            true => out.push('.'),
        }
    }
    out
}

/// `1% - 2%`, `1%–2%` and `1-2%` as a range with `to`.
fn ranged(value: &str) -> String {
    let dash = |c: char| matches!(c, '-' | '–' | '—');
    let between = value.char_indices().skip(1).find(|(at, c)| {
        let behind = value[at + c.len_utf8()..].trim_start();
        dash(*c) && behind.starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c))
    });
    match between {
        Some((at, c)) => {
            let (low, high) = (value[..at].trim(), value[at + c.len_utf8()..].trim());
            format!("{low} to {high}")
        }
        None => value.to_owned(),
    }
}

/// `p50 40 ms, p99 8 ms` as `p50 8 ms, p99 40 ms`.
fn swapped(value: &str) -> Option<String> {
    let (p50, p99) = value.strip_prefix("p50 ")?.split_once(", p99 ")?;
    Some(format!("p50 {p99}, p99 {p50}"))
}
