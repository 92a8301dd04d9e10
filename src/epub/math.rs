//! Formulas: TeX in, MathML with the TeX as its alternative text out (EPUB 3.3, clause 6.1.3.1).
//!
//! pulldown-latex reads the TeX. What it cannot read is told to the author at its line and stands as
//! its source, as it does in the PDF.

use std::collections::BTreeMap;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::Binding;
use super::xml::escape;
use crate::diag::isolate;
use crate::model::{BlockKind, InlineKind, visit_blocks, visit_inlines};

/// More parts has no formula that somebody wrote; macros that call each other make more.
const MOST_PARTS: usize = 20_000;

/// How a formula stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// In a line of text.
    Inline,
    /// On lines of its own.
    Displayed,
}

/// A formula of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Formula<'a> {
    /// Its TeX.
    pub(super) source: &'a str,
    /// How it stands.
    pub(super) standing: Standing,
}

/// Every formula of the book, as MathML or as the reason why it is none.
#[derive(Debug, Default)]
pub(super) struct Formulas<'a>(BTreeMap<Formula<'a>, Result<String, String>>);

impl<'a> Formulas<'a> {
    /// Reads the formulas of chapters and notes, each once.
    pub(super) fn of(binding: Binding<'a>) -> Self {
        let book = &binding.book.book;
        let notes = binding.book.notes();
        let notes = notes.filter(|(id, _)| binding.book.note_number(*id).is_some());
        let chapters = book.chapters.iter().map(|chapter| &chapter.blocks);
        let mut formulas = BTreeMap::new();
        for blocks in chapters.chain(notes.map(|(_, note)| &note.blocks)) {
            let mut add = |source: &'a str, standing| {
                let formula = Formula { source, standing };
                formulas
                    .entry(formula)
                    .or_insert_with(|| mathml(source, standing));
            };
            visit_blocks(blocks, &mut |block| {
                if let BlockKind::Math(source) = &block.kind {
                    add(source, Standing::Displayed);
                }
            });
            visit_inlines(blocks, &mut |inline| {
                if let InlineKind::Math(source) = &inline.kind {
                    add(source, Standing::Inline);
                }
            });
        }
        Self(formulas)
    }

    /// A formula as MathML, or the reason why it cannot be read; `None` for one that the book has not.
    pub(super) fn get<'b>(&'b self, formula: Formula<'b>) -> Option<Result<&'b str, &'b str>> {
        let read = self.0.get(&formula)?;
        Some(read.as_deref().map_err(String::as_str))
    }

    /// Whether some formula is MathML.
    pub(super) fn any_read(&self) -> bool {
        self.0.values().any(Result::is_ok)
    }

    /// Whether some formula stands as its source.
    pub(super) fn any_unread(&self) -> bool {
        self.0.values().any(Result::is_err)
    }
}

/// A formula as MathML, or the reason why it cannot be one.
fn mathml(source: &str, standing: Standing) -> Result<String, String> {
    let storage = Storage::new();
    let mut events = Vec::new();
    let whole = with_commands(source.trim());
    for event in Parser::new(&whole, &storage) {
        let event = event.map_err(|error| reason(&error))?;
        if events.len() >= MOST_PARTS {
            return Err("it has too many parts".to_owned());
        }
        events.push(Ok::<_, std::fmt::Error>(event));
    }
    if events.is_empty() {
        return Err("it is empty".to_owned());
    }
    let config = RenderConfig {
        display_mode: match standing {
            Standing::Inline => DisplayMode::Inline,
            Standing::Displayed => DisplayMode::Block,
        },
        xml: true,
        ..RenderConfig::default()
    };
    let mut markup = String::new();
    push_mathml(&mut markup, events.into_iter(), config).map_err(|error| error.to_string())?;
    complete(&markup, source).ok_or_else(|| "its MathML is not whole".to_owned())
}

/// Commands of amsmath that pulldown-latex lacks, as far as MathML can show what they mean.
const COMMANDS: [(&str, &str); 5] = [
    ("\\tag", "\\def\\tag#1{\\qquad(\\text{#1})}"),
    ("\\label", "\\def\\label#1{{}}"),
    ("\\boxed", "\\def\\boxed#1{{#1}}"),
    ("\\nonumber", "\\def\\nonumber{{}}"),
    ("\\notag", "\\def\\notag{{}}"),
];

/// The formula behind the definitions of those that it uses.
fn with_commands(source: &str) -> String {
    let used = COMMANDS.iter().filter(|(name, _)| source.contains(name));
    let definitions: String = used.map(|(_, definition)| *definition).collect();
    definitions + source
}

