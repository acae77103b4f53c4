//! Following: what the forms show of the text, told only where it changed.
//!
//! A page with fifty services shows hundreds of values of one document. Were each of them computed
//! from the document by a memo of its own, every keystroke would wake all of them and whatever shows
//! them, only to find that nothing changed. Here one effect asks all questions one after another and
//! tells those whose answer is another one.

use leptos::prelude::*;
use quorate_model::Problem;
use quorate_model::scenario::edit::Document;

/// What questions are asked of.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The text as the forms read it.
    pub document: Option<&'a Document>,
    /// Everything that is wrong with it.
    pub problems: &'a [Problem],
    /// An edit that could not be made: where, and why.
    pub refused: Option<&'a (String, String)>,
}

/// Asks once more and tells who follows; whether anybody still does.
type Asked = Box<dyn Fn(Seen) -> bool>;

/// The questions that are followed. `Copy`: hand it around freely.
#[derive(Clone, Copy)]
pub struct Following(StoredValue<Vec<Asked>, LocalStorage>);

impl Following {
    /// Nothing is followed yet.
    pub fn new() -> Following {
        Following(StoredValue::new_local(Vec::new()))
    }

    /// The answer to `question`, `now` at first, kept up to date while the part of the page that
    /// asks is there.
    pub fn follow<T>(self, now: T, question: impl Fn(Seen) -> T + 'static) -> ReadSignal<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let (answer, tell) = signal(now);
        let ask = move |seen: Seen| {
            let next = question(seen);
            match answer.try_with_untracked(|last| *last == next) {
                Some(true) => true,
                Some(false) => tell.try_set(next).is_none(),
                None => false,
            }
        };
        self.0.update_value(|asked| asked.push(Box::new(ask)));
        answer
    }

    /// Asks every question and forgets those nobody follows any more.
    pub fn ask(self, seen: Seen) {
        let Some(mut asked) = self.0.try_update_value(std::mem::take) else {
            return;
        };
        asked.retain(|ask| ask(seen));
        self.0.update_value(|since| {
            asked.append(since);
            *since = asked;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(document: &Document) -> Seen<'_> {
        Seen {
            document: Some(document),
            problems: &[],
            refused: None,
        }
    }

    fn value(seen: Seen) -> String {
        seen.document
            .and_then(|document| document.get("title"))
            .unwrap_or_default()
    }

    #[test]
    fn who_follows_is_told_of_another_answer_and_of_no_other_keystroke() {
        Owner::new().with(|| {
            let following = Following::new();
            let answer = following.follow(String::new(), value);
            let told = StoredValue::new(0);
            let watch = Memo::new(move |_| {
                told.update_value(|told| *told += 1);
                answer.get()
            });
            for (text, expected, times) in [
                ("title = \"A\"", "A", 1),
                ("title = \"A\"\ntraffic = \"1/s\"", "A", 1),
                ("title = \"B\"", "B", 2),
            ] {
                following.ask(seen(&Document::parse(text).unwrap()));
                assert_eq!(
                    (watch.get().as_str(), told.get_value()),
                    (expected, times),
                    "{text}"
                );
            }
        });
    }

    #[test]
    fn a_question_is_forgotten_with_the_part_of_the_page_that_asked() {
        let page = Owner::new();
        let following = page.with(Following::new);
        let part = page.child();
        part.with(|| following.follow(String::new(), value));
        part.cleanup();
        let document = Document::parse("title = \"A\"").unwrap();
        page.with(|| {
            let stays = following.follow(String::new(), value);
            following.ask(seen(&document));
            assert_eq!(stays.get_untracked(), "A");
            following.0.with_value(|asked| assert_eq!(asked.len(), 1));
        });
    }
}
