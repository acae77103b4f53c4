//! A server for the built page, on this machine only.
//!
//! It answers `GET` and `HEAD` with the files of one folder: with their types,
//! and compressed where a `.br` file lies beside one and the browser takes it.

use crate::{Because, Outcome, digest, files};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use tiny_http::{Header, Method, Request, Response};

const WORKERS: usize = 4;

/// A running server; it stops when dropped.
pub struct Server {
    address: SocketAddr,
    prefix: String,
    listener: Arc<tiny_http::Server>,
    workers: Vec<JoinHandle<()>>,
}

/// The files that a server answers with.
#[derive(Clone, Debug)]
struct Site {
    folder: PathBuf,
    /// The path that the page lies below: `/`, or `/some/path/`.
    prefix: String,
}

impl Server {
    /// Serves `folder` at `127.0.0.1:port` below the path `prefix`; port 0 takes
    /// a free one.
    ///
    /// # Errors
    ///
    /// Where the folder holds no `index.html` or the port is taken.
    pub fn start(folder: &Path, port: u16, prefix: &str) -> Outcome<Self> {
        files::read(&folder.join("index.html"))?;
        let listener = tiny_http::Server::http(("127.0.0.1", port))
            .because(|| format!("could not listen on port {port}"))?;
        let address = listener
            .server_addr()
            .to_ip()
            .ok_or_else(|| crate::Failure::new("the server has no address"))?;
        let prefix = normal_prefix(prefix);
        let site = Site {
            folder: folder.to_path_buf(),
            prefix: prefix.clone(),
        };
        let listener = Arc::new(listener);
        let workers = (0..WORKERS).map(|_| worker(&listener, &site)).collect();
        Ok(Self {
            address,
            prefix,
            listener,
            workers,
        })
    }

    /// The address of the page, ending in `/`.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.workers {
            self.listener.unblock();
        }
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

fn worker(listener: &Arc<tiny_http::Server>, site: &Site) -> JoinHandle<()> {
    let (listener, site) = (Arc::clone(listener), site.clone());
    std::thread::spawn(move || {
        for request in listener.incoming_requests() {
            site.answer(request);
        }
    })
}

impl Site {
    fn answer(&self, request: Request) {
        // A browser that went away needs no answer.
        let _ = match request.method() {
            Method::Get | Method::Head => self.answer_get(request),
            _ => request.respond(plain(405, "This server only answers GET.")),
        };
    }

    fn answer_get(&self, request: Request) -> std::io::Result<()> {
        let brotli = accepts_brotli(&request);
        let file = self.file(request.url());
        match file.and_then(|path| Some((body(&path, brotli)?, path))) {
            Some(((bytes, compressed), path)) => request.respond(found(bytes, compressed, &path)),
            None => request.respond(plain(404, "There is no such file.")),
        }
    }

    /// The file that a request for `url` means, never one outside the folder.
    fn file(&self, url: &str) -> Option<PathBuf> {
        let path = url.split(['?', '#']).next()?;
        let inside = path.strip_prefix(&self.prefix)?;
        let mut file = self.folder.clone();
        for part in inside.split('/') {
            file.push(safe_part(part)?);
        }
        if inside.is_empty() || inside.ends_with('/') {
            file.push("index.html");
        }
        Some(file)
    }
}

/// A part of a path that names a file or folder, or nothing at all.
fn safe_part(part: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    (part != ".." && part != "." && part.chars().all(plain)).then_some(part)
}

fn normal_prefix(prefix: &str) -> String {
    match prefix.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}

/// The bytes for `path`, and whether they are brotli.
fn body(path: &Path, brotli: bool) -> Option<(Vec<u8>, bool)> {
    let mut sibling = path.as_os_str().to_owned();
    sibling.push(".br");
    let compressed = brotli.then(|| std::fs::read(sibling).ok()).flatten();
    match compressed {
        Some(bytes) => Some((bytes, true)),
        None => Some((std::fs::read(path).ok()?, false)),
    }
}

