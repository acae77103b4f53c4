//! A flow as a Mermaid flowchart.
//!
//! # Formula
//! A step is an arrow; what is nice to have and what stands in hang on dotted ones; a choice (`any`,
//! `2 of …`) is a diamond; a transaction is a box around its members.

use crate::flow::{Flow, parse};
use indexmap::IndexMap;
use std::fmt::Write as _;

/// The flowchart of a flow.
pub(super) fn flowchart(flow: &str) -> Result<String, String> {
    let flow = parse(flow).map_err(|error| error.to_string())?;
    let mut chart = Chart::default();
    let ends = chart.draw(&flow);
    drop(ends);
    let mut out = "flowchart LR\n".to_owned();
    for (name, id) in &chart.services {
        let _ = writeln!(out, "  {id}[\"{name}\"]");
    }
    for (id, text) in &chart.choices {
        let _ = writeln!(out, "  {id}{{\"{text}\"}}");
    }
    for line in &chart.lines {
        let _ = writeln!(out, "  {line}");
    }
    Ok(out)
}

/// How a part is entered: node, what is written on the arrow, whether it is dotted.
#[derive(Clone)]
struct Entry {
    node: String,
    said: Option<String>,
    dotted: bool,
}

/// Where a part begins and ends.
struct Ends {
    entries: Vec<Entry>,
    exits: Vec<String>,
}

#[derive(Default)]
struct Chart {
    services: IndexMap<String, String>,
    choices: Vec<(String, String)>,
    lines: Vec<String>,
    transactions: usize,
}

impl Chart {
    fn draw(&mut self, flow: &Flow) -> Ends {
        match flow {
            Flow::Name(name) => self.service(name),
            Flow::Sequence(parts) => self.sequence(parts),
            Flow::All(parts) => self.side_by_side(parts),
            Flow::Any(parts) => self.choice("any of", parts),
            Flow::Quorum(k, parts) => self.choice(&format!("{k} of {}", parts.len()), parts),
            Flow::Fallback(first, second) => self.fallback(first, second),
            Flow::Optional(inner) => self.entered(inner, "nice to have", true),
            Flow::Repeat(times, inner) => self.entered(inner, &format!("{times} times"), false),
            Flow::Gate(inner) => self.entered(inner, "re-read", false),
            Flow::Transaction(inner) => self.transaction(inner),
        }
    }

    fn service(&mut self, name: &str) -> Ends {
        let next = format!("s{}", self.services.len() + 1);
        let node = self.services.entry(name.to_owned()).or_insert(next).clone();
        Ends {
            entries: vec![Entry {
                node: node.clone(),
                said: None,
                dotted: false,
            }],
            exits: vec![node],
        }
    }

    fn join(&mut self, from: &[String], to: &[Entry]) {
        for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
            let arrow = if to.dotted { "-.->" } else { "-->" };
            let said = to
                .said
                .as_ref()
                .map_or(String::new(), |said| format!("|\"{said}\"|"));
            let line = format!("{from} {arrow}{said} {}", to.node);
            if !self.lines.contains(&line) {
                self.lines.push(line);
            }
        }
    }

    fn sequence(&mut self, parts: &[Flow]) -> Ends {
        let mut whole: Option<Ends> = None;
        for part in parts {
            let next = self.draw(part);
            whole = Some(match whole {
                None => next,
                Some(before) => {
                    self.join(&before.exits, &next.entries);
                    // What is nice to have is waited for and passed by.
                    let passed = next.entries.iter().all(|entry| entry.dotted);
                    Ends {
                        entries: before.entries,
                        exits: if passed { before.exits } else { next.exits },
                    }
                }
            });
        }
        whole.unwrap_or(Ends {
            entries: Vec::new(),
            exits: Vec::new(),
        })
    }

    fn side_by_side(&mut self, parts: &[Flow]) -> Ends {
        let drawn: Vec<Ends> = parts.iter().map(|part| self.draw(part)).collect();
        Ends {
            entries: drawn.iter().flat_map(|ends| ends.entries.clone()).collect(),
            exits: drawn.into_iter().flat_map(|ends| ends.exits).collect(),
        }
    }

    fn choice(&mut self, text: &str, parts: &[Flow]) -> Ends {
        let node = format!("c{}", self.choices.len() + 1);
        self.choices.push((node.clone(), text.to_owned()));
        let inside = self.side_by_side(parts);
        self.join(std::slice::from_ref(&node), &inside.entries);
        Ends {
            entries: vec![Entry {
                node,
                said: None,
                dotted: false,
            }],
            exits: inside.exits,
        }
    }

    fn fallback(&mut self, first: &Flow, second: &Flow) -> Ends {
        let (first, mut second) = (self.draw(first), self.draw(second));
        for entry in &mut second.entries {
            entry.dotted = true;
            entry.said = Some("when it fails".to_owned());
        }
        let from: Vec<String> = first.entries.iter().map(|entry| entry.node.clone()).collect();
        self.join(&from, &second.entries);
        Ends {
            entries: first.entries,
            exits: first.exits.into_iter().chain(second.exits).collect(),
        }
    }

    fn entered(&mut self, inner: &Flow, said: &str, dotted: bool) -> Ends {
        let mut ends = self.draw(inner);
        for entry in &mut ends.entries {
            entry.said = Some(match entry.said.take() {
                Some(before) => format!("{said}, {before}"),
                None => said.to_owned(),
            });
            entry.dotted |= dotted;
        }
        ends
    }

    fn transaction(&mut self, inner: &Flow) -> Ends {
        self.transactions += 1;
        let ends = self.draw(inner);
        let mut members = Vec::new();
        inner.names(&mut |name| {
            if let Some(id) = self.services.get(name).filter(|id| !members.contains(*id)) {
                members.push(id.clone());
            }
        });
        self.lines.push(format!(
            "subgraph t{} [\"one transaction\"]\n    {}\n  end",
            self.transactions,
            members.join("\n    ")
        ));
        ends
    }
}
