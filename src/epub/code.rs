//! Writes code: its parts with their classes, its lines with their numbers, words that turn in it isolated.
//!
//! Classes only, no colours: the style sheet sets weight and strength, which every theme of a reader bears.

use std::iter::Peekable;
use std::slice;

use super::content::{Voice, Writer};
use super::xml::Tag;
use crate::code::{CodeText, CodeToken, IsolatedWords, TokenKind};
use crate::model::{Attributes, Code, NodeId};

impl Writer<'_, '_> {
    /// Writes a block of code.
    pub(super) fn code(&mut self, node: NodeId, attributes: &Attributes, code: &Code) {
        let Code {
            syntax,
            text,
            numbers,
        } = code;
        let codes = self.plan.binding.codes;
        let read = codes.read(syntax, text, attributes.direction);
        let voice = Voice {
            direction: read.direction,
            language: attributes.language,
        };
        let class = numbers.map_or("", |_| "numbered");
        let tag = self.classed("pre", attributes, &voice, class);
        // `tag` leaves `dir` out where nothing turns; code says its side always.
        let tag = if self.base == voice.direction {
            tag.with("dir", voice.direction.as_html())
        } else {
            tag
        };
        self.out.open(&tag);
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "+-#_".contains(letter);
        let named = !syntax.is_empty() && syntax.chars().all(plain);
        let class = named.then(|| format!("language-{syntax}"));
        self.out
            .open(&Tag::new("code").maybe("class", class.as_deref()));
        let mut pieces = Pieces {
            writer: self,
            node,
            text,
            isolates: read.isolates.iter().peekable(),
            part: TokenKind::Plain,
            ends: Vec::new(),
            number: *numbers,
        };
        pieces.write(&read);
        self.out.close("code");
        self.out.close("pre");
    }
}

/// Writes the pieces of a code: elements of lines around those of isolates around those of parts.
struct Pieces<'w, 'a, 'b, 'c> {
    writer: &'w mut Writer<'a, 'b>,
    node: NodeId,
    text: &'c str,
    /// Those that have not begun.
    isolates: Peekable<slice::Iter<'c, IsolatedWords>>,
    /// The part whose element is open.
    part: TokenKind,
    /// Where the isolates end that are open.
    ends: Vec<usize>,
    /// The number of the next line, where lines have some.
    number: Option<u32>,
}

impl<'c> Pieces<'_, '_, '_, 'c> {
    fn write(&mut self, read: &'c CodeText) {
        let mut begins_line = true;
        for piece in &read.pieces {
            if begins_line {
                self.open_line();
            }
            self.piece(piece);
            begins_line = self.text[piece.range.clone()].ends_with('\n');
            if begins_line {
                self.close_line();
            }
        }
        self.turn_to(TokenKind::Plain);
        if !begins_line && self.number.is_some() {
            self.writer.out.close("span");
        }
    }

    fn open_line(&mut self) {
        let Some(number) = self.number else { return };
        let shown = self.writer.language.number(number as usize);
        let tag = Tag::new("span").with("class", "line");
        self.writer.out.open(&tag.with("data-number", &shown));
    }

    fn close_line(&mut self) {
        let Some(number) = &mut self.number else {
            return;
        };
        *number = number.saturating_add(1);
        self.turn_to(TokenKind::Plain);
        self.writer.out.close("span");
    }

    fn piece(&mut self, piece: &CodeToken) {
        let begins = |one: &&IsolatedWords| one.range.start == piece.range.start;
        while let Some(one) = self.isolates.next_if(begins) {
            self.turn_to(TokenKind::Plain);
            let tag = Tag::new("bdi").with("dir", one.direction.as_html());
            self.writer.out.open(&tag);
            self.ends.push(one.range.end);
        }
        self.turn_to(piece.part);
        let words = &self.text[piece.range.clone()];
        self.writer.node_text(self.node, words);
        while self.ends.pop_if(|end| *end <= piece.range.end).is_some() {
            self.turn_to(TokenKind::Plain);
            self.writer.out.close("bdi");
        }
    }

    /// Closes the element of a part and opens that of another.
    fn turn_to(&mut self, part: TokenKind) {
        if self.part == part {
            return;
        }
        if self.part != TokenKind::Plain {
            self.writer.out.close("span");
        }
        if part != TokenKind::Plain {
            let tag = Tag::new("span").with("class", class(part));
            self.writer.out.open(&tag);
        }
        self.part = part;
    }
}

/// The class of a part; the style sheet knows them.
fn class(part: TokenKind) -> &'static str {
    match part {
        TokenKind::Plain => "",
        TokenKind::Comment => "hl-comment",
        TokenKind::Text => "hl-string",
        TokenKind::Constant => "hl-constant",
        TokenKind::Number => "hl-number",
        TokenKind::Keyword => "hl-keyword",
        TokenKind::Function => "hl-function",
        TokenKind::Tag => "hl-tag",
        TokenKind::Attribute => "hl-attribute",
        TokenKind::Type => "hl-type",
    }
}
