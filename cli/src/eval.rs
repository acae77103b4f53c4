//! `quorate eval`: a scenario assessed and written in one of five forms.

use crate::Format;
use crate::draws;
use crate::failure::Failure;
use quorate_charts::{FIGURES, Options as FigureOptions, Theme, figure, to_svg};
use quorate_model::assessment::Assessment;
use quorate_model::estimate::Env;
use quorate_model::study::Study;
use quorate_model::{Assessor, link, report};

/// What to write.
pub struct Options {
    /// In which form.
    pub format: Format,
    /// Which figure, for SVG.
    pub figure: Option<String>,
    /// Its width.
    pub width: f64,
    /// On a dark ground.
    pub dark: bool,
    /// How the ranges are drawn.
    pub env: Env,
    /// What the scenario was called, for errors.
    pub name: String,
}

/// Assesses `text`.
pub fn eval(text: &str, options: &Options) -> Result<String, Failure> {
    let plan = Assessor::new()
        .plan(text)
        .map_err(|problem| Failure::input(format!("{}: {problem}", options.name)))?;
    let study = Study::new(&plan, options.env);
    let assessment = study.assess(&draws::all(&study));
    let fragment = format!("#{}", link::encode(text));
    match options.format {
        Format::Text => Ok(report::text(&assessment)),
        Format::Md => Ok(report::markdown(&assessment, Some(&fragment))),
        Format::Adr => Ok(report::record(&assessment, text, &fragment)),
        Format::Json => json(&assessment),
        Format::Svg => svg(&assessment, options, &fragment),
    }
}

fn json(assessment: &Assessment) -> Result<String, Failure> {
    assessment
        .to_json()
        .map(|text| text + "\n")
        .map_err(|error| Failure::input(error.to_string()))
}

fn svg(assessment: &Assessment, options: &Options, fragment: &str) -> Result<String, Failure> {
    let names: Vec<&str> = FIGURES.iter().map(|kind| kind.name).collect();
    let name = options
        .figure
        .as_deref()
        .ok_or_else(|| Failure::input(format!("an SVG needs `--figure`, one of {}", names.join(", "))))?;
    if !names.contains(&name) {
        return Err(Failure::input(format!(
            "`{name}` is not a figure; there are {}",
            names.join(", ")
        )));
    }
    let theme = if options.dark {
        Theme::dark()
    } else {
        Theme::light()
    };
    let figure_options = FigureOptions {
        width: options.width,
        ..FigureOptions::default()
    };
    let drawn = figure(name, assessment, &figure_options).ok_or_else(|| {
        Failure::input(format!(
            "{} has nothing to draw in `{name}`: its inputs are not given",
            options.name
        ))
    })?;
    Ok(to_svg(&drawn.with_heading(), &theme, Some(fragment)) + "\n")
}
