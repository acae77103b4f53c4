//! A Mermaid flowchart read as a graph of services.
//!
//! # Formula
//! An arrow is a call; a dotted one (`-.->`) a call of something that is nice to have. A node is named
//! by its label, where it has one, else by its id. Subgraphs, directions and styles are passed over.

use super::graph::{Graph, Part};
use crate::clip::clip;
use indexmap::IndexMap;

/// Brackets of the shapes a node may have, the longest first.
const SHAPES: [(&str, &str); 15] = [
    ("(((", ")))"),
    ("([", "])"),
    ("[[", "]]"),
    ("[(", ")]"),
    ("((", "))"),
    ("{{", "}}"),
    ("[/", "/]"),
    ("[/", "\\]"),
    ("[\\", "\\]"),
    ("[\\", "/]"),
    ("[", "]"),
    ("(", ")"),
    ("{", "}"),
    (">", "]"),
    ("@{", "}"),
];
/// Statements that say how things look, or hold other statements.
const PASSED_OVER: [&str; 10] = [
    "subgraph",
    "end",
    "direction",
    "style",
    "linkStyle",
    "classDef",
    "class",
    "click",
    "accTitle",
    "accDescr",
];

/// Reads the text of a flowchart.
pub(super) fn graph(text: &str) -> Result<Graph, String> {
    let mut reading = Reading::default();
    let (mut begun, mut matter) = (false, false);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        // Front matter stands between two lines of hyphens.
        if line == "---" && !begun {
            matter = !matter;
            continue;
        }
        if let Some(title) = line.strip_prefix("title:").filter(|_| matter) {
            let title = title.trim().trim_matches(['"', '\'']);
            reading.title = (!title.is_empty()).then(|| title.to_owned());
        }
        if line.is_empty() || line.starts_with("%%") || matter {
            continue;
        }
        for statement in statements(line) {
            if !begun {
                begun = header(&statement).ok_or_else(|| {
                    format!(
                        "line {}: a flowchart begins with `flowchart LR`, and `{}` stands here",
                        number + 1,
                        clip(&statement)
                    )
                })?;
                continue;
            }
            reading
                .statement(&statement)
                .map_err(|why| format!("line {}: {why}", number + 1))?;
        }
    }
    Ok(reading.finish())
}

/// The statements of a line: parted by semicolons outside of labels.
fn statements(line: &str) -> Vec<String> {
    let (mut out, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        quoted ^= c == '"';
        match (c, quoted, out.last_mut()) {
            (';', false, _) => out.push(String::new()),
            (c, _, Some(last)) => last.push(c),
            _ => {}
        }
    }
    out.retain(|statement| !statement.trim().is_empty());
    out.into_iter()
        .map(|statement| statement.trim().to_owned())
        .collect()
}

fn header(statement: &str) -> Option<bool> {
    let word = statement.split_whitespace().next()?;
    ["flowchart", "graph", "flowchart-elk"]
        .contains(&word)
        .then_some(true)
}

/// An arrow between groups of nodes.
struct Arrow {
    dotted: bool,
    /// Whether it points back.
    back: bool,
    /// Whether it only places nodes.
    hidden: bool,
    /// What is written on it.
    words: Option<String>,
}

impl Arrow {
    /// What its words say of the call; nothing where they say something else.
    fn part(&self) -> Option<Part> {
        let words = self.words.as_deref().unwrap_or_default().to_ascii_lowercase();
        let mut all = words.split(|c: char| !c.is_ascii_alphabetic());
        all.find_map(|word| match word {
            "hit" | "hits" => Some(Part::Hit),
            "miss" | "misses" | "fallback" | "failover" => Some(Part::Spare),
            _ => None,
        })
    }
}

#[derive(Default)]
struct Reading {
    /// Label of each node by its id; the id where it has none.
    nodes: IndexMap<String, String>,
    calls: Vec<(usize, usize, bool, Part)>,
    title: Option<String>,
    /// Arrows with words on them.
    worded: usize,
}

impl Reading {
    fn statement(&mut self, statement: &str) -> Result<(), String> {
        let word = statement.split_whitespace().next().unwrap_or_default();
        if PASSED_OVER.contains(&word.trim_end_matches(':')) {
            return Ok(());
        }
        let mut rest = statement;
        let mut from = self.group(&mut rest)?;
        while !rest.is_empty() {
            let arrow = arrow(&mut rest).ok_or_else(|| {
                format!(
                    "`{}` is no arrow between services; write `a --> b`, or `a -.-> b` for what is nice to have",
                    clip(rest)
                )
            })?;
            let to = self.group(&mut rest)?;
            let part = arrow.part();
            self.worded += usize::from(arrow.words.is_some() && part.is_none());
            let drawn = from.iter().filter(|_| !arrow.hidden);
            for (a, b) in drawn.flat_map(|a| to.iter().map(move |b| (*a, *b))) {
                let (a, b) = if arrow.back { (b, a) } else { (a, b) };
                self.calls.push((a, b, arrow.dotted, part.unwrap_or_default()));
            }
            from = to;
        }
        Ok(())
    }

