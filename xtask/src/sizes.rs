//! How much of the page has to travel: raw and compressed sizes, and the limit.

use crate::commands::worker;
use crate::{Because, Failure, Outcome, files, offline};
use brotli::enc::BrotliEncoderParams;
use std::path::Path;

/// What the scripts and modules the page starts with should weigh, in bytes of
/// brotli. Not reached yet; [`LIMIT`] keeps the page from growing until it is.
pub const GOAL: usize = 320_000;

/// The most they may weigh now: it moves up only knowingly, with what is new.
pub const LIMIT: usize = 732_000;

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

/// What a worker starts with should weigh; not reached yet either.
pub const WORKER_GOAL: usize = 220_000;

/// The most it may weigh now.
pub const WORKER_LIMIT: usize = 361_000;

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
    /// What it is needed for.
    pub part: Part,
}

/// What a file of the page is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A script or module that the page needs to start: it counts towards [`LIMIT`].
    Page,
    /// A script or module of the worker: it counts towards [`WORKER_LIMIT`].
    Worker,
    /// Everything else.
    Rest,
}

impl Part {
    /// Every part that has a limit, with its mark in the table and its name.
    const LIMITED: [(Self, &'static str, &'static str, [usize; 2]); 2] = [
        (Self::Page, " *", "page", [GOAL, LIMIT]),
        (Self::Worker, " °", "worker", [WORKER_GOAL, WORKER_LIMIT]),
    ];

    fn mark(self) -> &'static str {
        let found = Self::LIMITED.iter().find(|limited| limited.0 == self);
        found.map_or("", |limited| limited.1)
    }
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

/// The bytes of a part.
pub fn counted(sizes: &[FileSize], part: Part) -> usize {
    sizes
        .iter()
        .filter(|size| size.part == part)
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
        .max(limit_line(Part::LIMITED[0]).len());
    let mut text = format!("{:width$}  {:>10}  {:>10}\n", "file", "raw", "brotli");
    for size in sorted {
        let mark = size.part.mark();
        text += &format!(
            "{:width$}  {:>10}  {:>10}{mark}\n",
            size.path,
            kilobytes(size.raw),
            kilobytes(size.travels)
        );
    }
    for limited in Part::LIMITED {
        let total = kilobytes(counted(sizes, limited.0));
        text += &format!("{:width$}  {:>10}  {total:>10}\n", limit_line(limited), "");
    }
    text
}

fn limit_line((_, mark, name, bounds): (Part, &str, &str, [usize; 2])) -> String {
    let [goal, limit] = bounds.map(kilobytes);
    format!("{name} ({}), goal {goal}, at most {limit}", mark.trim())
}

/// A failure where a part weighs more than its limit.
pub fn check(sizes: &[FileSize]) -> Outcome {
    for (part, _, name, [_, limit]) in Part::LIMITED {
        let total = counted(sizes, part);
        if total > limit {
            return Err(Failure::new(format!(
                "the {name}'s scripts and modules weigh {} compressed, and at most {} is allowed",
                kilobytes(total),
                kilobytes(limit)
            )));
        }
    }
    Ok(())
}

fn measure(dist: &Path, path: &Path, index: &str) -> Outcome<FileSize> {
    let bytes = files::read(path)?;
    let relative = files::relative(dist, path);
    Ok(FileSize {
        raw: bytes.len(),
        travels: compress_file(path, &bytes)?,
        part: if is_code(path) {
            part(&relative, index)
        } else {
            Part::Rest
        },
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

/// The page needs what it names itself and what its module imports. Worker and service worker are
/// named too, and fetched only once the page has started; what exchanges documents when one is asked for.
fn part(relative: &str, index: &str) -> Part {
    let on_request = relative.starts_with("exchange") || relative.starts_with(worker::EXCHANGE);
    if relative == offline::FILE || on_request {
        Part::Rest
    } else if relative.starts_with("worker") || relative.starts_with(worker::PACKAGE) {
        Part::Worker
    } else if index.contains(relative) || relative.starts_with("snippets/") {
        Part::Page
    } else {
        Part::Rest
    }
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(path: &str, travels: usize, part: Part) -> FileSize {
        FileSize {
            path: path.to_owned(),
            raw: travels * 3,
            travels,
            part,
        }
    }

    #[test]
    fn only_what_page_and_worker_start_with_counts_towards_their_limits() {
        let sizes = [
            size("app.wasm", LIMIT, Part::Page),
            size("quorate-worker_bg.wasm", WORKER_LIMIT, Part::Worker),
            size("figures.js", LIMIT, Part::Rest),
        ];
        assert!(check(&sizes).is_ok());
        for (part, _, name, [_, limit]) in Part::LIMITED {
            let more = [sizes.as_slice(), &[size("more.js", 1, part)]].concat();
            let failure = check(&more).unwrap_err().to_string();
            let allowed = format!("at most {} is allowed", kilobytes(limit));
            assert!(failure.contains(&allowed) && failure.contains(name), "{failure}");
        }
    }

    #[test]
    fn the_table_lists_the_largest_file_first_and_marks_what_counts() {
        let text = table(&[
            size("a.css", 1_200, Part::Rest),
            size("app.wasm", 200_000, Part::Page),
        ]);
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[1].starts_with("app.wasm") && lines[1].ends_with("200.0 kB *"));
        assert!(lines[2].starts_with("a.css") && lines[2].ends_with("1.2 kB"));
        assert!(lines[3].starts_with("page (*)") && lines[3].ends_with("200.0 kB"));
        assert!(lines[4].starts_with("worker (°)") && lines[4].ends_with("0.0 kB"));
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
    fn scripts_named_by_the_page_and_snippets_start_it_and_workers_have_their_own() {
        let index = "<script src=\"./boot.js\" data-offline=\"./service-worker.js\" data-wasm=\"./app-1_bg.wasm\" data-worker=\"./worker-1.js\" data-exchange=\"./exchange-1.js\">";
        let of = |relative: &str| part(relative, index);
        assert_eq!(
            ["boot.js", "app-1_bg.wasm", "snippets/app/inline0.js"].map(of),
            [Part::Page; 3]
        );
        assert_eq!(
            ["worker-1.js", "quorate-worker-2_bg.wasm"].map(of),
            [Part::Worker; 2]
        );
        assert_eq!(["service-worker.js", "embed.js"].map(of), [Part::Rest; 2]);
        assert_eq!(
            ["exchange-1.js", "quorate-exchange-2_bg.wasm"].map(of),
            [Part::Rest; 2]
        );
    }
}
