//! Where a scenario comes from: a file, standard input, a preset, a link.

use crate::failure::Failure;
use quorate_model::library::{preset, presets};
use quorate_model::link::decode;
use quorate_model::scenario::MAX_TEXT;
use std::io::Read as _;
use std::path::Path;

/// The text of the scenario `name` stands for.
pub fn read(name: &str) -> Result<String, Failure> {
    if name == "-" {
        return standard_input();
    }
    if Path::new(name).is_file() {
        return file(name);
    }
    if let Some(preset) = preset(name) {
        return Ok(preset.text.to_owned());
    }
    if name.contains('#') || name.starts_with("q1.") {
        return decode(name)
            .map(|opened| opened.text)
            .map_err(|error| Failure::input(error.to_string()));
    }
    let names: Vec<&str> = presets().iter().map(|preset| preset.name).collect();
    Err(Failure::input(format!(
        "`{name}` is no file, no preset ({}) and no link; write `-` to read standard input",
        names.join(", ")
    )))
}

/// The text of a file, or of standard input for `-`.
pub fn document(name: &str) -> Result<String, Failure> {
    match name {
        "-" => standard_input(),
        name => file(name),
    }
}

fn file(name: &str) -> Result<String, Failure> {
    let bytes = std::fs::read(name)
        .map_err(|error| Failure::input(format!("`{name}` could not be read: {error}")))?;
    text(bytes, name)
}

/// The whole of standard input, as text.
pub fn standard_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let limit = MAX_TEXT as u64 + 1;
    std::io::stdin()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::input(format!("standard input could not be read: {error}")))?;
    text(bytes, "standard input")
}

fn text(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::input(format!("{name} is not UTF-8 text (byte {at}); save it as UTF-8"))
    })
}
