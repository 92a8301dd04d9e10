//! The kinds of formulas of textbooks, and what is told of those that cannot be set.

use proptest::prelude::*;

use super::breaking::{self, Room};
use super::tree::{Class, Node};
use super::{Standing, mathml, read, settable};
use crate::font::FontSet;

fn markup(source: &str) -> String {
    let read = read(source, Standing::Inline).unwrap_or_else(|fault| panic!("{source}: {fault:?}"));
    let whole = mathml(&read.tree, source, Standing::Inline);
    let start = whole.find('>').unwrap() + 1;
    whole[start..whole.len() - "</math>".len()].to_owned()
}

#[test]
fn a_formula_keeps_its_source_as_alternative_text() {
    let read = read("a^2 <\n b", Standing::Inline).unwrap();
    let whole = mathml(&read.tree, "a^2 <\n b", Standing::Inline);
    let head = "<math dir=\"ltr\" alttext=\"a^2 &lt; b\" display=\"inline\" xmlns=\"http://www.w3.org/1998/Math/MathML\">";
    assert!(whole.starts_with(head), "{whole}");
}

#[test]
fn scripts_fractions_and_roots_are_elements() {
    for (source, expected) in [
        ("a^2", "<msup><mi>a</mi><mn>2</mn></msup>"),
        ("a_1^2", "<msubsup><mi>a</mi><mn>1</mn><mn>2</mn></msubsup>"),
        ("\\frac{1}{x}", "<mfrac><mn>1</mn><mi>x</mi></mfrac>"),
        ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        ("\\mathbb{R}", "<mi>ℝ</mi>"),
        ("\\mathrm{d}", "<mi mathvariant=\"normal\">d</mi>"),
        ("3.14", "<mn>3.14</mn>"),
        ("۳٫۱۴", "<mn>۳٫۱۴</mn>"),
        ("\\Omega", "<mi mathvariant=\"normal\">Ω</mi>"),
    ] {
        assert_eq!(markup(source), expected, "{source}");
    }
}

#[test]
fn signs_have_the_spaces_of_tex() {
    let sum = markup("a+b");
    assert!(
        sum.contains("<mo stretchy=\"false\" lspace=\"0.2222em\" rspace=\"0.2222em\">+</mo>"),
        "{sum}"
    );
    let minus = markup("-x");
    assert!(
        minus.contains("lspace=\"0em\" rspace=\"0em\">−</mo>"),
        "{minus}"
    );
    let function = markup("2\\sin^2 x");
    assert_eq!(
        function.matches("<mspace width=\"0.1667em\"/>").count(),
        2,
        "{function}"
    );
}

#[test]
fn a_small_equation_below_a_sum_has_no_spaces_around_its_sign() {
    let sum = markup("\\sum_{i=1}^n i");
    assert!(
        sum.contains("lspace=\"0em\" rspace=\"0em\">=</mo>"),
        "{sum}"
    );
}

#[test]
fn words_in_text_keep_their_letters_and_the_spaces_at_their_ends() {
    let words = markup("x \\text{ اگر می\u{200C}شود } y");
    assert!(
        words.contains("<mtext>\u{A0}اگر می\u{200C}شود\u{A0}</mtext>"),
        "{words}"
    );
    let mixed = markup("\\text{برای $n$ گام، ۵\\%}");
    assert!(
        mixed.contains("<mi>n</mi>") && mixed.contains("گام، ۵%"),
        "{mixed}"
    );
    assert!(!mixed.contains('\\') && !mixed.contains('$'), "{mixed}");
}

#[test]
fn words_outside_text_are_told_once_with_their_place() {
    let read = read("سلام + x", Standing::Inline).unwrap();
    assert_eq!(read.remarks.len(), 1, "{:?}", read.remarks);
    assert_eq!(read.remarks[0].place, Some(0..8));
    assert!(read.remarks[0].reason.contains("سلام"));
}

#[test]
fn a_formula_that_cannot_be_read_says_why_and_where() {
    let fault = |source| read(source, Standing::Inline).unwrap_err();
    let unknown = fault("a + \\nosuch x");
    assert!(unknown.reason.contains("\\nosuch"), "{unknown:?}");
    assert_eq!(unknown.place, Some(4..11));
    assert_eq!(fault("  ").reason, "it is empty");
    assert!(!fault("\\frac{1").reason.is_empty());
    assert!(
        !fault("\\def\\a{\\a\\a}\\a").reason.is_empty(),
        "endless macros end"
    );
    let deep = "\\sqrt{".repeat(10_000) + "x" + &"}".repeat(10_000);
    assert!(!fault(&deep).reason.is_empty());
}

