//! Texts that attack one thing each: the stack, the clock, memory or the sentence.

/// Name and text of each.
pub fn explicit() -> Vec<(&'static str, String)> {
    let mut cases = depth();
    cases.extend(growth());
    cases.extend(size());
    cases.extend(keys());
    cases
}

const TWO: &str = "[services.a]\nerrors = \"1%\"\navailability = \"99%\"\nlatency = \"p99 10 ms\"\n[services.b]\nerrors = \"1%\"\navailability = \"99%\"\nlatency = \"p99 20 ms\"\n";

fn services(count: usize) -> String {
    let service = |i| {
        format!(
            "[services.s{i}]\navailability = \"99.9%\"\nlatency = \"p99 {} ms\"\n",
            i + 1
        )
    };
    (0..count).map(service).collect()
}

fn repaired(mttr: &str) -> String {
    format!(
        "flow = \"a\"\nslo.availability = \"99%\"\n[services.a]\navailability = \"99%\"\nmttr = \"{mttr}\"\n"
    )
}

fn names(count: usize, between: &str) -> String {
    let names: Vec<String> = (0..count).map(|i| format!("s{i}")).collect();
    names.join(between)
}

fn nested(open: &str, inner: &str, close: &str, times: usize) -> String {
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

fn flow(flow: &str) -> String {
    format!("flow = \"{flow}\"\n{TWO}")
}

fn flows(first: &str, flows: &str) -> String {
    format!("flow = \"{first}\"\n[flows]\n{flows}{TWO}")
}

fn depth() -> Vec<(&'static str, String)> {
    let ten = 10_000;
    let gates: String = (0..62)
        .map(|i| {
            format!(
                "g{i} = \"{}\"\n",
                nested("gate(", &format!("g{}", i + 1), ")", 60)
            )
        })
        .collect();
    vec![
        ("a hundred thousand parentheses", flow(&"(".repeat(100_000))),
        ("parentheses that close", flow(&nested("(", "a", ")", 100_000))),
        (
            "fallbacks inside fallbacks",
            flow(&nested(&("a ?? ".repeat(60) + "("), "a", ")", 60)),
        ),
        ("repeats inside repeats", flow(&("2 * ".repeat(100_000) + "a"))),
        (
            "gates in sub-flows in gates",
            flows("g0", &(gates + "g62 = \"a\"\n")),
        ),
        (
            "arrays 10,000 deep",
            format!("flow = {}", nested("[", "1", "]", ten)),
        ),
        (
            "inline tables 10,000 deep",
            format!("flow = {}", nested("{ a = ", "1", " }", ten)),
        ),
        ("dotted keys 10,000 deep", format!("{}a = 1", "a.".repeat(ten))),
        (
            "dotted keys 100,000 deep",
            format!("{}a = 1", "a.".repeat(100_000)),
        ),
        (
            "a header 100,000 deep",
            format!("[{}a]\nx = 1", "a.".repeat(100_000)),
        ),
        (
            "a list header 100,000 deep",
            format!("[[{}a]]\nx = 1", "a.".repeat(100_000)),
        ),
        (
            "JSON arrays 10,000 deep",
            format!("{{\"flow\": {}}}", nested("[", "1", "]", ten)),
        ),
        (
            "JSON objects 10,000 deep",
            format!("{{\"flow\": {}}}", nested("{\"a\":", "1", "}", ten)),
        ),
        (
            "JSON arrays 100 deep",
            format!("{{\"flow\": {}}}", nested("[", "1", "]", 100)),
        ),
        (
            "brackets that never close",
            format!("flow = {}", "[{a=".repeat(ten)),
        ),
    ]
}

fn growth() -> Vec<(&'static str, String)> {
    let doubling = |count: usize, one: fn(usize) -> String| -> String {
        let lines: String = (1..=count)
            .map(|i| format!("f{i} = \"{}\"\n", one(i - 1)))
            .collect();
        format!("f0 = \"a\"\n{lines}")
    };
    let long = format!(
        "g = \"{}\"\nf = \"a{}\"\n",
        vec!["f"; 4_900].join(" > "),
        " ".repeat(150_000)
    );
    vec![
        ("999,999,999 calls", flow("999999999 * a")),
        ("9,999 choices that can fail", flow("9999 * any(a, b)")),
        (
            "9,999 nested choices",
            flow(&nested("9999 * any(a, ", "b", ")", 60)),
        ),
        ("repeats that multiply", flow(&("9999 * ".repeat(3) + "a"))),
        (
            "repeats that multiply beyond all numbers",
            flow(&("9999 * ".repeat(60) + "a")),
        ),
        ("a flow that is part of itself", flows("f", "f = \"f > f\"\n")),
        (
            "flows that are part of each other",
            flows("f", "f = \"g > a\"\ng = \"any(a, f)\"\n"),
        ),
        (
            "doubling sub-flows",
            flows("f40", &doubling(40, |i| format!("f{i} > f{i}"))),
        ),
        (
            "doubling parallel sub-flows",
            flows("f12", &doubling(12, |i| format!("all(f{i}, f{i})"))),
        ),
        (
            "doubling choices",
            flows("f9", &doubling(9, |i| format!("any(f{i}, f{i} > b)"))),
        ),
        ("a long sub-flow named 4,900 times", flows("g", &long)),
        (
            "`?` in `any` through a sub-flow",
            flows("any(f, b)", "f = \"a?\"\n"),
        ),
        (
            "`?` in `any` through two sub-flows",
            flows("any(g, b)", "g = \"f\"\nf = \"a?\"\n"),
        ),
        (
            "30 of 60",
            format!("flow = \"30 of ({})\"\n{}", names(60, ", "), services(60)),
        ),
        (
            "100 of 200",
            format!("flow = \"100 of ({})\"\n{}", names(200, ", "), services(200)),
        ),
        (
            "pairs that share",
            format!(
                "flow = \"{}\"\n{}",
                (0..60)
                    .map(|i| format!("any(s{i}, s{})", (i * 7 + 1) % 60))
                    .collect::<Vec<_>>()
                    .join(" > "),
                services(60)
            ),
        ),
        (
            "4,000,000,000 retries",
            "flow = \"a\"\n[services.a]\nlatency = \"p99 1 ms\"\nretries = 4000000000\n".to_owned(),
        ),
        (
            "10,000 retries",
            "flow = \"a > a\"\n[services.a]\nlatency = \"p99 10 ms\"\ntimeout = \"1 ms\"\nretries = 10000\n"
                .to_owned(),
        ),
        (
            "100,000 samples",
            format!(
                "flow = \"a > a\"\n[services.a]\nlatency = \"samples {}\"\n",
                (0..100_000)
                    .map(|i| format!("{i} ms"))
                    .collect::<Vec<_>>()
                    .join(",")
            ),
        ),
        (
            "a latency of a thousand years",
            "flow = \"a > a\"\n[services.a]\navailability = \"0%\"\nlatency = \"p50 1 ns, p99 1000 years\"\n"
                .into(),
        ),
    ]
}

fn size() -> Vec<(&'static str, String)> {
    let many = |part: &str, count: usize| -> String {
        (0..count)
            .map(|i| format!("[{part}{i}]\nflow = \"a\"\n"))
            .collect()
    };
    let member = |i: usize| {
        format!(
            "[domains.d{i}]\navailability = \"99%\"\nservices = [{}]\n",
            (0..20)
                .map(|k| format!("\"s{}\"", (i + k) % 1_900))
                .collect::<Vec<_>>()
                .join(",")
        )
    };
    vec![
        ("a megabyte of letters", "a".repeat(1_000_000)),
        ("a repair too short to count", repaired("1e-320 s")),
        ("a repair next to nothing", repaired("1e-299 s")),
        ("a repair of a nanosecond", repaired("1 ns")),
        ("a repair beyond all time", repaired("1e300 s")),
        ("more than a megabyte", "#".repeat(1_000_001)),
        (
            "a megabyte of comments",
            format!("{}flow = \"a\"\n{TWO}", "# é\n".repeat(200_000 - 50)),
        ),
        ("a flow of a megabyte", flow(&vec!["a"; 240_000].join(" > "))),
        (
            "a title of a megabyte",
            format!("title = \"{}\"\nflow = \"a\"\n{TWO}", "é".repeat(480_000)),
        ),
        ("a key of a megabyte", format!("{} = 1", "a".repeat(990_000))),
        (
            "a service with a name of a megabyte",
            format!("flow = \"a\"\n[services.{}]\n", "a".repeat(990_000)),
        ),
        (
            "a mistyped name beside a long one",
            format!("flow = \"payment\"\n[services.payment{}]\n", "a".repeat(190)),
        ),
        (
            "10,000 services",
            format!("flow = \"s1 > s2\"\n{}", services(10_000)),
        ),
        (
            "2,000 services",
            format!("flow = \"s1 > s2\"\n{}", services(2_000)),
        ),
        (
            "1,000 services in a row",
            format!("flow = \"{}\"\n{}", names(1_000, " > "), services(1_000)),
        ),
        (
            "2,000 services and domains",
            format!(
                "flow = \"{}\"\n{}{}",
                names(200, " > "),
                services(1_900),
                (0..1_900).map(member).collect::<String>()
            ),
        ),
        (
            "20,000 designs",
            format!("flow = \"a\"\n{TWO}{}", "[[design]]\n".repeat(20_000)),
        ),
        (
            "64 designs and 64 journeys",
            format!(
                "{TWO}{}{}",
                many("journey.j", 64),
                "[[design]]\nservices.a.latency = \"p99 5 ms\"\n".repeat(64)
            ),
        ),
        (
            "64 designs of doubling choices",
            flows(
                "f9",
                &format!("f0 = \"a\"\n{}", (1..=9).map(|i| format!("f{i} = \"any(f{}, f{} > b)\"\n", i - 1, i - 1)).collect::<String>()),
            ) + &(0..64).map(|i| format!("[[design]]\nflow = \"{} * b > f8\"\n", i + 1)).collect::<String>(),
        ),
        (
            "64 designs of 300 calls each",
            format!(
                "flow = \"{}\"\n{}{}",
                names(300, " > "),
                services(300),
                (0..64).map(|i| format!("[[design]]\nservices.s{i}.latency = \"p99 7 ms\"\nservices.s{i}.availability = \"99%\"\n")).collect::<String>()
            ),
        ),
        ("10,000 journeys", many("journey.j", 10_000) + TWO),
        (
            "10,000 unknown keys",
            (0..10_000).map(|i| format!("key{i} = 1\n")).collect(),
        ),
        ("20,000 harms", "[[wrongness.harm]]\n".repeat(20_000)),
        (
            "JSON with a long path to many parts",
            format!(
                "{{\"{}\": {{{}}}}}",
                "k".repeat(300_000),
                (0..30_000)
                    .map(|i| format!("\"{i}\": {{\"a\": 1}}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        ),
        (
            "JSON with 10,000 unknown keys",
            format!(
                "{{{}}}",
                (0..10_000)
                    .map(|i| format!("\"key{i}\": 1"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        ),
    ]
}

fn keys() -> Vec<(&'static str, String)> {
    let case = |name, text: &str| (name, text.to_owned());
    vec![
        case("nothing", ""),
        case("a key twice", "flow = \"a\"\nflow = \"b\"\n"),
        case("a part twice", "[slo]\n[slo]\n"),
        case("a service twice", "[services.a]\n[services.a]\n"),
        case("a dotted key under a value", "slo.window = \"30 d\"\nslo = 1\n"),
        case("a part under a value", "services = 1\n[services.a]\n"),
        case("a list and a part", "[design]\n[[design]]\n"),
        case("an integer beyond 64 bits", "quorate = 99999999999999999999999\n"),
        case(
            "an integer beyond 32 bits",
            "[services.a]\nretries = 99999999999\n",
        ),
        case("a negative count", "[services.a]\nretries = -1\n"),
        case("half a count", "[services.a]\nretries = 1.5\n"),
        case("a date", "[services.a]\nlatency = 1979-05-27\n"),
        case("a date as a title", "title = 1979-05-27T07:32:00Z\n"),
        case("a time as traffic", "traffic = 07:32:00\n"),
        case("infinity", "traffic = inf\n"),
        case("no number", "traffic = nan\n"),
        case("minus infinity", "traffic = -inf\n"),
        case("a negative duration", "[services.a]\ntimeout = \"-5 ms\"\n"),
        case("a NUL", "flow = \"a\0b\"\n"),
        case("an escaped NUL", "flow = \"a\\u0000b\"\n"),
        case("a byte order mark", "\u{feff}flow = \"zz\"\n"),
        case(
            "a byte order mark and JSON",
            "\u{feff}{\"flow\": \"zz\", \"services\": {\"a\": {}}}",
        ),
        case(
            "Windows line ends",
            "flow = \"zz\"\r\n[services.a]\r\nlatency = \"p99\"\r\n",
        ),
        case("old Mac line ends", "flow = \"a\"\r[services.a]\r"),
        case(
            "strange names",
            "flow = \"a\"\n[services.\"a b\"]\n[services.\"a.b\"]\n[services.\"\"]\n",
        ),
        case(
            "strange journeys",
            "[journey.\"a.b\"]\n[journey.\"\"]\nflow = \"x\"\n",
        ),
        case(
            "a domain with a dot",
            "[domains.\"eu.west\"]\nservices = [\"x\"]\n",
        ),
        case("a newline in a key", "\"a\\nb\" = 1\n"),
        case("a surrogate escape", "title = \"\\uD800\"\n"),
        case(
            "bare JSON values",
            "{\"flow\": null, \"services\": [null, 1], \"traffic\": 1e400}",
        ),
        case("a JSON key twice", "{\"flow\": \"a\", \"flow\": \"b\"}"),
        case("not quite JSON", "{\"flow\": \"a\",}"),
        case("only a brace", "{"),
    ]
}
