//! Styled text with levels in, runs of one style, level, face and script out.
//!
//! Fallback goes word by word: the first face of the chain that has every letter of the word, so that
//! no word changes its design or breaks its joins in the middle. Only a word that no face has whole
//! is cut, and at grapheme clusters only; emoji go to a face of their own.

use std::ops::Range;

use harfrust::{Script, Tag};

use super::styled::{LINE_SEPARATOR, OBJECT, StyledText};
use crate::font::{self, FaceId, FaceStyle, FontSet};
use crate::source::{Origin, WrittenText};

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
    pub(super) joins: Sides,
}

impl Item {
    /// Whether its words lean over each other, as those of Nastaliq do.
    fn cascades(&self, fonts: &FontSet) -> bool {
        self.face.is_some_and(|face| fonts.face(face).cascades())
    }
}

/// On which sides of a text letters join those of another item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) before: bool,
    pub(super) after: bool,
}

/// A letter that no face has, or none together with the letter it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The letter.
    pub letter: char,
    /// The word it stands in.
    pub word: String,
    /// Who wrote the word; the place is that of the words around it where it is not known so closely.
    pub origin: Origin,
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
        let mut letters = font::script(&paragraph.text[span.range.clone()]);
        for word in pieces(&paragraph.text, span.range.clone(), levels) {
            let text = &paragraph.text[word.clone()];
            script = script_of(text).unwrap_or(script);
            let style = &paragraph.styles[span.style];
            // A quotation mark or a year takes the hand of the word before it: in «*The Road* (1944)» all of
            // what is emphasised is italic.
            letters = font::script(text).or(letters);
            let mut chooser = Chooser {
                fonts,
                style: style.faces(letters),
                written: &paragraph.written,
                missing,
            };
            for (range, face) in chooser.faces(text, word.start) {
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
                        joins: Sides {
                            before: true,
                            after: true,
                        },
                    },
                );
            }
        }
    }
    if items.iter().any(|item| item.cascades(fonts)) {
        items = widen_spaces(paragraph, fonts, items);
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

/// Between Latin words in a text of Nastaliq stands the space of their own face: that of Nastaliq, whose words lean over
/// each other, is half as wide. A number beside them («ROS 2») is one of them.
fn widen_spaces(paragraph: &StyledText, fonts: &FontSet, mut items: Vec<Item>) -> Vec<Item> {
    let apart = |item: &Item| item.face.filter(|_| !item.cascades(fonts));
    let is_latin = |item: &Item| {
        let words = &paragraph.text[item.range.clone()];
        apart(item).is_some() || words.is_ascii()
    };
    for at in 1..items.len().saturating_sub(1) {
        let (before, own, after) = (&items[at - 1], &items[at], &items[at + 1]);
        let alike = |other: &Item| (other.style, other.level) == (own.style, own.level);
        let words = &paragraph.text[own.range.clone()];
        let is_space = own.cascades(fonts) && words.chars().all(char::is_whitespace);
        let between = is_latin(before) && is_latin(after) && alike(before) && alike(after);
        if let Some(face) = apart(before)
            .or(apart(after))
            .filter(|_| is_space && between)
        {
            items[at].face = Some(face);
        }
    }
    let mut joined = Vec::with_capacity(items.len());
    items.into_iter().for_each(|item| join(&mut joined, item));
    joined
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
            items[at - 1].joins.after = false;
            items[at].joins.before = false;
        }
    }
}

/// What a piece of a span is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    Word,
    Space,
    Object,
    LineBreak,
}

/// Words and the white space between them, cut where the level changes, and each object alone.
fn pieces(text: &str, range: Range<usize>, levels: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let kind = |letter: char| match letter {
        OBJECT => PieceKind::Object,
        LINE_SEPARATOR => PieceKind::LineBreak,
        letter if letter.is_whitespace() => PieceKind::Space,
        _ => PieceKind::Word,
    };
    let mut last = None;
    for (at, letter) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let this = Some((kind(letter), levels[at]));
        let is_object = letter == OBJECT;
        let end = at + letter.len_utf8();
        match found.last_mut() {
            Some(piece) if this == last && !is_object => piece.end = end,
            _ => found.push(at..end),
        }
        last = this;
    }
    found
}

/// The script of a text's first letter that has one of its own.
fn script_of(text: &str) -> Option<Script> {
    font::script(text).and_then(|code| Script::from_iso15924_tag(Tag::new(&code)))
}

