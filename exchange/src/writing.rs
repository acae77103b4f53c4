//! A scenario written for people and for other tools.

use quorate_model::estimate::Env;
use quorate_model::interchange::{self, Export};
use quorate_model::{Assessor, report};

/// What a scenario can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A decision record, in Markdown.
    Record,
    /// All results, in Markdown.
    Report,
    /// All results, as JSON.
    Results,
    /// For another tool.
    Tool(Export),
}

impl Form {
    /// The form of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "record" => Some(Self::Record),
            "report" => Some(Self::Report),
            "results" => Some(Self::Results),
            _ => {
                let tool = Export::ALL.into_iter().find(|tool| tool.name() == name);
                tool.map(Self::Tool)
            }
        }
    }
}

/// The scenario `text` in another form, its ranges drawn as `env` says; `link` is one that carries it.
///
/// # Errors
/// A sentence when the text is no scenario, or lacks what is written.
pub fn write(text: &str, form: Form, link: &str, env: Env) -> Result<String, String> {
    let studied = || {
        Assessor::new()
            .study(text, env)
            .map_err(|problem| problem.to_string())
    };
    match form {
        Form::Record => studied().map(|results| report::record(&results, text, link)),
        Form::Report => studied().map(|results| report::markdown(&results, Some(link))),
        Form::Results => studied()?.to_json().map_err(|error| error.to_string()),
        Form::Tool(tool) => interchange::export(text, tool, None).map_err(|problem| problem.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_model::library;

    const NAMES: [&str; 8] = [
        "record",
        "report",
        "results",
        "openslo",
        "prometheus",
        "promtool",
        "sloth",
        "mermaid",
    ];

    #[test]
    fn a_scenario_is_written_in_every_form() {
        let text = library::preset("checkout").map_or("", |preset| preset.text);
        let text = format!("{text}\n[incident]\nratio = \"50%\"\nduration = \"1 h\"\n");
        let env = Env {
            samples: 1_000,
            ..Env::default()
        };
        for name in NAMES {
            let written = write(&text, Form::named(name).unwrap(), "#q1", env);
            assert!(
                written.as_ref().is_ok_and(|text| text.len() > 100),
                "{name}: {written:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_written_says_why() {
        let env = Env::default();
        for (text, name, said) in [
            ("flow = \"a >\"", "record", "flow"),
            ("flow = \"a\"\n[services.a]", "prometheus", "add `[slo]`"),
            ("title = \"A\"", "mermaid", "no flow"),
        ] {
            let refusal = write(text, Form::named(name).unwrap(), "", env).unwrap_err();
            assert!(refusal.contains(said), "{name}: {refusal}");
        }
        assert_eq!(Form::named("stone"), None);
    }
}
