//! What codes paint and stand for in, the numbers that show them out.
//!
//! Every distinct pair of outline and text gets a code of its own: ی and ی share a glyph in many
//! fonts, and one code for both would make one of them lie.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::font_metrics::Metrics;
use super::outline::{CompositeGlyph, Outline, Text};
use crate::font::FaceId;
use crate::lookup::Lookup;
use crate::pdf::PdfError;
use crate::pdf::object::number::whole;
use crate::pdf::text::code::{Aside, Code};
use crate::pdf::text::rule_set::{Rule, RuleSet};

/// Writes the name of a face in the resources of the pages, without its slash.
pub(in crate::pdf) fn write_resource_name(out: &mut Vec<u8>, face: FaceId) {
    out.push(b'F');
    whole(out, i64::from(face.0));
}

/// What a code paints and stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Entry {
    /// What it paints.
    pub(in crate::pdf) outline: Outline,
    /// What it stands for.
    pub(in crate::pdf) text: Text,
    /// What it stands for in pypdf alone.
    pub(in crate::pdf) pypdf: Aside,
    /// What it stands for in PDFBox 3 alone, as a code of one byte.
    pub(in crate::pdf) pdfbox: Option<Box<Text>>,
}

impl Entry {
    fn says(&self, code: &Code) -> bool {
        self.text == code.text && self.pypdf == code.pypdf && self.pdfbox == code.pdfbox
    }
}

/// The codes of one face. Code 0 is `.notdef` and is never shown.
#[derive(Debug, Default)]
pub(in crate::pdf) struct FaceCodes {
    entries: Vec<Entry>,
    by_glyph: Vec<Slots>,
    blanks: Slots,
    by_moved: Lookup<CompositeGlyph, Slots>,
    /// The next number of one byte that is kept for PDFBox; none if 0.
    next_byte: u8,
}

impl FaceCodes {
    /// Codes of which those below 256 are kept for PDFBox.
    fn with_bytes() -> Self {
        let kept = Entry {
            outline: Outline::Blank,
            text: Text::new(),
            pypdf: Aside::Same,
            pdfbox: None,
        };
        Self {
            entries: vec![kept; usize::from(u8::MAX)],
            next_byte: 1,
            ..Self::default()
        }
    }

    /// The number of a code; `None` when all 65,535 are given out.
    pub(in crate::pdf) fn code(&mut self, code: &Code) -> Option<u16> {
        let next = u16::try_from(self.entries.len() + 1).ok();
        let slots = match &code.outline {
            Outline::Blank => &mut self.blanks,
            Outline::Glyph(glyph) => {
                let glyph = usize::from(*glyph);
                if self.by_glyph.len() <= glyph {
                    self.by_glyph.resize_with(glyph + 1, Slots::default);
                }
                &mut self.by_glyph[glyph]
            }
            Outline::Composite(moved) => {
                // A key is copied only for a glyph that is new.
                if !self.by_moved.contains_key(&**moved) {
                    self.by_moved.insert((**moved).clone(), Slots::default());
                }
                self.by_moved.get_mut(&**moved)?
            }
        };
        if let Some(code) = slots.find(code, &self.entries) {
            return Some(code);
        }
        let entry = Entry {
            outline: code.outline.clone(),
            text: code.text.clone(),
            pypdf: code.pypdf.clone(),
            pdfbox: code.pdfbox.clone(),
        };
        let byte = u16::from(self.next_byte);
        if code.pdfbox.is_some() && byte > 0 {
            // Behind the last one there is 0, and such a code says what it says to all.
            self.next_byte = self.next_byte.wrapping_add(1);
            slots.add(code, byte);
            self.entries[usize::from(byte) - 1] = entry;
            return Some(byte);
        }
        let next = next?;
        slots.add(code, next);
        self.entries.push(entry);
        Some(next)
    }

    /// What each code paints and stands for, with its number, from 1; one that is kept stands for nothing.
    pub(in crate::pdf) fn entries(&self) -> impl Iterator<Item = (u16, &Entry)> {
        (1_u16..).zip(&self.entries)
    }

