//! The workers together, without a browser: who draws what changes nothing.
#![allow(clippy::unwrap_used, clippy::panic)]

use quorate_model::Assessor;
use quorate_model::estimate::Env;
use quorate_model::explain::{Subject, leans};
use quorate_model::study::carry;
use quorate_model::tape::Tape;
use quorate_worker::{Answer, Ask, Desk, Out, Share};

const TEXT: &str = r#"
traffic = "500/s to 2000/s"
[wrongness]
error_probability = "0.001% to 0.1%"
[[wrongness.harm]]
cost = "$20 to $80"
[[design]]
name = "strong"
level = "SS"
[[design.cost]]
price = "$1k/h to $9k/h"
[[design]]
name = "weak"
level = "EC"
"#;

/// What a worker said, and what it delivered.
#[derive(Default)]
struct Said {
    answers: Vec<Answer>,
    chunks: Vec<Tape>,
}

impl Out for Said {
    fn say(&mut self, answer: Answer) {
        self.answers.push(answer);
    }

    fn deliver(&mut self, chunk: Tape) {
        self.chunks.push(chunk);
    }
}

fn ask(id: u32, samples: u32, share: Share) -> Ask {
    Ask::Study {
        id,
        text: TEXT.into(),
        samples,
        from: 0,
        share,
    }
}

/// The last results of `samples` draws by `of` workers, the helpers first or last.
fn results(samples: u32, of: u32, helpers_first: bool) -> (u32, Tape) {
    let mut lead = Desk::default();
    let (mut out, mut delivered) = (Said::default(), Said::default());
    for own in 1..of {
        let mut helper = Desk::default();
        helper.take(ask(1, samples, Share { own, of }));
        while helper.work(&|| 0.0, 0.0, &mut delivered) {}
    }
    lead.take(ask(1, samples, Share { own: 0, of }));
    if !helpers_first {
        while lead.work(&|| 0.0, 0.0, &mut out) {}
    }
    for chunk in delivered.chunks.into_iter().rev() {
        lead.gather(Tape::playing(chunk.numbers, chunk.words));
    }
    while lead.work(&|| 0.0, 0.0, &mut out) {}
    last(&out)
}

fn last(said: &Said) -> (u32, Tape) {
    match said.answers.last() {
        Some(Answer::Found {
            draws,
            done: true,
            results,
            ..
        }) => (*draws, results.clone()),
        other => panic!("{other:?}"),
    }
}

fn native(samples: u32) -> Tape {
    let mut found = Assessor::new().study(TEXT, Env { samples, seed: 1 }).unwrap();
    let mut tape = Tape::default();
    carry(&mut found, &mut tape);
    tape
}

/// Words and bits: an absent number is not equal to itself.
fn said(tape: &Tape) -> (&[String], Vec<u64>) {
    let bits = tape.numbers.iter().map(|number| number.to_bits());
    (&tape.words, bits.collect())
}

#[test]
fn one_two_and_three_workers_say_what_one_thread_says_bit_for_bit() {
    let native = native(12_000);
    for (of, helpers_first) in [(1, true), (2, true), (2, false), (3, true), (3, false)] {
        let (draws, found) = results(12_000, of, helpers_first);
        assert_eq!(draws, 12_000);
        assert_eq!(said(&found), said(&native), "{of} workers");
    }
}

#[test]
fn a_stop_is_answered_with_what_is_there() {
    let (mut desk, mut out) = (Desk::default(), Said::default());
    desk.take(ask(1, 1_000_000, Share { own: 0, of: 1 }));
    for _ in 0..40 {
        desk.work(&|| 0.0, 0.0, &mut out);
    }
    desk.take(Ask::Stop);
    while desk.work(&|| 0.0, 0.0, &mut out) {}
    let (draws, found) = last(&out);
    assert!(draws > 1_000 && draws < 100_000, "{draws}");
    assert_eq!(said(&found), said(&native(draws)));
}

#[test]
fn more_draws_of_the_same_text_add_to_those_there_are() {
    let (mut desk, mut out) = (Desk::default(), Said::default());
    for (id, samples) in [(1, 10_000), (2, 20_000), (3, 20_000)] {
        desk.take(ask(id, samples, Share { own: 0, of: 1 }));
        while desk.work(&|| 0.0, 0.0, &mut out) {}
    }
    let looks: Vec<(u32, u32)> = out
        .answers
        .iter()
        .filter_map(|answer| match answer {
            Answer::Found { id, draws, .. } => Some((*id, *draws)),
            _ => None,
        })
        .collect();
    assert_eq!(looks, [(1, 1_000), (1, 10_000), (2, 20_000), (3, 20_000)]);
    assert_eq!(said(&last(&out).1), said(&native(20_000)));
}

#[test]
fn a_newer_text_takes_the_place_of_an_older_one_at_once() {
    let (mut desk, mut out) = (Desk::default(), Said::default());
    desk.take(ask(1, 1_000_000, Share { own: 0, of: 1 }));
    desk.work(&|| 0.0, 0.0, &mut out);
    desk.take(Ask::Study {
        id: 2,
        text: TEXT.replace("$1k/h to $9k/h", "$3k/h"),
        samples: 1_000,
        from: 0,
        share: Share { own: 0, of: 1 },
    });
    while desk.work(&|| 0.0, 0.0, &mut out) {}
    assert!(
        out.answers
            .iter()
            .all(|answer| !matches!(answer, Answer::Found { id: 1, .. }))
    );
    assert_eq!(last(&out).0, 1_000);
}

#[test]
fn a_text_that_does_not_read_and_chunks_of_nobody_are_let_be() {
    let (mut desk, mut out) = (Desk::default(), Said::default());
    desk.gather(Tape::playing(vec![1.0; 9], Vec::new()));
    desk.take(Ask::Study {
        id: 1,
        text: "flow = ".into(),
        samples: 1_000,
        from: 0,
        share: Share { own: 0, of: 1 },
    });
    assert!(!desk.work(&|| 0.0, 0.0, &mut out));
    assert!(out.answers.is_empty());
}

#[test]
fn what_a_result_leans_on_is_what_the_model_finds() {
    let (mut desk, mut out) = (Desk::default(), Said::default());
    desk.take(Ask::Leans {
        id: 9,
        text: TEXT.into(),
        subject: Subject::from("total"),
    });
    while desk.work(&|| 0.0, 0.0, &mut out) {}
    let wanted = leans(TEXT, "total", 6, &mut Assessor::new());
    let Some(Answer::Leans {
        id: 9,
        leans,
        done: true,
    }) = out.answers.last()
    else {
        panic!("{:?}", out.answers);
    };
    assert_eq!(*leans, wanted);
}