/// What is wrong and near what, without the picture of the place that the parser draws.
fn reason(error: &pulldown_latex::ParserError) -> String {
    let reason = std::error::Error::source(error).map(ToString::to_string);
    let reason = reason.unwrap_or_else(|| "it is no TeX".to_owned());
    let drawn = error.to_string();
    let lines = drawn.lines().filter_map(|line| line.strip_prefix('│'));
    let mut near = lines.map(|line| line.trim_matches(['…', ' ', '^']));
    match near.find(|line| !line.is_empty()) {
        Some(near) => format!("{reason}, near {}", isolate(near)),
        None => reason,
    }
}

/// Adds direction and alternative text, and brings the markup to XML; `None` where it is none.
fn complete(markup: &str, source: &str) -> Option<String> {
    let rest = as_xml(markup.strip_prefix("<math")?);
    let alternative: Vec<&str> = source.split_whitespace().collect();
    let alternative = escape(&alternative.join(" "));
    let whole = format!("<math dir=\"ltr\" alttext=\"{alternative}\"{rest}");
    let mut reader = quick_xml::Reader::from_str(&whole);
    loop {
        match reader.read_event().ok()? {
            quick_xml::events::Event::Eof => return Some(whole),
            quick_xml::events::Event::GeneralRef(entity) => {
                let named = !entity.is_char_ref();
                let known = ["amp", "lt", "gt", "quot", "apos"];
                if named && !known.contains(&&*entity) {
                    return None;
                }
            }
            _ => {}
        }
    }
}

/// What HTML bears and XML does not: named spaces, operators that look like markup.
fn as_xml(markup: &str) -> String {
    let mut whole = String::with_capacity(markup.len());
    for (at, letter) in markup.char_indices() {
        let rest = &markup[at + letter.len_utf8()..];
        let begins = |mark: char| mark == '/' || mark.is_ascii_alphabetic();
        let entity = || {
            ["amp;", "lt;", "gt;", "quot;", "nbsp;"]
                .iter()
                .any(|name| rest.starts_with(name))
        };
        match letter {
            '<' if !rest.starts_with(begins) => whole.push_str("&lt;"),
            '&' if !entity() => whole.push_str("&amp;"),
            letter => whole.push(letter),
        }
    }
    whole.replace("&nbsp;", "\u{A0}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Standing, mathml};

    #[test]
    fn a_formula_is_mathml_with_its_source_as_alternative_text() {
        let markup = mathml("\na^2 + b^2 < c^2 \\quad \"x\"\n", Standing::Displayed).unwrap();
        assert!(
            markup.starts_with(
                "<math dir=\"ltr\" alttext=\"a^2 + b^2 &lt; c^2 \\quad &quot;x&quot;\" \
                 display=\"block\" xmlns=\"http://www.w3.org/1998/Math/MathML\">"
            ),
            "{markup}"
        );
        assert!(
            markup.contains("<msup><mi>a</mi><mn>2</mn></msup>"),
            "{markup}"
        );
    }

    #[test]
    fn operators_that_look_like_markup_are_escaped() {
        for source in ["a<b", "a \\& b", "a \\not< b", "\\text{a<b}", "a>b"] {
            let markup = mathml(source, Standing::Inline);
            assert!(markup.is_ok(), "{source}: {markup:?}");
        }
    }

    #[test]
    fn a_formula_that_cannot_be_read_says_why() {
        let reason = |source| mathml(source, Standing::Inline).unwrap_err();
        assert!(reason("\\frac{1").contains("argument") || !reason("\\frac{1").is_empty());
        let told = reason("\\alpha + \\nosuch x");
        assert!(
            told.contains("unknown") && told.contains("\\nosuch"),
            "{told}"
        );
        assert_eq!(reason("  "), "it is empty");
        assert!(
            !reason("\\def\\a{\\a\\a}\\a").is_empty(),
            "endless macros end"
        );
    }

    #[test]
    fn commands_that_number_and_name_formulas_are_read() {
        for source in [
            "x = 1 \\tag{۲}",
            "\\label{eq:one} x = 1",
            "\\begin{align} a &= b \\nonumber \\\\ c &= \\boxed{d} \\notag \\end{align}",
        ] {
            let markup = mathml(source, Standing::Displayed);
            assert!(markup.is_ok(), "{source}: {markup:?}");
        }
        assert!(
            mathml("x \\tag{۲}", Standing::Displayed)
                .unwrap()
                .contains('۲')
        );
    }

    #[test]
    fn words_in_a_formula_keep_their_letters() {
        let markup = mathml("v = \\text{سرعت می\u{200C}شود}", Standing::Inline).unwrap();
        assert!(markup.contains("سرعت"), "{markup}");
    }

    proptest! {
        #[test]
        fn no_source_breaks_the_book(source in "([a-z0-9 {}^_&#%$~\\[\\]()|<>سلام]|\\\\(frac|sqrt|left|right|begin|end|text|matrix|def|a|\\\\)){0,24}") {
            let _ = mathml(&source, Standing::Inline);
        }
    }
}