#[test]
fn thirty_levels_are_read_and_forty_are_told() {
    let nested = |levels| "\\sqrt{".repeat(levels) + "x" + &"}".repeat(levels);
    assert!(read(&nested(30), Standing::Inline).is_ok());
    let fault = read(&nested(40), Standing::Inline).unwrap_err();
    assert_eq!(fault.reason, "it is nested too deep");
}

#[test]
fn the_label_of_an_author_stands_behind_the_formula() {
    let fonts = FontSet::embedded();
    let tagged = settable("a \\tag{7}", Standing::Displayed, &fonts).unwrap();
    let whole = mathml(&tagged.tree, "", Standing::Displayed);
    let label = whole.split("<mspace width=\"2em\"/>").nth(1).unwrap();
    assert!(label.contains('7'), "{whole}");
}

#[test]
fn names_of_functions_and_negated_signs_are_whole() {
    assert!(markup("\\operatorname{arg\\,max}").contains("<mi>arg\u{2009}max</mi>"));
    assert!(markup("a \\neq b").contains(">≠</mo>"));
    assert!(markup("a \\not\\in B").contains(">∉</mo>"));
    assert!(markup("\\not\\subset").contains('⊄'));
}

#[test]
fn a_sign_that_stands_before_one_thing_is_a_letter_to_its_neighbours() {
    let tree = read("a \\mathrel{R} b", Standing::Inline).unwrap().tree;
    let relation = |node: &Node| {
        matches!(
            node,
            Node::Classed {
                class: Class::Relation,
                ..
            }
        )
    };
    assert!(tree.row.iter().any(relation), "{tree:?}");
}

#[test]
fn every_kind_of_a_textbook_is_set() {
    let fonts = FontSet::embedded();
    let sources = include_str!("kinds.txt");
    for source in sources.lines().filter(|line| !line.is_empty()) {
        for standing in [Standing::Inline, Standing::Displayed] {
            let tried = settable(source, standing, &fonts);
            assert!(tried.is_ok(), "{source}: {tried:?}");
            assert_eq!(tried.unwrap().remarks, [], "{source}");
        }
    }
}

