//! Hostile texts: mutations of real scenarios with fixed seeds, and the ones known to be dangerous.

mod dangerous;

pub use dangerous::explicit;

use quorate_model::library::presets;
use quorate_model::link;

const RICH: &str = include_str!("../../../tests/golden/scenarios-1/rich.toml");

/// Values that are too large, too odd or of the wrong kind.
const VALUES: &[&str] = &[
    "\"\"",
    "\" \"",
    "\"0\"",
    "\"-5 ms\"",
    "\"1e999 s\"",
    "\"1e-320 ms\"",
    "\"99.999999999999999999999999%\"",
    "\"100%\"",
    "\"0%\"",
    "\"101%\"",
    "\"9999 nines\"",
    "\"-1 nines\"",
    "\"$1e15\"",
    "\"-$1e15 to $1e15\"",
    "\"$0 to $0\"",
    "\"$20 to $5\"",
    "\"1e-300 to 1e300\"",
    "\"0.0000001% to 99.9999999%\"",
    "\"0% to 100%\"",
    "\"normal(5, 1e300)\"",
    "\"normal(1 s, 900 years)\"",
    "\"beta(1e-9, 1e9)\"",
    "\"beta(1e300, 1e300)\"",
    "\"uniform(1%, 1%)\"",
    "\"triangular($1, $1, $2)\"",
    "\"5 m\"",
    "\"5 parsecs\"",
    "\"1/0 s\"",
    "\"1e400*0\"",
    "\"p99 0 ms\"",
    "\"p50 0 ms, p99 1 ms\"",
    "\"p50 1 ns, p99 1000 years\"",
    "\"const 0 s\"",
    "\"const 1000 years\"",
    "\"exp 0 s\"",
    "\"exp 1000 years\"",
    "\"samples 0 s\"",
    "\"samples 1 ns, 1000 years\"",
    "\"p99 1 to 9999 s\"",
    "\"p999 < 1 ns\"",
    "\"SS\"",
    "\"I\"",
    "\"<,,,,,>\"",
    "\"<Global, Causal, RA, BS(1e99s), Idem, Auth>\"",
    "\"⟨-,-,-,-,-,-⟩\"",
    "\"p95\"",
    "0",
    "-1",
    "1",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "0x7f",
    "1_000",
    "1e308",
    "-1e-308",
    "inf",
    "-inf",
    "nan",
    "true",
    "false",
    "1979-05-27",
    "07:32:00",
    "1979-05-27T07:32:00Z",
    "[]",
    "{}",
    "[[[]]]",
    "[\"a\", 1]",
    "[{}]",
    "{ a = { b = 1 } }",
    "'''\n'''",
    "\"\"\"a\nb\"\"\"",
    "\"\\u0000\"",
    "\"\\U0010FFFF\"",
    "\"\u{202e}\u{feff}\"",
    "\"€5 + $5\"",
    "\"CHF 5/h\"",
    "\"USD 5/h\"",
    "\"1,000,000,000,000 TB/s * 5 GB\"",
    "\"8 h x 30 d\"",
    "\"999 h x 999 d\"",
];

const FLOW_TOKENS: &[&str] = &[
    "a",
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "zz",
    ">",
    ">",
    "▷",
    "?",
    "??",
    "(",
    ")",
    "(",
    ")",
    ",",
    "all(",
    "any(",
    "2 of (",
    "1 of (",
    "txn(",
    "gate(",
    "3 *",
    "9999 *",
    "10000 *",
    "0 *",
    "999999999 *",
    "of",
    "all",
    "-",
    "_",
    "é",
    "\u{0}",
    "×",
    " ",
    "a-b",
    "\u{a0}",
];

const LINES: &[&str] = &[
    "quorate = 2",
    "flow = \"a\"",
    "[services]",
    "[services.a]",
    "[[design]]",
    "[design]",
    "[[services]]",
    "[[cost]]",
    "[cost]",
    "services.a.latency = \"p99 3 ms\"",
    "cost = []",
    "cost = [ {}, { price = \"$1/h\" } ]",
    "[flows]",
    "flow = \"flow\"",
    "a = 'a'",
    "[domains.x]",
    "services = [\"a\", \"a\"]",
    "included = true",
    "[journey.x]",
    "[[wrongness.harm]]",
    "\"\" = 1",
    "\"a.b\" = 1",
    "# é",
    "[a.b.c.d.e]",
    "[slo]",
    "latency = \"p99 < 1 ms\"",
    "window = \"0 d\"",
    "window = \"1.5 d\"",
    "revenue = \"-$5/h\"",
    "traffic = \"0/s\"",
];

