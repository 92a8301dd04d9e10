//! What codes paint and stand for in, the numbers that show them out.
//!
//! Every distinct pair of outline and text gets a code of its own: ی and ی share a glyph in many
//! fonts, and one code for both would make one of them lie.

use std::collections::{BTreeMap, HashMap};

use smallvec::SmallVec;

use super::font_metrics::Metrics;
use super::outline::{Moved, Outline, Text};
use crate::font::FaceId;
use crate::pdf::PdfError;

/// The name of a face in the resources of the pages.
pub(in crate::pdf) fn resource_name(face: FaceId) -> String {
    format!("F{}", face.0)
}

/// The codes of one face. Code 0 is `.notdef` and is never shown.
#[derive(Debug, Default)]
pub(in crate::pdf) struct FaceCodes {
    entries: Vec<(Outline, Text)>,
    by_glyph: Vec<Slots>,
    blanks: Slots,
    by_moved: BTreeMap<Moved, Slots>,
}

impl FaceCodes {
    /// The code of an outline that stands for a text; `None` when all 65,535 are given out.
    pub(in crate::pdf) fn code(&mut self, outline: &Outline, text: &Text) -> Option<u16> {
        let next = u16::try_from(self.entries.len() + 1).ok();
        let slots = match outline {
            Outline::Blank => &mut self.blanks,
            Outline::Glyph(glyph) => {
                let glyph = usize::from(*glyph);
                if self.by_glyph.len() <= glyph {
                    self.by_glyph.resize_with(glyph + 1, Slots::default);
                }
                &mut self.by_glyph[glyph]
            }
            Outline::Moved(moved) => {
                // A key is copied only for a glyph that is new.
                if !self.by_moved.contains_key(&**moved) {
                    self.by_moved.insert((**moved).clone(), Slots::default());
                }
                self.by_moved.get_mut(&**moved)?
            }
        };
        if let Some(code) = slots.find(text, &self.entries) {
            return Some(code);
        }
        let next = next?;
        slots.add(text, next);
        self.entries.push((outline.clone(), text.clone()));
        Some(next)
    }

    /// What each code paints and stands for, with its number, from 1.
    pub(in crate::pdf) fn entries(&self) -> impl Iterator<Item = (u16, &Outline, &Text)> {
        (1_u16..)
            .zip(&self.entries)
            .map(|(code, (outline, text))| (code, outline, text))
    }

    /// Whether no code was given out.
    pub(in crate::pdf) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The codes that paint one outline.
#[derive(Debug, Default)]
struct Slots {
    /// The first few, which are all for nearly every outline.
    few: SmallVec<[u16; 2]>,
    /// The others by their texts: a space carries the copy of every Latin phrase of a book.
    more: HashMap<Text, u16>,
}

/// Codes of an outline that are looked through one by one.
const FEW: usize = 4;

impl Slots {
    fn find(&self, text: &Text, entries: &[(Outline, Text)]) -> Option<u16> {
        let same = |code: &&u16| entries[usize::from(**code) - 1].1 == *text;
        let found = self.few.iter().find(same).copied();
        match self.more.is_empty() {
            true => found,
            false => found.or_else(|| self.more.get(text).copied()),
        }
    }

    fn add(&mut self, text: &Text, code: u16) {
        if self.few.len() < FEW {
            self.few.push(code);
        } else {
            self.more.insert(text.clone(), code);
        }
    }
}

/// Copies of Latin islands, which seldom repeat, are given codes only below this number.
const SPARE: usize = 40_000;

/// The codes of every face.
#[derive(Debug)]
pub(in crate::pdf) struct CodeBook<'a> {
    /// The measures of the faces.
    pub(in crate::pdf) metrics: &'a Metrics,
    faces: BTreeMap<FaceId, FaceCodes>,
}

impl<'a> CodeBook<'a> {
    /// A book without codes.
    pub(in crate::pdf) fn new(metrics: &'a Metrics) -> Self {
        Self {
            metrics,
            faces: BTreeMap::new(),
        }
    }

    /// The code of an outline and its text in a face.
    ///
    /// # Errors
    /// The face has given out all its codes.
    pub(in crate::pdf) fn code(
        &mut self,
        face: FaceId,
        outline: &Outline,
        text: &Text,
    ) -> Result<u16, PdfError> {
        let code = self.faces.entry(face).or_default().code(outline, text);
        code.ok_or_else(|| {
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

    fn text(text: &str) -> Text {
        text.chars().collect()
    }

    #[test]
    fn a_glyph_that_stands_for_many_texts_keeps_the_code_of_each() {
        let mut codes = FaceCodes::default();
        let space = Outline::Glyph(3);
        let texts: Vec<Text> = (0..100).map(|at| text(&at.to_string())).collect();
        let first: Vec<_> = texts.iter().map(|text| codes.code(&space, text)).collect();
        let again: Vec<_> = texts.iter().map(|text| codes.code(&space, text)).collect();
        assert_eq!(first, again);
        assert_eq!(first, (1..=100).map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn a_glyph_that_stands_for_two_texts_has_two_codes() {
        let mut codes = FaceCodes::default();
        let yeh = Outline::Glyph(7);
        let first = codes.code(&yeh, &text("ی"));
        let second = codes.code(&yeh, &text("ي"));
        assert_ne!(first, second);
        assert_eq!(codes.code(&yeh, &text("ی")), first);
    }
}
