//! The page's state: one text, and what follows from it.
//!
//! The text is the only state: forms change it in place, undo is a history of texts. Everything
//! else here is either computed from it or only about how the page looks ([`Look`]).

use crate::browser::{location, now, storage, theme::Choice};
use crate::following::{Following, Seen};
use crate::logic::additions::filled_in;
use crate::logic::history::{Entry, History, Moved};
use crate::logic::notice::{Notice, Offer};
use crate::logic::places::{only_change, place};
use crate::logic::since::Since;
use crate::studying::{Draws, Studied};
use leptos::prelude::*;
use quorate_model::assessment::Assessment;
use quorate_model::compare::{self, Change};
use quorate_model::report::shown_design;
use quorate_model::scenario;
use quorate_model::scenario::edit::{self, Document};
use quorate_model::{Assessor, Problem};
use std::sync::Arc;

/// The text and its results. `Copy`: hand it around freely.
#[derive(Clone, Copy)]
pub struct State {
    history: RwSignal<History>,
    /// The text as it stands.
    pub text: Memo<String>,
    /// The tolerant view of the text the forms read; the last one while the text is not TOML.
    document: Memo<Option<Arc<Document>>>,
    /// What was parsed last.
    parsed: Parsed,
    following: Following,
    /// Why the text gives no results, when it gives none: everything that is wrong with it.
    pub problems: Memo<Vec<Problem>>,
    /// The first of them.
    pub problem: Memo<Option<Problem>>,
    /// The last results there were, with the draws of their ranges once those are there; none when
    /// no text has given any yet.
    pub assessment: Memo<Option<Arc<Assessment>>>,
    /// The results before the last step, where they are those of the same scenario.
    pub before: Memo<Option<Arc<Assessment>>>,
    /// The same at the medians of its ranges: what was changed soon is never drawn.
    pub before_point: Memo<Option<Arc<Assessment>>>,
    /// The last text that gave results, and those at medians.
    good: Memo<Option<Good>>,
    /// What the draws say of the texts that were studied last, the newest last.
    pub studied: RwSignal<Vec<Studied>>,
    /// How the draws go.
    pub draws: Draws,
    /// The scenario that everything is compared with.
    pub pinned: RwSignal<Option<Pinned>>,
    /// Every result of the scenario put aside and of the present one; none while nothing is.
    pub changes: Memo<Vec<Change>>,
    /// The results at the medians of the ranges, while the text gives any.
    pub point: Memo<Option<Arc<Assessment>>>,
    /// An edit that could not be made: where, and why.
    pub refused: RwSignal<Option<(String, String)>>,
    /// What the page has to say: a link that did not open, a storage that does not keep.
    pub notice: RwSignal<Option<Notice>>,
    /// How the page looks.
    pub look: Look,
}

/// A scenario put aside, to compare with.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// Its text.
    pub text: String,
    /// Its results at the medians of its ranges.
    pub point: Arc<Assessment>,
    /// Its results with draws of its ranges, where they had been drawn when it was put aside.
    pub drawn: Option<Arc<Assessment>>,
}

impl Pinned {
    /// The scenario with this text; `None` where it gives no results.
    pub fn read(text: String) -> Result<Pinned, Problem> {
        let point = Arc::new(Assessor::new().assess(&text)?);
        Ok(Pinned {
            text,
            point,
            drawn: None,
        })
    }
}

/// How the page looks: nothing of it is in a link.
#[derive(Clone, Copy)]
pub struct Look {
    /// The tab that is open.
    pub tab: RwSignal<Tab>,
    /// What hangs under the header.
    pub panel: RwSignal<Option<Panel>>,
    /// The step of the tour that is shown.
    pub tour: RwSignal<Option<usize>>,
    /// The reader's choice of colours.
    pub colours: RwSignal<Choice>,
    /// Whether the system is dark.
    pub system_dark: RwSignal<bool>,
    /// Device pixels per CSS pixel.
    pub pixel_ratio: RwSignal<f64>,
    /// The design whose journeys the figures show; `None`: the best.
    pub design: RwSignal<Option<String>>,
    /// The service that designs of the library are about; `None`: the likeliest.
    pub about: RwSignal<Option<String>>,
    /// The field whose hint and note are shown.
    pub edited: RwSignal<Option<Edited>>,
    /// Whether the window is so wide that inputs and results stand side by side.
    pub wide: RwSignal<bool>,
    /// The path of a value that a field is wanted for, also where the text does not have it.
    pub wanted: RwSignal<String>,
    /// The paths of designs whose line items are unfolded: they stay so behind another tab.
    pub unfolded: RwSignal<Vec<String>>,
}

