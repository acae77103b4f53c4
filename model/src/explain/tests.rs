//! The numbers of an explanation give its result.

use super::{EXPLAINED, Explanation, Subject, why};
use crate::assessment::Assessment;
use crate::{Assessor, library};

/// Names hold no digits and no operators, so that every equation can be read back.
const SHOP: &str = r#"
title = "Shop"
flow = "edge > web > db"
traffic = "2000/s"
revenue = "$40k/h"
[slo]
availability = "99%"
[services.edge]
availability = "99.99%"
latency = "const 3 ms"
[services.web]
availability = "99.95%"
latency = "const 20 ms"
[services.db]
availability = "99.8%"
latency = "const 50 ms"
[wrongness]
error_probability = "0.002% to 0.01%"
[[wrongness.harm]]
name = "Refund"
cost = "$3 to $8"
[[wrongness.harm]]
name = "Churn"
share = "12%"
cost = "$50"
[down]
preset = "documents"
recaptured = "20%"
[[cost]]
name = "Nodes"
quantity = 9
price = "$0.806/h"
[[cost]]
name = "Traffic"
quantity = "2000/s * 2 kB * 3"
price = "$0.02/GB"
[[cost]]
name = "Batch"
price = "$7/h"
hours = "8 h x 30 d"
[[design]]
name = "Strong"
level = "SS"
[design.services.db]
latency = "const 90 ms"
[[design]]
name = "Weak"
level = "EC"
[design.services.db]
latency = "const 10 ms"
errors = "0.1%"
"#;

/// Two journeys, a domain, alternatives and something optional.
const MESH: &str = r#"
traffic = "10/s"
[slo]
availability = "99.9%"
[journey.buy]
flow = "web > db ?? replica > mail?"
revenue = "$1k/h"
[journey.browse]
flow = "web > any(db, replica)"
revenue = "$2k/h"
[services.web]
availability = "99.95%"
errors = "0.01%"
[services.db]
availability = "99.9%"
[services.replica]
availability = "99%"
[services.mail]
availability = "98%"
[domains.zone]
availability = "99.99%"
services = ["web", "db"]
[down]
degraded_loss = "$100/h"
"#;

/// What partitions of the shop's network are.
const SPLIT: &str = r#"
[partition]
rate = "3/year"
duration = "40 min"
minority = "25%"
reconciliation = "$2k"
[data.carts]
keys = "20k"
reads = "1/h"
writes = "3/day"
[investment]
cost = "$5k/year"
availability = "99.99%"
[nines]
cost = "$20k/year"
at = "99.9%"
factor = 5
"#;

fn assess(text: &str) -> Assessment {
    Assessor::new().assess(text).unwrap()
}

fn told(assessment: &Assessment, subject: impl Into<Subject>) -> Explanation {
    let subject = subject.into();
    let what = format!("{subject:?}");
    why(assessment, subject).unwrap_or_else(|| panic!("nothing about {what}"))
}

