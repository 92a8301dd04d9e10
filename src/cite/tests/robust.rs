//! Input that nobody meant.

use proptest::prelude::*;

use super::support::{TestBook, item, page};
use crate::cite::style_cost;
use crate::diag::Code;
use crate::limits;

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

/// A style whose citation is the macro `a0`.
fn style_of(macros: &str) -> String {
    format!(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
        <info><title>t</title><id>x</id><updated>2020-01-01T00:00:00Z</updated></info>{macros}
        <citation><layout><text macro="a0"/></layout></citation>
        <bibliography><layout><text variable="title"/></layout></bibliography></style>"#
    )
}

#[test]
fn the_deepest_style_that_is_allowed_runs_on_an_ordinary_stack() {
    let chain = |count: usize| {
        let one = |at: usize| format!(r#"<macro name="a{at}"><text macro="a{}"/></macro>"#, at + 1);
        let links: String = (0..count).map(one).collect();
        style_of(&format!(
            "{links}<macro name=\"a{count}\"><text variable=\"title\"/></macro>"
        ))
    };
    let fits = |count: &usize| {
        let style = citationberg::IndependentStyle::from_xml(&chain(*count)).unwrap();
        style_cost::cost(&style).is_ok()
    };
    let most = (1..limits::STYLE_DEPTH).rev().find(fits).unwrap();
    assert!(most > 50, "{most}");
    let book = TestBook::new(&[("a.bib", "@book{a, title={x}}")]);
    let mut book = book.style_file(&chain(most)).cite(vec![item("a")]);
    assert!(book.sentences()[0].contains('x'));
}

#[test]
fn a_style_that_runs_itself_is_told_at_its_place_and_ours_stands_in() {
    let style = style_of(r#"<macro name="a0"><text macro="a0"/></macro>"#);
    let mut book = TestBook::new(&[("a.bib", "@book{a, title={x}}")])
        .style_file(&style)
        .cite(vec![item("a")]);
    assert_eq!(book.sentences().len(), 1);
    let found = &book.sink.found()[0];
    assert_eq!(found.code, Code::TooLarge);
    assert!(found.span().is_some() && found.message.contains("runs itself"));
}

#[test]
fn a_style_of_many_steps_is_refused_for_a_book_of_many_works() {
    let steps = r#"<text value="x"/>"#.repeat(20_000);
    let style = style_of(&format!(r#"<macro name="a0">{steps}</macro>"#));
    let works = |count: usize| -> String {
        (0..count)
            .map(|at| format!("@book{{w{at}, title={{x}}}}\n"))
            .collect()
    };
    let told = |count: usize| {
        let mut book = TestBook::new(&[("a.bib", &works(count))])
            .style_file(&style)
            .nocite(&["*"]);
        book.format();
        book.messages().join("\n").contains("steps")
    };
    assert!(!told(1) && told(3000));
}

/// `a1 = a0 # a0 # …`: each line ten times as long as the one before.
fn strings(first: &str) -> String {
    let line = |at: usize| {
        let ten = vec![format!("a{}", at - 1); 10].join(" # ");
        format!("@string{{a{at}={ten}}}\n")
    };
    let lines: String = (1..8).map(line).collect();
    format!("@string{{a0=\"{first}\"}}\n{lines}@book{{a, title=a7}}\n@book{{b, title={{y}}}}")
}

#[test]
fn abbreviations_that_grow_without_end_cost_their_field_alone() {
    for first in ["xxxxxxxxxx", ""] {
        let mut book = TestBook::new(&[("a.bib", &strings(first))]).nocite(&["*"]);
        assert_eq!(book.list().len(), 2);
        let messages = book.messages().join("\n");
        assert!(messages.contains("abbreviations"), "{messages}");
    }
}

#[test]
fn entries_that_all_take_over_from_all_end_and_are_told() {
    let all: Vec<String> = (0..1200).map(|at| format!("w{at}")).collect();
    let all = all.join(",");
    let entry = |at: usize| {
        format!(
            "@book{{w{at}, title={{x}}, note{at}={{y}}, xdata={{{all}}}, crossref={{{all}}}}}\n"
        )
    };
    let text: String = (0..1200).map(entry).collect();
    let mut book = TestBook::new(&[("a.bib", &text)]);
    book.format();
    let messages = book.messages().join("\n");
    assert!(messages.contains("takes over too much"), "{messages}");
}

#[test]
fn a_field_of_a_megabyte_is_left_out_with_its_place() {
    let text = format!("@book{{a, title={{x}}, note={{{}}}}}", "y ".repeat(500_000));
    let mut book = TestBook::new(&[("a.bib", &text)]).nocite(&["*"]);
    assert_eq!(book.list().len(), 1);
    assert!(book.messages()[0].contains("64 KiB"));
}

/// Four works of which two look alike, and so many others that a list has several runs.
fn long_list(others: usize) -> TestBook {
    let others = (0..others).map(|at| {
        format!("@book{{o{at}, author={{Writer{at}, W}}, title={{T}}, date={{1990}}}}\n")
    });
    let first = "@book{a, author={Aa, A}, title={One}, date={1980}}\n\
        @book{b, author={Aa, A}, title={Two}, date={1980}}\n";
    let last = "@book{y, author={Yy, Y}, title={T}, date={1990}}\n\
        @book{z, author={Zz, Z}, title={T}, date={1990}}\n";
    let text = format!("{first}{}{last}", others.collect::<String>());
    let book = TestBook::new(&[("a.bib", &text)]).nocite(&["*"]);
    book.cite(vec![item("b")])
        .cite(vec![item("a"), item("z"), item("b")])
        .cite(vec![item("y"), item("z")])
}

#[test]
fn a_list_of_many_runs_says_what_one_run_would() {
    for style in ["fa-author-date", "fa-iran", "fa-note"] {
        let mut short = long_list(0).style(style);
        let mut long = long_list(1100).style(style);
        assert_eq!(short.sentences(), long.sentences(), "{style}");
        let [short, long] = [short.list(), long.list()];
        assert_eq!(long.len(), 1104);
        assert_eq!(short[..2], long[..2]);
        assert_eq!(short[2..], long[1102..]);
    }
}

#[test]
fn numbers_go_on_over_the_runs_of_a_list() {
    let mut book = long_list(1100).style("fa-numeric");
    let sentences = book.sentences();
    assert!(sentences[0].contains('۲'), "{sentences:?}");
    assert!(sentences[2].contains("۱۱۰۳، ۱۱۰۴"), "{sentences:?}");
    let list = book.list();
    assert!(
        list[600].contains("601") || list[600].contains("۶۰۱"),
        "{}",
        list[600]
    );
}

#[test]
fn more_works_of_one_author_and_year_than_letters_tell_apart_are_told_once() {
    let works = |count: usize| -> String {
        let work =
            |at| format!("@book{{w{at}, author={{A, B}}, title={{T{at}}}, date={{1990}}}}\n");
        (0..count).map(work).collect()
    };
    let told = |count: usize| {
        let mut book = TestBook::new(&[("a.bib", &works(count))]).nocite(&["*"]);
        assert_eq!(book.list().len(), count);
        let found = book.sink.found().iter();
        found.filter(|one| one.code == Code::AlikeWorks).count()
    };
    assert_eq!(
        [told(limits::ALIKE_WORKS), told(limits::ALIKE_WORKS + 40)],
        [0, 1]
    );
}
