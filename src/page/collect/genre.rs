//! Plays, letters and epigraphs: how divisions are set whose blocks say what they are.

use super::collector::Collector;
use super::setting::{KeptSide, Setting};
use crate::font::Weight;
use crate::model::{Alignment, Genre, GenrePart};
use crate::page::flow::{Flow, Glue};
use crate::units::Pt;

/// The spaces between the parts of a form.
pub(super) struct Spaces {
    speeches: Glue,
    words: Glue,
}

impl Spaces {
    pub(super) fn of(collector: &Collector<'_>) -> Self {
        let design = collector.design;
        Self {
            speeches: design.space(design.theme.genre.between_speeches),
            words: design.space(design.theme.genre.around_words),
        }
    }
}

/// Adds a part below what stands already.
pub(super) fn with_part(
    mut above: Flow,
    part: Flow,
    role: Option<GenrePart>,
    spaces: &Spaces,
) -> Flow {
    match role {
        Some(GenrePart::Stage) => {
            above.space(spaces.speeches);
            above.append(part);
            above.space(spaces.speeches);
        }
        Some(GenrePart::Title | GenrePart::Date | GenrePart::Address) => {
            above.append(part.keep_with_next());
            above.space(spaces.words);
        }
        Some(GenrePart::Salutation) => above.append(part.keep_with_next()),
        // Whose words they are stands with the last of them.
        Some(GenrePart::Signature) => {
            above = above.keep_last_with_next();
            above.space(spaces.words);
            above.append(part);
        }
        Some(GenrePart::Source) => {
            above = above.keep_last_with_next();
            above.append(part);
        }
        Some(GenrePart::Speech) | None => above.append(part),
    }
    above
}

/// How the text of a form is set.
pub(super) fn form(collector: &Collector<'_>, genre: Genre, setting: &Setting) -> Setting {
    let design = collector.design;
    let theme = design.theme.genre;
    let mut inner = setting.clone();
    match genre {
        Genre::Play => {}
        Genre::Letter => {
            let inset = design.indent().min(setting.room(design) / 2.0);
            inner.left += inset;
            inner.right += inset;
        }
        Genre::Epigraph => {
            let inset = theme.epigraph_inset.of(setting.width(design));
            inner = setting.indented(inset, design);
            inner.style.size = theme.epigraph.of(setting.style.size);
            inner.leading = theme.epigraph_leading.of(setting.leading);
            inner.first_indent = Pt::ZERO;
        }
    }
    inner
}

/// How a part of a form is set.
pub(super) fn part_setting(
    collector: &Collector<'_>,
    part: GenrePart,
    setting: &Setting,
) -> Setting {
    let design = collector.design;
    let theme = design.theme.genre;
    let mut inner = setting.flush();
    match part {
        GenrePart::Title => {
            inner.style.weight = Weight::Bold;
            inner.alignment = Alignment::Center;
        }
        GenrePart::Speech => {
            inner.hanging = theme.turnover.of(design.size);
            // With a gap of its own a paragraph asks for no line of the grid, which would make it a whole line.
            inner.gap = theme.between_speeches.of(design.leading);
            inner.side = KeptSide::Around;
        }
        GenrePart::Stage => {
            let inset = theme.turnover.of(design.size);
            let inset = inset.min(setting.room(design) / 2.0);
            inner.left += inset;
            inner.right += inset;
            inner.style.size = theme.aside_size.of(setting.style.size);
        }
        GenrePart::Date | GenrePart::Signature | GenrePart::Source => {
            inner.alignment = Alignment::End;
            inner.side = KeptSide::Around;
        }
        GenrePart::Address => inner.alignment = Alignment::Start,
        // A salutation has no indent, and the paragraph below it begins as after a heading.
        GenrePart::Salutation => {}
    }
    inner
}
