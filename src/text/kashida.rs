//! Shaped paragraphs in, the joins that a kashida can lengthen out, ranked as calligraphers rank them.
//!
//! The ranks are those that word processors for Arabic script share: the stroke belongs first where
//! the pen rests (after the teeth of «سـ», before a closing «ـد» or «ـه»), last wherever letters
//! join. A word has at most one stroke; which of its joins takes it is decided by the line.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;

use super::shaped::{ClusterKind, Run, ShapedParagraph};
use crate::font::{Family, FontSet};

/// A join between two letters that a stroke can lengthen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Join {
    /// The cluster that follows the stroke, in logical order.
    pub before: u32,
    /// How well a stroke stands there: 1 is best, [`ANYWHERE`] is any join.
    pub rank: u8,
}

/// The joins of one word, the best first; of equals the one nearer the word's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordJoins {
    /// The run that the word stands in, an index into the paragraph's runs.
    pub run: u32,
    /// The word's clusters.
    pub clusters: Range<u32>,
    /// Its joins, an index range into [`Joins::joins`].
    pub joins: Range<u32>,
}

/// Every join of a paragraph that can be lengthened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joins {
    /// The words that have joins, in logical order.
    pub words: Vec<WordJoins>,
    /// Their joins.
    pub joins: Vec<Join>,
}

/// The rank of a join that has nothing for it but that letters join there.
pub const ANYWHERE: u8 = 8;
/// Added in words of two letters, where a stroke is the whole word: only where nothing else is.
const SHORT_WORD: u8 = 2;

const TATWEEL: char = '\u{0640}';
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';

impl Joins {
    /// The joins of a word, the best first.
    pub fn of(&self, word: &WordJoins) -> &[Join] {
        &self.joins[word.joins.start as usize..word.joins.end as usize]
    }

    /// Looks through a paragraph.
    pub fn find(paragraph: &ShapedParagraph, fonts: &FontSet) -> Self {
        let mut found = Self::default();
        for (index, run) in (0_u32..).zip(&paragraph.runs) {
            if !can_stretch(paragraph, run, fonts) {
                continue;
            }
            let clusters = run.clusters.clone();
            let spaces = clusters
                .clone()
                .filter(|at| paragraph.clusters[*at as usize].kind != ClusterKind::Letter);
            let mut start = clusters.start;
            for end in spaces.chain([clusters.end]) {
                found.word(paragraph, index, start..end);
                start = end + 1;
            }
        }
        found
    }

    fn word(&mut self, paragraph: &ShapedParagraph, run: u32, clusters: Range<u32>) {
        if names_god(paragraph, &clusters) {
            return;
        }
        let first = length(self.joins.len());
        let mut letters = 0;
        let mut last: Option<Letter> = None;
        for at in clusters.clone() {
            let cluster = &paragraph.clusters[at as usize];
            let text = cluster.text.start as usize..cluster.text.end as usize;
            let mut first = true;
            // A ligature is one cluster of several letters: the first joins what is before it, the
            // last what is after it.
            for (offset, letter) in paragraph.text[text.clone()].char_indices() {
                let joining = joining_of(letter);
                if joining == JoiningType::Transparent {
                    continue;
                }
                letters += 1;
                let this = Letter {
                    letter,
                    start: text.start + offset,
                    joining,
                };
                if first
                    && let Some(before) = last.filter(|before| joined(*before, this))
                    && let Some(rank) = rank(&paragraph.text, before, this)
                {
                    self.joins.push(Join { before: at, rank });
                }
                last = Some(this);
                first = false;
            }
        }
        if letters == 2 {
            self.joins[first as usize..]
                .iter_mut()
                .for_each(|join| join.rank += SHORT_WORD);
        }
        let joins = first..length(self.joins.len());
        if !joins.is_empty() {
            let order = |join: &Join| (join.rank, std::cmp::Reverse(join.before));
            self.joins[first as usize..].sort_unstable_by_key(order);
            self.words.push(WordJoins {
                run,
                clusters,
                joins,
            });
        }
    }
}

/// Whether a word holds «لله», alone, in «الله» or after other letters: it is written in one form.
fn names_god(paragraph: &ShapedParagraph, clusters: &Range<u32>) -> bool {
    const NAME: [char; 3] = ['ل', 'ل', 'ه'];
    let clusters = &paragraph.clusters[clusters.start as usize..clusters.end as usize];
    let (Some(first), Some(last)) = (clusters.first(), clusters.last()) else {
        return false;
    };
    let text = &paragraph.text[first.text.start as usize..last.text.end as usize];
    let letters = text.chars();
    let mut letters = letters.filter(|letter| joining_of(*letter) != JoiningType::Transparent);
    let mut recent = [' '; 3];
    letters.any(|letter| {
        recent = [recent[1], recent[2], letter];
        recent == NAME
    })
}

