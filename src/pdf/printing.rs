//! What a file is made of.

use std::collections::BTreeSet;

use crate::config::{Config, Profile, TextLayer};
use crate::font::{FaceId, FontSet};
use crate::frame::{PageItem, Pages};
use crate::picture::Pictures;
use crate::press::Press;
use crate::units::Pt;

use super::text::rule_set::RuleSet;

/// What the PDF is made of: finished pages and what they refer to. It has no text, since `pdf` knows none; the settings
/// are read for metadata and for what the file is for.
#[derive(Clone, Copy)]
pub struct Printing<'a> {
    /// The pages.
    pub pages: &'a Pages,
    /// The settings, for metadata.
    pub config: &'a Config,
    /// What the file is for: that of the settings, but for a cover, which is always for a press.
    pub profile: Profile,
    /// The pictures.
    pub pictures: &'a Pictures,
    /// The faces.
    pub fonts: &'a FontSet,
    /// The press, for the print profile.
    pub press: &'a Press,
    /// Where each page is folded, from the left; a page of a book is not.
    pub folds: &'a [Pt],
}

impl<'a> Printing<'a> {
    /// The same for other pages.
    pub(in crate::pdf) fn of<'b>(&self, pages: &'b Pages) -> Printing<'b>
    where
        'a: 'b,
    {
        Printing { pages, ..*self }
    }

    /// The faces that stand on the pages, sorted.
    pub(in crate::pdf) fn used_faces(&self) -> Vec<FaceId> {
        let mut faces = BTreeSet::new();
        for item in self.pages.pages.iter().flat_map(|page| &page.items) {
            match item {
                PageItem::Line(line) => {
                    let formulas = line.runs.iter().filter_map(|run| run.formula.as_ref());
                    let inner = formulas.flat_map(|formula| &formula.runs);
                    faces.extend(line.runs.iter().chain(inner).map(|run| run.face));
                }
                PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => {}
            }
        }
        faces.into_iter().collect()
    }

    /// The press that colours are converted for; `None` for a screen.
    pub(in crate::pdf) fn inks(&self) -> Option<&'a Press> {
        match self.profile {
            Profile::Screen => None,
            Profile::Print => Some(self.press),
        }
    }

    /// The rules that its text is arranged by.
    pub(in crate::pdf) fn text_rules(&self) -> RuleSet {
        match self.config.pdf.text_layer {
            TextLayer::Portable => RuleSet::PORTABLE,
            TextLayer::Pdfbox => RuleSet::ALL,
            TextLayer::Plain => RuleSet::NONE,
        }
    }

    /// Whether the file is one of PDF 2.0 (ISO 19005-4, 6.1.2): a press gets what its own standard is
    /// made of.
    pub(in crate::pdf) fn is_second_version(&self) -> bool {
        match self.profile {
            Profile::Print => false,
            Profile::Screen => self.config.pdf.standard.is_second_version(),
        }
    }
}
