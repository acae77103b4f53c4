//! The ways a journey goes down most: minimal cut sets and the downtime each stands for.

use crate::bars::{Bars, Row, Segment};
use crate::figure::{Figure, Options};
use crate::journeys::shown;
use crate::label::Text;
use crate::mark::{Pattern, Role};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, CutSetResult, Journey};
use quorate_model::quantity::SECONDS_PER_YEAR;

/// So many ways are drawn; the table has them all.
const MOST: usize = 6;
/// Ways whose shares differ by less than this part take the request down as often.
const ALIKE: f64 = 1e-3;

/// A journey that can go down.
struct Ways<'a> {
    name: &'a str,
    down: f64,
    sets: &'a [CutSetResult],
    /// Unavailability that partitions bring, which no way counts.
    partitioned: Option<f64>,
}

/// Lays the figure out; nothing where no availability is known.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let shown = shown(assessment, options);
    let journeys: Vec<Ways> = shown.journeys.iter().filter_map(ways).collect();
    let worst = journeys.iter().max_by(|a, b| a.down.total_cmp(&b.down))?;
    let mut values = Values::default();
    let mut sketch = Sketch::default();
    let height = draw(&journeys, &mut sketch, &mut values, options.width);
    let said = Said {
        name: "cuts",
        title: title(worst, &mut values),
        subtitle: shown.subtitle("What is down together when the request fails, per year"),
        sentence: sentence(worst, journeys.len() > 1, &mut values),
        table: table(&journeys, &mut values),
    };
    Some(said.with(sketch, values, (options.width, height)))
}

fn ways(journey: &Journey) -> Option<Ways<'_>> {
    let sets = journey.chain.cut_sets.as_deref()?;
    let down = journey.chain.unavailability?;
    (!sets.is_empty()).then_some(Ways {
        name: &journey.name,
        down,
        sets,
        partitioned: journey.chain.partitioned(),
    })
}

/// `a`, `a and b`, `a, b and c`.
fn together(set: &CutSetResult) -> String {
    match set.parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn yearly(set: &CutSetResult, values: &mut Values) -> String {
    values.say(set.probability * SECONDS_PER_YEAR, Unit::Seconds)
}

fn draw(journeys: &[Ways], sketch: &mut Sketch, values: &mut Values, width: f64) -> f64 {
    let mut y = 0.0;
    for (index, journey) in journeys.iter().enumerate() {
        if journeys.len() > 1 {
            y += if index > 0 { 26.0 } else { 0.0 };
            y = sketch.paragraph(journey.name, (0.0, y), width, Text::STRONG) + 8.0;
        }
        let rows = journey
            .sets
            .iter()
            .take(MOST)
            .map(|set| row(set, values))
            .collect();
        y = Bars { rows, limit: None }.lay_out(sketch, width, y) + 8.0;
    }
    let note =
        "Each of its parts must be down at once. Where two ways coincide, their downtime counts in both.";
    sketch.paragraph(note, (0.0, y + 2.0), width, Text::SMALL) + 2.0
}

fn row(set: &CutSetResult, values: &mut Values) -> Row {
    let time = yearly(set, values);
    let share = values.say(set.share, Unit::Share);
    let role = if set.parts.len() == 1 {
        Role::Accent
    } else {
        Role::Muted
    };
    Row {
        name: together(set),
        name_text: Text::BODY,
        segments: vec![Segment {
            amount: set.probability,
            role,
            pattern: Pattern::Plain,
        }],
        value: time.clone(),
        remarks: Vec::new(),
        rows: vec![
            ("down together a year".into(), time),
            ("of the downtime, counted in each way".into(), share),
        ],
        whisker: None,
    }
}

fn title(worst: &Ways, values: &mut Values) -> String {
    let Some(first) = worst.sets.first() else {
        return "Nothing takes the request down.".into();
    };
    let time = yearly(first, values);
    let alike = worst
        .sets
        .iter()
        .take_while(|set| (set.share / first.share - 1.0).abs() < ALIKE);
    let others = alike.count() - 1;
    if let (1, Some(other)) = (others, worst.sets.get(1)) {
        return format!(
            "Down as often through {} as through {}: {time} a year each.",
            together(first),
            together(other)
        );
    }
    if others > 0 {
        return format!(
            "Down as often through {} as through {others} more: {time} a year each.",
            together(first)
        );
    }
    let how = if first.parts.len() == 1 {
        "alone"
    } else {
        "together"
    };
    format!("Down most through {} {how}: {time} a year.", together(first))
}

fn sentence(worst: &Ways, several: bool, values: &mut Values) -> String {
    let each: Vec<String> = worst
        .sets
        .iter()
        .take(3)
        .map(|set| format!("{} for {} a year", together(set), yearly(set, values)))
        .collect();
    let of = if several {
        format!("{} goes", worst.name)
    } else {
        "The request goes".to_owned()
    };
    let beside = worst.partitioned.map_or(String::new(), |away| {
        let time = values.say(away * SECONDS_PER_YEAR, Unit::Seconds);
        format!(" Partitions of the network are not among these ways: {time} a year.")
    });
    format!("{of} down most through {}.{beside}", each.join("; "))
}

fn table(journeys: &[Ways], values: &mut Values) -> Table {
    let mut table = Table::with_columns(&[
        "Journey",
        "Down together",
        "A year",
        "Of the downtime, counted in each",
    ]);
    for journey in journeys {
        for set in journey.sets {
            table.rows.push(vec![
                Cell::words(journey.name),
                Cell::words(&together(set)),
                values.cell(Some(set.probability * SECONDS_PER_YEAR), Unit::Seconds),
                values.cell(Some(set.share), Unit::Share),
            ]);
        }
    }
    table
}