#[test]
fn a_character_that_no_face_has_is_told() {
    let fonts = FontSet::embedded();
    let fault = settable("x + 漢", Standing::Inline, &fonts).unwrap_err();
    assert!(fault.reason.contains('漢'), "{fault:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_source_stops_the_book(source in "([a-z0-9 {}^_&#%$~\\[\\]()|<>+=سلام۱۲]|\\\\(frac|sqrt|left|right|begin\\{array\\}\\{c\\|c\\}|end\\{array\\}|begin\\{cases\\}|end\\{cases\\}|text|hat|overline|sum|ce|def|a|hline|\\\\)){0,24}") {
        let fonts = FontSet::embedded();
        for standing in [Standing::Inline, Standing::Displayed] {
            if let Ok(read) = settable(&source, standing, &fonts) {
                let whole = mathml(&read.tree, &source, standing);
                prop_assert!(usvg::roxmltree::Document::parse(&whole).is_ok(), "{whole}");
            }
        }
    }
}

#[test]
fn chemistry_is_short_and_stands_in_no_macro() {
    let told = |source: &str| read(source, Standing::Inline).unwrap_err().reason;
    let long = format!("\\ce{{{}}}", "2H2 + O2 -> 2H2O ".repeat(60));
    assert!(told(&long).contains("reaction"));
    for source in [
        "\\def\\a#1{\\ce{#1#1}}\\a{H2O}",
        "\\let\\a\\pu \\a{1 kJ}",
        "\\newcommand{\\a}{\\ce}\\a{H2O}",
    ] {
        assert!(told(source).contains("macros"), "{source}");
    }
    for source in ["\\ce{H2O}", "\\cellwidth", "\\def\\a{x}\\a \\centerdot b"] {
        let read = read(source, Standing::Inline);
        assert!(
            read.is_ok() || read.is_err_and(|fault| !fault.reason.contains("macros")),
            "{source}"
        );
    }
}

/// Numbers that look random and are the same each time (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }
}

/// A formula with a few letters left out, doubled, moved or replaced by signs that mean something.
fn damaged(source: &str, dice: &mut Dice) -> String {
    const SIGNS: [char; 16] = [
        '{', '}', '\\', '^', '_', '&', '[', ']', '(', ')', '$', '%', '#', '|', 'س', '\u{200C}',
    ];
    let mut letters: Vec<char> = source.chars().collect();
    for _ in 0..=dice.below(3) {
        if letters.is_empty() {
            break;
        }
        let at = dice.below(letters.len());
        match dice.below(5) {
            0 => _ = letters.remove(at),
            1 => letters.insert(at, letters[at]),
            2 => letters[at] = SIGNS[dice.below(SIGNS.len())],
            3 => letters.insert(at, SIGNS[dice.below(SIGNS.len())]),
            _ => {
                let other = dice.below(letters.len());
                letters.swap(at, other);
            }
        }
    }
    letters.into_iter().collect()
}

#[test]
fn damaged_formulas_of_textbooks_stop_no_book() {
    const COUNT: usize = 500;
    let fonts = FontSet::embedded();
    let sources: Vec<&str> = include_str!("kinds.txt").lines().collect();
    let mut dice = Dice(16);
    for _ in 0..COUNT {
        let source = damaged(sources[dice.below(sources.len())], &mut dice);
        if let Ok(read) = settable(&source, Standing::Displayed, &fonts) {
            let whole = mathml(&read.tree, &source, Standing::Displayed);
            assert!(
                usvg::roxmltree::Document::parse(&whole).is_ok(),
                "{source}: {whole}"
            );
        }
    }
}

/// The lines that a formula is broken into in a column of a width, in points, with where each begins.
fn broken(source: &str, width: f32) -> Vec<(String, String)> {
    let tree = read(source, Standing::Displayed).unwrap().tree;
    let room = Room { width, em: 10.0 };
    // Ten points for each node, none for an empty group.
    let mut measure = |row: &[Node]| Ok(row.iter().map(ten_points).sum());
    let lines = breaking::lines(&tree.row, room, &mut measure).unwrap();
    let shown = lines.iter().map(|line| {
        let words: Vec<String> = line.nodes.iter().map(shown).collect();
        (format!("{:.0}", line.x), words.concat())
    });
    shown.collect()
}

fn ten_points(node: &Node) -> f32 {
    match node {
        Node::Group(body) if body.is_empty() => 0.0,
        Node::Phantom { .. } => 0.0,
        Node::Fenced(fenced) => fenced.body.iter().map(ten_points).sum(),
        _ => 10.0,
    }
}

fn shown(node: &Node) -> String {
    match node {
        Node::Sign(sign) => sign.text.clone(),
        Node::Number(digits) => digits.clone(),
        Node::Fenced(fenced) => {
            let body: Vec<String> = fenced.body.iter().map(shown).collect();
            format!("<{}{}{}>", fenced.open, body.concat(), fenced.close)
        }
        _ => String::new(),
    }
}

#[test]
fn a_wide_formula_is_broken_before_relations_then_before_signs() {
    let lines = |source, width| {
        let broken = broken(source, width);
        let lines: Vec<String> = broken
            .into_iter()
            .map(|(x, line)| format!("{x} {line}"))
            .collect();
        lines.join(" | ")
    };
    assert_eq!(lines("a=b+c", 200.0), "0 a=b+c");
    assert_eq!(lines("a=b+c=d+e", 60.0), "0 a=b+c | 10 =d+e");
    assert_eq!(lines("a=b+c+d+e", 60.0), "0 a=b+c | 20 +d+e");
    // A minus before one thing is no place to break.
    assert_eq!(lines("a=-b+c", 50.0), "0 a=−b | 20 +c");
    // What stands before the first relation is long: lines move in.
    assert_eq!(lines("a+b+c=d+e", 70.0), "0 a+b+c | 20 =d+e");
    assert_eq!(lines("a+b+c+d", 50.0), "0 a+b+c | 20 +d");
    assert_eq!(lines("a,b,c,d", 50.0), "0 a,b, | 20 c,d");
}

#[test]
fn brackets_are_broken_where_nothing_else_helps_and_stay_as_high() {
    let lines = broken("x=(a+b)+c", 70.0);
    assert_eq!(lines[1].1, "+c", "{lines:?}");
    let lines = broken("x=\\left(a+b+c\\right)", 60.0);
    let words: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
    assert_eq!(words, ["x=<(a+b>", "<+c)>"]);
}
