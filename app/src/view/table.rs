//! Tables: a figure's numbers for those who do not look, and plain result tables.

use crate::view::kit::{part, press, yes};
use crate::view::why::Why;
use leptos::prelude::*;
use quorate_charts::Figure;
use quorate_model::explain::Subject;

/// The table behind a figure, folded away.
#[component]
pub fn FigureTable(figure: Memo<Option<Figure>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let table = move || {
        let table = figure.with(|figure| figure.as_ref().map(|figure| figure.table.clone()))?;
        let rows = table.rows.into_iter().map(|row| {
            row.into_iter()
                .map(|cell| (cell.text, cell.number.is_some()))
                .collect()
        });
        Some(view! { <DataTable columns=table.columns rows=rows.collect()/> })
    };
    view! {
        <details class="fold" on:toggle=move |_| open.update(|open| *open = !*open)>
            <summary>"Table"</summary>
            {move || open.get().then(table)}
        </details>
    }
}

/// One cell: its text, and whether it is a number.
pub type CellText = (String, bool);

/// A plain table: words left, numbers right. A row whose numbers can be explained is asked by its
/// first cell.
#[component]
pub fn DataTable(
    /// Headings.
    columns: Vec<String>,
    /// Rows of cells.
    rows: Vec<Vec<CellText>>,
    /// What explains each row, where anything does.
    #[prop(optional)]
    subjects: Vec<Option<Subject>>,
    /// The row that is explained; it outlives the table, which is built anew with every result.
    #[prop(optional)]
    asked: Option<RwSignal<Option<Subject>>>,
) -> impl IntoView {
    let numeric: Vec<bool> = (0..columns.len())
        .map(|at| {
            rows.iter()
                .any(|row| row.get(at).is_some_and(|(_, number)| *number))
        })
        .collect();
    let head = columns.into_iter().zip(numeric.clone()).map(|(title, number)| {
        view! { <th scope="col" class:number=number>{title}</th> }
    });
    let mut subject_of = subjects.clone().into_iter();
    let body = rows.into_iter().map(move |row| {
        let subject = subject_of.next().flatten().zip(asked);
        let cells = row.into_iter().zip(numeric.clone()).enumerate();
        let cells = cells.map(|(at, ((text, _), number))| match (at, subject.clone()) {
            (0, Some((subject, asked))) => heading(text, subject, asked),
            (0, None) => view! { <th scope="row">{text}</th> }.into_any(),
            _ => {
                let long = text.len() > 40;
                view! { <td class:number=number class:long=long>{text}</td> }.into_any()
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let explained = asked.map(|asked| part(move || explained(asked, &subjects)));
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label="Table">
            <table><thead><tr>{head.collect_view()}</tr></thead><tbody>{body.collect_view()}</tbody></table>
        </div>
        {explained}
    }
}

fn heading(text: String, subject: Subject, asked: RwSignal<Option<Subject>>) -> AnyView {
    let this = subject.clone();
    let open = yes(move || asked.with(|asked| asked.as_ref() == Some(&this)));
    let ask = move |_| {
        asked.update(|asked| {
            *asked = match asked {
                Some(open) if *open == subject => None,
                _ => Some(subject.clone()),
            }
        })
    };
    view! { <th scope="row"><button type="button" class="ask" title="Why?" aria-expanded=open on:click=press(ask)>{text}</button></th> }
        .into_any()
}

/// The explanation of the row that is asked, where it is one of `subjects`.
fn explained(asked: RwSignal<Option<Subject>>, subjects: &[Option<Subject>]) -> Option<AnyView> {
    let open = asked.get()?;
    subjects
        .contains(&Some(open.clone()))
        .then(|| view! { <Why subject=open close=move || asked.set(None)/> }.into_any())
}
