//! A word and the length of a stroke in, the word reshaped with the stroke in it out.

use std::ops::Range;

use super::cells::Replacement;
use super::strokes::ChosenStroke;
use crate::text::{Context, ShapedParagraph, Shaper};

/// A glyph is not drawn wider or narrower than this; longer strokes are made of more letters.
const STRETCHES: Range<f32> = 0.2..1.7;
/// Letters that a stroke is made of at most.
const MOST: u16 = 24;
const TATWEEL: char = '\u{0640}';

/// A word with a stroke of a length in points before one of its clusters; `None` where the face
/// does not make one there.
pub(super) fn lengthen(
    paragraph: &ShapedParagraph,
    chosen: &ChosenStroke,
    length: f32,
    shaper: &mut Shaper<'_>,
) -> Option<Replacement> {
    let old = paragraph.clusters.get(chosen.word.clone())?;
    let natural: f32 = old.iter().map(|cluster| cluster.advance).sum();
    // «کتاب» with one tatweel is «کتـاب». The tatweel's glyph is then stretched to the length that is
    // wanted. Where it would have to be stretched too far the word is shaped once more, with as many
    // tatweels as the first try says: a face may draw two as one long stroke with ends of its own.
    let mut count = 1;
    for _ in 0..2 {
        let mut word = with_tatweels(paragraph, chosen, count, shaper)?;
        let inserted = word.inserted_width();
        if word.is_mixed() || inserted <= 0.0 {
            return None;
        }
        // Letters change their shapes beside a stroke: the stroke makes up for it.
        word.stretch = (natural + length - (word.piece.advance - inserted)) / inserted;
        if word.stretch < STRETCHES.start {
            return None;
        }
        if word.stretch <= STRETCHES.end {
            return Some(word);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the length of a line over that of a stroke, bounded"
        )]
        let needed = (f32::from(count) * word.stretch)
            .ceil()
            .min(f32::from(MOST)) as u16;
        count = needed;
        if count == MOST {
            word.stretch = word.stretch.min(STRETCHES.end);
        }
    }
    None
}

fn with_tatweels(
    paragraph: &ShapedParagraph,
    chosen: &ChosenStroke,
    count: u16,
    shaper: &mut Shaper<'_>,
) -> Option<Replacement> {
    let clusters = paragraph.clusters.get(chosen.word.clone())?;
    let (start, end) = (clusters.first()?.text.start, clusters.last()?.text.end);
    let at = paragraph.clusters.get(chosen.before)?.text.start;
    let (start_byte, at_byte, end_byte) = (start as usize, at as usize, end as usize);
    let mut text = String::with_capacity(end_byte - start_byte + 2 * usize::from(count));
    text.push_str(&paragraph.text[start_byte..at_byte]);
    text.extend(std::iter::repeat_n(TATWEEL, usize::from(count)));
    text.push_str(&paragraph.text[at_byte..end_byte]);
    let run = paragraph.runs.get(chosen.run)?;
    let piece = shaper.piece(run, &paragraph.styles[run.style], &text, Context::default());
    let inserted = at - start..at - start + 2 * u32::from(count);
    Some(Replacement {
        clusters: chosen.word.clone(),
        piece,
        text_start: start,
        inserted,
        stretch: 1.0,
    })
}
