//! What an author wrote that nothing reads: names of boxes, classes and braces in, warnings out.
//!
//! What it stands at is kept as it is. A class of the author's own is no mistake, since the EPUB has it for a style
//! sheet; told is what can only have been meant to do something here.

use std::ops::Range;

use super::builder::Builder;
use super::fence::Head;
use super::{alert, arrangement, attributes, form, genre, panels, parallel, statement_kinds};
use crate::diag::{Code, Sink, isolate, misspelt, nearest};
use crate::model::{
    Arrangement, Attributes, Block, BlockKind, Chapter, InlineKind, visit_blocks, visit_inlines,
};
use crate::source::Span;

/// Names that site generators give to what arranges a screen: code in tabs, cards in a grid. A book loses nothing of
/// what stands in them.
const OF_SCREENS: &[&str] = &[
    "block",
    "card",
    "card-grid",
    "cards",
    "code-group",
    "code-tabs",
    "container",
    "content",
    "demo",
    "div",
    "fragment",
    "grid",
    "group",
    "incremental",
    "main",
    "nonincremental",
    "panel-tabset",
    "raw",
    "section",
    "steps",
    "tab",
    "tab-item",
    "tab-set",
    "tabs",
    "v-pre",
    "wrapper",
];

/// Classes of words that ask for a place in the margin: there blocks stand, and notes where the book asks for it.
const OF_MARGINS: [&str; 4] = ["marginnote", "margin-note", "sidenote", "column-margin"];
/// What to write instead.
const IN_MARGINS: &str = "write a note, متن^[یادداشت], and `place = \"margin\"` under [notes]; or ::: margin … ::: around paragraphs";
/// What a division of a site is arranged by.
const OF_COLUMNS: [&str; 4] = ["columns", "two-columns", "twocolumns", "multicol"];
/// What to write instead.
const IN_COLUMNS: &str = "write ::: columns … ::: around what stands in two columns";

/// The class that leaves out the number of a heading, a statement or a formula.
const UNNUMBERED: &str = "unnumbered";

impl Builder<'_> {
    /// Reports the name of a box that means nothing; `base` is where the text of the head begins.
    pub(super) fn check_box(&mut self, head: &Head, base: usize) {
        let Some(range) = head.name.clone() else {
            return;
        };
        let name = head.kind().to_owned();
        let lower = name.to_lowercase();
        let read = alert::is_known(&name)
            || statement_kinds::is_named(&name)
            || genre::is_named(&name)
            || panels::is_named(&name)
            || parallel::is_named(&name)
            || arrangement::is_named(&name);
        if read || OF_SCREENS.contains(&lower.as_str()) {
            return;
        }
        let titled = head.title.is_some() || head.written.title.is_some();
        let known = || {
            let boxes = alert::names().chain(statement_kinds::names());
            let forms = boxes.chain(genre::names()).chain(panels::names());
            let forms = forms.chain(parallel::names());
            forms.chain(arrangement::names())
        };
        let near = match titled {
            // `::: own title` is a box with that title, as its author means it; `::: theoerm title` is a mistake.
            true => misspelt(&lower, known()),
            false => nearest(&lower, known()),
        };
        if titled && near.is_none() {
            return;
        }
        let becomes = match titled {
            true => "a box with a title",
            false => "text without a box",
        };
        let message = format!(
            "no block is named {}: it is set as {becomes}",
            isolate(&name)
        );
        let span = self.span(base + range.start..base + range.end);
        let found = self.sink.warn(Code::UnknownBlock, span, message);
        let class =
            format!("write ::: {{.{name}}} where a class for a style sheet of your own is meant");
        found.hint(match near {
            _ if form::read(&name).is_some() => {
                "verse stands in a fenced block: ```verse".to_owned()
            }
            Some(near) => format!("did you mean {}? {class}", isolate(near)),
            None => class,
        });
    }
}

