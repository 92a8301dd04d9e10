//! Speed, and input that nobody meant.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::support::{TestBook, item, page};

/// Tests are not built for speed and share the machine; the fastest of some runs shows what it can do.
fn fastest(runs: usize, mut run: impl FnMut() -> Duration) -> Duration {
    (0..runs).map(|_| run()).min().unwrap_or_default()
}

#[test]
fn the_sample_takes_no_time_that_anybody_would_notice() {
    const KEYS: [&str; 5] = [
        "zamani1395",
        "chaliskan1399",
        "ayubzada2006",
        "aryanfar1387",
        "tasnim1397",
    ];
    let files = [(
        "references.bib",
        include_str!("../../../tests/cite/sample.bib"),
    )];
    let taken = fastest(20, || {
        let mut book = TestBook::new(&files).language("fa-AF").nocite(&["*"]);
        for at in 0..20 {
            book = book.cite(vec![page(KEYS[at % 5], &format!("{at}-{}", at + 3))]);
        }
        let start = Instant::now();
        book.format();
        start.elapsed()
    });
    assert!(taken < Duration::from_millis(40), "{taken:?}");
}

/// Pieces of bibliographies, so that odd files are made of likely parts.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        Just("@book{a, ".to_owned()),
        Just("@article{کلید‌دار, title = {الف {ب} \\'{e}}, ".to_owned()),
        Just("author = {{و}, and others and , and x, y, z, w}, ".to_owned()),
        Just("date = {1399-21/..}, ".to_owned()),
        Just("date = {-۱۲~}, year = 3, month = jan # {1}, ".to_owned()),
        Just("@string{x = x # y}".to_owned()),
        Just("pages = {1--2--3, ۴ & 5}, volume = {99999999999}, edition = x, ".to_owned()),
        Just("crossref = {a}, xdata = {a, b}, ids = {a}, ".to_owned()),
        Just("}\n".to_owned()),
        Just("{".to_owned()),
        Just("\"".to_owned()),
        Just("$".to_owned()),
        Just("\\".to_owned()),
        "[ -~]{0,8}",
        "\\PC{0,4}",
    ];
    proptest::collection::vec(scrap, 0..14).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bibliography_file_panics(text in scraps(), name in prop_oneof![Just("a.bib"), Just("a.json"), Just("a.yml")]) {
        TestBook::new(&[(name, &text)]).nocite(&["*"]).cite(vec![item("a")]).format();
    }

    #[test]
    fn no_broken_style_panics(cut in 0_usize..9000, put in "[<>/a-z\"= ]{0,12}", note in any::<bool>()) {
        let macros = include_str!("../styles/macros.xml");
        let style = if note {
            include_str!("../styles/fa-note.csl")
        } else {
            include_str!("../styles/fa-author-date.csl")
        };
        let mut text = style.replace("<!--macros-->", macros);
        let mut at = cut.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, &put);
        let craft = include_str!("../../../tests/cite/craft.bib");
        TestBook::new(&[("craft.bib", craft)])
            .style_file(&text)
            .cite(vec![item("web"), page("doi", "3")])
            .narrate(vec![item("lunar")])
            .format();
    }

    #[test]
    fn no_style_of_ours_panics_on_any_file(text in scraps(), style in prop_oneof![Just("fa-note"), Just("fa-numeric"), Just("fa-iran"), Just("apa")]) {
        TestBook::new(&[("a.bib", &text)]).style(style).nocite(&["*"]).cite(vec![item("a")]).cite(vec![page("a", "۵")]).format();
    }

    #[test]
    fn no_locator_or_affix_panics(value in "\\PC{0,12}", prefix in "\\PC{0,6}") {
        let cited = crate::model::CitationItem { prefix, suffix: value.clone(), ..page("web", &value) };
        let craft = include_str!("../../../tests/cite/craft.bib");
        TestBook::new(&[("craft.bib", craft)]).cite(vec![cited.clone(), item("doi")]).narrate(vec![cited]).format();
    }
}

#[test]
fn deep_nesting_is_refused_and_ends() {
    let deep = format!(
        "@book{{a, title = {{{}x{}}}, note = {{\\a{}}}}}",
        "{".repeat(50_000),
        "}".repeat(50_000),
        "{\\a".repeat(30_000) + &"}".repeat(30_000)
    );
    let mut book = TestBook::new(&[("a.bib", &deep)]).nocite(&["*"]);
    book.format();
    assert!(!book.messages().is_empty());
    let deep = "[".repeat(100_000);
    TestBook::new(&[
        ("a.json", &deep),
        ("a.yml", &format!("a:\n  title: {deep}")),
    ])
    .format();
}