/// Looks for the face of a word.
struct Chooser<'a> {
    fonts: &'a FontSet,
    style: FaceStyle,
    written: &'a WrittenText,
    missing: &'a mut Vec<Missing>,
}

impl Chooser<'_> {
    /// Ranges of the word with their faces; `at` is where the word begins in the paragraph's text.
    fn faces(&mut self, word: &str, at: usize) -> Vec<(Range<usize>, Option<FaceId>)> {
        if word.starts_with(OBJECT) {
            return vec![(0..word.len(), None)];
        }
        if font::may_have_emoji(word) {
            return self.around_emoji(word, at);
        }
        if let Some(id) = self.fonts.whole(self.style, word) {
            return vec![(0..word.len(), Some(id))];
        }
        self.by_cluster(word, at)
    }

    /// Emoji go to their own face, what stands between them keeps together as a word does.
    fn around_emoji(&mut self, word: &str, at: usize) -> Vec<(Range<usize>, Option<FaceId>)> {
        let mut parts: Vec<(Range<usize>, bool)> = Vec::new();
        for range in font::clusters(word) {
            let emoji = font::is_emoji(&word[range.clone()]);
            match parts.last_mut() {
                Some(last) if last.1 == emoji => last.0.end = range.end,
                _ => parts.push((range, emoji)),
            }
        }
        let mut found = Vec::new();
        for (range, emoji) in parts {
            let part = &word[range.clone()];
            let whole = self.fonts.whole(self.style, part).filter(|_| !emoji);
            let faces = match whole {
                Some(id) => vec![(0..part.len(), Some(id))],
                None => self.by_cluster(part, at + range.start),
            };
            let moved = |(inner, id): (Range<usize>, Option<FaceId>)| {
                (range.start + inner.start..range.start + inner.end, id)
            };
            found.extend(faces.into_iter().map(moved));
        }
        found
    }

    /// No cluster is set in two faces: a mark stays with its letter.
    fn by_cluster(&mut self, word: &str, at: usize) -> Vec<(Range<usize>, Option<FaceId>)> {
        let mut found: Vec<(Range<usize>, Option<FaceId>)> = Vec::new();
        for range in font::clusters(word) {
            let cluster = &word[range.clone()];
            let face = self.cluster_face(cluster, found.last().and_then(|last| last.1));
            self.report(word, range.clone(), face, at);
            match found.last_mut() {
                Some(last) if last.1 == Some(face) => last.0.end = range.end,
                _ => found.push((range, Some(face))),
            }
        }
        found
    }

    /// Signs without a script stay in the face before them where it has them; a cluster that no face
    /// has whole goes to the face of its first letter.
    fn cluster_face(&self, cluster: &str, before: Option<FaceId>) -> FaceId {
        let plain = font::script(cluster).is_none() && !font::is_emoji(cluster);
        let able = |id: &FaceId| {
            let face = self.fonts.face(*id);
            !face.is_emoji() && face.sets(cluster)
        };
        if let Some(id) = before.filter(able).filter(|_| plain) {
            return id;
        }
        let first = || {
            let base = cluster.chars().next()?;
            self.fonts
                .for_cluster(self.style, base.encode_utf8(&mut [0; 4]))
        };
        self.fonts
            .for_cluster(self.style, cluster)
            .or_else(first)
            .unwrap_or_else(|| self.fonts.primary(self.style))
    }

    /// Notes the letters of a cluster that its face lacks.
    fn report(&mut self, word: &str, cluster: Range<usize>, face: FaceId, at: usize) {
        let face = self.fonts.face(face);
        let text = &word[cluster.clone()];
        if face.sets(text) || face.sets_apart(text) {
            return;
        }
        for letter in text.chars() {
            if !font::needs_no_glyph(letter) && !face.covers(letter) {
                let (shown, inner) = shown(word, cluster.start);
                let start = at + inner;
                self.missing.push(Missing {
                    letter,
                    word: shown.to_owned(),
                    origin: self.written.origin(start..start + shown.len()),
                });
            }
        }
    }
}

/// Letters of a word that a message shows: writing without spaces is one word throughout.
const SHOWN: usize = 40;

/// The word, or what follows the letter at `at` in a very long one, and where that begins in it.
fn shown(word: &str, at: usize) -> (&str, usize) {
    if word.char_indices().nth(SHOWN).is_none() {
        return (word, 0);
    }
    let rest = &word[at..];
    let end = rest.char_indices().nth(SHOWN);
    (&rest[..end.map_or(rest.len(), |(end, _)| end)], at)
}
