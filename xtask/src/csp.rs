//! The content security policy of the published page.
//!
//! The page may load from where it lies and from nowhere else, so nothing typed
//! into it can leave it. `trunk serve` injects an inline script of its own and
//! therefore goes without; the folder that is published has the policy.

use crate::{Failure, Outcome};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data: blob:; font-src 'self'; base-uri 'none'; form-action 'none'";

/// `html` with the policy as the first thing after its character set.
///
/// # Errors
///
/// Where the page has no head, has a policy already, or holds something that the
/// policy forbids: an inline script or an inline style.
pub fn with_policy(html: &str) -> Outcome<String> {
    refuse_inline(html)?;
    let at = place(html).ok_or_else(|| {
        Failure::new("index.html has no `<head>`, so there is no place for the security policy")
    })?;
    let (before, after) = html.split_at(at);
    Ok(format!(
        "{before}<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">{after}",
        policy(html)
    ))
}

/// Whether `html` has a security policy.
pub fn is_in(html: &str) -> bool {
    html.contains("http-equiv=\"Content-Security-Policy\"")
}

fn policy(html: &str) -> String {
    let manifest = tags(html, "link").any(|tag| tag.contains("rel=\"manifest\""));
    let extra = if manifest { "; manifest-src 'self'" } else { "" };
    format!("{POLICY}{extra}")
}

fn place(html: &str) -> Option<usize> {
    let head = html.find("<head")?;
    let charset = html[head..].find("<meta charset").map(|at| head + at);
    let tag = charset.unwrap_or(head);
    Some(tag + html[tag..].find('>')? + 1)
}

fn refuse_inline(html: &str) -> Outcome {
    let refusal = if is_in(html) {
        "a security policy already"
    } else if tags(html, "script").any(|tag| !tag.contains(" src=")) {
        "an inline script, which the security policy would block; move it into a file in public/"
    } else if html.contains("<style") || tags(html, "").any(|tag| tag.contains(" style=")) {
        "an inline style, which the security policy would block; move it into a style sheet of app/"
    } else {
        return Ok(());
    };
    Err(Failure::new(format!("index.html has {refusal}")))
}

/// The opening tags of `html` whose name starts with `name`.
fn tags<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    html.split('<')
        .skip(1)
        .filter_map(|piece| piece.split('>').next())
        .filter(move |tag| tag.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><meta charset=\"utf-8\"><title>t</title></head></html>";

    #[test]
    fn the_policy_stands_right_behind_the_character_set() {
        let page = with_policy(PAGE).unwrap();
        let start = "<html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'wasm-unsafe-eval';";
        assert!(page.starts_with(start), "{page}");
        assert!(
            page.ends_with("form-action 'none'\"><title>t</title></head></html>"),
            "{page}"
        );
    }

    #[test]
    fn a_page_with_a_manifest_may_load_it() {
        let page = PAGE.replace("<title>", "<link rel=\"manifest\" href=\"m.webmanifest\"><title>");
        assert!(with_policy(&page).unwrap().contains("manifest-src 'self'"));
        assert!(!with_policy(PAGE).unwrap().contains("manifest-src"));
    }

    #[test]
    fn what_the_policy_would_block_stops_the_build() {
        let refused = |inline: &str| {
            let page = PAGE.replace("<title>", &format!("{inline}<title>"));
            with_policy(&page).unwrap_err().to_string()
        };
        assert!(refused("<script>go()</script>").contains("inline script"));
        assert!(refused("<style>p{}</style>").contains("inline style"));
        assert!(refused("<p style=\"color:red\">x</p>").contains("inline style"));
        let twice = with_policy(&with_policy(PAGE).unwrap()).unwrap_err();
        assert!(twice.to_string().contains("policy already"));
    }

    #[test]
    fn a_script_from_a_file_is_allowed() {
        let page = PAGE.replace("<title>", "<script defer src=\"boot.js\"></script><title>");
        assert!(with_policy(&page).is_ok());
    }
}
