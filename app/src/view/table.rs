//! Tables: a figure's numbers for those who do not look, and plain result tables.

use leptos::prelude::*;
use quorate_charts::Figure;

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

/// A plain table: words left, numbers right.
#[component]
pub fn DataTable(
    /// Headings.
    columns: Vec<String>,
    /// Rows of cells.
    rows: Vec<Vec<CellText>>,
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
    let body = rows.into_iter().map(move |row| {
        let cells = row
            .into_iter()
            .zip(numeric.clone())
            .enumerate()
            .map(|(at, ((text, _), number))| {
                if at == 0 {
                    view! { <th scope="row">{text}</th> }.into_any()
                } else {
                    let long = text.len() > 40;
                    view! { <td class:number=number class:long=long>{text}</td> }.into_any()
                }
            });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label="Table">
            <table><thead><tr>{head.collect_view()}</tr></thead><tbody>{body.collect_view()}</tbody></table>
        </div>
    }
}
