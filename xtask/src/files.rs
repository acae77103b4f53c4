//! Files and folders, with errors that name the path.

use crate::{Because, Outcome};
use std::fs;
use std::path::{Path, PathBuf};

/// The bytes of `path`.
pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).because(|| format!("could not read {}", path.display()))
}

/// The text of `path`.
pub fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).because(|| format!("could not read {}", path.display()))
}

/// Writes `bytes` to `path`.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Outcome {
    fs::write(path, bytes).because(|| format!("could not write {}", path.display()))
}

/// Every file below `folder`, in the order of their paths.
pub fn below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in entries(&next)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// `path` below `folder`, with `/` between the parts.
pub fn relative(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The extension of `path` in lower case, empty where it has none.
pub fn extension(path: &Path) -> String {
    path.extension()
        .map(|extension| extension.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = || format!("could not list {}", folder.display());
    fs::read_dir(folder)
        .because(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()).because(unreadable))
        .collect()
}