/// A field that is edited, as far as its hint goes.
#[derive(Clone, Debug)]
pub struct Edited {
    /// Where its value stands in the text.
    pub path: String,
    /// Its label.
    pub label: String,
    /// What may be written.
    pub hint: &'static str,
    /// What holds while it is empty, as a sentence.
    pub when_empty: String,
    /// Whether it is this one that is edited.
    pub here: RwSignal<bool>,
    /// Whether it stands where the hint does, which then stands beside it.
    pub low: bool,
}

impl Look {
    /// Whether the page is dark.
    pub fn dark(&self) -> bool {
        self.colours.get().dark(self.system_dark.get())
    }

    /// Opens `panel`, or closes it where it is open.
    pub fn toggle(&self, panel: Panel) {
        self.panel
            .update(|open| *open = if *open == Some(panel) { None } else { Some(panel) });
    }
}

/// What hangs under the header.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Panel {
    /// The reader's scenarios, the examples, and where others come from.
    Scenarios,
    /// The link and what else can be made of the scenario.
    Share,
    /// The keys that do something.
    Keys,
}

/// The tabs, in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tab {
    /// The services and what the chain delivers.
    Flow,
    /// The objectives and where the error budget goes.
    Budget,
    /// What load, wrongness and running cost.
    Money,
    /// The designs compared.
    Decision,
    /// The text itself.
    Document,
}

impl Tab {
    /// Every tab with its name in identifiers and its title.
    pub const ALL: [(Tab, &'static str, &'static str); 5] = [
        (Tab::Flow, "flow", "Flow"),
        (Tab::Budget, "budget", "Budget"),
        (Tab::Money, "money", "Money"),
        (Tab::Decision, "decision", "Decision"),
        (Tab::Document, "document", "Document"),
    ];

    /// The tab that identifiers call `name`.
    pub fn named(name: &str) -> Option<Tab> {
        let mut all = Tab::ALL.into_iter();
        all.find_map(|(tab, own, _)| (own == name).then_some(tab))
    }

    /// What identifiers call it.
    pub fn name(self) -> &'static str {
        let found = Tab::ALL.into_iter().find(|(tab, ..)| *tab == self);
        found.map_or("", |(_, name, _)| name)
    }
}

/// What was parsed last: nobody is told when it changes.
type Parsed = StoredValue<Option<Arc<Document>>>;

/// What `text` was parsed to, where it was parsed last.
fn parsed(last: Parsed, text: &str) -> Option<Arc<Document>> {
    last.with_value(|last| last.as_ref().filter(|last| last.text() == text).cloned())
}

type Outcome = Result<Arc<Assessment>, Problem>;

/// A text that gives results.
#[derive(Clone, Debug)]
struct Good {
    text: String,
    /// Its results with every range at its median.
    point: Arc<Assessment>,
}

impl PartialEq for Good {
    fn eq(&self, other: &Good) -> bool {
        Arc::ptr_eq(&self.point, &other.point) && self.text == other.text
    }
}