/// Whether letters of the run take strokes: running text from right to left in a face whose joins
/// lie on the baseline, not raised and not code.
fn can_stretch(paragraph: &ShapedParagraph, run: &Run, fonts: &FontSet) -> bool {
    let style = &paragraph.styles[run.style];
    let level = style.rise.0 == 0.0 && style.family != Family::Code && run.level % 2 == 1;
    level && run.face.is_some_and(|face| fonts.face(face.id).elongates())
}

fn length(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[derive(Clone, Copy)]
struct Letter {
    letter: char,
    /// Its first byte in the paragraph's text.
    start: usize,
    joining: JoiningType,
}

fn joining_of(letter: char) -> JoiningType {
    CodePointMapData::<JoiningType>::new().get(letter)
}

fn joins_on(joining: JoiningType) -> bool {
    matches!(joining, JoiningType::DualJoining | JoiningType::JoinCausing)
}

fn joins_back(joining: JoiningType) -> bool {
    joins_on(joining) || joining == JoiningType::RightJoining
}

fn joined(before: Letter, after: Letter) -> bool {
    joins_on(before.joining) && joins_back(after.joining)
}

/// How well a stroke stands between two joined letters; `None` where it must not.
fn rank(text: &str, before: Letter, after: Letter) -> Option<u8> {
    let (a, b) = (before.letter, after.letter);
    if is_lam(a) && is_alef(b) || beside_half_space(text, before, after) {
        return None;
    }
    if a == TATWEEL {
        return Some(1);
    }
    let next = following(text, after);
    let is_final = after.joining != JoiningType::DualJoining
        || !next.is_some_and(|next| joins_back(joining_of(next)));
    if has_long_teeth(a) {
        return Some(2);
    }
    if is_final && is_yeh(b) {
        return None;
    }
    Some(match () {
        () if is_final && (is_heh(b) || is_dal(b)) => 3,
        () if is_final && (is_alef(b) || is_lam(b) || is_tah(b) || is_kaf(b)) => 4,
        () if !is_final && is_tooth(b) && next.is_some_and(|next| is_reh(next) || is_yeh(next)) => {
            5
        }
        () if is_final && (is_waw(b) || is_ain(b) || is_qaf(b)) => 6,
        () if is_final => 7,
        () => ANYWHERE,
    })
}

/// The letter that follows, over the signs on this one; `None` at the text's end.
fn following(text: &str, letter: Letter) -> Option<char> {
    let after = text[letter.start + letter.letter.len_utf8()..].chars();
    let mut after = after.skip_while(|sign| joining_of(*sign) == JoiningType::Transparent);
    after.next()
}

/// Whether a half-space stands beside one of the letters.
fn beside_half_space(text: &str, before: Letter, after: Letter) -> bool {
    let behind = text[..before.start].ends_with(ZERO_WIDTH_NON_JOINER);
    behind || following(text, after) == Some(ZERO_WIDTH_NON_JOINER)
}

/// سـ and صـ with their likes: the pen rests after the teeth.
fn has_long_teeth(letter: char) -> bool {
    matches!(
        letter,
        'س' | 'ش' | 'ص' | 'ض' | 'ڛ' | 'ښ' | 'ڜ' | 'ڝ' | 'ڞ' | 'ۺ' | 'ۻ'
    )
}

fn is_alef(letter: char) -> bool {
    matches!(letter, 'ا' | 'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ')
}

fn is_lam(letter: char) -> bool {
    matches!(letter, 'ل' | 'ڵ' | 'ڶ' | 'ڷ' | 'ڸ')
}

fn is_tah(letter: char) -> bool {
    matches!(letter, 'ط' | 'ظ' | 'ڟ')
}

fn is_kaf(letter: char) -> bool {
    matches!(letter, 'ک' | 'ك' | 'گ' | 'ګ' | 'ڪ' | 'ڭ' | 'ڬ' | 'ڮ')
}

fn is_heh(letter: char) -> bool {
    matches!(letter, 'ه' | 'ة' | 'ۀ' | 'ہ' | 'ۃ' | 'ۂ' | 'ھ' | 'ە')
}

fn is_dal(letter: char) -> bool {
    matches!(letter, 'د' | 'ذ' | 'ډ' | 'ڈ' | 'ڊ' | 'ڌ')
}

fn is_reh(letter: char) -> bool {
    matches!(letter, 'ر' | 'ز' | 'ژ' | 'ڑ' | 'ړ' | 'ږ' | 'ڕ')
}

fn is_yeh(letter: char) -> bool {
    matches!(letter, 'ی' | 'ي' | 'ى' | 'ئ' | 'ې' | 'ۍ' | 'ێ' | 'ے' | 'ۓ')
}

/// ب with its likes in the middle of a word: one tooth.
fn is_tooth(letter: char) -> bool {
    matches!(letter, 'ب' | 'پ' | 'ت' | 'ث' | 'ٹ' | 'ټ' | 'ن' | 'ڼ' | 'ں') || is_yeh(letter)
}

fn is_waw(letter: char) -> bool {
    matches!(letter, 'و' | 'ؤ' | 'ۆ' | 'ۇ' | 'ۋ' | 'ۈ' | 'ۊ')
}

fn is_ain(letter: char) -> bool {
    matches!(letter, 'ع' | 'غ' | 'ڠ')
}

fn is_qaf(letter: char) -> bool {
    matches!(letter, 'ق' | 'ف' | 'ڤ' | 'ڨ')
}

#[cfg(test)]
mod tests {
    use super::{Join, Joins};
    use crate::font::FontSet;
    use crate::locale::Direction;
    use crate::source::{FileId, Span};
    use crate::text::{Shaper, StyledText, TextStyle};

    /// Each word with the strokes it could take, the best first.
    fn strokes(text: &str) -> Vec<String> {
        let fonts = FontSet::embedded();
        let style = TextStyle::of_tests();
        let mut paragraph = StyledText::new(Direction::Rtl);
        paragraph.push(text, &style, Span::new(FileId::default(), 0..0));
        let shaped = Shaper::new(&fonts).shape(paragraph);
        let found = Joins::find(&shaped, &fonts);
        let with_stroke = |join: &Join| {
            let at = shaped.clusters[join.before as usize].text.start as usize;
            let start = text[..at].rfind(' ').map_or(0, |space| space + 1);
            let end = text[at..].find(' ').map_or(text.len(), |space| at + space);
            format!("{}ـ{}", &text[start..at], &text[at..end])
        };
        let words = found.words.iter();
        words
            .flat_map(|word| found.of(word).iter().map(with_stroke))
            .collect()
    }

    fn best(word: &str) -> String {
        strokes(word)
            .into_iter()
            .next()
            .unwrap_or_else(|| word.to_owned())
    }

    #[test]
    fn the_stroke_stands_where_the_pen_rests() {
        assert_eq!(best("مسلمان"), "مسـلمان");
        assert_eq!(best("خانه"), "خانـه");
        assert_eq!(best("محمد"), "محمـد");
        assert_eq!(best("کتاب"), "کتـاب");
        assert_eq!(best("جنبش"), "جنبـش");
        assert_eq!(best("بــر"), "بــر".replace("ــ", "ـــ"));
        assert_eq!(best("سپر"), "سـپر");
    }

    #[test]
    fn no_stroke_parts_lam_and_alef_nor_stands_beside_a_half_space_nor_before_a_final_yeh() {
        assert_eq!(strokes("لا"), Vec::<String>::new());
        assert_eq!(strokes("لَا"), Vec::<String>::new());
        assert_eq!(strokes("بی"), Vec::<String>::new());
        assert_eq!(best("سی"), "سـی");
        assert_eq!(strokes("به\u{200C}ما"), Vec::<String>::new());
    }

    #[test]
    fn nothing_joins_the_alef_of_a_ligature() {
        assert_eq!(strokes("اعلان"), ["اعـلان"]);
        assert_eq!(strokes("سلام"), ["سـلام"]);
    }

    #[test]
    fn the_name_of_god_keeps_its_form() {
        assert_eq!(strokes("الله لِلَّهِ بالله"), Vec::<String>::new());
        assert_eq!(best("اله"), "الـه");
    }

    #[test]
    fn letters_that_do_not_join_take_no_stroke() {
        assert_eq!(strokes("دارو (Latin) ۱۲۳۴"), Vec::<String>::new());
    }

    #[test]
    fn a_stroke_stands_after_the_signs_of_the_letter_before_it() {
        assert_eq!(best("کَتَابٌ"), "کَتَـابٌ");
    }
}
