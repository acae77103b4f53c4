//! Which lines of two texts differ.

use crate::names::Names;
use imara_diff::{Algorithm, Diff, Token};
use std::ops::Range;

/// Unchanged lines shown around a change.
const CONTEXT: usize = 2;
/// Lines of both texts between their common beginning and end that are compared one by one.
const MOST_COMPARED: usize = 20_000;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both texts.
    Kept,
    /// In the first only.
    Removed,
    /// In the second only.
    Added,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub side: Side,
    /// Its number in the first text, from 1; absent when it was added.
    pub before: Option<usize>,
    /// Its number in the second text, from 1; absent when it was removed.
    pub after: Option<usize>,
    /// The line with its end, as it stands.
    pub text: String,
}

/// Changes that stand together, with two unchanged lines on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Its lines in order; of a change, what was removed comes first.
    pub lines: Vec<Line>,
}

/// The lines of `before` and `after` that differ, in hunks; none when the texts are equal.
///
/// Where more than 20,000 lines lie between the common beginning and end of the texts, all of them
/// are told as replaced: comparing them one by one would take long.
pub fn text(before: &str, after: &str) -> Vec<Hunk> {
    let (old, new) = (lines(before), lines(after));
    let changes = changes(&old, &new);
    let mut writer = Writer {
        old: &old,
        new: &new,
        hunks: Vec::new(),
        done: (0, 0),
    };
    for (removed, added) in changes {
        writer.change(removed, added);
    }
    writer.finish()
}

/// Which lines of `old` are replaced by which of `new`, in order.
fn changes(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let same = |(a, b): &(&&str, &&str)| a == b;
    let start = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(same)
        .count();
    let (old_rest, new_rest) = (
        &old_rest[..old_rest.len() - end],
        &new_rest[..new_rest.len() - end],
    );
    if old_rest.len() + new_rest.len() > MOST_COMPARED {
        return vec![(start..start + old_rest.len(), start..start + new_rest.len())];
    }
    let mut numbers = Names::default();
    let (before, after) = (tokens(old_rest, &mut numbers), tokens(new_rest, &mut numbers));
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &before, &after, number(numbers.len()));
    let found = diff
        .hunks()
        .map(|hunk| (range(hunk.before, start), range(hunk.after, start)));
    found.collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn range(range: Range<u32>, from: usize) -> Range<usize> {
    from + range.start as usize..from + range.end as usize
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A number for each line, the same for equal ones.
fn tokens<'a>(lines: &[&'a str], numbers: &mut Names<'a>) -> Vec<Token> {
    lines
        .iter()
        .map(|line| Token(number(numbers.number(line))))
        .collect()
}

struct Writer<'a> {
    old: &'a [&'a str],
    new: &'a [&'a str],
    hunks: Vec<Hunk>,
    /// Lines of either text that are behind us.
    done: (usize, usize),
}

impl Writer<'_> {
    fn change(&mut self, removed: Range<usize>, added: Range<usize>) {
        let between = removed.start - self.done.0;
        if self.hunks.is_empty() || between > 2 * CONTEXT {
            self.keep(between.min(CONTEXT));
            let before = between.min(CONTEXT);
            self.done = (removed.start - before, added.start - before);
            self.hunks.push(Hunk { lines: Vec::new() });
            self.keep(before);
        } else {
            self.keep(between);
        }
        self.done = (removed.end, added.end);
        for at in removed {
            self.push(Side::Removed, Some(at), None, self.old[at]);
        }
        for at in added {
            self.push(Side::Added, None, Some(at), self.new[at]);
        }
    }

    /// Writes so many unchanged lines behind the last change.
    fn keep(&mut self, count: usize) {
        let (before, after) = self.done;
        for step in 0..count {
            self.push(
                Side::Kept,
                Some(before + step),
                Some(after + step),
                self.old[before + step],
            );
        }
        self.done = (before + count, after + count);
    }

    fn push(&mut self, side: Side, before: Option<usize>, after: Option<usize>, text: &str) {
        if let Some(hunk) = self.hunks.last_mut() {
            hunk.lines.push(Line {
                side,
                before: before.map(|at| at + 1),
                after: after.map(|at| at + 1),
                text: text.to_owned(),
            });
        }
    }

    fn finish(mut self) -> Vec<Hunk> {
        let rest = self.old.len() - self.done.0;
        self.keep(rest.min(CONTEXT));
        self.hunks
    }
}
