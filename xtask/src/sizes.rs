//! How much of the page has to travel: raw and compressed sizes, and the limit.

use crate::{Because, Failure, Outcome, files, offline};
use brotli::enc::BrotliEncoderParams;
use std::path::Path;

/// What the scripts and modules the page starts with should weigh, in bytes of
/// brotli. Not reached yet; [`LIMIT`] keeps the page from growing until it is.
pub const GOAL: usize = 320_000;

/// The most they may weigh now: it moves up only knowingly, with what is new.
pub const LIMIT: usize = 600_000;

const COMPRESSED: &[&str] = &[
    "html",
    "css",
    "js",
    "mjs",
    "wasm",
    "json",
    "svg",
    "txt",
    "md",
    "toml",
    "webmanifest",
];

/// The size of one file of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSize {
    /// Its path below the page's folder, with `/` between the parts.
    pub path: String,
    /// Its size in bytes as it lies there.
    pub raw: usize,
    /// Its size in bytes as it travels: brotli at its highest level, or `raw`
    /// where compressing does not help.
    pub travels: usize,
    /// Whether it counts towards [`LIMIT`]: a script or module that the page
    /// needs to start.
    pub counts: bool,
}

/// The sizes of all files in `dist`; writes a `.br` file beside each file that
/// gets smaller by it.
pub fn compress(dist: &Path) -> Outcome<Vec<FileSize>> {
    let index = files::read_text(&dist.join("index.html"))?;
    files::below(dist)?
        .iter()
        .filter(|path| files::extension(path) != "br")
        .map(|path| measure(dist, path, &index))
        .collect()
}

/// The bytes of everything that counts towards [`LIMIT`].
pub fn counted(sizes: &[FileSize]) -> usize {
    sizes
        .iter()
        .filter(|size| size.counts)
        .map(|size| size.travels)
        .sum()
}

/// The sizes as a table, largest first.
pub fn table(sizes: &[FileSize]) -> String {
    let mut sorted: Vec<_> = sizes.iter().collect();
    sorted.sort_by(|a, b| b.travels.cmp(&a.travels).then(a.path.cmp(&b.path)));
    let width = sorted
        .iter()
        .map(|size| size.path.len())
        .max()
        .unwrap_or(0)
        .max(limit_line().len());
    let mut text = format!("{:width$}  {:>10}  {:>10}\n", "file", "raw", "brotli");
    for size in sorted {
        let mark = if size.counts { " *" } else { "" };
        text += &format!(
            "{:width$}  {:>10}  {:>10}{mark}\n",
            size.path,
            kilobytes(size.raw),
            kilobytes(size.travels)
        );
    }
    let limit = limit_line();
    let total = kilobytes(counted(sizes));
    text + &format!("{limit:width$}  {:>10}  {total:>10}\n", "")
}

fn limit_line() -> String {
    format!(
        "counted (*), goal {}, at most {}",
        kilobytes(GOAL),
        kilobytes(LIMIT)
    )
}

/// A failure where what counts weighs more than [`LIMIT`].
pub fn check(sizes: &[FileSize]) -> Outcome {
    let total = counted(sizes);
    if total <= LIMIT {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the page's scripts and modules weigh {} compressed, and at most {} is allowed",
        kilobytes(total),
        kilobytes(LIMIT)
    )))
}

fn measure(dist: &Path, path: &Path, index: &str) -> Outcome<FileSize> {
    let bytes = files::read(path)?;
    let relative = files::relative(dist, path);
    Ok(FileSize {
        raw: bytes.len(),
        travels: compress_file(path, &bytes)?,
        counts: is_code(path) && starts_the_page(&relative, index),
        path: relative,
    })
}

fn compress_file(path: &Path, bytes: &[u8]) -> Outcome<usize> {
    if !COMPRESSED.contains(&files::extension(path).as_str()) {
        return Ok(bytes.len());
    }
    let compressed = brotli(bytes)?;
    if compressed.len() >= bytes.len() {
        return Ok(bytes.len());
    }
    let mut sibling = path.as_os_str().to_owned();
    sibling.push(".br");
    files::write(Path::new(&sibling), &compressed)?;
    Ok(compressed.len())
}

fn brotli(mut bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut bytes, &mut compressed, &parameters)
        .because(|| "brotli could not compress".to_owned())?;
    Ok(compressed)
}

fn is_code(path: &Path) -> bool {
    matches!(files::extension(path).as_str(), "js" | "mjs" | "wasm")
}

/// Named by the page itself, or imported by its module. The service worker is named, and fetched
/// only once the page has started.
fn starts_the_page(relative: &str, index: &str) -> bool {
    relative != offline::FILE && (index.contains(relative) || relative.starts_with("snippets/"))
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(path: &str, travels: usize, counts: bool) -> FileSize {
        FileSize {
            path: path.to_owned(),
            raw: travels * 3,
            travels,
            counts,
        }
    }

    #[test]
    fn only_what_the_page_starts_with_counts_towards_the_limit() {
        let sizes = [size("app.wasm", LIMIT, true), size("worker.wasm", LIMIT, false)];
        assert!(check(&sizes).is_ok());
        let more = [sizes.as_slice(), &[size("app.js", 1, true)]].concat();
        let failure = check(&more).unwrap_err().to_string();
        let allowed = format!("at most {} is allowed", kilobytes(LIMIT));
        assert!(failure.contains(&allowed), "{failure}");
    }

    #[test]
    fn the_table_lists_the_largest_file_first_and_marks_what_counts() {
        let text = table(&[size("a.css", 1_200, false), size("app.wasm", 200_000, true)]);
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[1].starts_with("app.wasm") && lines[1].ends_with("200.0 kB *"));
        assert!(lines[2].starts_with("a.css") && lines[2].ends_with("1.2 kB"));
        assert!(lines[3].ends_with("200.0 kB"));
    }

    #[test]
    fn brotli_gives_back_what_it_was_given() {
        let text = "consistency ".repeat(500);
        let compressed = brotli(text.as_bytes()).unwrap();
        assert!(compressed.len() < 100);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
    }

    #[test]
    fn scripts_named_by_the_page_and_snippets_start_it() {
        let index =
            "<script src=\"./boot.js\" data-offline=\"./service-worker.js\" data-wasm=\"./app-1_bg.wasm\">";
        assert!(starts_the_page("boot.js", index));
        assert!(starts_the_page("app-1_bg.wasm", index));
        assert!(starts_the_page("snippets/app/inline0.js", index));
        assert!(!starts_the_page("worker_bg.wasm", index));
        assert!(!starts_the_page("service-worker.js", index));
    }
}
