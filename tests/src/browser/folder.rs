//! A fresh folder: for the browser's profile, or for a page of a test's own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use xtask::{Because, Outcome, files};

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// A folder of its own, removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder that nothing else uses.
    pub fn new() -> Outcome<Self> {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("quorate-browser-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        create(&path)?;
        Ok(Self(path))
    }

    /// A folder that holds what `other` holds.
    pub fn copy_of(other: &Path) -> Outcome<Self> {
        let folder = Self::new()?;
        folder.take(other)?;
        Ok(folder)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Holds what `other` holds from now on, and nothing else.
    pub fn become_copy_of(&self, other: &Path) -> Outcome {
        for file in files::below(&self.0)? {
            std::fs::remove_file(&file).because(|| format!("could not remove {}", file.display()))?;
        }
        self.take(other)
    }

    fn take(&self, other: &Path) -> Outcome {
        for file in files::below(other)? {
            let copy = self.0.join(files::relative(other, &file));
            create(copy.parent().unwrap_or(&self.0))?;
            files::write(&copy, files::read(&file)?)?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The browser may still be writing; what remains is in the temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn create(path: &Path) -> Outcome {
    std::fs::create_dir_all(path).because(|| format!("could not create {}", path.display()))
}