fn accepts_brotli(request: &Request) -> bool {
    request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Accept-Encoding"))
        .flat_map(|header| header.value.as_str().split(','))
        .any(|coding| coding.split(';').next().map(str::trim) == Some("br"))
}

fn found(bytes: Vec<u8>, compressed: bool, path: &Path) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_data(bytes).with_chunked_threshold(usize::MAX);
    let mut headers = vec![
        ("Content-Type", mime(path)),
        ("Cache-Control", caching(path)),
        ("X-Content-Type-Options", "nosniff"),
        ("Vary", "Accept-Encoding"),
    ];
    if compressed {
        headers.push(("Content-Encoding", "br"));
    }
    for (name, value) in headers {
        response.add_header_pair(name, value);
    }
    response
}

/// A name with a digest stands for one content for ever; anything else is asked for again.
fn caching(path: &Path) -> &'static str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if digest::is_in_name(&name) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn plain(status: u16, sentence: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_string(sentence).with_status_code(status);
    response.add_header_pair("Content-Type", "text/plain; charset=utf-8");
    response
}

trait AddHeaderPair {
    fn add_header_pair(&mut self, name: &str, value: &str);
}

impl<R: std::io::Read> AddHeaderPair for Response<R> {
    fn add_header_pair(&mut self, name: &str, value: &str) {
        if let Ok(header) = Header::from_bytes(name, value) {
            self.add_header(header);
        }
    }
}

fn mime(path: &Path) -> &'static str {
    match files::extension(path).as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "toml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(prefix: &str) -> Site {
        Site {
            folder: PathBuf::from("dist"),
            prefix: normal_prefix(prefix),
        }
    }

    fn file(prefix: &str, url: &str) -> Option<String> {
        let path = site(prefix).file(url)?;
        Some(path.to_string_lossy().replace('\\', "/"))
    }

    #[test]
    fn the_folder_itself_means_its_index() {
        assert_eq!(file("", "/").as_deref(), Some("dist/index.html"));
        assert_eq!(file("", "/?q=1").as_deref(), Some("dist/index.html"));
    }

    #[test]
    fn a_page_below_a_path_answers_only_there() {
        assert_eq!(file("a/b", "/a/b/app.js").as_deref(), Some("dist/app.js"));
        assert_eq!(file("a/b", "/app.js"), None);
        assert_eq!(file("a/b", "/a/b"), None);
    }

    #[test]
    fn no_address_reaches_outside_the_folder() {
        for url in [
            "/../Cargo.toml",
            "/a/../../x",
            "/%2e%2e/x",
            "/..\\x",
            "/C:/x",
            "x",
        ] {
            assert_eq!(file("", url), None, "{url}");
        }
        for url in ["//etc/passwd", "/a//etc/passwd"] {
            let path = file("", url).unwrap_or_default();
            assert!(path.starts_with("dist/"), "{url} gives {path}");
        }
    }

    #[test]
    fn modules_have_the_type_that_browsers_insist_on() {
        assert_eq!(mime(Path::new("a.wasm")), "application/wasm");
        assert_eq!(mime(Path::new("a.JS")), "text/javascript; charset=utf-8");
        assert_eq!(mime(Path::new("LICENSE")), "application/octet-stream");
    }

    #[test]
    fn only_what_never_changes_may_be_kept_without_asking() {
        assert!(caching(Path::new("dist/boot-ba7816bf8f01cfea.js")).contains("immutable"));
        for name in ["index.html", "service-worker.js", "icon.svg"] {
            assert_eq!(caching(Path::new(name)), "no-cache", "{name}");
        }
    }

    #[test]
    fn a_folder_without_a_page_is_refused() {
        let failure = Server::start(Path::new("no-such-folder"), 0, "").err();
        let text = failure.map(|failure| failure.to_string());
        assert!(
            text.is_some_and(|text| text.contains("index.html")),
            "an empty folder must not be served"
        );
    }
}
