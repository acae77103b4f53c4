//! `cargo xtask style`: joins the style sheets into the one the page loads, called by Trunk before a
//! build.
//!
//! Tokens come first, then what holds everywhere, then each component's own sheet, which lies beside
//! its source, last the rules for other media. A new sheet needs no registration.

use crate::workspace::Workspace;
use crate::{Outcome, files};
use std::path::{Path, PathBuf};

/// Joins the sheets of `app/` into `target`, or into `app/style.css`.
pub fn run(workspace: &Workspace, target: Option<&Path>) -> Outcome {
    let app = workspace.root().join("app");
    let joined = join(&app)?;
    let target = target.map_or_else(|| app.join("style.css"), Path::to_path_buf);
    // Left alone where nothing changed, so that a watching Trunk does not start over.
    if files::read_text(&target).is_ok_and(|before| before == joined) {
        return Ok(());
    }
    files::write(&target, joined)
}

fn join(app: &Path) -> Outcome<String> {
    let sheets: Vec<String> = sheets(app)?
        .iter()
        .map(|sheet| files::read_text(sheet))
        .collect::<Outcome<_>>()?;
    Ok(sheets.join("\n"))
}

/// The sheets in the order they apply.
fn sheets(app: &Path) -> Outcome<Vec<PathBuf>> {
    let shared = |name: &str| app.join("style").join(name);
    let components = files::below(&app.join("src"))?
        .into_iter()
        .filter(|path| files::extension(path) == "css");
    Ok([shared("tokens.css"), shared("ground.css")]
        .into_iter()
        .chain(components)
        .chain([shared("media.css")])
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_first_and_other_media_last() {
        let app = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("app");
        let joined = join(&app).unwrap();
        let at = |part: &str| joined.find(part).unwrap_or_else(|| panic!("no {part}"));
        assert!(at(":root {") < at(".figure {"));
        assert!(at(".field {") < at("@media print"));
    }
}
