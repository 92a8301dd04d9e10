//! The cover for the press.

use crate::units::{Em, Lines, Pt, Share};

/// The cover where no picture of the author's fills its front.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverTheme {
    /// The margin of words on front and back, in millimetres.
    pub margin: f32,
    /// Where the title begins, as a share of the cover's height.
    pub top: Share,
    /// Size of the title.
    pub title: Em,
    /// Size of the subtitle and of the authors' names.
    pub names: Em,
    /// Space between title and rule.
    pub above_rule: Lines,
    /// Where the rule begins, as a share of the width of words.
    pub rule_start: Share,
    /// How wide it is, as the same share.
    pub rule_width: Share,
    /// How thick it is.
    pub rule: Pt,
    /// Space above the names of translators and others.
    pub above_credits: Lines,
    /// Spines below this, in millimetres, hold no words: the fold would run through them.
    pub thinnest_spine: f32,
    /// Size of the spine's words against its thickness.
    pub spine: Share,
    /// Their largest size.
    pub spine_most: Pt,
    /// Size of the names on the spine against its title.
    pub spine_names: Em,
    /// The spine's words keep this share of the margin from its ends.
    pub spine_margin: Share,
    /// Words on the back begin this many margins below its top.
    pub back_top: Share,
    /// Size of the digits below the barcode.
    pub barcode_digits: Pt,
}

impl Default for CoverTheme {
    fn default() -> Self {
        Self {
            margin: 18.0,
            top: Share(0.22),
            title: Em(2.6),
            names: Em(1.35),
            above_rule: Lines(1.0),
            rule_start: Share(0.4),
            rule_width: Share(0.2),
            rule: Pt(0.75),
            above_credits: Lines(0.5),
            thinnest_spine: 5.0,
            spine: Share(0.42),
            spine_most: Pt(15.0),
            spine_names: Em(0.85),
            spine_margin: Share(0.5),
            back_top: Share(1.5),
            barcode_digits: Pt(9.0),
        }
    }
}