impl State {
    /// The state over `history`. Reads nothing from the browser but its looks.
    pub fn new(history: History, look: Look) -> State {
        let history = RwSignal::new(history);
        let text = Memo::new(move |_| history.with(|history| history.present().text.clone()));
        let assessor = StoredValue::new_local(Assessor::new());
        let parsed_last = Parsed::new(None);
        let document = document(text, parsed_last);
        let outcome = Memo::new(move |_| -> Outcome {
            let (text, document) = (text.read(), document.read());
            let parsed = document.as_ref().filter(|document| document.text() == *text);
            let assess = |assessor: &mut Assessor| match parsed {
                Some(parsed) => assessor.assess_parsed(parsed),
                None => assessor.assess(&text),
            };
            let result = assessor.try_update_value(assess);
            result
                .unwrap_or_else(|| assess(&mut Assessor::new()))
                .map(Arc::new)
        });
        let studied = RwSignal::new(Vec::<Studied>::new());
        let pinned = RwSignal::new(None::<Pinned>);
        // The results from before stand while a text does not read, and never under another scenario.
        let since = Memo::new(move |last: Option<&Since<Good>>| {
            let (step, id) = history.with(|history| (history.step(), history.present().id.clone()));
            let found = outcome.with(|outcome| outcome.as_ref().ok().cloned());
            let found = found.map(|point| Good {
                text: text.get(),
                point,
            });
            Since::next(last, step, id, found)
        });
        let good = Memo::new(move |_| since.with(|since| since.now.clone()));
        let assessment = Memo::new(move |_| {
            let good = good.read();
            let good = good.as_ref()?;
            let drawn = studied.with(|studied| {
                let studied = studied.iter().find(|studied| studied.text == good.text);
                studied.map(|studied| studied.assessment.clone())
            });
            Some(drawn.unwrap_or_else(|| good.point.clone()))
        });
        let point = Memo::new(move |_| outcome.with(|outcome| outcome.as_ref().ok().cloned()));
        let problems = Memo::new(move |_| match &*outcome.read() {
            Ok(_) => Vec::new(),
            Err(first) => scenario::read_all(&text.read())
                .err()
                .unwrap_or_else(|| vec![first.clone()]),
        });
        let refused = RwSignal::new(None);
        State {
            history,
            text,
            document,
            parsed: parsed_last,
            following: Following::new(),
            problems,
            problem: Memo::new(move |_| problems.with(|problems| problems.first().cloned())),
            assessment,
            before: before(history, assessment),
            before_point: before(history, point),
            good,
            studied,
            draws: Draws::new(),
            pinned,
            changes: changes(pinned, assessment, point),
            point,
            refused,
            notice: RwSignal::new(None),
            look,
        }
    }

    /// The results for a part of the page that is built anew with them: told only where they are not
    /// the `same` for it.
    pub fn results(&self, same: fn(&Assessment, &Assessment) -> bool) -> Memo<Option<Arc<Assessment>>> {
        let assessment = self.assessment;
        Memo::new_owning(move |last: Option<Option<Arc<Assessment>>>| {
            let now = assessment.get();
            let unchanged = match (&last, &now) {
                (Some(Some(last)), Some(now)) => same(last, now),
                (Some(None), None) => true,
                _ => false,
            };
            (now, !unchanged)
        })
    }

    /// The text as it stands and its name on the shelf.
    pub fn entry(&self) -> Entry {
        self.history.with(|history| history.present().clone())
    }

    /// The last text that gave results: the one whose results are shown.
    pub fn shown_text(&self) -> Option<String> {
        self.good.with(|good| good.as_ref().map(|good| good.text.clone()))
    }

    /// The value at `path` in the text whose results are shown; empty where it has none.
    pub fn before_at(&self, path: &str) -> String {
        let text = self
            .good
            .with_untracked(|good| good.as_ref().map(|good| good.text.clone()));
        let document = text.and_then(|text| Document::parse(&text).ok());
        document
            .and_then(|document| document.get(path))
            .unwrap_or_default()
    }

    /// The results of `text` with every range at its median; none where it is not the text that is shown.
    pub fn at_medians(&self, text: &str) -> Option<Arc<Assessment>> {
        let good = self.good.read_untracked();
        let good = good.as_ref().filter(|good| good.text == text)?;
        Some(good.point.clone())
    }

    /// Whether the workers have said what there is to say of the text that is shown.
    pub fn is_studied(&self) -> bool {
        self.good.with(|good| {
            let same = |studied: &Studied| good.as_ref().is_some_and(|good| good.text == studied.text);
            self.studied.with(|studied| studied.iter().any(same))
        })
    }

