//! Boxes of colons that ask for another place on the page: their names in, the class that the model knows out.

use super::builder::Builder;
use super::frame::Origin;
use crate::model::{Arrangement, Attributes, Block, BlockKind, Parallel};

/// Names of each arrangement. `column-margin` is Quarto's.
const NAMES: [(&str, Arrangement); 20] = [
    ("in-margin", Arrangement::Margin),
    ("margin", Arrangement::Margin),
    ("margin-note", Arrangement::Margin),
    ("marginnote", Arrangement::Margin),
    ("sidenote", Arrangement::Margin),
    ("column-margin", Arrangement::Margin),
    ("حاشیه", Arrangement::Margin),
    ("کناره", Arrangement::Margin),
    ("columns", Arrangement::Columns),
    ("two-columns", Arrangement::Columns),
    ("twocolumns", Arrangement::Columns),
    ("multicol", Arrangement::Columns),
    ("دوستونه", Arrangement::Columns),
    ("دو\u{200C}ستونه", Arrangement::Columns),
    ("دوستونی", Arrangement::Columns),
    ("numbered-lines", Arrangement::NumberedLines),
    ("line-numbers", Arrangement::NumberedLines),
    ("linenumbers", Arrangement::NumberedLines),
    ("سطرشمار", Arrangement::NumberedLines),
    ("شماره\u{200C}سطر", Arrangement::NumberedLines),
];

/// The class of a side in the columns of pandoc and Quarto: `::: {.column width=50%}`.
const SIDE: &str = "column";

fn named(name: &str) -> Option<Arrangement> {
    let name = name.to_lowercase();
    let found = NAMES.iter().find(|(known, _)| *known == name);
    found.map(|(_, arrangement)| *arrangement)
}

/// Whether a name is that of an arrangement.
pub(super) fn is_named(name: &str) -> bool {
    named(name).is_some()
}

/// Every name of an arrangement.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

impl Builder<'_> {
    /// The blocks of a division with the class of its arrangement. Two boxes `column` in one of columns stand beside each
    /// other, as pandoc has it: they are one pair of a parallel text.
    pub(super) fn arranged(
        &mut self,
        blocks: Vec<Block>,
        attributes: &mut Attributes,
        origin: &Origin,
    ) -> Vec<Block> {
        // `<div class="columns">` arranges the screen of a site.
        if *origin != Origin::Fence {
            return blocks;
        }
        let mut classes = attributes.classes.iter_mut();
        let Some((class, arrangement)) = classes.find_map(|class| {
            let found = named(class)?;
            Some((class, found))
        }) else {
            return blocks;
        };
        let is_side = |block: &Block| {
            matches!(block.kind, BlockKind::Division(_)) && block.attributes.has_class(SIDE)
        };
        let holds_sides =
            arrangement == Arrangement::Columns && !blocks.is_empty() && blocks.iter().all(is_side);
        match (holds_sides, blocks.len()) {
            (false, _) => arrangement.class().clone_into(class),
            (true, 2) => Parallel::Pair.class().clone_into(class),
            // More of them stand below each other.
            (true, _) => SIDE.clone_into(class),
        }
        blocks
    }
}
