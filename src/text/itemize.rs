//! Styled text with levels in, runs of one style, level, face and script out.
//!
//! Fallback goes word by word: the first face of the chain that has every letter of the word, so that
//! no word changes its design or breaks its joins in the middle. Only a word that no face has whole
//! is cut at grapheme clusters.

use std::ops::Range;

use harfrust::Script;
use icu_properties::CodePointMapData;
use icu_properties::props::Script as UnicodeScript;

use super::styled::{LINE_SEPARATOR, OBJECT, StyledText};
use crate::font::{FaceId, Family, FontSet, Weight};
use crate::source::Span;

/// A stretch of text that is shaped in one go.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// Byte range in the paragraph's text.
    pub(super) range: Range<usize>,
    /// Index into the paragraph's styles.
    pub(super) style: usize,
    /// UAX #9 level.
    pub(super) level: u8,
    /// The face; `None` for an object.
    pub(super) face: Option<FaceId>,
    /// The script for the shaper.
    pub(super) script: Script,
    /// Whether its letters join those before and after it: not across a change of height.
    pub(super) joins: (bool, bool),
}

/// A letter that no face has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The letter.
    pub letter: char,
    /// The word it stands in.
    pub word: String,
    /// Where the words were written.
    pub origin: Span,
}

/// Cuts the paragraph into items, in logical order.
pub(super) fn itemize(
    paragraph: &StyledText,
    levels: &[u8],
    fonts: &FontSet,
    missing: &mut Vec<Missing>,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut script = Script::UNKNOWN;
    for span in &paragraph.spans {
        for word in pieces(&paragraph.text, span.range.clone(), levels) {
            let text = &paragraph.text[word.clone()];
            script = script_of(text).unwrap_or(script);
            let style = &paragraph.styles[span.style];
            let mut chooser = Chooser {
                fonts,
                family: style.family,
                weight: style.weight,
                missing,
            };
            for (range, face) in chooser.faces(text, span.origin) {
                let range = word.start + range.start..word.start + range.end;
                let level = levels[range.start];
                join(
                    &mut items,
                    Item {
                        range,
                        style: span.style,
                        level,
                        face,
                        script,
                        joins: (true, true),
                    },
                );
            }
        }
    }
    settle_scripts(&mut items);
    settle_joins(paragraph, &mut items);
    items
}

/// Adds an item, or lengthens the last one when nothing changes.
fn join(items: &mut Vec<Item>, item: Item) {
    if let Some(last) = items.last_mut()
        && last.range.end == item.range.start
        && last.face.is_some()
        && (last.style, last.level, last.face, last.script)
            == (item.style, item.level, item.face, item.script)
    {
        last.range.end = item.range.end;
        return;
    }
    items.push(item);
}

/// Leading items without letters of their own take the script of what follows.
fn settle_scripts(items: &mut [Item]) {
    let first = items
        .iter()
        .map(|item| item.script)
        .find(|script| *script != Script::UNKNOWN);
    let Some(first) = first else { return };
    for item in items
        .iter_mut()
        .take_while(|item| item.script == Script::UNKNOWN)
    {
        item.script = first;
    }
}

/// Neighbours whose baselines differ do not join.
fn settle_joins(paragraph: &StyledText, items: &mut [Item]) {
    for at in 1..items.len() {
        let rise = |item: &Item| paragraph.styles[item.style].rise;
        if rise(&items[at - 1]) != rise(&items[at]) {
            items[at - 1].joins.1 = false;
            items[at].joins.0 = false;
        }
    }
}

/// Words and the white space between them, cut where the level changes, and each object alone.
fn pieces(text: &str, range: Range<usize>, levels: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let kind = |letter: char| match letter {
        OBJECT => 2_u8,
        LINE_SEPARATOR => 3,
        letter if letter.is_whitespace() => 1,
        _ => 0,
    };
    let mut last = (u8::MAX, u8::MAX);
    for (at, letter) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let this = (kind(letter), levels[at]);
        let end = at + letter.len_utf8();
        match found.last_mut() {
            Some(piece) if this == last && this.0 != 2 => piece.end = end,
            _ => found.push(at..end),
        }
        last = this;
    }
    found
}

