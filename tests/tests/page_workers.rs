//! The page's workers: they say what the command says, bit for bit, and the page says when they do not.

use quorate_model::estimate::Env;
use quorate_model::scenario::edit;
use quorate_model::study::carry;
use quorate_model::tape::Tape;
use quorate_model::{Assessor, report};
use quorate_tests::browser::{Folder, Outcome, Page, dist, in_browser, in_browser_at};
use serde_json::Value;
use xtask::files;
use xtask::server::Server;

/// Money, outages and inputs that rise together.
const RICH: &str = r#"
flow = "web > db"
traffic = "500/s to 2000/s"
revenue = "$20k/h to $60k/h"
slo = { availability = "99%" }
[services.web]
availability = "99.9% to 99.99%"
[services.db]
availability = "99.95%"
errors = "0.001% to 0.01%"
[down]
recaptured = "uniform(0.2, 0.6)"
[wrongness]
error_probability = "0.00001% to 0.001%"
[[wrongness.harm]]
cost = "$20 to $80"
[[wrongness.harm]]
share = "5% to 20%"
cost = "$200 to $800"
[[correlation]]
inputs = ["traffic", "revenue"]
rank = 0.6
[[design]]
name = "strong"
level = "SS"
[[design.cost]]
price = "$1k/h to $9k/h"
[[design]]
name = "weak"
level = "EC"
services.db.availability = "99.99%"
"#;

/// Has `workers` workers of the published page study a text, past the page; gives what the leader said last.
async fn studied(page: &Page, text: &str, samples: u32, workers: u32) -> Outcome<(Vec<u64>, Vec<String>)> {
    let text = Value::from(text);
    let script = format!(
        "(async () => {{
            const address = document.querySelector('script[data-worker]').dataset.worker;
            const all = Array.from({{ length: {workers} }}, () => new Worker(address));
            const [lead, ...helpers] = all;
            const message = (numbers, words = []) => [Float64Array.from(numbers), words];
            for (const helper of helpers) {{
                const {{ port1, port2 }} = new MessageChannel();
                lead.postMessage(message([4]), [port1]);
                helper.postMessage(message([5]), [port2]);
            }}
            const said = new Promise((done, failed) => {{
                lead.onerror = () => failed(new Error('the leader has stopped'));
                lead.onmessage = ({{ data: [numbers, words] }}) => {{
                    if (numbers[0] === 2 && numbers[3] === 1) done([numbers.slice(4), words]);
                }};
            }});
            all.forEach((worker, own) => worker.postMessage(message([0, 1, {samples}, 0, own, {workers}], [{text}])));
            const [numbers, words] = await said;
            all.forEach((worker) => worker.terminate());
            return [[...new BigUint64Array(numbers.buffer)].map(String), words];
        }})()"
    );
    let said = page.eval(&script).await?;
    let list = |at: usize| {
        let texts = said[at].as_array().into_iter().flatten();
        texts.map(|text| text.as_str().unwrap_or_default().to_owned())
    };
    let bits = list(0).map(|bits| bits.parse().unwrap_or(0));
    Ok((bits.collect(), list(1).collect()))
}

#[test]
fn one_two_and_three_workers_say_what_the_command_says_bit_for_bit() -> Outcome {
    let env = Env {
        samples: 20_250,
        seed: 1,
    };
    let mut found = Assessor::new()
        .study(RICH, env)
        .unwrap_or_else(|problem| panic!("{problem}"));
    let mut native = Tape::default();
    carry(&mut found, &mut native);
    let bits: Vec<u64> = native.numbers.iter().map(|number| number.to_bits()).collect();
    assert!(found.decision.is_some_and(|decision| decision.evppi.len() > 5));
    in_browser(async |page| {
        page.open_started("").await?;
        for workers in 1..=3 {
            let (said, words) = studied(page, RICH, env.samples, workers).await?;
            assert_eq!(words, native.words);
            let first = said.iter().zip(&bits).position(|(said, own)| said != own);
            assert_eq!((said.len(), first), (bits.len(), None), "{workers} workers");
        }
        Ok(())
    })
}

fn payments() -> String {
    let preset = quorate_model::library::preset("payments").map_or("", |preset| preset.text);
    edit::set(preset, "wrongness.error_probability", "1e-10 to 1e-8").unwrap_or_default()
}

