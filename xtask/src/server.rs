//! A server for the built page, on this machine only.
//!
//! It answers `GET` and `HEAD` with the files of one folder: with their types,
//! and compressed where a `.br` file lies beside one and the browser takes it.

use crate::{Because, Outcome, digest, files};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::runtime::Builder;
use tokio::sync::oneshot;

type Answer = Response<Full<Bytes>>;

/// A running server; when dropped it stops, and its connections end.
pub struct Server {
    address: SocketAddr,
    prefix: String,
    /// Whoever holds the other end stops when this one goes.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
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
        let listening = || format!("could not listen on port {port}");
        let listener = TcpListener::bind(("127.0.0.1", port)).because(listening)?;
        listener.set_nonblocking(true).because(listening)?;
        let address = listener.local_addr().because(listening)?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .because(listening)?;
        let prefix = normal_prefix(prefix);
        let site = Site {
            folder: folder.to_path_buf(),
            prefix: prefix.clone(),
        };
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            runtime.spawn(accept(listener, Arc::new(site)));
            let _ = runtime.block_on(stopped);
        });
        Ok(Self {
            address,
            prefix,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The address of the page, ending in `/`.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        self.join();
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        self.join();
    }
}

async fn accept(listener: TcpListener, site: Arc<Site>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let site = Arc::clone(&site);
        let service = service_fn(move |request: Request<Incoming>| {
            let answer = site.answer(&request);
            async move { Ok::<_, Infallible>(answer) }
        });
        // A browser that went away needs no answer.
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

impl Site {
    fn answer<B>(&self, request: &Request<B>) -> Answer {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return plain(StatusCode::METHOD_NOT_ALLOWED, "This server only answers GET.");
        }
        let brotli = accepts_brotli(request.headers());
        let file = self.file(request.uri().path());
        match file.and_then(|path| Some((body(&path, brotli)?, path))) {
            Some(((bytes, compressed), path)) => found(bytes, compressed, &path),
            None => plain(StatusCode::NOT_FOUND, "There is no such file."),
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

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| coding.split(';').next().map(str::trim) == Some("br"))
}

fn found(bytes: Vec<u8>, compressed: bool, path: &Path) -> Answer {
    let mut headers = vec![
        (header::CONTENT_TYPE, mime(path)),
        (header::CACHE_CONTROL, caching(path)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::VARY, "Accept-Encoding"),
    ];
    if compressed {
        headers.push((header::CONTENT_ENCODING, "br"));
    }
    with(headers, Response::new(Full::from(bytes)))
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

fn plain(status: StatusCode, sentence: &'static str) -> Answer {
    let mut answer = Response::new(Full::from(sentence));
    *answer.status_mut() = status;
    with(vec![(header::CONTENT_TYPE, "text/plain; charset=utf-8")], answer)
}

fn with(headers: Vec<(HeaderName, &'static str)>, mut answer: Answer) -> Answer {
    let headers = headers
        .into_iter()
        .map(|(name, value)| (name, HeaderValue::from_static(value)));
    answer.headers_mut().extend(headers);
    answer
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
