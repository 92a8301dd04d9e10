//! `[cover]`: what stands on the cover for the press beside the title, as TOML in, as [`CoverOptions`] out.

use toml::de::DeTable;

use super::keys;
use super::keyword::{KeywordKey, keyword};
use super::reader::Reader;
use crate::source::BookPath;
use crate::units::Pt;

/// What a front without a picture looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CoverFront {
    /// The title, a short rule, the names.
    #[default]
    Plain,
    /// The same within two lines along the edges.
    Frame,
    /// The title in white on a dark band that runs to the edges.
    Band,
}

impl CoverFront {
    /// Names and meanings.
    pub(super) const NAMED: [(&'static str, Self); 3] = [
        ("plain", Self::Plain),
        ("frame", Self::Frame),
        ("band", Self::Band),
    ];
}

/// `[cover]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoverOptions {
    /// `front`: what a front without a picture looks like.
    pub front: CoverFront,
    /// `flaps`: how wide the flaps are, which are folded in at both sides; `None` for a cover without any.
    pub flaps: Option<Pt>,
    /// `front-flap`: the paragraphs on the flap of the front: about the author.
    pub front_flap: Vec<String>,
    /// `back-flap`: those on the flap of the back: other books of the house.
    pub back_flap: Vec<String>,
    /// `price`: as it is printed, on the back.
    pub price: Option<String>,
    /// `mark`: the picture that the publisher signs with, on front and spine.
    pub mark: Option<BookPath>,
    /// `spine-title`: a shorter title for the spine.
    pub spine_title: Option<String>,
}

/// Reads `[cover]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> CoverOptions {
    let section = reader.section(root, "cover", keys::COVER);
    for key in ["front-flap", "back-flap", "price", "spine-title"] {
        if let Some(value) = section.get(key) {
            let span = reader.span(value.span());
            reader.places.add_value(key, span);
        }
    }
    let front = KeywordKey {
        key: "front",
        words: &CoverFront::NAMED,
    };
    let flaps = reader.within(&section, "flaps", keys::FLAPS);
    CoverOptions {
        front: keyword(reader, &section, &front).unwrap_or_default(),
        flaps: flaps.map(Pt::from_mm),
        front_flap: reader.strings(&section, "front-flap"),
        back_flap: reader.strings(&section, "back-flap"),
        price: reader.string(&section, "price"),
        mark: reader.file(&section, "mark"),
        spine_title: reader.string(&section, "spine-title"),
    }
}