/// Reports classes and braces of a chapter that nothing reads; `text` is what its places point into.
pub(super) fn report(chapter: &Chapter, text: &str, sink: &mut Sink) {
    if !text.contains(['{', ':']) {
        return;
    }
    let notes = chapter.notes.iter().map(|note| note.blocks.as_slice());
    for blocks in std::iter::once(chapter.blocks.as_slice()).chain(notes) {
        visit_blocks(blocks, &mut |block| {
            if !is_arranged(block) {
                classes(&block.attributes, block.span, sink);
            }
            places(block, sink);
            let counted = matches!(
                block.kind,
                BlockKind::Heading { .. } | BlockKind::Statement { .. } | BlockKind::Math(_)
            );
            if block.attributes.has_class(UNNUMBERED) && !counted {
                let message =
                    "only headings, statements and formulas lose their number by .unnumbered";
                sink.warn(Code::UnreadClass, block.span, message)
                    .hint("take the class away");
            }
        });
        visit_inlines(blocks, &mut |inline| match &inline.kind {
            InlineKind::Span { attributes, .. } => classes(attributes, inline.span, sink),
            InlineKind::Text(words) if words.contains('{') => {
                let range = inline.span.range();
                let source = text.get(range.clone()).unwrap_or_default();
                for found in braces(words, source) {
                    let place = range.start + found.start..range.start + found.end;
                    let message = format!(
                        "{} belongs to nothing and is printed",
                        isolate(&source[found])
                    );
                    sink.warn(Code::UnreadAttributes, Span::new(inline.span.file, place), message)
                        .hint("write it right behind what it is for: [words]{.class}, ![…](…){#id}; \\{ where braces are meant");
                }
            }
            _ => {}
        });
    }
}

/// Classes that only figures and tables have. `.page` and `.bleed` may be an author's own at other blocks.
const OF_FIGURES: [&str; 6] = [
    "landscape",
    "turned",
    "fullpage",
    "full-page",
    "fullbleed",
    "full-bleed",
];

/// Whether a class asks for a page of another kind, wherever it stands.
pub(super) fn is_of_figures(class: &str) -> bool {
    OF_FIGURES.contains(&class)
}

/// Reports a block that asks for a page of its own and is no figure or table.
fn places(block: &Block, sink: &mut Sink) {
    let holds_figures = match &block.kind {
        // It has handed its class to them.
        BlockKind::Division(inner) => inner.iter().any(|one| one.kind.is_figure_or_table()),
        kind => kind.is_figure_or_table(),
    };
    let classes = block.attributes.classes.iter();
    for class in classes.filter(|class| !holds_figures && is_of_figures(class)) {
        let message = format!("only figures and tables read the class {}", isolate(class));
        sink.warn(Code::UnreadClass, block.span, message)
            .hint("write it in the braces of a picture or of a caption; the EPUB has the class for a style sheet");
    }
}

/// Whether a block is a division that pages arrange.
fn is_arranged(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Division(_)) && Arrangement::of(&block.attributes).is_some()
}

fn classes(attributes: &Attributes, span: Span, sink: &mut Sink) {
    for class in &attributes.classes {
        let instead = match class.as_str() {
            class if OF_MARGINS.contains(&class) => IN_MARGINS,
            class if OF_COLUMNS.contains(&class) => IN_COLUMNS,
            _ => continue,
        };
        let message = format!("nothing reads the class {} here", isolate(class));
        sink.warn(Code::UnreadClass, span, message).hint(instead);
    }
}

/// Braces in words that were printed although they hold attributes, as bytes of the source: `{#fig:x}`, not `{x}`, `{…}`
/// and what is escaped as `\{#x}`.
fn braces(words: &str, source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in words.match_indices('{') {
        let Some(written) = attributes::parse(&words[at..]).filter(attributes::Written::is_meant)
        else {
            continue;
        };
        let shown = &words[at..at + written.length];
        // The words may have been changed since (`...` is … in them): then nothing is told.
        let Some(place) = source.get(from..).and_then(|rest| rest.find(shown)) else {
            continue;
        };
        let start = from + place;
        from = start + shown.len();
        // In `${#list[@]}` and `\{#x}` no attributes are meant.
        if !source[..start].ends_with(['\\', '$']) {
            found.push(start..from);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::braces;

    #[test]
    fn braces_that_were_printed_are_found_where_they_hold_attributes() {
        let shown = |text: &'static str| -> Vec<&str> {
            let places = braces(&text.replace('\\', ""), text).into_iter();
            places.map(|place| &text[place]).collect()
        };
        assert_eq!(
            shown("متن {#fig:x} و {.wide} و {width=50%}"),
            ["{#fig:x}", "{.wide}", "{width=50%}"]
        );
        assert_eq!(
            shown("{...} {x} {x=1} {} ${#a[@]} \\{#id} {{ a }}"),
            [""; 0]
        );
        assert_eq!(shown("\\{#id} و {#id}"), ["{#id}"]);
    }
}