    /// The state this part of the page belongs to.
    pub fn here() -> State {
        expect_context::<State>()
    }

    /// The value at `path` as the reader sees it; empty when the text has none.
    pub fn value(&self, path: String) -> ReadSignal<String> {
        self.ask(move |document| document.get(&path).unwrap_or_default())
    }

    /// As [`State::value`], read once.
    pub fn get(&self, path: &str) -> String {
        self.asked(|document| document.get(path).unwrap_or_default())
    }

    /// The name of the design that results are shown of, where there are designs.
    pub fn shown_design(&self) -> Option<String> {
        self.assessment
            .with(|found| Some(shown_design(found.as_deref()?)?.name.clone()))
    }

    /// The keys of the table at `path`, in order.
    pub fn keys(&self, path: impl Into<String>) -> ReadSignal<Vec<String>> {
        let path = path.into();
        self.ask(move |document| document.keys(&path))
    }

    /// As [`State::keys`], read once.
    pub fn keys_now(&self, path: &str) -> Vec<String> {
        self.asked(|document| document.keys(path))
    }

    /// The length of the list at `path`.
    pub fn count(&self, path: impl Into<String>) -> ReadSignal<usize> {
        let path = path.into();
        self.ask(move |document| document.len(&path))
    }

    /// What the document answers; the default while there is none.
    pub fn ask<T>(&self, question: impl Fn(&Document) -> T + 'static) -> ReadSignal<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        let now = self.asked(&question);
        self.following
            .follow(now, move |seen| seen.document.map(&question).unwrap_or_default())
    }

    /// As [`State::ask`], once. It waits for no results: what was typed is in the document at once.
    pub fn asked<T: Default>(&self, question: impl FnOnce(&Document) -> T) -> T {
        self.document
            .with_untracked(|document| document.as_deref().map(question).unwrap_or_default())
    }

    /// The answer to `question`, kept up to date while this part of the page is there.
    pub fn follow<T>(&self, question: impl Fn(Seen) -> T + 'static) -> ReadSignal<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let now = untrack(|| self.with_seen(&question));
        self.following.follow(now, question)
    }

    fn with_seen<T>(&self, question: impl FnOnce(Seen) -> T) -> T {
        let (document, problems) = (self.document.read(), self.problems.read());
        let refused = self.refused.read();
        question(Seen {
            document: document.as_deref(),
            problems: &problems,
            refused: refused.as_ref(),
        })
    }

    /// Tells what is followed of every change from now on.
    pub fn keep_following(self) {
        Effect::new(move |_| self.with_seen(|seen| self.following.ask(seen)));
    }

    /// Changes the text at one place; an edit that cannot be made changes nothing and says why.
    pub fn edit(&self, path: &str, change: impl FnOnce(&str) -> Result<String, Problem>) -> bool {
        match self.text.with_untracked(|text| change(text)) {
            Ok(text) => {
                self.replace(text, path);
                true
            }
            Err(problem) => {
                let broken = self.text.with_untracked(|text| Document::parse(text).err());
                let message = match broken {
                    Some(broken) => format!(
                        "This cannot be written while line {} of the document does not read: put that right first.",
                        broken.line
                    ),
                    None => problem.message,
                };
                self.refused.set(Some((path.to_string(), message)));
                false
            }
        }
    }

    /// Writes `value` at `path`.
    pub fn set(&self, path: &str, value: &str) -> bool {
        self.edit(path, |text| self.written(text, path, value))
    }

    /// `text` with `value` at `path`. What it was parsed to, and what comes of it, is parsed once.
    fn written(&self, text: &str, path: &str, value: &str) -> Result<String, Problem> {
        let document = match parsed(self.parsed, text) {
            Some(document) => document,
            None => Arc::new(Document::parse(text)?),
        };
        let changed = filled_in(&document, path, value)?;
        let text = changed.text().to_string();
        self.parsed.set_value(Some(Arc::new(changed)));
        Ok(text)
    }