/// Makes one hostile text after another from a seed.
pub struct Mutator {
    state: u64,
}

impl Mutator {
    pub fn new(number: usize, stream: u64) -> Self {
        Self {
            state: (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (stream << 56),
        }
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// One of the entries, unless there are none.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let at = self.below(list.len());
        list.get(at)
    }

    fn base(&mut self) -> String {
        let texts: Vec<&str> = presets()
            .iter()
            .map(|preset| preset.text)
            .chain([RICH, RICH])
            .collect();
        let at = self.below(texts.len());
        texts[at].to_owned()
    }

    /// A scenario with one to four mutations.
    pub fn scenario(&mut self) -> String {
        let mut text = self.base();
        for _ in 0..=self.below(4) {
            text = self.mutated(text);
        }
        text
    }

    fn mutated(&mut self, text: String) -> String {
        match self.below(14) {
            0 => self.bytes(text, |this, bytes| {
                let at = this.below(bytes.len());
                let bit = this.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }),
            1 => self.bytes(text, |this, bytes| {
                let (from, to) = this.range(bytes.len(), 40);
                bytes.drain(from..to);
            }),
            2 => self.bytes(text, |this, bytes| {
                let (from, to) = this.range(bytes.len(), 400);
                let copy = bytes[from..to].to_vec();
                bytes.splice(to..to, copy);
            }),
            3 => self.swapped(&text),
            4 => {
                let other = self.base();
                let (cut, other_cut) = (self.line_start(&text), self.line_start(&other));
                format!("{}{}", &text[..cut], &other[other_cut..])
            }
            5 => {
                let at = self.line_start(&text);
                let line = self.pick(LINES).unwrap();
                format!("{}{line}\n{}", &text[..at], &text[at..])
            }
            6..=10 => self.revalued(text),
            11 => self.reflowed(&text),
            12 => self.renamed(&text),
            _ => match self.below(6) {
                0 => text.replace('\n', "\r\n"),
                1 => format!("\u{feff}{text}"),
                2 => text.replacen('"', "\0", 1 + self.below(3)),
                3 => text.to_uppercase(),
                4 => text.replace(' ', "\u{2003}"),
                _ => text.replace("99", "999999999999999999999999999999999999"),
            },
        }
    }

    fn bytes(&mut self, text: String, change: impl FnOnce(&mut Self, &mut Vec<u8>)) -> String {
        let mut bytes = text.into_bytes();
        change(self, &mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn range(&mut self, length: usize, most: usize) -> (usize, usize) {
        let from = self.below(length);
        (from, (from + self.below(most)).min(length))
    }

    fn line_start(&mut self, text: &str) -> usize {
        let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        self.pick(&starts).copied().unwrap_or(0)
    }

    fn swapped(&mut self, text: &str) -> String {
        let mut tokens: Vec<&str> = text.split_inclusive([' ', '\n', '.', '"']).collect();
        let (a, b) = (self.below(tokens.len()), self.below(tokens.len()));
        if !tokens.is_empty() {
            tokens.swap(a, b);
        }
        tokens.concat()
    }

    /// Another value behind some `=`.
    fn revalued(&mut self, text: String) -> String {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let with_value: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].contains(" = ")).collect();
        let Some(at) = self.pick(&with_value).copied() else {
            return text;
        };
        let value = match self.below(3) {
            0 => {
                let other = self.base();
                let values: Vec<&str> = other
                    .lines()
                    .filter_map(|line| Some(line.split_once(" = ")?.1))
                    .collect();
                self.pick(&values)
                    .map_or_else(String::new, |value| (*value).to_owned())
            }
            _ => self.value(),
        };
        let key = lines[at].split(" = ").next().unwrap_or_default();
        format!(
            "{}{key} = {value}\n{}",
            lines[..at].concat(),
            lines[at + 1..].concat()
        )
    }

    /// Another flow.
    fn reflowed(&mut self, text: &str) -> String {
        let flow: String = self
            .flow()
            .chars()
            .filter(|c| !c.is_control() && !"\"\\".contains(*c))
            .collect();
        let mut out = String::new();
        for line in text.split_inclusive('\n') {
            match line.split_once(" = ") {
                Some((key, _)) if key.trim() == "flow" => out.push_str(&format!("{key} = \"{flow}\"\n")),
                _ => out.push_str(line),
            }
        }
        out
    }

    /// A name everywhere replaced by a reserved, long or strange one.
    fn renamed(&mut self, text: &str) -> String {
        let names = [
            "gateway",
            "payment",
            "db",
            "feed",
            "edge",
            "ledger",
            "s1",
            "page",
            "store",
            "availability",
            "latency",
            "design",
            "cost",
        ];
        let long = "n".repeat(1 + self.below(3_000));
        let new = [
            "all", "of", "services", "flow", "é", "0", "a.b", "\"a b\"", "", "price", &long,
        ];
        text.replace(self.pick(&names).unwrap(), self.pick(&new).unwrap())
    }

    /// A value as TOML: often a hostile one.
    pub fn value(&mut self) -> String {
        match self.below(12) {
            0 => format!("\"{}\"", "x".repeat(self.below(10_000))),
            1 => format!("{}1{}", "[".repeat(self.below(200)), "]".repeat(self.below(200))),
            2 => format!("\"{} ms\"", "9".repeat(self.below(60))),
            3 => format!("\"{}\"", self.flow()),
            4 => format!("\"samples {}\"", "5 ms, ".repeat(self.below(300)) + "1 ms"),
            _ => (*self.pick(VALUES).unwrap()).to_owned(),
        }
    }

    /// A path that may lead nowhere.
    pub fn path(&mut self) -> String {
        let parts = [
            "services",
            "design",
            "0",
            "1",
            "7",
            "cost",
            "flow",
            "latency",
            "slo",
            "new",
            "wrongness",
            "harm",
            "\"a b\"",
            "",
            "\"",
            "journey",
        ];
        let picked: Vec<&str> = (0..=self.below(5)).map(|_| *self.pick(&parts).unwrap()).collect();
        picked.join(".")
    }

    /// A row of tokens, or a flow that parses with a few of them changed.
    pub fn flow(&mut self) -> String {
        let mut tokens: Vec<&str> = match self.below(3) {
            0 => Vec::new(),
            1 => "a > 2 of ( b , c , f ) ?? any( d , g ) > 3 * ( a ?? b ) > h"
                .split(' ')
                .collect(),
            _ => "txn( a > gate( b ) ) > all( c ? , 9999 * d ) > g"
                .split(' ')
                .collect(),
        };
        for _ in 0..self.below(30) {
            let at = self.below(tokens.len() + 1);
            let token = *self.pick(FLOW_TOKENS).unwrap();
            match self.below(3) {
                0 if at < tokens.len() => tokens[at] = token,
                1 if at < tokens.len() => {
                    tokens.remove(at);
                }
                _ => tokens.insert(at, token),
            }
        }
        let repeated = if self.below(20) == 0 {
            1 + self.below(100)
        } else {
            1
        };
        tokens.join(" ").repeat(repeated)
    }

    /// A link: of a mutated scenario, damaged, or of a preset with changes.
    pub fn link(&mut self) -> String {
        match self.below(4) {
            0 => link::encode(&self.scenario()),
            1 => {
                let link = link::encode(&self.base());
                self.bytes(link, |this, bytes| {
                    let at = this.below(bytes.len());
                    bytes[at] = *this.pick(b"AZaz09-_.%&=#+/\xff").unwrap();
                })
            }
            2 => {
                let link = link::encode(&self.base());
                let end = self.below(link.len());
                format!("https://example.org/#{}", &link[..end])
            }
            _ => {
                let mut link = format!("#preset={}", presets()[self.below(presets().len())].name);
                for _ in 0..self.below(5) {
                    link.push_str(&format!("&{}={}", self.path(), self.value()));
                }
                self.bytes(link, |this, bytes| {
                    if this.below(2) == 0 {
                        let at = this.below(bytes.len());
                        bytes[at] = b'%';
                    }
                })
            }
        }
    }
}
