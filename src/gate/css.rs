//! A style sheet in; its declarations, each with the selectors around it, and what it loads out (CSS Syntax 3).

use std::ops::Range;

use cssparser::{ParseError, Parser, Token};

use crate::limits;
use crate::lookup::Lookup;

/// What a style sheet says.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Rules in order; those of a `style` attribute are one rule without a selector.
    pub(super) rules: Vec<Rule>,
    /// What `url()` and `@import` name.
    pub(super) addresses: Vec<Loaded>,
}

/// Selectors, or an at-rule, and the declarations directly inside.
#[derive(Debug, Default)]
pub(super) struct Rule {
    /// The selectors in lower case, as written.
    pub(super) selectors: String,
    /// The declarations in order.
    pub(super) declarations: Vec<Declaration>,
}

/// One property.
#[derive(Debug)]
pub(super) struct Declaration {
    /// Its name in lower case.
    pub(super) property: String,
    /// Its value in lower case, one space between words.
    pub(super) value: String,
    /// Byte range in the style sheet.
    pub(super) span: Range<usize>,
}

/// An address that a style sheet names.
#[derive(Debug)]
pub(super) struct Loaded {
    /// As written.
    pub(super) address: String,
    /// Byte range in the style sheet.
    pub(super) span: Range<usize>,
}

impl Rule {
    /// The last value that the rule gives to each property.
    pub(super) fn values(&self) -> Lookup<&str, &str> {
        let all = self.declarations.iter();
        all.map(|one| (one.property.as_str(), one.value.as_str()))
            .collect()
    }

    /// Whether one of the selectors has this element as its last part, or says nothing else.
    pub(super) fn selects(&self, element: &str) -> bool {
        self.selectors.split(',').any(|selector| {
            let last = selector.split_ascii_whitespace().next_back();
            last.is_some_and(|last| last == element)
        })
    }
}

impl Sheet {
    /// Reads a style sheet.
    pub(super) fn read(css: &str) -> Self {
        Self::of(css, Place::Rules)
    }

    /// Reads the value of a `style` attribute.
    pub(super) fn of_attribute(css: &str) -> Self {
        Self::of(css, Place::Declarations)
    }

    fn of(css: &str, place: Place) -> Self {
        let mut sheet = Self::default();
        let mut parser = Parser::new(css);
        let mut rule = Rule::default();
        sheet.block(&mut parser, place, &mut rule, 0);
        sheet.rules.push(rule);
        sheet.rules.retain(|rule| !rule.declarations.is_empty());
        sheet
    }

    /// Reads up to the end of a block: what ends with `;` is a declaration, what has `{}` is a rule.
    fn block(&mut self, parser: &mut Parser<'_>, place: Place, rule: &mut Rule, depth: u8) {
        let mut start = parser.position();
        loop {
            let before = parser.position();
            let token = match parser.next_including_whitespace() {
                Ok(token) => token.clone(),
                Err(_) => {
                    let end = before.byte_index();
                    let text = parser.slice(start..before);
                    self.statement(text, start.byte_index()..end, place, rule);
                    return;
                }
            };
            match token {
                Token::Semicolon => {
                    let text = parser.slice(start..before);
                    let range = start.byte_index()..before.byte_index();
                    self.statement(text, range, place, rule);
                    start = parser.position();
                }
                Token::CurlyBracketBlock => {
                    let selectors = tidy(parser.slice(start..before));
                    self.rule(parser, selectors, depth + 1);
                    start = parser.position();
                }
                Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                    skip(parser);
                }
                _ => {}
            }
        }
    }

    fn rule(&mut self, parser: &mut Parser<'_>, selectors: String, depth: u8) {
        let place = if selectors.starts_with('@') && !holds_declarations(&selectors) {
            Place::Rules
        } else {
            Place::Declarations
        };
        let mut rule = Rule {
            selectors,
            declarations: Vec::new(),
        };
        let _: Result<(), ParseError<()>> = parser.parse_nested_block(|inner| {
            if depth < limits::EPUB_SHEET_DEPTH {
                self.block(inner, place, &mut rule, depth);
            }
            Ok(())
        });
        self.rules.push(rule);
    }

    /// One statement of a block, without its semicolon.
    fn statement(&mut self, text: &str, range: Range<usize>, place: Place, rule: &mut Rule) {
        self.load(text, range.start);
        let lead = text.len() - skip_comments(text).len();
        let bare = &text[lead..];
        if place == Place::Rules || bare.starts_with('@') {
            return;
        }
        let Some((property, value)) = bare.split_once(':') else {
            return;
        };
        let start = range.start + lead;
        rule.declarations.push(Declaration {
            property: property.trim().to_ascii_lowercase(),
            value: tidy(value),
            span: start..start + bare.trim_end().len(),
        });
    }

    /// Keeps what a statement names: `url(…)`, `@import "…"`.
    fn load(&mut self, text: &str, start: usize) {
        let statement = skip_comments(text).to_ascii_lowercase();
        let strings = if statement.starts_with("@import") {
            Strings::AreAddresses
        } else {
            Strings::AreWords
        };
        let depth = 0;
        let loading = Loading {
            start,
            strings,
            depth,
        };
        self.load_from(&mut Parser::new(text), loading);
    }

    fn load_from(&mut self, parser: &mut Parser<'_>, loading: Loading) {
        let start = loading.start;
        loop {
            let from = parser.position().byte_index();
            let Ok(token) = parser.next().cloned() else {
                return;
            };
            let to = parser.position().byte_index();
            match token {
                Token::UnquotedUrl(address) => self.loaded(&address, start + from..start + to),
                Token::QuotedString(address) if loading.strings == Strings::AreAddresses => {
                    self.loaded(&address, start + from..start + to);
                }
                Token::Function(name) if names_a_file(&name) => {
                    self.load_inside(parser, loading, Strings::AreAddresses);
                }
                Token::Function(_) | Token::ParenthesisBlock => {
                    self.load_inside(parser, loading, Strings::AreWords);
                }
                _ => {}
            }
        }
    }

    fn load_inside(&mut self, parser: &mut Parser<'_>, around: Loading, strings: Strings) {
        let depth = around.depth + 1;
        let loading = Loading {
            strings,
            depth,
            ..around
        };
        let _: Result<(), ParseError<()>> = parser.parse_nested_block(|inner| {
            if depth < limits::EPUB_SHEET_DEPTH {
                self.load_from(inner, loading);
            }
            Ok(())
        });
    }

    fn loaded(&mut self, address: &str, span: Range<usize>) {
        self.addresses.push(Loaded {
            address: address.to_owned(),
            span,
        });
    }
}