    /// Writes `value` at `path` as part of the drag called `drag`.
    pub fn drag(&self, path: &str, value: &str, drag: &str) {
        if let Ok(text) = self.text.with_untracked(|text| self.written(text, path, value)) {
            self.replace(text, drag);
        }
    }

    /// Takes the part at `path`, called `name`, out of the text; the page says how to have it back.
    pub fn remove(&self, path: &str, name: &str) {
        if self.edit("", |text| edit::remove(text, path)) {
            let sentence = format!("Removed {}.", if name.is_empty() { "it" } else { name });
            self.notice.set(Some(Notice::offering(sentence, Offer::Undo)));
        }
    }

    /// Writes a copy of the part at `path` behind it.
    pub fn duplicate(&self, path: &str) {
        self.edit("", |text| edit::duplicate(text, path));
    }

    /// Moves the part at `path` by so many places.
    pub fn shift(&self, path: &str, by: isize) {
        self.edit("", |text| edit::shift(text, path, by));
    }

    /// Takes `text` as it is; `source` as in [`History::record`].
    pub fn replace(&self, text: String, source: &str) {
        self.forget_refusal();
        let half = self.problem.with_untracked(Option::is_some);
        self.change(|history| history.record(text, source, now(), half));
    }

    /// Takes `text` as what was meant by the text as it stands, which gives no results.
    pub fn mend(&self, text: String) {
        self.forget_refusal();
        self.change(|history| history.mend(text));
    }

    /// Opens another scenario over this one: this one stays reachable by undo and on the shelf.
    pub fn open(&self, entry: Entry) {
        self.notice.set(None);
        self.forget_refusal();
        self.look.design.set(None);
        self.change(|history| history.open(entry));
    }

    /// Changes the history. The tab keeps the new text before anything is computed with it: were that
    /// to stop the module, what was typed last is rescued too.
    fn change(&self, change: impl FnOnce(&mut History)) {
        // What a notice offers to take back is the last step only until there is another.
        let takes_back = |notice: &Option<Notice>| notice.as_ref().is_some_and(Notice::takes_back);
        if self.notice.with_untracked(takes_back) {
            self.notice.set(None);
        }
        self.history.update_untracked(change);
        self.history
            .with_untracked(|history| storage::keep_for_tab(storage::SESSION_TEXT, &history.present().text));
        self.history.notify();
    }

    /// Goes on under another name on the shelf.
    pub fn continue_as(&self, id: String) {
        self.change(|history| history.rename(id));
    }

    /// Puts the scenario aside to compare with, or ends the comparison.
    pub fn pin(&self) {
        let drawn = self
            .assessment
            .get_untracked()
            .filter(|found| found.engine.samples > 0);
        let now = self.point.get_untracked().map(|point| Pinned {
            text: self.text.get_untracked(),
            point,
            drawn,
        });
        self.pinned
            .update(|pinned| *pinned = if pinned.is_some() { None } else { now });
    }

    /// Whether what is compared stands at the medians of ranges that have been drawn by now.
    pub fn compared_at_medians(&self) -> bool {
        let samples = self
            .assessment
            .with(|now| now.as_ref().map_or(0, |now| now.engine.samples));
        let drawn = |pinned: &Pinned| pinned.drawn.as_ref().map_or(0, |drawn| drawn.engine.samples);
        samples > 0
            && self
                .pinned
                .with(|pinned| pinned.as_ref().is_some_and(|pinned| drawn(pinned) != samples))
    }

    /// Compares with the scenario `text`, which people call `name`.
    pub fn compare_with(&self, text: String, name: &str) {
        match Pinned::read(text) {
            Ok(pinned) => {
                self.pinned.set(Some(pinned));
                self.notice.set(None);
            }
            Err(problem) => {
                let sentence = format!("“{name}” gives no results to compare with: {problem}");
                self.notice.set(Some(sentence.into()));
            }
        }
    }

    /// One step back.
    pub fn undo(&self) {
        self.forget_refusal();
        self.change(|history| {
            history.undo();
        });
    }

    /// One step forth.
    pub fn redo(&self) {
        self.forget_refusal();
        self.change(|history| {
            history.redo();
        });
    }

