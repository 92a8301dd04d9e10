//! Latin words side by side, for pdfium.
//!
//! In a book that states its direction pdfium turns every line round, stretch by stretch: of «Basmachi movement» it makes
//! three, and shows them from right to left. It puts what is shown of a line in order by the places where that begins, so
//! each word but the first begins with a mark at the left edge of all of them, every next one a little further left, and
//! the pen goes on to the word from there. Turned round, that is the author's order. The mark is inside an `ActualText`
//! that says the word, so that nobody reads it.
//!
//! «Basmachi movement began», whose first word begins at x = 100, is written as (‹m› is the mark, U+200E without width):
//!
//! ```text
//! Basmachi at 100    ‹m› at 99.95, movement where it stands    ‹m› at 99.90, began where it stands
//! ```
//!
//! pdfium sorts the three by where they begin, from the right: «Basmachi», «movement», «began».

use super::character_class::{LEFT_TO_RIGHT_MARK, Strength, is_bidi_control, strength};
use super::code::{Aside, Code, blank};
use super::code_class::is_word_space;
use super::formulas::LETTER;
use super::line_fonts::LineFonts;
use super::shown_line::{Audience, Joint, Show};
use crate::locale::is_private;
use crate::lookup::Lookup;
use crate::pdf::font::outline::Text;

/// How far left of the first word marks stand at most, in points: nearer than the guards of a bracket that stands there.
const REACH: f32 = 0.15;

/// A word and the spaces behind it.
#[derive(Default)]
struct Word {
    codes: Vec<Code>,
    text: String,
    spaces: Vec<Code>,
}

/// Leads the words of each show that runs from left to right.
pub(in crate::pdf) fn lead_words(shows: Vec<Show>, fonts: LineFonts<'_>) -> Vec<Show> {
    let mut led = Vec::with_capacity(shows.len());
    let mut rest = shows.into_iter().peekable();
    while let Some(show) = rest.next() {
        // «year» before a space that its last letter carries is «yea» and «r» so far.
        let carrier = rest.peek().and_then(carrier);
        match words(&show, carrier.as_ref(), fonts) {
            Some(words) => {
                led.extend(show_words(words, show.joint));
                if carrier.is_some() {
                    rest.next();
                }
            }
            None => led.push(show),
        }
    }
    led
}

/// The letter that carries a space for pdf.js, between its marks.
fn carrier(show: &Show) -> Option<Code> {
    let (Audience::PdfJs(_), [_, code, _]) = (&show.audience, show.codes.as_slice()) else {
        return None;
    };
    let carries = code.text.last() == Some(&' ') && code.text.len() > 1;
    (carries && is_plain(code)).then(|| code.clone())
}

/// Whether a code is of text that runs from left to right and stands for itself; a formula does not.
fn is_plain(code: &Code) -> bool {
    let fits = |letter: &char| {
        strength(*letter) != Strength::Right && !is_private(*letter) && *letter != LETTER
    };
    code.text.iter().all(fits)
}

/// The words of a show; `None` where they need no lead or cannot have one.
fn words(show: &Show, carrier: Option<&Code>, fonts: LineFonts<'_>) -> Option<Vec<Word>> {
    let fits = |code: &Code| is_plain(code) && fonts.has_blanks(code);
    if show.audience != Audience::All || !show.codes.iter().all(fits) {
        return None;
    }
    let mut words = vec![Word::default()];
    for code in &show.codes {
        let space = is_word_space(code);
        let open = words.last().is_none_or(|word| word.spaces.is_empty());
        if !space && !open {
            words.push(Word::default());
        }
        let word = words.last_mut()?;
        if space {
            word.spaces.push(code.clone());
        } else {
            let seen = code.text.iter().filter(|letter| !is_bidi_control(**letter));
            word.text.extend(seen);
            word.codes.push(code.clone());
        }
    }
    if let Some(code) = carrier {
        let word = words.last_mut().filter(|word| word.spaces.is_empty())?;
        // With its space: MuPDF looks for the codes in the text that stands for them.
        word.text.extend(&code.text);
        word.codes.push(code.clone());
    }
    // What is shown of one word in two fonts would say the word twice.
    let even = |word: &Word| {
        let same = |pair: &[Code]| pair[0].style == pair[1].style && pair[0].rise == pair[1].rise;
        !word.codes.is_empty() && word.codes.windows(2).all(same)
    };
    // MuPDF looks for the codes of a word in its text from the end, and says the letters before an «–» or «é» twice.
    let ascii = words.iter().skip(1).all(|word| word.text.is_ascii());
    (words.len() > 1 && ascii && words.iter().all(even)).then_some(words)
}

/// The first word as it is, each further one behind a mark at the left edge: the mark is shown before the word's own
/// codes, so that the show begins where the mark stands.
fn show_words(words: Vec<Word>, joint: Joint) -> Vec<Show> {
    let count = u16::try_from(words.len()).map_or(f32::MAX, f32::from);
    let left = words.first().and_then(|word| word.codes.first());
    let left = left.map_or(0.0, |code| code.x);
    let mut shows: Vec<Show> = Vec::with_capacity(2 * words.len());
    let mut occurrences: Lookup<String, usize> = Lookup::new();
    for (at, word) in (0_u16..).zip(words) {
        let lead = left - REACH * f32::from(at) / count;
        // pdfium takes two objects of the same codes nearly at one place for one that is painted twice, to make it bold,
        // and reads one of them: the second «the» of a line has two marks, the third three.
        let marks = occurrences.entry(word.text.clone()).or_insert(0);
        *marks += 1;
        let marks = *marks;
        let (codes, audience) = match at {
            0 => (word.codes, Audience::All),
            _ => (
                behind_marks(
                    word.codes,
                    LeadingMarks {
                        x: lead,
                        count: marks,
                    },
                ),
                Audience::Word(word.text),
            ),
        };
        shows.push(Show {
            codes,
            audience,
            joint: if at == 0 { joint } else { Joint::Continues },
        });
        if !word.spaces.is_empty() {
            shows.push(Show {
                codes: word.spaces,
                audience: Audience::All,
                joint: Joint::Continues,
            });
        }
    }
    shows
}

/// The marks that a word is shown behind.
#[derive(Clone, Copy)]
struct LeadingMarks {
    /// Where they stand, in points from the left edge of the page.
    x: f32,
    count: usize,
}

/// The codes of a word behind its marks.
fn behind_marks(codes: Vec<Code>, marks: LeadingMarks) -> Vec<Code> {
    let style = codes.first().map_or(0, |code| code.style);
    let rise = codes.first().map_or(0.0, |code| code.rise);
    let mark = Code {
        pypdf: Aside::Nothing,
        rise,
        ..blank(marks.x, Text::from_slice(&[LEFT_TO_RIGHT_MARK]), style)
    };
    let mut shown = vec![mark; marks.count];
    shown.extend(codes);
    shown
}
