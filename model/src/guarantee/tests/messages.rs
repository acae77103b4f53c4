use super::super::*;

#[track_caller]
fn check(text: &str, message: &str) {
    assert_eq!(text.parse::<Guarantee>().unwrap_err().to_string(), message);
}

#[test]
fn an_unknown_level_names_the_nearest() {
    check(
        "snapshot isolatoin",
        "`snapshot isolatoin` is not a consistency level; allowed are SS, S, SI, RC, EC and the models by name, such as `linearizable` or `causal`; did you mean `snapshot isolation`?",
    );
}

#[test]
fn a_word_for_several_levels_offers_the_likeliest() {
    check(
        "Strong",
        "`Strong` is not a consistency level; allowed are SS, S, SI, RC, EC and the models by name, such as `linearizable` or `causal`; did you mean `linearizable`?",
    );
}

#[test]
fn a_level_near_nothing_names_what_is_allowed() {
    check(
        "very strong indeed",
        "`very strong indeed` is not a consistency level; allowed are SS, S, SI, RC, EC and the models by name, such as `linearizable` or `causal`",
    );
}

#[test]
fn an_empty_guarantee_says_what_to_write() {
    check(
        " ",
        "the guarantee is empty; write `I` (stateless), a level such as `SS`, or a vector such as `<Global, Causal, RA, BS(5s), Idem, Auth>`",
    );
}

#[test]
fn an_unknown_value_names_its_component() {
    check(
        "<Global, Casual, RA, EO, Idem, Auth>",
        "`Casual` is not a value of Order; allowed are None, Causal, Lx, SS; did you mean `Causal`?",
    );
    check(
        "<Global, Causal, RA, EO, Once, Auth>",
        "`Once` is not a value of Idempotence; allowed are None, Idem, Idem(K); did you mean `None`?",
    );
}

#[test]
fn a_vector_of_another_length_says_so() {
    check(
        "<Global, SS>",
        "`<Global, SS>` has 2 components; a vector has six: <Scope, Order, Visibility, Recency, Idempotence, Auth>, with `-` for what is not stated",
    );
}

#[test]
fn an_open_vector_says_so() {
    check(
        "<Global, SS",
        "`<Global, SS` is not closed; a vector stands between `<` and `>` (or `⟨` and `⟩`)",
    );
}

#[test]
fn a_bound_that_is_no_duration_says_so() {
    check(
        "<Global, SS, SER, BS(hours), Idem, Auth>",
        "`hours` is not a staleness bound; allowed are a duration such as `5s`, `200ms` or `5min` (at most 500 years), or `∞`",
    );
}

#[test]
fn a_label_with_brackets_is_refused() {
    check(
        "<Global, SS, SER, EO, Idem((K)), Auth>",
        "`(K)` is not a label; brackets, commas and control characters are not allowed in one",
    );
}

#[test]
fn a_long_text_is_echoed_in_part() {
    let message = "x".repeat(10_000).parse::<Guarantee>().unwrap_err().to_string();
    assert!(message.len() < 300, "{message}");
}
