//! The theme of a book: the default one with what `[design]` changes.

use crate::config::{Config, SectionBreak, Sizes};
use crate::theme::{RuleTheme, Theme};
use crate::units::{Em, Pt, Share};

/// The theme that a book's settings ask for.
pub(super) fn theme_of(config: &Config) -> Theme {
    let design = &config.design;
    let mut theme = Theme::default();
    theme.section_break.signs = design.section_break.signs();
    theme.section_break.rule = match design.section_break {
        SectionBreak::Rule => Some(SECTION_RULE),
        SectionBreak::Stars | SectionBreak::Dots | SectionBreak::Blank => None,
    };
    if let Some(opening) = design.opening {
        place_openings(&mut theme, opening, config);
    }
    if let Some(indent) = design.paragraph_indent {
        theme.text.paragraph_indent = indent;
    }
    set_sizes(&mut theme, &design.sizes, config.page.font_size);
    theme
}

/// A rule between two sections: shorter than that of notes, and in the middle.
const SECTION_RULE: RuleTheme = RuleTheme {
    thickness: Pt(0.5),
    width: Share(0.15),
};

/// Moves the headings that open chapters, and the text below them with them.
fn place_openings(theme: &mut Theme, opening: Pt, config: &Config) {
    let page = config.page.trim.height;
    let usual = theme.opening.from_trim.of(page);
    let block = page - config.page.margins.top - config.page.margins.bottom;
    // A heading that stands 10 mm higher leaves the text 10 mm higher, so that the white between them stays.
    let text = theme.opening.text_from.of(block) + opening - usual;
    theme.opening.from_trim = Share(opening.0 / page.0);
    theme.opening.text_from = Share((text.0 / block.0).max(0.0));
}

/// Sizes are written in points and kept as multiples of the size of the text.
fn set_sizes(theme: &mut Theme, sizes: &Sizes, text: Pt) {
    let set = |role: &mut Em, size: Option<Pt>| {
        if let Some(size) = size {
            *role = Em(size.0 / text.0);
        }
    };
    set(&mut theme.headings.level_mut(1).size, sizes.title);
    set(&mut theme.part.title, sizes.part);
    set(&mut theme.headings.level_mut(2).size, sizes.heading_2);
    for level in 3..=6 {
        set(&mut theme.headings.level_mut(level).size, sizes.heading_3);
    }
    set(&mut theme.opening.label, sizes.chapter_number);
    set(&mut theme.quote.size, sizes.quote);
    set(&mut theme.notes.size, sizes.note);
    set(&mut theme.text.small, sizes.caption);
    set(&mut theme.running.size, sizes.running_head);
    set(&mut theme.running.folio, sizes.running_head);
    if let Some(verse) = sizes.verse {
        // Smaller sizes are tried in the same proportion where the hemistichs have no room.
        let usual = theme.verse.sizes[0].0;
        let factor = verse.0 / text.0 / usual;
        for size in &mut theme.verse.sizes {
            size.0 *= factor;
        }
    }
}
