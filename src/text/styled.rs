//! A paragraph before shaping: one text, and the styles, isolates and zero-width items in it.

use std::ops::Range;

use super::marks::{self, CrowdedLetter};
use crate::config::Emphasis;
use crate::font::{FaceStyle, Family, Weight};
use crate::frame::Ink;
use crate::locale::{Direction, Language};
use crate::source::{Origin, WrittenText};
use crate::units::Pt;

/// How words are set.
#[derive(Clone, Debug, PartialEq)]
pub struct TextStyle {
    /// Which chain of faces.
    pub family: Family,
    /// How heavy.
    pub weight: Weight,
    /// How the words differ from those around them where they are emphasised; `None` where they are not.
    pub emphasis: Option<Emphasis>,
    /// The em.
    pub size: Pt,
    /// Colour.
    pub ink: Ink,
    /// How far the baseline is raised; negative below.
    pub rise: Pt,
    /// Language, for the shaper's `locl` forms.
    pub language: Language,
    /// What is drawn with the words.
    pub decoration: Decoration,
    /// The link the words belong to: an index that the caller gives a meaning.
    pub link: Option<u32>,
    /// Where lines may break inside words.
    pub breaking: Breaking,
    /// Which digits.
    pub digits: Digits,
}

/// Which of a face's digits are set, where it has several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Digits {
    /// Those of running text: «۱» is narrower than «۷».
    #[default]
    OfText,
    /// All of one width (OpenType, `tnum`), so that numbers below each other stand digit below digit.
    OfOneWidth,
}

/// The forms of letters and digits that a text asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forms<'l> {
    /// For `locl` forms.
    pub(super) language: &'l Language,
    pub(super) digits: Digits,
}

#[cfg(test)]
impl<'l> Forms<'l> {
    /// Those of running text.
    pub(super) fn of_text(language: &'l Language) -> Self {
        Self {
            language,
            digits: Digits::OfText,
        }
    }
}

impl TextStyle {
    /// The faces of words in a script, an OpenType tag (`*b"Latn"`); `None` where the words have no letters.
    pub(crate) fn faces(&self, script: Option<[u8; 4]>) -> FaceStyle {
        let plain = self.upright();
        self.emphasis
            .map_or(plain, |emphasis| plain.emphasised(emphasis, script))
    }

    /// The forms of letters and digits that the words ask for.
    pub(super) fn forms(&self) -> Forms<'_> {
        Forms {
            language: &self.language,
            digits: self.digits,
        }
    }

    /// The faces of words that are not emphasised.
    pub(crate) fn upright(&self) -> FaceStyle {
        FaceStyle::upright(self.family, self.weight)
    }
}

#[cfg(test)]
impl TextStyle {
    /// Running text of a Persian book, for tests.
    pub(crate) fn of_tests() -> Self {
        Self {
            family: Family::Body,
            weight: Weight::Regular,
            emphasis: None,
            size: Pt(12.0),
            ink: Ink::BLACK,
            rise: Pt::ZERO,
            language: Language::persian(),
            decoration: Decoration::default(),
            link: None,
            breaking: Breaking::Words,
            digits: Digits::OfText,
        }
    }
}

/// What is drawn with words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decoration {
    /// A line below.
    pub underline: bool,
    /// A line through the middle.
    pub strike: bool,
    /// A light ground behind.
    pub mark: bool,
}

/// Where lines may break inside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaking {
    /// Where UAX #14 allows.
    Words,
    /// Between the syllables of Latin words too, with a hyphen.
    Syllables,
    /// After the separators of paths and URLs too.
    Separators,
    /// Behind the spaces and signs of a program, not inside its names (code that must fit its measure).
    Tokens,
    /// Nowhere, nor before the words (a note mark stays with its word).
    Never,
}

/// A part of the text with its style.
#[derive(Clone, Debug)]
pub struct StyledSpan {
    /// Byte range in the paragraph's text.
    pub range: Range<usize>,
    /// Index into [`StyledText::styles`].
    pub style: usize,
}

/// A part of the text that UAX #9 treats as one neutral thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Isolate {
    /// Byte range in the paragraph's text.
    pub range: Range<usize>,
    /// Direction inside; `None` takes the first strong letter's (FSI).
    pub direction: Option<Direction>,
}

/// How large an object is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObjectSize {
    /// Width.
    pub width: Pt,
    /// Height above the baseline.
    pub height: Pt,
    /// Depth below it.
    pub depth: Pt,
}

/// A thing without width at a place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZeroWidthItem {
    /// Byte in the paragraph's text.
    pub at: usize,
    /// What it is.
    pub kind: ZeroWidthKind,
}

/// What a zero-width item is; the numbers have the meaning that the caller gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroWidthKind {
    /// A note is called here.
    Note(u32),
    /// An anchor lies here.
    Anchor(u32),
}