    /// Whether no code was given out.
    pub(in crate::pdf) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// All that a code says: to everybody, to pypdf, to PDFBox.
type Texts = (Text, Aside, Option<Box<Text>>);

fn texts(code: &Code) -> Texts {
    (code.text.clone(), code.pypdf.clone(), code.pdfbox.clone())
}

/// The codes that paint one outline.
#[derive(Debug, Default)]
struct Slots {
    /// The first few, which are all for nearly every outline.
    few: SmallVec<[u16; 2]>,
    /// The others by their texts: a figure says every number of a book that it begins.
    more: Lookup<Texts, u16>,
}

/// Codes of an outline that are looked through one by one. The blank says a dozen things in nearly every book, at each side of
/// each link: to compare that many takes less time than to look one up.
const FEW: usize = 12;

impl Slots {
    fn find(&self, code: &Code, entries: &[Entry]) -> Option<u16> {
        let same = |number: &&u16| entries[usize::from(**number) - 1].says(code);
        let found = self.few.iter().find(same).copied();
        match self.more.is_empty() {
            true => found,
            false => found.or_else(|| self.more.get(&texts(code)).copied()),
        }
    }

    fn add(&mut self, code: &Code, number: u16) {
        if self.few.len() < FEW {
            self.few.push(number);
        } else {
            self.more.insert(texts(code), number);
        }
    }
}

/// What only one program reads, which may seldom repeat, is given codes only below this number.
const SPARE: usize = 40_000;

/// The codes of every face.
#[derive(Debug)]
pub(in crate::pdf) struct CodeBook<'a> {
    /// The measures of the faces.
    pub(in crate::pdf) metrics: &'a Metrics,
    /// The rules that lines are arranged by.
    pub(in crate::pdf) rules: RuleSet,
    faces: BTreeMap<FaceId, FaceCodes>,
}

impl<'a> CodeBook<'a> {
    /// A book without codes.
    pub(in crate::pdf) fn new(metrics: &'a Metrics, rules: RuleSet) -> Self {
        Self {
            metrics,
            rules,
            faces: BTreeMap::new(),
        }
    }

    /// The number of a code in a face.
    ///
    /// # Errors
    /// The face has given out all its codes.
    pub(in crate::pdf) fn code(&mut self, face: FaceId, code: &Code) -> Result<u16, PdfError> {
        let bytes = self.rules.has(Rule::OneByteCodes);
        let codes = self.faces.entry(face).or_insert_with(|| match bytes {
            true => FaceCodes::with_bytes(),
            false => FaceCodes::default(),
        });
        let number = codes.code(code);
        number.ok_or_else(|| {
            PdfError::new(
                "set the text",
                "one font has more than 65,535 forms of its letters",
            )
        })
    }

    /// Whether a face has codes to spare for text that only one program reads.
    pub(in crate::pdf) fn has_spare(&self, face: FaceId) -> bool {
        self.faces
            .get(&face)
            .is_none_or(|codes| codes.entries.len() < SPARE)
    }

    /// The faces that were used, in their order.
    pub(in crate::pdf) fn faces(&self) -> impl Iterator<Item = (FaceId, &FaceCodes)> {
        self.faces
            .iter()
            .map(|(face, codes)| (*face, codes))
            .filter(|(_, codes)| !codes.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::text::code::blank;

    fn code(outline: Outline, text: &str, pypdf: Option<&str>) -> Code {
        Code {
            outline,
            pypdf: pypdf.map_or(Aside::Same, |text| text.chars().collect::<Text>().into()),
            ..blank(0.0, text.chars().collect(), 0)
        }
    }

    #[test]
    fn a_glyph_that_stands_for_many_texts_keeps_the_code_of_each() {
        let mut codes = FaceCodes::default();
        let all = (0..100).map(|at| code(Outline::Glyph(3), &at.to_string(), None));
        let all: Vec<Code> = all.collect();
        let first: Vec<_> = all.iter().map(|code| codes.code(code)).collect();
        let again: Vec<_> = all.iter().map(|code| codes.code(code)).collect();
        assert_eq!(first, again);
        assert_eq!(first, (1..=100).map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn a_glyph_that_stands_for_two_texts_has_two_codes() {
        let mut codes = FaceCodes::default();
        let yeh = |text, pypdf| code(Outline::Glyph(7), text, pypdf);
        let first = codes.code(&yeh("ی", None));
        let second = codes.code(&yeh("ي", None));
        assert_ne!(first, second);
        assert_eq!(codes.code(&yeh("ی", None)), first);
        let third = codes.code(&yeh("ی", Some("")));
        assert!(
            third != first && third != second,
            "pypdf reads another text"
        );
    }
}
