//! A fresh folder for the browser's profile.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use xtask::{Because, Outcome};

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// A folder of its own, removed when dropped.
pub(super) struct Profile(PathBuf);

impl Profile {
    /// An empty folder that nothing else uses.
    pub fn new() -> Outcome<Self> {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("quorate-browser-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).because(|| format!("could not create {}", path.display()))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // The browser may still be writing; what remains is in the temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