    /// Nothing is refused any more.
    pub fn forget_refusal(&self) {
        if self.refused.with_untracked(Option::is_some) {
            self.refused.set(None);
        }
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.history.with(History::can_undo)
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        self.history.with(History::can_redo)
    }

    /// What undo would take back and redo would make again, as people call it; empty where it has no name.
    pub fn steps(&self) -> (String, String) {
        let named = |source: Option<&str>, other: Option<&str>| {
            source.map(|source| self.named(source, other)).unwrap_or_default()
        };
        self.history.with(|history| {
            let (past, future) = history.beside();
            (named(history.to_undo(), past), named(history.to_redo(), future))
        })
    }

    /// What was undone or done again last, where nothing was changed since: `Undone`, and what.
    pub fn moved(&self) -> Option<(&'static str, String)> {
        self.history.with(|history| {
            let (past, future) = history.beside();
            match history.moved()? {
                Moved::Back(source) => Some(("Undone", self.named(source, future))),
                Moved::Forth(source) => Some(("Done again", self.named(source, past))),
            }
        })
    }

    /// What people call the place that a change came from, which lies between the text and the `other`.
    fn named(&self, source: &str, other: Option<&str>) -> String {
        if source != Tab::Document.name() {
            let place = self.asked(|document| place(document, source));
            return place.map(|place| place.words).unwrap_or_default();
        }
        let typed = self.asked(|document| {
            let path = only_change(document, &Document::parse(other?).ok()?)?;
            Some(place(document, &path).map_or(path, |place| place.words))
        });
        typed.unwrap_or_else(|| "what was typed in the document".to_string())
    }

    /// The link to the text as it stands, read once.
    pub fn link(&self) -> String {
        self.text
            .with_untracked(|text| format!("{}#{}", location::page(), quorate_model::link::encode(text)))
    }
}

/// Every result of what is `pinned` and of the present scenario: drawn beside drawn as often, else
/// both at the medians of their ranges.
fn changes(
    pinned: RwSignal<Option<Pinned>>,
    assessment: Memo<Option<Arc<Assessment>>>,
    point: Memo<Option<Arc<Assessment>>>,
) -> Memo<Vec<Change>> {
    let both = move || {
        pinned.with(|pinned| {
            let pinned = pinned.as_ref()?;
            let now = assessment.get()?;
            let samples = now.engine.samples;
            let alike = pinned
                .drawn
                .as_ref()
                .filter(|drawn| drawn.engine.samples == samples);
            match alike {
                Some(before) => Some(compare::results(before, &now)),
                None if samples == 0 => Some(compare::results(&pinned.point, &now)),
                None => Some(compare::results(&pinned.point, point.get()?.as_ref())),
            }
        })
    };
    Memo::new(move |_| both().unwrap_or_default())
}

/// The results before the last step of `history`.
fn before(
    history: RwSignal<History>,
    assessment: Memo<Option<Arc<Assessment>>>,
) -> Memo<Option<Arc<Assessment>>> {
    let since = Memo::new(move |last: Option<&Since<Arc<Assessment>>>| {
        let (step, id) = history.with(|history| (history.step(), history.present().id.clone()));
        Since::next(last, step, id, assessment.get())
    });
    Memo::new(move |_| since.with(|since| since.before.clone()))
}

/// The tolerant view of `text`; the last one that could be had while it is not TOML.
fn document(text: Memo<String>, parsed_last: Parsed) -> Memo<Option<Arc<Document>>> {
    let read = move |last: Option<&Option<Arc<Document>>>| {
        let text = text.read();
        if let Some(document) = parsed(parsed_last, &text) {
            return Some(document);
        }
        let document = Document::parse(&text).ok().map(Arc::new);
        if document.is_some() {
            parsed_last.set_value(document.clone());
        }
        document.or_else(|| last.cloned().flatten())
    };
    Memo::new_with_compare(read, |old, new| match (old, new) {
        (Some(Some(old)), Some(Some(new))) => !Arc::ptr_eq(old, new),
        _ => true,
    })
}
