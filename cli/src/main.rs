//! `quorate`: the calculator for documents and CI.

mod draws;
mod eval;
mod exchange;
mod failure;
mod source;

use clap::{Parser, Subcommand, ValueEnum};
use failure::Failure;
use quorate_model::estimate::Env;
use std::io::Write as _;
use std::process::ExitCode;

/// Most draws: what each of them says is kept until the last one.
const MOST_SAMPLES: i64 = 1_000_000;

/// What consistency costs and whether it is worth it.
///
/// FILE is a scenario in TOML or JSON, `-` for standard input, a preset's name (booking, payments,
/// checkout, feed, warehouse) or a link.
#[derive(Parser)]
#[command(name = "quorate", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Assess a scenario.
    Eval {
        /// File, `-`, preset or link.
        file: String,
        /// How to write the results.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Figure to draw (with `--format svg`): flow, budget, compliance, detection,
        /// burn, latency, designs, exceedance, breakeven, map, flips,
        /// tornado, worth or cuts.
        #[arg(long)]
        figure: Option<String>,
        /// Width of the figure in CSS pixels.
        #[arg(long, default_value_t = 720.0)]
        width: f64,
        /// Draw on a dark ground.
        #[arg(long)]
        dark: bool,
        /// How often the ranges are drawn; 0 takes each at its median.
        #[arg(long, default_value_t = Env::default().samples, value_parser = clap::value_parser!(u32).range(..=MOST_SAMPLES))]
        samples: u32,
        /// Seed of the draws: the same seed draws the same.
        #[arg(long, default_value_t = Env::default().seed)]
        seed: u64,
    },
    /// Print the link to a scenario.
    Link {
        /// File, `-`, preset or link.
        file: String,
        /// Address of the page the link opens.
        #[arg(long, default_value = "")]
        base: String,
    },
    /// Print the scenario a link carries, byte for byte.
    Open {
        /// The link, or `-`.
        link: String,
    },
    /// Read another tool's document and print the scenario it makes.
    Import {
        /// File, or `-`.
        file: String,
        /// What it is; found out when not said.
        #[arg(long, value_enum)]
        from: Option<exchange::From>,
        /// Which SLO, where an OpenSLO file holds several.
        #[arg(long)]
        name: Option<String>,
    },
    /// Write a scenario's objective or flow for another tool.
    Export {
        /// File, `-`, preset or link.
        file: String,
        /// For which tool.
        #[arg(long = "as", value_enum)]
        what: exchange::As,
        /// Which journey; the first when not said.
        #[arg(long)]
        journey: Option<String>,
    },
    /// Print a JSON Schema.
    Schema {
        /// Of what.
        #[arg(value_enum, default_value_t = Of::Scenario)]
        of: Of,
    },
    /// List the presets and the question each answers.
    Presets,
}

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Plain text.
    Text,
    /// JSON with stable names.
    Json,
    /// Markdown.
    Md,
    /// A decision record in Markdown, to be committed as it is.
    Adr,
    /// One figure as SVG.
    Svg,
}

/// What a schema describes.
#[derive(Clone, Copy, ValueEnum)]
enum Of {
    /// The scenario.
    Scenario,
    /// The results.
    Assessment,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(output) => write_out(&output),
        Err(failure) => {
            eprintln!("quorate: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

/// A closed pipe (`quorate … | head`) is no error.
fn write_out(output: &str) -> ExitCode {
    match std::io::stdout().write_all(output.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("quorate: the results could not be written: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

fn run(command: Command) -> Result<String, Failure> {
    match command {
        Command::Eval {
            file,
            format,
            figure,
            width,
            dark,
            samples,
            seed,
        } => {
            let text = source::read(&file)?;
            eval::eval(
                &text,
                &eval::Options {
                    format,
                    figure,
                    width,
                    dark,
                    env: Env { samples, seed },
                    name: file,
                },
            )
        }
        Command::Link { file, base } => Ok(format!(
            "{base}#{}\n",
            quorate_model::link::encode(&source::read(&file)?)
        )),
        Command::Open { link } => {
            let link = if link == "-" {
                source::standard_input()?
            } else {
                link
            };
            quorate_model::link::decode(&link)
                .map(|opened| opened.text)
                .map_err(|error| Failure::input(error.to_string()))
        }
        Command::Import { file, from, name } => exchange::import(&file, from, name.as_deref()),
        Command::Export { file, what, journey } => exchange::export(&file, what, journey.as_deref()),
        Command::Schema { of } => schema(of),
        Command::Presets => Ok(quorate_model::library::presets()
            .iter()
            .map(|preset| format!("{:<10} {}\n", preset.name, preset.question))
            .collect()),
    }
}

fn schema(of: Of) -> Result<String, Failure> {
    let schema = match of {
        Of::Scenario => schemars::schema_for!(quorate_model::scenario::Scenario),
        Of::Assessment => schemars::schema_for!(quorate_model::assessment::Assessment),
    };
    serde_json::to_string_pretty(&schema)
        .map(|text| text + "\n")
        .map_err(|error| Failure::input(error.to_string()))
}