/// The script of a text's first letter that has one of its own.
fn script_of(text: &str) -> Option<Script> {
    text.chars().find_map(|letter| match letter {
        'a'..='z' | 'A'..='Z' => Some(Script::LATIN),
        '\u{0620}'..='\u{064A}' | '\u{066E}'..='\u{06D3}' => Some(Script::ARABIC),
        ' '..='@' => None,
        letter => match CodePointMapData::<UnicodeScript>::new().get(letter) {
            UnicodeScript::Common | UnicodeScript::Inherited | UnicodeScript::Unknown => None,
            UnicodeScript::Arabic => Some(Script::ARABIC),
            UnicodeScript::Latin => Some(Script::LATIN),
            UnicodeScript::Hebrew => Some(Script::HEBREW),
            UnicodeScript::Cyrillic => Some(Script::CYRILLIC),
            UnicodeScript::Greek => Some(Script::GREEK),
            UnicodeScript::Syriac => Some(Script::SYRIAC),
            UnicodeScript::Armenian => Some(Script::ARMENIAN),
            UnicodeScript::Georgian => Some(Script::GEORGIAN),
            UnicodeScript::Devanagari => Some(Script::DEVANAGARI),
            UnicodeScript::Han => Some(Script::HAN),
            _ => None,
        },
    })
}

/// Looks for the face of a word.
struct Chooser<'a> {
    fonts: &'a FontSet,
    family: Family,
    weight: Weight,
    missing: &'a mut Vec<Missing>,
}

impl Chooser<'_> {
    /// Ranges of the word with their faces.
    fn faces(&mut self, word: &str, origin: Span) -> Vec<(Range<usize>, Option<FaceId>)> {
        if word.starts_with(OBJECT) {
            return vec![(0..word.len(), None)];
        }
        let chain = self.fonts.chain(self.family, self.weight);
        let whole = chain.iter().find(|id| {
            let face = self.fonts.face(**id);
            word.chars()
                .all(|letter| is_ignorable(letter) || face.covers(letter))
        });
        if let Some(id) = whole {
            return vec![(0..word.len(), Some(*id))];
        }
        self.letter_by_letter(word, origin)
    }

    /// A combining mark stays with the face of its base.
    fn letter_by_letter(
        &mut self,
        word: &str,
        origin: Span,
    ) -> Vec<(Range<usize>, Option<FaceId>)> {
        let primary = self.fonts.primary(self.family, self.weight);
        let mut found: Vec<(Range<usize>, Option<FaceId>)> = Vec::new();
        for (at, letter) in word.char_indices() {
            let end = at + letter.len_utf8();
            let attached = is_ignorable(letter) || is_mark(letter);
            let face = self.fonts.find(self.family, self.weight, letter);
            if face.is_none() && !is_ignorable(letter) {
                self.missing.push(Missing {
                    letter,
                    word: shown(word, at).to_owned(),
                    origin,
                });
            }
            let face = face.unwrap_or(primary);
            match found.last_mut() {
                Some(last) if attached || last.1 == Some(face) => last.0.end = end,
                _ => found.push((at..end, Some(face))),
            }
        }
        found
    }
}

/// Letters of a word that a message shows: writing without spaces is one word throughout.
const SHOWN: usize = 40;

/// The word, or what follows the letter at `at` in a very long one.
fn shown(word: &str, at: usize) -> &str {
    if word.char_indices().nth(SHOWN).is_none() {
        return word;
    }
    let rest = &word[at..];
    let end = rest
        .char_indices()
        .nth(SHOWN)
        .map_or(rest.len(), |(end, _)| end);
    &rest[..end]
}

/// Characters without a shape of their own, which no face needs to have.
fn is_ignorable(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\n' | '\t')
}

fn is_mark(letter: char) -> bool {
    unicode_bidi::bidi_class(letter) == unicode_bidi::BidiClass::NSM
}