    /// Nodes joined by `&`.
    fn group(&mut self, rest: &mut &str) -> Result<Vec<usize>, String> {
        let mut group = vec![self.node(rest)?];
        while let Some(behind) = rest.strip_prefix('&') {
            *rest = behind.trim_start();
            group.push(self.node(rest)?);
        }
        Ok(group)
    }

    fn node(&mut self, rest: &mut &str) -> Result<usize, String> {
        let mut end = 0;
        let bytes = rest.as_bytes();
        for (at, c) in rest.char_indices() {
            // A hyphen belongs to a name only between letters: `a-b`, not `a-->b`.
            let inside = c == '-' && at > 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
            if !(c.is_alphanumeric() || matches!(c, '_' | '.' | '/') || inside)
                || rest[at..].starts_with(".-")
            {
                break;
            }
            end = at + c.len_utf8();
        }
        if end == 0 {
            return Err(format!(
                "a service is wanted where `{}` stands; write a name such as `web`",
                clip(rest)
            ));
        }
        let id = &rest[..end];
        *rest = &rest[end..];
        let label = label(rest)?;
        *rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix(":::") {
            let end = behind
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
                .unwrap_or(behind.len());
            *rest = behind[end..].trim_start();
        }
        let (at, _) = self.nodes.insert_full(
            id.to_owned(),
            label
                .or_else(|| self.nodes.get(id).cloned())
                .unwrap_or_else(|| id.to_owned()),
        );
        Ok(at)
    }

    fn finish(self) -> Graph {
        let to_itself = self.calls.iter().filter(|(from, to, ..)| from == to).count();
        let left_out = [
            counted(self.worded, "the words on an arrow", "the words on", "arrows"),
            counted(
                to_itself,
                "a call of a service by itself",
                "",
                "calls of services by themselves",
            ),
        ];
        let mut graph = Graph::called(self.title, left_out.into_iter().flatten().collect());
        let numbers: Vec<usize> = self.nodes.values().map(|label| graph.service(label)).collect();
        for (from, to, dotted, part) in self.calls {
            if from != to {
                graph.call(numbers[from], numbers[to], dotted, part);
            }
        }
        graph
    }
}

/// `the words on 2 arrows`; nothing where there are none.
fn counted(number: usize, one: &str, before: &str, many: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(one.to_owned()),
        number => Some(format!("{before} {number} {many}").trim_start().to_owned()),
    }
}

/// The label in brackets behind an id.
fn label(rest: &mut &str) -> Result<Option<String>, String> {
    let Some((open, _)) = SHAPES.iter().find(|(open, _)| rest.starts_with(open)) else {
        return Ok(None);
    };
    let inside = &rest[open.len()..];
    let mut quoted = false;
    for (at, c) in inside.char_indices() {
        quoted ^= c == '"';
        let close = SHAPES
            .iter()
            .filter(|(start, _)| start == open)
            .find(|(_, close)| !quoted && inside[at..].starts_with(close));
        if let Some((_, close)) = close {
            let text = inside[..at].trim().trim_matches('"').trim();
            *rest = &inside[at + close.len()..];
            // `@{ shape: cyl, label: "…" }` may say no label.
            let text = match *open {
                "@{" => text.split("label:").nth(1).map_or("", |said| {
                    said.split(',').next().unwrap_or("").trim().trim_matches('"')
                }),
                _ => text,
            };
            return Ok((!text.is_empty()).then(|| text.to_owned()));
        }
    }
    Err(format!(
        "the label `{}` is not closed; end it with its bracket",
        clip(rest)
    ))
}

/// An arrow with what is written on it.
fn arrow(rest: &mut &str) -> Option<Arrow> {
    let text = *rest;
    let back_only = text.starts_with('<');
    let body = text.trim_start_matches('<');
    let is_line = |c: char| matches!(c, '-' | '=' | '.' | '~');
    if !body.starts_with(is_line) {
        return None;
    }
    let first = body.find(|c: char| !is_line(c)).unwrap_or(body.len());
    let mut line = body[..first].to_owned();
    let mut behind = &body[first..];
    let ends = |behind: &str| {
        let head = behind.starts_with('>');
        let mark = behind.starts_with("o ") || behind.starts_with("x ");
        (head, mark)
    };
    let (mut head, mut mark) = ends(behind);
    let mut words = None;
    // `-- text -->` and `-. text .->`: a line of two, words, then the arrow itself.
    if !head && !mark && matches!(line.as_str(), "--" | "==" | "-.") {
        let close = behind.find([&line[..1], "."].concat().chars().collect::<Vec<_>>().as_slice())?;
        let second = &behind[close..];
        let end = second.find(|c: char| !is_line(c)).unwrap_or(second.len());
        line.push_str(&second[..end]);
        words = Some(behind[..close].trim().to_owned());
        behind = &second[end..];
        (head, mark) = ends(behind);
    }
    behind = behind[usize::from(head || mark)..].trim_start();
    if let Some(said) = behind.strip_prefix('|') {
        let close = said.find('|')?;
        words = Some(said[..close].trim().to_owned());
        behind = said[close + 1..].trim_start();
    }
    *rest = behind;
    Some(Arrow {
        dotted: line.contains('.'),
        hidden: line.starts_with('~'),
        back: back_only && !head,
        words,
    })
}
