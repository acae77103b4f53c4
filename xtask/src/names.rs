//! Names that change with the content: a browser may keep such a file for ever, and no page ever
//! meets a script of another version.
//!
//! Trunk names what it makes that way, and copies scripts as they are. Those that the page names,
//! and what they name in turn, get their digest here. A script that other pages name keeps its name.

use crate::digest::{self, Digest};
use crate::{Because, Failure, Outcome, files};
use std::path::{Path, PathBuf};

/// A script or module without a digest in its name.
struct Plain {
    path: PathBuf,
    name: String,
    bytes: Vec<u8>,
}

/// Puts a digest into the name of every script and module that `index.html` in `dist` names,
/// directly or through another one.
///
/// # Errors
///
/// Where two of them name each other: neither can have its digest first.
pub fn add_digests(dist: &Path) -> Outcome {
    let index = dist.join("index.html");
    let mut html = files::read_text(&index)?;
    let mut waiting = named_by(&html, plain(dist)?);
    while !waiting.is_empty() {
        let next = waiting
            .iter()
            .position(|file| !waiting.iter().any(|other| file.names(other)))
            .ok_or_else(|| circle(&waiting))?;
        let file = waiting.swap_remove(next);
        let name = file.rename()?;
        html = replace(&html, &file.name, &name);
        for other in &mut waiting {
            other.replace(&file.name, &name);
        }
    }
    files::write(&index, html)
}

fn plain(dist: &Path) -> Outcome<Vec<Plain>> {
    let mut found = Vec::new();
    for path in files::below(dist)? {
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let code = matches!(files::extension(&path).as_str(), "js" | "mjs" | "wasm");
        if code && !digest::is_in_name(&name) {
            let bytes = files::read(&path)?;
            found.push(Plain { path, name, bytes });
        }
    }
    Ok(found)
}

/// Those of `files` that `html` names, and those that these name.
fn named_by(html: &str, files: Vec<Plain>) -> Vec<Plain> {
    let (mut named, mut rest): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| mentions(html, &file.name));
    loop {
        let (more, others): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|file| named.iter().any(|known: &Plain| known.names(file)));
        if more.is_empty() {
            return named;
        }
        named.extend(more);
        rest = others;
    }
}

impl Plain {
    /// Whether it names another file; a script may speak of itself.
    fn names(&self, other: &Self) -> bool {
        let text = std::str::from_utf8(&self.bytes).unwrap_or_default();
        self.name != other.name && mentions(text, &other.name)
    }

    fn replace(&mut self, old: &str, new: &str) {
        if let Ok(text) = std::str::from_utf8(&self.bytes) {
            self.bytes = replace(text, old, new).into_bytes();
        }
    }

    /// Writes the file under its new name, and gives that name.
    fn rename(&self) -> Outcome<String> {
        let (stem, extension) = self.name.split_once('.').unwrap_or((&self.name, ""));
        let name = format!("{stem}-{}.{extension}", Digest::of(&self.bytes).short());
        files::write(&self.path.with_file_name(&name), &self.bytes)?;
        std::fs::remove_file(&self.path).because(|| format!("could not remove {}", self.path.display()))?;
        Ok(name)
    }
}

fn circle(files: &[Plain]) -> Failure {
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    Failure::new(format!(
        "{} name each other, so that none can have its digest in its name first; let one of them be told the other's name by the page",
        names.join(" and ")
    ))
}

fn mentions(text: &str, name: &str) -> bool {
    places(text, name).next().is_some()
}

fn replace(text: &str, old: &str, new: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut end = 0;
    for at in places(text, old) {
        made += &text[end..at];
        made += new;
        end = at + old.len();
    }
    made + &text[end..]
}

/// Where `text` has `name` as a whole file name.
fn places<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    text.match_indices(name)
        .map(|(at, _)| at)
        .filter(move |&at| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> Plain {
        Plain {
            path: PathBuf::from(name),
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn only_whole_names_are_replaced() {
        let text = "'boot.js' \"./boot.js\" reboot.js boot.json";
        assert_eq!(
            replace(text, "boot.js", "boot-1.js"),
            "'boot-1.js' \"./boot-1.js\" reboot.js boot.json"
        );
    }

    #[test]
    fn what_the_page_names_and_what_that_names_is_found_and_nothing_else() {
        let files = vec![
            file("boot.js", "new Worker('worker.js')"),
            file("worker.js", "load('worker_bg.wasm')"),
            file("worker_bg.wasm", ""),
            file("embed.js", "'boot.js'"),
        ];
        let found = named_by("<script src=\"./boot.js\">", files);
        let names: Vec<_> = found.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["boot.js", "worker.js", "worker_bg.wasm"]);
    }

    #[test]
    fn a_script_gets_its_digest_after_what_it_names() {
        let dist = std::env::temp_dir().join(format!("quorate-names-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        files::write(&dist.join("index.html"), "<script src=\"./boot.js\"></script>").unwrap();
        files::write(&dist.join("boot.js"), "import('./part.js')").unwrap();
        files::write(&dist.join("part.js"), "abc").unwrap();
        add_digests(&dist).unwrap();
        let boot = "import('./part-ba7816bf8f01cfea.js')";
        let name = format!("boot-{}.js", Digest::of(boot.as_bytes()).short());
        assert_eq!(files::read_text(&dist.join(&name)).unwrap(), boot);
        let index = files::read_text(&dist.join("index.html")).unwrap();
        assert_eq!(index, format!("<script src=\"./{name}\"></script>"));
        assert_eq!(files::below(&dist).unwrap().len(), 3);
        std::fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn two_scripts_that_name_each_other_are_refused() {
        let refusal = circle(&[file("a.js", "b.js"), file("b.js", "a.js")]).to_string();
        assert!(refusal.starts_with("a.js and b.js name each other"), "{refusal}");
    }
}
