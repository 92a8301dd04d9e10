//! A font cut down: its bytes and the characters of a text in, a smaller font out.

use skera::{Plan, SubsetFlags, subset_font};
use skrifa::raw::TableProvider;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::NameId;
use skrifa::{FontRef, GlyphId, Tag};

/// Cuts a TrueType font down to the glyphs that some text of these characters can reach, layout tables and all.
///
/// `None` for a font without TrueType outlines, or one whose tables skera cannot follow. A damaged font may make
/// skera panic: it indexes tables that it has not measured.
pub(crate) fn subset(data: &[u8], letters: &IntSet<u32>) -> Option<Vec<u8>> {
    let font = FontRef::new(data).ok()?;
    font.glyf().ok()?;
    let plan = Plan::new(
        &IntSet::<GlyphId>::empty(),
        letters,
        &font,
        SubsetFlags::SUBSET_FLAGS_NO_HINTING | SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE,
        &unfollowed_tables(),
        &IntSet::<Tag>::all(),
        &IntSet::<Tag>::all(),
        &IntSet::<NameId>::all(),
        &IntSet::<u16>::all(),
    );
    subset_font(&font, &plan).ok()
}

/// Tables that hold glyph numbers which skera does not follow, and signatures that no longer hold.
fn unfollowed_tables() -> IntSet<Tag> {
    let tags = [
        b"morx", b"mort", b"kerx", b"kern", b"JSTF", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"SVG ",
        b"PCLT", b"LTSH", b"Feat", b"Glat", b"Gloc", b"Silf", b"Sill", b"FFTM",
    ];
    tags.into_iter().map(Tag::new).collect()
}
