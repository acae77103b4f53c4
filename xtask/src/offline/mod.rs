//! The page without a connection: the service worker, written for one version of the page.

use crate::digest::Digest;
use crate::{Failure, Outcome, files};
use std::path::Path;

/// The service worker's file. Its name never changes: browsers ask for it to learn of a new version.
pub const FILE: &str = "service-worker.js";

const TEMPLATE: &str = include_str!("service-worker.js");

/// `html` with the service worker named at the boot script, which registers it. A page that
/// `trunk serve` shows has no such name and no service worker.
///
/// # Errors
///
/// Where there is no boot script: the one with `data-js`.
pub fn announced(html: &str) -> Outcome<String> {
    let mark = " data-js=";
    if !html.contains(mark) {
        return Err(Failure::new(
            "index.html has no script with `data-js`, so nothing would register the service worker; see pattern_script in Trunk.toml",
        ));
    }
    Ok(html.replacen(mark, &format!(" data-offline=\"./{FILE}\"{mark}"), 1))
}

/// Writes the service worker for the files in `dist`, which must be as they will be published, and
/// gives the version: a digest over all of them.
///
/// # Errors
///
/// Where a file has a name that an address cannot carry as it is.
pub fn write(dist: &Path) -> Outcome<String> {
    let listed = list(dist)?;
    let lines: Vec<String> = listed
        .iter()
        .map(|(path, digest)| format!("  \"{path}\": \"{}\",\n", digest.integrity()))
        .collect();
    let lines = lines.concat();
    let version = Digest::of(format!("{lines}{TEMPLATE}").as_bytes()).short();
    let head = format!("const VERSION = \"{version}\";\nconst FILES = {{\n{lines}}};\n\n");
    files::write(&dist.join(FILE), head + TEMPLATE)?;
    Ok(version)
}

/// Every file that is kept, by the address it is asked for with.
fn list(dist: &Path) -> Outcome<Vec<(String, Digest)>> {
    let mut listed = Vec::new();
    for file in files::below(dist)? {
        let path = files::relative(dist, &file);
        if path == FILE || files::extension(&file) == "br" {
            continue;
        }
        let digest = Digest::of(&files::read(&file)?);
        listed.push((asked_as(&path)?, digest));
    }
    Ok(listed)
}

fn asked_as(path: &str) -> Outcome<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    match path {
        "index.html" => Ok("./".to_owned()),
        _ if path.chars().all(plain) => Ok(path.to_owned()),
        _ => Err(Failure::new(format!(
            "`{path}` is published, and its name may hold letters, digits, -, _ and . only"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("quorate-offline-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        files::write(&folder.join("index.html"), "<p>page</p>").unwrap();
        files::write(&folder.join("app.js"), "abc").unwrap();
        files::write(&folder.join("app.js.br"), "smaller").unwrap();
        folder
    }

    #[test]
    fn every_published_file_is_listed_with_its_digest_and_no_other() {
        let dist = folder("list");
        write(&dist).unwrap();
        write(&dist).unwrap();
        let names: Vec<_> = list(&dist).unwrap().into_iter().map(|(path, _)| path).collect();
        assert_eq!(names, ["app.js", "./"]);
        let script = files::read_text(&dist.join(FILE)).unwrap();
        assert!(
            script.contains("\"app.js\": \"sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\""),
            "{script}"
        );
        std::fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_nothing_else() {
        let dist = folder("version");
        let first = write(&dist).unwrap();
        assert_eq!(write(&dist).unwrap(), first);
        files::write(&dist.join("app.js"), "abd").unwrap();
        assert_ne!(write(&dist).unwrap(), first);
        std::fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn a_name_that_an_address_cannot_carry_is_refused() {
        let refusal = asked_as("a b.js").unwrap_err().to_string();
        assert!(refusal.contains("`a b.js` is published"), "{refusal}");
    }

    #[test]
    fn the_boot_script_is_told_of_the_service_worker() {
        let html = announced("<script src=\"./boot.js\" data-js=\"./a.js\"></script>").unwrap();
        assert!(
            html.contains("data-offline=\"./service-worker.js\" data-js="),
            "{html}"
        );
        assert!(announced("<p>no script</p>").is_err());
    }
}
