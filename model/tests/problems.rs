//! One snapshot per sentence a person can get: what is said, and which bytes it points at.
//!
//! Every snapshot lists, for each text, `line, column: path: sentence` and below it the marked bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use quorate_model::scenario::{edit, json_to_toml, read_all};
use quorate_model::{Assessor, Problem};

const SERVICES: &str = "[services.a]\navailability = \"99.9%\"\nlatency = \"p99 10 ms\"\n[services.b]\navailability = \"99.9%\"\nlatency = \"p99 10 ms\"\n";

fn told(text: &str, problem: &Problem) -> String {
    let marked = &text[problem.offset..problem.offset + problem.len];
    let marked: String = marked.chars().take(60).collect();
    format!("{problem}\n    marks {marked:?}\n")
}

/// What assessing each text says.
fn said(texts: &[&str]) -> String {
    let problem = |text: &&str| {
        let problem = Assessor::new().assess(text).map(|_| ()).expect_err(text);
        told(text, &problem)
    };
    texts.iter().map(problem).collect()
}

/// The same, each text standing above two plain services.
fn said_above_services(texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| format!("{text}\n{SERVICES}")).collect();
    said(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What the warnings say.
fn warned(texts: &[&str]) -> String {
    let mut out = String::new();
    for text in texts {
        let assessment = Assessor::new().assess(text).unwrap();
        assert!(!assessment.warnings.is_empty(), "{text}");
        for warning in assessment.warnings {
            out += &format!("{} [{}] {}\n", warning.code, warning.place, warning.message);
        }
    }
    out
}

#[test]
fn unknown_keys_are_refused_with_the_nearest_known_one() {
    insta::assert_snapshot!(said(&[
        "flwo = \"a\"",
        "colour = \"red\"",
        "title = \"x\"\navailability = \"99%\"",
        "[services.a]\nlatncy = \"p99 3 ms\"",
        "[services.a]\ncolour = \"red\"",
        "services.a = { availability = \"99%\", retrys = 1 }",
        "[slo]\ntarget = \"99%\"",
        "[[design]]\nname = \"x\"\n[[design]]\nname = \"y\"\nservices.a.latncy = \"p99 3 ms\"",
        "[[design]]\nname = \"x\"\n[[design]]\nname = \"y\"\n[design.services.a]\nlatncy = \"p99 3 ms\"",
        "[[design]]\ncost = [ { name = \"x\", cost = \"$5/h\" } ]",
        "[[design]]\n[[design.cost]]\nname = \"x\"\nprize = \"$5/h\"",
        "[journey.\"read path\"]\nflows = \"a\"",
        "[wrongness]\nharms = []",
        "[wrongnes]\nerror_probability = \"1%\"",
        "[[designs]]\nname = \"x\"",
        "\"a\\nb\" = 1",
    ]));
}

#[test]
fn values_of_the_wrong_kind_say_what_is_wanted() {
    insta::assert_snapshot!(said(&[
        "title = [\"x\"]",
        "flow = { a = 1 }",
        "traffic = true",
        "notes = \"one\"",
        "notes = [1979-05-27]",
        "services = \"a\"",
        "[services]\na = 5",
        "[[services]]\nname = \"a\"",
        "[design]\nname = \"x\"",
        "[[slo]]\nwindow = \"30 d\"",
        "[services.a]\nretries = \"two\"",
        "[services.a]\nretries = 1.5",
        "[services.a]\nretries = -1",
        "[services.a]\nretries = 99999999999",
        "[services.a]\nfails_fast = \"yes\"",
        "[services.a]\nlatency = 1979-05-27",
        "[services.a]\nlatency = 20",
        "[services.a]\nguarantee = [\"SS\"]",
        "[services.a]\navailability = { low = 1 }",
        "traffic = inf",
        "traffic = nan",
        "[down]\npreset = \"paper\"",
        "[rule_of_thumb]\nuser_experience_impact = \"medium\"",
    ]));
}

#[test]
fn quantities_that_do_not_read_point_at_their_value() {
    insta::assert_snapshot!(said(&[
        "traffic = \"20 ms\"",
        "traffic = \"\"",
        "revenue = \"40k\"",
        "cost = [ { name = \"x\", price = \"5 apples\" } ]",
        "[[cost]]\nname = \"x\"\nprice = \"$5 to $2\"",
        "[[cost]]\nprice = \"$5/h to $2\"",
        "[[cost]]\nprice = \"$5/h\"\nhours = \"9 h\"",
        "[[design]]\n[[design]]\nservices.a.latency = \"p99 ten\"",
        "[[design]]\n[[design]]\nservices = { a = { timeout = \"-5 ms\" } }",
        "[services.a]\nlatency = \"10 ms\"",
        "[services.a]\nlatency = \"p50 20 ms, p99 10 ms\"",
        "[services.a]\navailability = \"99.9\"",
        "[services.a]\nguarantee = \"strong\"",
        "[services.a]\nguarantee = \"<Global, Causal>\"",
        "[slo]\nlatency = \"p98 < 1 s\"",
        "[wrongness]\nerror_probability = \"normal(1%)\"",
        "[wrongness]\nerror_probability = \"beta(0, 1)\"",
        "[require]\nlevel = \"XX\"",
        "title = \"\"\"\nlong\n\"\"\"\ntraffic = '''\nfive\n'''",
    ]));
}

#[test]
fn what_is_missing_is_named() {
    insta::assert_snapshot!(said(&[
        "[[cost]]\nname = \"x\"",
        "cost = [ { name = \"x\" } ]",
        "[[design]]\n[[design]]\n[[design.cost]]\nname = \"x\"",
        "[wrongness]\n[[wrongness.harm]]\nname = \"x\"",
        "[journey.browse]\ntraffic = \"5/s\"",
        "[domains.eu]\nservices = []",
    ]));
}

#[test]
fn other_format_versions_are_refused() {
    insta::assert_snapshot!(said(&[
        "quorate = 2",
        "quorate = 0",
        "quorate = \"one\"",
        "quorate = [1]"
    ]));
}

#[test]
fn what_is_no_toml_says_where() {
    insta::assert_snapshot!(said(&[
        "flow",
        "flow =",
        "flow = a > b",
        "flow = \"a",
        "flow = \"a\nb\"",
        "flow = \"a\" > \"b\"",
        "flow = \"a\" title = \"b\"",
        "flow: \"a\"",
        "[services.a",
        "[services a]",
        "[[design]",
        "services.a = { latency = \"p99 3 ms\"",
        "notes = [\"a\" \"b\"]",
        "notes = [\"a\",",
        "title = \"\\q\"",
        "title = 'it's'",
        "a b = 1",
        "= 1",
        "flow = \"a\"\nflow = \"b\"",
        "[slo]\n[slo]",
        "[services.a]\n[services.b]\n[services.a]",
        "slo.window = \"30 d\"\nslo = 1",
        "services = 1\n[services.a]",
        "quorate = 99999999999999999999",
        "traffic = 1e999",
        "title = \"a\0b\"",
        "key = 01",
        "flow = \"a\" // comment",
    ]));
}

#[test]
fn what_is_no_json_says_where() {
    insta::assert_snapshot!(said(&[
        "{",
        "{\"flow\": \"a\",}",
        "{flow: \"a\"}",
        "{\n  \"flow\": \"a\"\n  \"title\": \"b\"\n}",
        "{\"flow\": \"a\", \"flow\": \"b\"}",
        "{\n  \"flow\": \"a\",\n  \"services\": {\n    \"a\": { \"latncy\": 5 }\n  }\n}",
        "{\n  \"flow\": \"zz\",\n  \"services\": {\n    \"a\": {}\n  }\n}",
        "{\"design\": [{\"name\": \"x\"}, {\"name\": \"y\", \"cost\": [{\"price\": \"5 apples\"}]}]}",
        "{\"notes\": [null, 1, true]}",
        "{\"flow\": null, \"services\": []}",
    ]));
    assert!(json_to_toml("[1]").is_err());
}

#[test]
fn flows_point_at_the_character() {
    insta::assert_snapshot!(said_above_services(&[
        "flow = \"a > bb\"",
        "flow = \"a > payment\"",
        "flow = \"a >\"",
        "flow = \"a > (b\"",
        "flow = 'a b'",
        "flow = \"any(a?, b)\"",
        "flow = \"999999999 * a\"",
        "flow = \"\"",
        "flow = \"\"\"\na >\n> b\n\"\"\"",
        "flow = \"a\\u0020> \\u003e\"",
        "flow = \"f\"\n[flows]\nf = \"a > c\"",
        "flow = \"f\"\n[flows]\nf = \"a > )\"",
        "flow = \"f\"\n[flows]\nf = \"f > a\"",
        "flow = \"f\"\n[flows]\nf = \"a > g\"\ng = \"h\"\nh = \"b > f\"",
        "flow = \"any(f, b)\"\n[flows]\nf = \"a?\"",
        "flow = \"2 of (gate(f), b)\"\n[flows]\nf = \"a?\"",
        "flow = \"any(gate(3 * (a?)), b)\"",
        "[journey.\"read path\"]\nflow = \"a > c\"",
        "flow = \"a\"\n[[design]]\n[[design]]\nflow = \"a > c\"",
        "flow = \"f\"\nflows.f = \"a\"\n[[design]]\n[[design]]\nflows.f = \"a > cc\"",
        "flow = \"9999 * any(a, b)\"\n[[design]]\nservices.a.errors = \"1%\"",
    ]));
    insta::assert_snapshot!("flow_without_services", said(&["flow = \"a\""]));
}

#[test]
fn a_flow_too_large_says_so() {
    let gates: String = (0..4)
        .map(|i| format!("g{i} = \"{}g{}{}\"\n", "gate(".repeat(60), i + 1, ")".repeat(60)))
        .collect();
    let long = format!("flow = \"a{}\"", " ".repeat(300_000));
    let chain: String = (0..70).map(|i| format!("c{i} = \"c{}\"\n", i + 1)).collect();
    let journeys: String = (0..65)
        .map(|i| format!("[journey.j{i}]\nflow = \"a\"\n"))
        .collect();
    let designs = "flow = \"a\"\n".to_owned() + &"[[design]]\n".repeat(65);
    let services: String = "flow = \"a\"\n".to_owned()
        + &(0..2_000)
            .map(|i| format!("[services.s{i}]\n"))
            .collect::<String>();
    let calls = format!(
        "flow = \"{}\"\n{}",
        vec!["a"; 4_000].join(" > "),
        "[[design]]\n".repeat(6)
    );
    insta::assert_snapshot!(said_above_services(&[
        &format!("flow = \"{}\"", "(".repeat(100)),
        &format!("flow = \"{}\"", vec!["a"; 100].join(" ?? ")),
        &format!("flow = \"g0\"\n[flows]\n{gates}g4 = \"a\""),
        &format!("flow = \"c0\"\n[flows]\n{chain}c70 = \"a\""),
        &long,
        &journeys,
        &designs,
        &services,
        &calls,
    ]));
}

#[test]
fn names_are_checked_where_they_stand() {
    insta::assert_snapshot!(said(&[
        "flow = \"a\"\n[services.\"a b\"]",
        "[services.all]",
        "[services.\"a.b\"]\nlatency = \"p99 3 ms\"",
        "[flows]\nof = \"a\"",
        "[services.a]\n[flows]\na = \"b\"",
        "[services.a]\n[[design]]\n[[design]]\nservices.9b.latency = \"p99 3 ms\"",
        "[services.a]\n[[design]]\nflows.a = \"b\"",
        "[services.cache]\nsource = \"dbb\"\n[services.db]",
        "[services.cache]\nsource = \"elsewhere\"",
        "[services.a]\n[domains.eu]\navailability = \"99%\"\nservices = [\"a\", \"bb\"]",
        "[services.a]\n[domains.\"eu.west\"]\navailability = \"99%\"\nservices = [\"zone\"]",
        "[services.a]\navailability = \"99.9%\"\n[domains.eu]\navailability = \"99%\"\nservices = [\"a\"]\nincluded = true",
    ]));
}

#[test]
fn services_that_cannot_be_say_which_key_to_change() {
    insta::assert_snapshot!(said(&[
        "[services.a]\nlatency = \"const 20 ms\"\ntimeout = \"10 ms\"",
        "[services.a]\nlatency = \"const 20 ms\"\nerrors = \"100%\"",
        "[services.a]\nlatency = \"const 20 ms\"\nretries = 100000",
        "[services.a]\nlatency = \"const 20 ms\"\ntimeout = \"900 years\"",
        "[services.a]\nlatency = \"const 20 ms\"\nbackoff = \"900 years\"",
        "[services.a]\nlatency = \"const 20 ms\"\nhedge = \"900 years\"",
        "[services.a]\nlatency = \"p50 0 ms, p99 10 ms\"",
        "[services.a]\nlatency = \"p50 1 ns, p99 30 years\"",
        "[services.a]\nlatency = \"const 900 years\"",
        "flow = \"a\"\n[services.a]\nlatency = \"const 20 ms\"\n[[design]]\n[[design]]\nservices.a.timeout = \"10 ms\"",
    ]));
}

#[test]
fn requirements_and_money_are_checked() {
    insta::assert_snapshot!(said_above_services(&[
        "flow = \"a\"\n[slo]\nwindow = \"36 h\"",
        "flow = \"a\"\n[slo]\nwindow = \"0 d\"",
        "[journey.x]\nflow = \"a\"\nslo.window = \"1.5 d\"",
        "[[design]]\npacelc = \"CA\"",
        "revenue = \"$5/h\"\n[[cost]]\nprice = \"€5/h\"",
        "[[cost]]\nprice = \"CHF 5/h\"\n[[cost]]\nprice = \"USD 5/h\"",
        "[[cost]]\nprice = \"$5\"",
        "[[cost]]\nquantity = \"5 GB\"\nprice = \"$5/h\"",
        "[[cost]]\nprice = \"5/h\"",
        "[[cost]]\nquantity = \"$6k/month\"\nprice = \"$1/h\"",
        "[[cost]]\nprice = \"$5/h\"\n[[design]]\n[[design]]\ncost = [ { price = \"$1/h\" }, { quantity = \"2 TB\", price = \"$2\" } ]",
    ]));
}

#[test]
fn windows_alerts_and_incidents_that_cannot_be_say_why() {
    let flow = "flow = \"a > b\"\n";
    let texts = [
        "slo = { window = \"0 d\" }",
        "slo = { window = \"36 h\" }",
        "slo = { window = \"30 d\", calendar = \"month\" }",
        "slo = { calendar = \"fortnight\" }",
        "slo = { budgeting = \"requests\" }",
        "slo = { budgeting = \"Timeslices\", slice = \"0 s\" }",
        "[[alert]]\nspends = \"2%\"",
        "[[alert]]\nlong = \"1 h\"",
        "[[alert]]\nlong = \"0 h\"\nburn = 2",
        "[[alert]]\nlong = \"1 h\"\nshort = \"2 h\"\nburn = 2",
        "[[alert]]\nlong = \"1 h\"\nspends = \"2%\"\nburn = 2",
        "[[alert]]\nlong = \"1 h\"\nspends = \"0%\"",
        "[[alert]]\nlong = \"1 h\"\nburn = 0",
        "[[alert]]\nseverity = \"loud\"\nlong = \"1 h\"\nburn = 2",
        "[incident]\nratio = \"15%\"",
        "[incident]\nduration = \"0 s\"",
    ];
    let texts: Vec<String> = texts.iter().map(|text| format!("{flow}{text}")).collect();
    insta::assert_snapshot!(said_above_services(
        &texts.iter().map(String::as_str).collect::<Vec<_>>()
    ));
}

#[test]
fn alerts_that_do_not_work_are_warned_of() {
    let slo = |rest: &str| {
        format!("flow = \"a\"\n{rest}\n[services.a]\navailability = \"99.9%\"\nmttr = \"2 h\"\n")
    };
    insta::assert_snapshot!(warned(&[
        &slo("slo = { availability = \"100%\" }"),
        &slo("slo = { availability = \"99.9%\" }"),
        &slo("traffic = \"10/h\"\nslo = { availability = \"99%\" }"),
        &slo("slo = { availability = \"90%\" }"),
        &slo("slo = { availability = \"90%\" }\n[[alert]]\nlong = \"1 d\"\nspends = \"1%\""),
    ]));
}

#[test]
fn warnings_are_sentences_with_a_place() {
    let plain = format!("flow = \"a\"\n{SERVICES}");
    insta::assert_snapshot!(warned(&[
        &plain,
        "flow = \"a > b\"\n[services.a]\nlatency = \"p99 3 ms\"\n[services.b]\navailability = \"99%\"",
        "flow = \"a ?? b\"\n[services.a]\nlatency = \"p99 3 ms\"\n[services.b]\nlatency = \"p99 3 ms\"",
        &format!("flow = \"a ?? b\"\n{SERVICES}"),
        &format!("flow = \"txn(a > b)\"\n{SERVICES}"),
        &format!("flow = \"a > b\"\ntraffic = \"5/s\"\n[wrongness]\nerror_probability = \"1%\"\n{SERVICES}"),
        &format!(
            "flow = \"a > b\"\n[wrongness]\nerror_probability = \"1%\"\n[[wrongness.harm]]\ncost = \"$5\"\n{SERVICES}"
        ),
        &format!(
            "flow = \"a > b\"\nrevenue = \"$5/h\"\n{SERVICES}[[design]]\nname = \"Slow\"\nservices.a.latency = \"p99 9 s\""
        ),
        &format!(
            "flow = \"a > b\"\n{SERVICES}guarantee = \"EC\"\n[[design]]\nname = \"Strong\"\nlevel = \"SS\""
        ),
        &format!(
            "flow = \"a > b\"\n{SERVICES}[[design]]\nname = \"Priced\"\ncost = [ {{ price = \"$1/h\" }} ]\n[[design]]\nname = \"Free\""
        ),
        &format!("flow = \"{}a\"\n{SERVICES}", "9999 * ".repeat(20)),
        "flow = \"a ?? b\"\n[services.a]\navailability = \"0%\"\nlatency = \"p99 3 ms\"\n[services.b]\navailability = \"0%\"\nlatency = \"p99 3 ms\"\nfails_fast = true",
    ]));
}

#[test]
fn an_edit_that_cannot_be_made_says_why() {
    let text = "title = \"x\"\ndesign = []\n[services.a]\nlatency = \"p99 3 ms\"\n[flows]\nf = \"a\"\n[[cost]]\nprice = \"$1/h\"\n";
    let outcomes = [
        edit::set("title = ", "title", "y"),
        edit::set(text, "services", "y"),
        edit::set(text, "cost", "y"),
        edit::set(text, "title.deeper", "y"),
        edit::set(text, "cost.3.name", "y"),
        edit::append(text, "services", "{ name = \"x\" }"),
        edit::append(text, "cost", "name = 5"),
        edit::append(text, "cost", "\"x\""),
        edit::append(text, "title.list", "{ name = \"x\" }"),
        edit::duplicate(text, "services.b"),
        edit::duplicate(text, "cost.7"),
        edit::rename(text, "services.a", "f"),
        edit::rename(text, "services.a", "all"),
        edit::rename(text, "services.a", "two words"),
        edit::rename(text, "services.b", "c"),
    ];
    let texts = std::iter::once("title = ").chain(std::iter::repeat(text));
    let said: String = outcomes
        .iter()
        .zip(texts)
        .map(|(outcome, text)| told(text, outcome.as_ref().unwrap_err()))
        .collect();
    insta::assert_snapshot!(said);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = "flwo = \"a\"\ntraffic = \"5 ms\"\n[services.a]\nlatency = \"soon\"\nretries = -1\n[[cost]]\nname = \"x\"\n";
    let problems = read_all(text).unwrap_err();
    let said: String = problems.iter().map(|problem| told(text, problem)).collect();
    insta::assert_snapshot!(said);
    assert!(read_all(&"[[cost]]\n".repeat(1_000)).unwrap_err().len() <= 20);
}

#[test]
fn a_text_too_long_is_not_read() {
    let problem = Assessor::new().assess(&"#".repeat(1_000_001)).unwrap_err();
    insta::assert_snapshot!(problem.to_string());
}

#[test]
fn a_flow_of_more_calls_than_can_be_written_out_keeps_its_sub_flows_apart() {
    let doubling: String = (1..=40)
        .map(|i| format!("f{i} = \"f{} > f{}\"\n", i - 1, i - 1))
        .collect();
    let text = format!(
        "flow = \"any(f40, b)\"\n[flows]\nf0 = \"a\"\n{doubling}[services.a]\navailability = \"99%\"\nlatency = \"p99 9 ms\"\nguarantee = \"SI\"\n[services.b]\navailability = \"90%\"\n"
    );
    let assessment = quorate_model::Assessor::new().assess(&text).unwrap();
    let journey = &assessment.journeys[0];
    let down = journey.chain.unavailability.unwrap();
    assert!((down - 0.001).abs() < 1e-12, "{down}");
    assert_eq!(journey.chain.latency, None);
    assert_eq!(journey.guarantee.level.unwrap().to_string(), "SI");
    assert_eq!(
        assessment.warnings[0].code, "flow-large",
        "{:?}",
        assessment.warnings
    );
}

/// Pairs of parts from anywhere: no order of them makes a small diagram.
fn tangle(seed: usize) -> String {
    let mut at = seed;
    let mut next = || {
        at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
        at / 65_536 % 150
    };
    let pairs: Vec<String> = (0..400)
        .map(|_| format!("any(s{}, s{})", next(), next()))
        .collect();
    pairs.join(" > ")
}

/// The work for diagrams is limited, for one flow and for all of them, whatever was assessed before:
/// what is too large has bounds, and says so.
#[test]
fn what_is_too_large_for_an_exact_answer_has_bounds() {
    let services: String = (0..150)
        .map(|at| format!("[services.s{at}]\navailability = \"99%\"\n"))
        .collect();
    let designs: String = (1..5)
        .map(|seed| format!("[[design]]\nflow = \"{}\"\n", tangle(seed)))
        .collect();
    let easy = "[[design]]\nflow = \"any(s0, s1)\"\n";
    let many = format!("flow = \"s0\"\n{services}{designs}{easy}");
    let mut warm = quorate_model::Assessor::new();
    warm.assess(&format!("flow = \"{}\"\n{services}{easy}", tangle(3)))
        .unwrap();
    let assessment = warm.assess(&many).unwrap();
    assert_eq!(assessment, quorate_model::Assessor::new().assess(&many).unwrap());
    for design in &assessment.designs {
        let chain = &design.journeys[0].chain;
        let bounds = chain.bounds.unwrap();
        assert_eq!(chain.availability, None);
        assert!(
            0.0 <= bounds.low && bounds.low < bounds.high && bounds.high <= 1.0,
            "{bounds:?}"
        );
    }
    let code = |code: &str| {
        assessment
            .warnings
            .iter()
            .filter(|warning| warning.code == code)
            .count()
    };
    assert!(code("availability-bounds") > 0, "{:?}", assessment.warnings);
}

#[test]
fn a_level_that_is_asked_for_names_the_services_that_state_none() {
    let text = |level: &str| {
        format!(
            "flow = \"a > b\"\n{level}[services.a]\nguarantee = \"SS\"\n[services.b]\nguarantee = \"<Global, Lx, SER, Fresh, -, ->\"\n"
        )
    };
    let told = |text: &str| -> Vec<String> {
        let assessment = Assessor::new().assess(text).unwrap();
        let found = assessment
            .warnings
            .iter()
            .filter(|warning| warning.code == "level-not-stated");
        found
            .map(|warning| format!("{}: {}", warning.place, warning.message))
            .collect()
    };
    let expected = [
        "services.b.guarantee: The delivered level does not cover everything: `b` gives a vector or a lag and no level; write a level such as `RC` as the `guarantee`.",
    ];
    assert_eq!(told(&text("require.level = \"RC\"\n")), expected);
    assert_eq!(told(&(text("") + "[[design]]\nlevel = \"SI\"\n")), expected);
    assert_eq!(told(&text("")), Vec::<String>::new());
}