/// Reads a formula left to right: numbers (`%` divides by a hundred), `^ × / + −` and brackets; words
/// and signs of currency are passed over.
struct Reader<'a>(&'a str);

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        let known = |c: char| c.is_ascii_digit() || "^×/+−()".contains(c);
        self.0 = self.0.trim_start_matches(|c| !known(c));
        self.0.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.0 = &self.0[wanted.len_utf8()..];
        }
        found
    }

    fn sum(&mut self) -> f64 {
        let mut sum = self.product();
        loop {
            if self.take('+') {
                sum += self.product();
            } else if self.take('−') {
                sum -= self.product();
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut product = self.power();
        loop {
            if self.take('×') {
                product *= self.power();
            } else if self.take('/') {
                product /= self.power();
            } else {
                return product;
            }
        }
    }

    fn power(&mut self) -> f64 {
        let base = self.atom();
        if self.take('^') {
            base.powf(self.atom())
        } else {
            base
        }
    }

    fn atom(&mut self) -> f64 {
        if self.take('−') {
            return -self.atom();
        }
        if self.take('(') {
            let inside = self.sum();
            assert!(self.take(')'), "{}", self.0);
            return inside;
        }
        self.peek();
        let in_number = |(at, c): &(usize, char)| {
            let behind = self.0[*at..].chars().nth(1);
            c.is_ascii_digit()
                || (".,".contains(*c) && behind.is_some_and(|c| c.is_ascii_digit()))
                || (*c == 'e' && behind.is_some_and(|c| c == '-' || c.is_ascii_digit()))
                || (*c == '-' && self.0[..*at].ends_with('e'))
        };
        let length = self.0.char_indices().take_while(in_number).count();
        let (number, rest) = self.0.split_at(length);
        let number: f64 = number
            .replace(',', "")
            .parse()
            .unwrap_or_else(|_| panic!("{number:?} before {rest:?}"));
        self.0 = rest.strip_prefix('%').unwrap_or(rest);
        if rest.starts_with('%') {
            number / 100.0
        } else {
            number
        }
    }
}

fn value(formula: &str) -> f64 {
    let mut reader = Reader(formula);
    let value = reader.sum();
    assert_eq!(reader.peek(), None, "{formula}");
    value
}

/// The two sides of every equation.
fn equations(numbers: &str) -> Vec<(f64, f64)> {
    let sentences = numbers
        .split('\n')
        .flat_map(|line| line.split(". "))
        .filter(|said| said.contains(" = "));
    sentences
        .map(|said| {
            let said = said.rsplit(": ").next().unwrap().trim_end_matches('.');
            let (left, right) = said.rsplit_once(" = ").unwrap();
            (value(left), value(right))
        })
        .collect()
}

/// Every equation holds to the digits it is printed with (money from a million on has no cents: two
/// roundings are up to a millionth of it), and one of them gives `result`.
fn gives(why: &Explanation, result: f64) {
    let equations = equations(&why.numbers);
    let near = |a: f64, b: f64| (a - b).abs() <= 0.02_f64.min(2e-3 * b.abs()) + 1e-6 * b.abs();
    for (left, right) in &equations {
        assert!(near(*left, *right), "{left} is not {right}: {}", why.numbers);
    }
    let given = equations.iter().any(|(_, right)| near(*right, result));
    assert!(given, "{result} is given by none of: {}", why.numbers);
}

fn in_design(what: &str, name: &str) -> Subject {
    Subject::from(what).of_design(name)
}

#[test]
fn a_series_multiplies_to_its_unavailability() {
    let shop = assess(SHOP);
    let chain = &shop.journeys[0].chain;
    gives(
        &told(&shop, in_design("availability", "Strong")),
        chain.unavailability.unwrap(),
    );
    let weak = told(&shop, in_design("availability", "Weak"));
    assert!(
        weak.title.ends_with("with Weak") && equations(&weak.numbers).is_empty(),
        "{weak:?}"
    );
}

#[test]
fn what_is_optional_is_no_factor() {
    let text = "flow = \"a > b > c?\"\n[services.a]\navailability = \"99%\"\n[services.b]\navailability = \"98%\"\n[services.c]\navailability = \"90%\"\n";
    let found = assess(text);
    let why = told(&found, "availability");
    assert!(
        why.numbers.contains("where these are needed: a 1%, b 2%"),
        "{}",
        why.numbers
    );
    gives(&why, 1.0 - 0.99 * 0.98);
    let other = found.journeys[0].chain.unavailability.unwrap();
    assert!((other - (1.0 - 0.99 * 0.98)).abs() < 1e-12);
}

#[test]
fn money_adds_and_multiplies_to_what_it_says_for_every_design() {
    let shop = assess(SHOP);
    for design in &shop.designs {
        let name = &design.name;
        gives(&told(&shop, in_design("total", name)), design.total.unwrap());
        gives(&told(&shop, in_design("running", name)), design.running.unwrap());
        gives(&told(&shop, in_design("waiting", name)), design.waiting.unwrap());
        gives(&told(&shop, in_design("wrong", name)), design.wrong.unwrap());
        gives(&told(&shop, in_design("down", name)), design.down.unwrap());
        for item in &design.items {
            gives(
                &told(&shop, in_design("item", name).about(&item.name)),
                item.yearly,
            );
        }
        for harm in &design.harms {
            gives(
                &told(&shop, in_design("harm", name).about(&harm.name)),
                harm.yearly,
            );
        }
    }
    let weak = shop.designs.iter().find(|design| design.name == "Weak").unwrap();
    assert!(weak.wrong > Some(1e6) && weak.waiting < Some(0.0) && weak.harms.len() == 2);
    assert!(weak.reckoning.down[0].failing > 0.0);
}

#[test]
fn an_item_is_what_is_written_times_its_hours() {
    use crate::quantity::{Price, SECONDS_PER_YEAR};
    let shop = assess(SHOP);
    let read = |text: &str| Price::read(text, "a price", "`$1/h`").unwrap().0.value;
    for (item, own) in shop.designs[0].items.iter().zip(&shop.designs[0].reckoning.items) {
        let product: f64 = own.written.split(" × ").map(read).product();
        let yearly = product * SECONDS_PER_YEAR * own.hours / 730.0;
        assert!((yearly / item.yearly - 1.0).abs() < 1e-12, "{item:?} {own:?}");
        let why = told(&shop, Subject::from("item").about(&item.name));
        assert!(why.numbers.starts_with(&format!("`{}` is", own.written)));
    }
}

#[test]
fn several_journeys_add_up_to_what_being_down_costs() {
    let mesh = assess(MESH);
    let design = &mesh.designs[0];
    gives(&told(&mesh, "down"), design.down.unwrap());
    assert_eq!(design.reckoning.down.len(), 2);
    assert!(design.reckoning.down[0].degraded > 0.0);
}

#[test]
fn what_an_sla_gives_back_is_part_of_what_being_down_costs() {
    let text = |more: &str| {
        assess(&format!(
            "flow = \"a > b\"\n{more}[services.a]\navailability = \"99.95%\"\nmttr = \"20 min\"\n[services.b]\navailability = \"99.8%\"\nmttr = \"2 h\"\n[down]\nfees = \"$200k/month\"\ncredits = [{{ below = \"99.9%\", credit = \"10%\" }}, {{ below = \"99.5%\", credit = \"25%\" }}]\n"
        ))
    };
    for found in [text(""), text("revenue = \"$1k/h\"\n")] {
        let why = told(&found, "down");
        gives(&why, found.designs[0].down.unwrap());
        assert!(why.numbers.contains("$2,400,000"), "{}", why.numbers);
        assert!(
            why.assumptions.iter().any(|said| said.starts_with("SLA credits")),
            "{why:?}"
        );
    }
}

#[test]
fn the_budget_is_its_share_of_the_window() {
    let shop = assess(SHOP);
    let budget = shop.journeys[0].budget.clone().unwrap();
    gives(&told(&shop, "budget"), budget.spent.unwrap());
    gives(&told(&shop, "seconds"), budget.seconds);
    gives(&told(&shop, "requests"), budget.requests.unwrap());
    gives(&told(&shop, "equal_split"), budget.allowed);
}

#[test]
fn each_journey_is_explained_by_its_own_numbers() {
    let mesh = assess(MESH);
    for journey in &mesh.journeys {
        let of = |what: &str| told(&mesh, Subject::from(what).of_journey(&journey.name));
        gives(&of("budget"), journey.budget.as_ref().unwrap().spent.unwrap());
        gives(&of("degraded"), journey.chain.degraded.unwrap());
        assert!(of("availability").title.starts_with(&journey.name));
        let split = of("equal_split");
        assert!(
            split.numbers.contains("exactly what the target allows"),
            "{split:?}"
        );
    }
}

#[test]
fn shares_and_what_one_part_alone_would_need_follow_from_its_weight() {
    for text in [SHOP, MESH] {
        let whole = assess(text);
        for journey in &whole.journeys {
            let (mut shares, mut needs) = (0, 0);
            for service in &journey.chain.services {
                let of = |what: &str| {
                    told(
                        &whole,
                        Subject::from(what).of_journey(&journey.name).about(&service.name),
                    )
                };
                let down = journey.chain.unavailability.unwrap() * 30.0 * 86_400.0;
                gives(&of("share"), service.downtime_share.unwrap() * down);
                shares += usize::from(equations(&of("share").numbers).len() > 1);
                let need = of("required");
                match service.required {
                    Some(required) => {
                        gives(&need, 1.0 - required);
                        needs += 1;
                    }
                    None => assert!(need.title.contains("alone cannot reach"), "{need:?}"),
                }
            }
            assert!(text != SHOP || shares == 3 && needs == 3, "{shares} {needs}");
        }
    }
}

#[test]
fn a_part_that_cannot_reach_the_target_alone_says_what_the_rest_leaves() {
    let text = SHOP.replace("availability = \"99%\"", "availability = \"99.9%\"");
    let shop = assess(&text);
    let why = told(&shop, Subject::from("required").about("web"));
    // edge and db alone: 1 − 0.9999 · 0.998.
    assert!(why.title.contains("cannot reach 99.9%"), "{why:?}");
    assert!(
        why.numbers.contains("0.20998%") && why.numbers.contains("0.1% is allowed"),
        "{why:?}"
    );
}

#[test]
fn the_best_design_is_ahead_by_the_margin() {
    let shop = assess(SHOP);
    let decision = shop.decision.clone().unwrap();
    gives(&told(&shop, "best"), decision.margin.unwrap());
    let rule = told(&shop, "rule_of_thumb");
    let said = decision.rule_of_thumb.unwrap();
    assert!(rule.numbers.contains(&said.reason) && rule.title.ends_with(&said.recommends));
}

#[test]
fn a_named_design_journey_or_part_that_is_not_there_has_no_explanation() {
    let shop = assess(SHOP);
    for what in EXPLAINED
        .iter()
        .filter(|what| !["best", "rule_of_thumb"].contains(what))
    {
        assert_eq!(why(&shop, in_design(what, "Nobody")), None, "{what}");
    }
    for what in ["availability", "latency", "budget", "share"] {
        assert_eq!(why(&shop, Subject::from(what).of_journey("nowhere")), None);
    }
    for what in ["share", "required", "item", "harm"] {
        assert_eq!(why(&shop, Subject::from(what).about("nothing")), None);
        assert_eq!(why(&shop, what), None);
    }
    assert_eq!(why(&shop, "anything else"), None);
}

/// The shop with times to repair and an incident.
fn watched() -> Assessment {
    let text = SHOP
        .replace(
            "latency = \"const 3 ms\"",
            "latency = \"const 3 ms\"\nmttr = \"20 min\"",
        )
        .replace(
            "latency = \"const 20 ms\"",
            "latency = \"const 20 ms\"\nmttr = \"30 min\"",
        )
        .replace(
            "latency = \"const 50 ms\"",
            "latency = \"const 50 ms\"\nmttr = \"40 min\"",
        );
    assess(&format!(
        "{text}{SPLIT}\n[incident]\nratio = \"50%\"\nduration = \"20 min\""
    ))
}

#[test]
fn what_watches_the_budget_gives_its_numbers() {
    let shop = watched();
    let budget = shop.journeys[0].budget.clone().unwrap();
    gives(&told(&shop, "budget_costs"), budget.costs.unwrap());
    gives(&told(&shop, "incident"), budget.incident.as_ref().unwrap().spends);
    let second = why(&shop, Subject::from("alert").about("page over 6 h")).unwrap();
    assert!(
        second
            .title
            .starts_with("The page over 6 h fires at a burn rate of 6"),
        "{}",
        second.title
    );
    assert!(
        told(&shop, "alert").numbers.contains("/ 3,600 s"),
        "{}",
        told(&shop, "alert").numbers
    );
    let chance = told(&shop, "chance");
    assert!(chance.numbers.contains("standard error") && !chance.assumptions.is_empty());
    assert!(
        told(&shop, "promise")
            .title
            .ends_with("95 of 100 windows keep it")
    );
}

#[test]
fn partitions_cost_what_their_formula_gives() {
    let shop = assess(&format!("{SHOP}{SPLIT}"));
    for design in &shop.designs {
        let name = &design.name;
        for (what, cost) in [
            ("partition", design.partition),
            ("wrong", design.wrong),
            ("total", design.total),
        ] {
            gives(&told(&shop, in_design(what, name)), cost.unwrap());
        }
    }
    let saving = shop.investment.as_ref().unwrap().saving;
    gives(&told(&shop, "investment"), saving);
}

#[test]
fn what_is_wrong_in_some_journeys_is_what_their_formulas_give() {
    let shop = assess(
        "[journey.browse]\nflow = \"list\"\ntraffic = \"900/s\"\n[journey.buy]\nflow = \"db\"\ntraffic = \"20/s\"\n[services.list]\nguarantee = \"EC\"\n[services.db]\n[wrongness]\nerror_probability = \"0.01%\"\n[[wrongness.harm]]\nname = \"Annoyed\"\ncost = \"$1\"\n[[wrongness.harm]]\nname = \"Refund\"\ncost = \"$50\"\nshare = \"30%\"\njourneys = [\"buy\"]\n[[design]]\nname = \"Weak\"\nlevel = \"EC\"\n[[design]]\nname = \"Strong\"\nlevel = \"SS\"\n",
    );
    for design in &shop.designs {
        let wrong = told(&shop, in_design("wrong", &design.name));
        gives(&wrong, design.wrong.unwrap());
        assert!(
            wrong
                .assumptions
                .iter()
                .any(|said| said.starts_with("Each journey"))
        );
        for harm in &design.harms {
            gives(
                &told(&shop, in_design("harm", &design.name).about(&harm.name)),
                harm.yearly,
            );
        }
    }
}

#[test]
fn everything_named_can_be_explained_somewhere() {
    let shop = watched();
    let part = |what: &str| match what {
        "share" | "required" => "db",
        "item" => "Nodes",
        "alert" => "page over 1 h",
        _ => "Refund",
    };
    for what in EXPLAINED {
        let why = told(&shop, Subject::from(what).about(part(what)));
        assert!(
            !why.title.is_empty() && !why.formula.is_empty() && !why.sources.is_empty(),
            "{what}"
        );
        assert!(
            !why.text().contains("NaN") && !why.text().contains("inf"),
            "{what}"
        );
    }
}

#[test]
fn latencies_are_those_of_the_journey() {
    let shop = assess(SHOP);
    let strong = told(&shop, in_design("latency", "Strong"));
    assert!(
        strong.title.contains("113 ms") && strong.title.ends_with("with Strong"),
        "{}",
        strong.title
    );
    assert!(told(&shop, in_design("latency", "Weak")).title.contains("33 ms"));
    let level = told(&shop, in_design("level", "Weak"));
    assert!(
        level.title.starts_with("The weakest hop is EC"),
        "{}",
        level.title
    );
}

#[test]
fn every_preset_is_explained_without_a_wrong_equation() {
    for preset in library::presets() {
        let whole = assess(preset.text);
        for design in &whole.designs {
            for what in ["waiting", "wrong", "down"] {
                for (left, right) in why(&whole, in_design(what, &design.name))
                    .iter()
                    .flat_map(|why| equations(&why.numbers))
                {
                    assert!(
                        (left - right).abs() <= 0.02 + 1e-6 * right.abs(),
                        "{} {what}: {left} {right}",
                        preset.name
                    );
                }
            }
        }
    }
}

mod leaning {
    use super::super::{Lean, Leans, Subject, leans};
    use super::{SHOP, assess};
    use crate::Assessor;

    fn all(text: &str, subject: impl Into<Subject>) -> Vec<Lean> {
        leans(text, subject, usize::MAX, &mut Assessor::new())
    }

    fn on<'a>(leans: &'a [Lean], path: &str) -> &'a Lean {
        leans
            .iter()
            .find(|lean| lean.path == path)
            .unwrap_or_else(|| panic!("{path} in {leans:#?}"))
    }

    #[test]
    fn in_a_series_the_unavailability_leans_on_each_service_by_its_weight() {
        let found = all(SHOP, Subject::from("availability").of_design("Strong"));
        let chain = &assess(SHOP).designs[0].journeys[0].chain;
        assert_eq!(found.len(), 3);
        for service in &chain.services {
            let weight = service.unavailability.unwrap() * service.birnbaum.unwrap();
            let exact = weight / chain.unavailability.unwrap();
            let lean = on(&found, &format!("services.{}.availability", service.name));
            assert!((lean.elasticity - exact).abs() < 1e-9, "{lean:?} {exact}");
            assert!((lean.elasticity - service.downtime_share.unwrap()).abs() < 2e-3);
        }
        assert_eq!(
            (found[0].label.as_str(), found[0].written.as_str()),
            ("unavailability of db", "99.8%")
        );
    }

    #[test]
    fn a_total_leans_on_a_linear_cost_by_its_share() {
        let found = all(SHOP, Subject::from("total").of_design("Weak"));
        let whole = assess(SHOP);
        let design = whole.designs.iter().find(|design| design.name == "Weak").unwrap();
        let share = |cost: f64| cost / design.total.unwrap();
        for (path, cost) in [
            ("cost.0.price", design.items[0].yearly),
            ("cost.0.quantity", design.items[0].yearly),
            ("cost.2.hours", design.items[2].yearly),
            ("wrongness.harm.0.cost", design.harms[0].yearly),
            ("wrongness.harm.1.share", design.harms[1].yearly),
            ("traffic", design.wrong.unwrap()),
        ] {
            let lean = on(&found, path);
            assert!(
                (lean.elasticity - share(cost)).abs() < 1e-9,
                "{lean:?} {}",
                share(cost)
            );
        }
        assert_eq!(on(&found, "cost.0.price").label, "price of Nodes");
        assert_eq!(on(&found, "wrongness.harm.1.share").label, "share of Churn");
        assert_eq!(
            on(&found, "design.1.services.db.errors").label,
            "errors of db, in Weak"
        );
        let sizes: Vec<f64> = found.iter().map(|lean| lean.elasticity.abs()).collect();
        assert!(sizes.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn a_latency_leans_on_its_parts_by_one_in_all() {
        let text = r#"
flow = "a > b"
[services.a]
latency = "p50 5 ms, p99 50 ms"
[services.b]
latency = "p50 20 ms, p99 60 ms"
"#;
        let found = all(text, "latency");
        let sum: f64 = found.iter().map(|lean| lean.elasticity).sum();
        assert!(found.len() == 2 && (sum - 1.0).abs() < 5e-3, "{sum} {found:#?}");
        let constant = all(&text.replace("p50 5 ms, p99 50 ms", "const 5 ms"), "latency");
        assert!(on(&constant, "services.a.latency").elasticity < 0.1);
    }

    #[test]
    fn the_budget_leans_on_the_target_the_other_way() {
        let found = all(SHOP, Subject::from("budget").of_design("Strong"));
        let target = on(&found, "slo.availability");
        assert!((target.elasticity + 1.0).abs() < 1e-4, "{target:?}");
        assert_eq!(target.label, "target unavailability");
    }

    #[test]
    fn the_search_goes_step_by_step_and_can_be_left() {
        let mut assessor = Assessor::new();
        let mut search = Leans::new(SHOP, Subject::from("total"), &mut assessor).unwrap();
        let (_, all) = search.progress();
        assert!(search.strongest(9).is_empty() && all > 15);
        let mut steps = 1;
        while search.step(&mut assessor) {
            steps += 1;
            assert!(search.strongest(2).len() <= 2);
        }
        assert_eq!((steps, search.progress()), (all, (all, all)));
        assert_eq!(
            search.strongest(3),
            leans(SHOP, Subject::from("total"), 3, &mut assessor)
        );
    }

    #[test]
    fn what_is_no_number_leans_on_nothing() {
        for what in ["level", "rule_of_thumb", "share", "nothing"] {
            assert!(all(SHOP, what).is_empty());
        }
        assert!(all("flow = ", "total").is_empty());
    }
}

#[test]
fn where_ranges_were_drawn_the_formula_comes_to_the_medians_and_the_expectation_stands_beside() {
    let text = "traffic = \"100/s to 400/s\"\n[wrongness]\nerror_probability = \"1%\"\n[[wrongness.harm]]\nname = \"fine\"\ncost = \"$1\"\n[[cost]]\nname = \"nodes\"\nprice = \"$1/h to $9/h\"";
    let env = crate::estimate::Env {
        samples: 1_000,
        seed: 1,
    };
    let found = Assessor::new().study(text, env).unwrap();
    let beside = "with every range at its median; on average over 1,000 draws it is";
    for subject in [
        "wrong".into(),
        Subject::from("harm").about("fine"),
        Subject::from("item").about("nodes"),
    ] {
        let numbers = why(&found, subject).unwrap().numbers;
        assert!(numbers.contains(beside), "{numbers}");
    }
    // $3/h at the median, and 8,760 hours.
    let nodes = why(&found, Subject::from("item").about("nodes")).unwrap().numbers;
    assert!(nodes.contains("= $26,280.00 with every"), "{nodes}");
    let at_medians = Assessor::new().assess(text).unwrap();
    assert!(!why(&at_medians, "wrong").unwrap().numbers.contains(beside));
}