/// A paragraph before shaping.
#[derive(Clone, Debug)]
pub struct StyledText {
    /// The logical text: the author's characters; U+2028 for a forced line break and U+FFFC for
    /// each object.
    pub text: String,
    /// The styles used.
    pub styles: Vec<TextStyle>,
    /// Spans in the order of the text, covering it without gaps.
    pub spans: Vec<StyledSpan>,
    /// Who wrote the words, and where.
    pub written: WrittenText,
    /// Isolates from markup, properly nested.
    pub isolates: Vec<Isolate>,
    /// Objects (pictures and formulas in the line) in the order of their U+FFFC.
    pub objects: Vec<ObjectSize>,
    /// Things without width, in the order of the text.
    pub zero_width: Vec<ZeroWidthItem>,
    /// Letters that have lost some of their marks.
    pub crowded: Vec<CrowdedLetter>,
    /// Direction of the paragraph (UAX #9 P2/P3 are overridden, HL1).
    pub direction: Direction,
}

/// Styles looked back at: every link makes one of its own, and a long paragraph has many.
const RECENT: usize = 16;

/// The character that stands for a picture in the line.
pub(crate) const OBJECT: char = '\u{FFFC}';
/// The character that stands for a forced line break.
pub(crate) const LINE_SEPARATOR: char = '\u{2028}';

impl StyledText {
    /// An empty paragraph.
    pub fn new(direction: Direction) -> Self {
        Self {
            text: String::new(),
            styles: Vec::new(),
            spans: Vec::new(),
            written: WrittenText::default(),
            isolates: Vec::new(),
            objects: Vec::new(),
            zero_width: Vec::new(),
            crowded: Vec::new(),
            direction,
        }
    }

    /// Whether another paragraph is set as this one is: who wrote its words, and where, is taken from the new text. One with
    /// letters that have lost marks is set as no other.
    pub(crate) fn is_set_as(&self, other: &Self) -> bool {
        let spans = self.spans.iter().zip(&other.spans);
        let mut spans =
            spans.map(|(one, other)| one.range == other.range && one.style == other.style);
        self.text == other.text
            && self.direction == other.direction
            && self.spans.len() == other.spans.len()
            && spans.all(|is_same| is_same)
            && self.styles == other.styles
            && self.isolates == other.isolates
            && self.objects == other.objects
            && self.zero_width == other.zero_width
            && self.crowded.is_empty()
            && other.crowded.is_empty()
    }

    /// Adds words that have one origin.
    pub fn push(&mut self, words: &str, style: &TextStyle, origin: impl Into<Origin>) {
        let written = WrittenText::of(words.len(), origin.into());
        self.push_written(words, style, &written);
    }

    /// Adds words with their origins, and with as many marks on a letter as it may carry.
    pub fn push_written(&mut self, words: &str, style: &TextStyle, written: &WrittenText) {
        let bounded = marks::bound(&self.text, words);
        if let Some(place) = bounded.crowded {
            self.crowded.push(CrowdedLetter {
                origin: written.origin(place.range),
                marks: place.marks,
            });
        }
        let (whole, words) = (words, &*bounded.words);
        if words.is_empty() {
            return;
        }
        match words.len() == whole.len() {
            true => self.written.append(written),
            false => self
                .written
                .push(words.len(), written.origin(0..whole.len())),
        }
        let from = self.styles.len().saturating_sub(RECENT);
        let known = self.styles[from..].iter().rposition(|known| known == style);
        let known = known.map(|at| from + at);
        let style = known.unwrap_or_else(|| {
            self.styles.push(style.clone());
            self.styles.len() - 1
        });
        let start = self.text.len();
        self.text.push_str(words);
        self.spans.push(StyledSpan {
            range: start..self.text.len(),
            style,
        });
    }

    /// Adds a forced line break.
    pub fn push_break(&mut self, style: &TextStyle, origin: impl Into<Origin>) {
        self.push(LINE_SEPARATOR.encode_utf8(&mut [0; 4]), style, origin);
    }

    /// Adds a picture in the line.
    pub fn push_object(&mut self, size: ObjectSize, style: &TextStyle, origin: impl Into<Origin>) {
        self.objects.push(size);
        self.push(OBJECT.encode_utf8(&mut [0; 4]), style, origin);
    }

    /// Adds a thing without width.
    pub fn push_zero_width(&mut self, kind: ZeroWidthKind) {
        self.zero_width.push(ZeroWidthItem {
            at: self.text.len(),
            kind,
        });
    }

    /// Isolates some bytes of the text.
    pub fn isolate(&mut self, range: Range<usize>, direction: Direction) {
        if !range.is_empty() {
            let direction = Some(direction);
            self.isolates.push(Isolate { range, direction });
        }
    }

    /// Isolates everything from `start` to the end of the text.
    pub fn isolate_from(&mut self, start: usize, direction: Option<Direction>) {
        if start < self.text.len() {
            self.isolates.push(Isolate {
                range: start..self.text.len(),
                direction,
            });
        }
    }
}