async fn open(page: &Page, text: &str) -> Outcome {
    page.open_started(&format!("#{}", quorate_model::link::encode(text)))
        .await?;
    page.open_tab("flow").await
}

#[test]
fn more_draws_by_several_workers_say_what_the_command_says_and_stop_when_told() -> Outcome {
    let text = payments();
    let env = Env {
        samples: 100_000,
        seed: 1,
    };
    let found = Assessor::new()
        .study(&text, env)
        .unwrap_or_else(|problem| panic!("{problem}"));
    let verdict = report::verdict(&found);
    in_browser(async |page| {
        open(page, &text).await?;
        page.wait_for_text("[data-testid=draws]", "10,000 draws").await?;
        page.eval("void Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 })")
            .await?;
        page.click("[data-testid=more-draws]").await?;
        page.wait_for_text("[data-testid=draws]", "100,000 draws of the ranges, seed 1")
            .await?;
        assert_eq!(page.text("[data-testid=verdict]").await?, verdict.headline);
        assert_eq!(page.text("[data-testid=detail]").await?, verdict.detail);
        // A million may be drawn before the driver has pressed twice: the page presses as soon as it can.
        page.eval(
            "new Promise(done => { document.querySelector('[data-testid=more-draws]').click(); \
             const look = () => { const stop = document.querySelector('[data-testid=stop-draws]'); \
             if (stop) { stop.click(); done(true) } else { setTimeout(look) } }; look() })",
        )
        .await?;
        page.wait_for_text("[data-testid=draws]", "Stopped after").await?;
        page.expect_quiet().await
    })
}

/// The published page with another script for its worker; without one, the script is not there.
fn with_worker(script: Option<&str>) -> Outcome<Folder> {
    let folder = Folder::copy_of(&dist()?)?;
    for file in files::below(folder.path())? {
        let name = files::relative(folder.path(), &file);
        if name.starts_with("worker-") {
            match script {
                Some(script) if name.ends_with(".js") => files::write(&file, script)?,
                _ => drop(std::fs::remove_file(&file)),
            }
        }
    }
    Ok(folder)
}

/// The page with such a worker says `sentence`, and goes on.
fn says(script: Option<&str>, sentence: &str) -> Outcome {
    let folder = with_worker(script)?;
    let server = Server::start(folder.path(), 0, "")?;
    in_browser_at(server, &[], async |page, _server| {
        open(page, &payments()).await?;
        page.wait_for_text("[data-testid=draws]", sentence).await?;
        let verdict = page.text("[data-testid=verdict]").await?;
        page.replace("[id='field-services.app.availability']", "99%")
            .await?;
        page.wait_until(&format!(
            "document.querySelector('[data-testid=verdict]').innerText !== {}",
            Value::from(verdict)
        ))
        .await?;
        page.wait_for_text("[data-testid=draws]", sentence).await?;
        let typed = page.value("[id='field-services.app.availability']").await?;
        assert_eq!(typed, "99%");
        assert!(
            page.texts("#recovery").await?.is_empty(),
            "the page itself stopped"
        );
        Ok(())
    })
}

#[test]
fn a_worker_of_another_version_is_refused() -> Outcome {
    let script = "postMessage([Float64Array.of(0), ['0.0.0']]); onmessage = () => {};";
    says(Some(script), "of another version than this page")
}

#[test]
fn a_worker_that_stops_is_said_and_nothing_is_lost() -> Outcome {
    let script = format!(
        "postMessage([Float64Array.of(0), ['{}']]); onmessage = () => {{ throw new Error('out of memory'); }};",
        env!("CARGO_PKG_VERSION")
    );
    says(Some(&script), "has stopped by itself")
}

#[test]
fn a_worker_that_cannot_be_loaded_is_said() -> Outcome {
    says(None, "could not be loaded")
}

#[test]
fn an_embedded_figure_that_needs_draws_has_them() -> Outcome {
    in_browser(async |page| {
        let link = quorate_model::link::encode(&payments());
        page.open_started(&format!("#{link}&view=tornado")).await?;
        page.wait_for("[data-testid=figure-tornado]").await?;
        page.expect_quiet().await
    })
}
