//! What a step began with, beside what it has led to.

/// What the last step of a scenario began with, and what it has led to so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since<T> {
    step: usize,
    id: String,
    /// What there was before the step; nothing after a scenario was opened.
    pub before: Option<T>,
    /// What there is. Where the step has led to nothing, a text half typed say, that is what there was
    /// before it, and not what some part of the typing happened to give.
    pub now: Option<T>,
}

impl<T: Clone> Since<T> {
    /// What follows `last` when step number `step` of the scenario `id` gives `found`.
    pub fn next(last: Option<&Since<T>>, step: usize, id: String, found: Option<T>) -> Since<T> {
        let last = last.filter(|last| last.id == id);
        let before = match last {
            Some(last) if last.step == step => last.before.clone(),
            Some(last) => last.now.clone(),
            None => None,
        };
        let now = found
            .or_else(|| before.clone())
            .or_else(|| last.and_then(|last| last.now.clone()));
        Since {
            step,
            id,
            before,
            now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(steps: &[(usize, &str, Option<u8>)]) -> (Option<u8>, Option<u8>) {
        let mut since = None;
        for (step, id, found) in steps {
            since = Some(Since::next(since.as_ref(), *step, (*id).into(), *found));
        }
        since.map(|since| (since.before, since.now)).unwrap_or_default()
    }

    #[test]
    fn what_is_half_typed_stands_for_what_was_before_it() {
        let typing = [(0, "a", Some(1)), (1, "a", Some(2)), (1, "a", None)];
        assert_eq!(follow(&typing), (Some(1), Some(1)));
        assert_eq!(follow(&[typing[0], typing[1]]), (Some(1), Some(2)));
        let read_again = [typing[0], typing[1], typing[2], (1, "a", Some(3))];
        assert_eq!(follow(&read_again), (Some(1), Some(3)));
        let elsewhere = [typing[0], typing[1], typing[2], (2, "a", None)];
        assert_eq!(follow(&elsewhere), (Some(1), Some(1)));
    }

    #[test]
    fn nothing_stands_under_another_scenario() {
        assert_eq!(follow(&[(0, "a", Some(1)), (1, "b", None)]), (None, None));
        assert_eq!(follow(&[(0, "a", Some(1)), (1, "b", Some(2))]), (None, Some(2)));
    }

    #[test]
    fn the_first_text_that_read_stands_where_there_was_none_before() {
        assert_eq!(follow(&[(0, "a", Some(1)), (0, "a", None)]), (None, Some(1)));
    }
}
