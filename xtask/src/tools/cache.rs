//! The folder of this user's machine that installed tools are kept in.

use crate::{Failure, Outcome};
use std::path::PathBuf;

/// The folder for `version` of the tool `name`; it need not exist yet.
pub fn folder(name: &str, version: &str) -> Outcome<PathBuf> {
    Ok(root()?.join("quorate").join(format!("{name}-{version}")))
}

fn root() -> Outcome<PathBuf> {
    set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .or_else(|| set("LOCALAPPDATA"))
        .ok_or_else(|| {
            Failure::new("there is no cache folder: set XDG_CACHE_HOME to one that can be written")
        })
}

fn set(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
}