/// Where in a statement addresses are looked for.
#[derive(Clone, Copy)]
struct Loading {
    /// Where the statement begins in the style sheet.
    start: usize,
    strings: Strings,
    depth: u8,
}

/// What strings are: `@import "a.css"`, but `format("truetype")`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    AreAddresses,
    AreWords,
}

fn names_a_file(function: &str) -> bool {
    ["url", "src"]
        .iter()
        .any(|name| function.eq_ignore_ascii_case(name))
}

/// What may stand in a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Rules,
    Declarations,
}

/// Whether an at-rule holds declarations, not rules.
fn holds_declarations(selectors: &str) -> bool {
    ["@font-face", "@page", "@counter-style", "@property"]
        .iter()
        .any(|name| selectors.starts_with(name))
}

fn skip(parser: &mut Parser<'_>) {
    let _: Result<(), ParseError<()>> = parser.parse_nested_block(|inner| {
        while inner.next().is_ok() {}
        Ok(())
    });
}

/// A text without the white space and comments that it begins with.
fn skip_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("/*") {
        rest = comment
            .split_once("*/")
            .map_or("", |(_, after)| after.trim_start());
    }
    rest
}

/// Lower case, no comments, one space between words.
fn tidy(text: &str) -> String {
    let mut stripped = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        stripped.push_str(before);
        stripped.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    stripped.push_str(rest);
    let words: Vec<&str> = stripped.split_ascii_whitespace().collect();
    words.join(" ").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    #[test]
    fn declarations_are_found_with_their_selectors_and_places() {
        let css = "@charset \"UTF-8\"; /* a */ P, .x > b { /* c */ Text-Align : LEFT !important; color: red }\n@media (max-width: 3em) { i { float: left } }";
        let sheet = Sheet::read(css);
        let all: Vec<(&str, &str, &str, &str)> = sheet
            .rules
            .iter()
            .flat_map(|rule| {
                rule.declarations.iter().map(|one| {
                    let written = &css[one.span.clone()];
                    let (name, value) = (one.property.as_str(), one.value.as_str());
                    (rule.selectors.as_str(), name, value, written)
                })
            })
            .collect();
        let p = "p, .x > b";
        assert_eq!(
            all,
            [
                (
                    p,
                    "text-align",
                    "left !important",
                    "Text-Align : LEFT !important"
                ),
                (p, "color", "red", "color: red"),
                ("i", "float", "left", "float: left"),
            ]
        );
    }

    #[test]
    fn what_a_sheet_loads_is_found() {
        let css = "@import 'a.css'; @import url(b.css) print; @font-face { src: url( \"c.ttf\" ) format('truetype'), url(d.woff) }";
        let sheet = Sheet::read(css);
        let all: Vec<&str> = sheet
            .addresses
            .iter()
            .map(|one| one.address.as_str())
            .collect();
        assert_eq!(all, ["a.css", "b.css", "c.ttf", "d.woff"]);
    }

    #[test]
    fn no_sheet_is_too_broken() {
        for css in [
            "{",
            "}",
            "a{b:c",
            "a{{{{",
            "@",
            "a:url(",
            "/*",
            "\"",
            &"{".repeat(50_000),
            &"(".repeat(50_000),
        ] {
            Sheet::read(css);
            Sheet::of_attribute(css);
        }
    }
}
