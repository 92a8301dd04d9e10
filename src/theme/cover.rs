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
    /// White between the bars and those digits.
    pub below_bars: Pt,
    /// The publisher's mark, in millimetres: its longer side on the front, and the most on the spine.
    pub mark: f32,
    /// The same on the spine against its thickness.
    pub spine_mark: Share,
    /// What the mark takes of the spine's length, against its size: half of it is white before the words.
    pub spine_mark_room: Share,
    /// Words of the spine keep so far from its folds, in millimetres: no two copies are folded alike.
    pub fold: f32,
    /// What mark and name of the publisher take of the front's foot, in millimetres.
    pub foot: f32,
    /// From the edge of the front to the outer line of a frame, in millimetres.
    pub frame: f32,
    /// From there to the inner one.
    pub frame_gap: f32,
    /// A band goes on so far above and below its words, in millimetres.
    pub band_air: f32,
    /// The margin of words on flaps, in millimetres.
    pub flap_margin: f32,
    /// Their size.
    pub flap: Em,
    /// Between the paragraphs there.
    pub between_paragraphs: Lines,
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
            below_bars: Pt(0.5),
            mark: 14.0,
            spine_mark: Share(0.6),
            spine_mark_room: Share(1.5),
            fold: 1.0,
            foot: 25.0,
            frame: 9.0,
            frame_gap: 1.8,
            band_air: 9.0,
            flap_margin: 10.0,
            flap: Em(0.92),
            between_paragraphs: Lines(0.5),
        }
    }
}
