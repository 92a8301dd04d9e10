//! Marks of notes and their definitions: what has no counterpart is reported.

use super::builder::{Builder, NoteMark};
use crate::diag::{Code, isolate};
use crate::model::{Chapter, Inline, InlineKind, visit_inlines_mut};
use crate::source::Span;

/// Reports marks without a note and notes without a mark.
pub(super) fn check(builder: &mut Builder<'_>) {
    let mut marked = vec![false; builder.notes.len()];
    for mark in std::mem::take(&mut builder.marks) {
        let first = !std::mem::replace(&mut marked[mark.note], true);
        if first && builder.definitions[mark.note].is_none() {
            report_unknown(builder, mark);
        }
    }
    let defined = builder.definitions.iter().enumerate();
    let unused = defined.filter(|(note, _)| !marked[*note]);
    let mut unused: Vec<NoteMark> = unused
        .filter_map(|(note, span)| span.map(|span| NoteMark { note, span }))
        .collect();
    unused.sort_unstable_by_key(|unused| unused.span.start);
    for definition in unused {
        report_unused(builder, definition);
    }
}

/// Puts what was typed in place of every mark that no note belongs to.
///
/// `[^کلمه]` without a note is text to every other reader of Markdown, and often meant so: a pattern
/// such as `[^a-z]` in prose.
pub(super) fn restore_unknown(chapter: &mut Chapter, definitions: &[Option<Span>]) {
    if definitions.iter().all(Option::is_some) {
        return;
    }
    let labels: Vec<String> = chapter
        .notes
        .iter()
        .map(|note| note.label.clone())
        .collect();
    let mut restore = |inline: &mut Inline| {
        if let InlineKind::NoteRef(id) = inline.kind
            && let Some(None) = definitions.get(id.index as usize)
            && let Some(label) = labels.get(id.index as usize)
        {
            inline.kind = InlineKind::Text(format!("[^{label}]"));
        }
    };
    visit_inlines_mut(&mut chapter.blocks, &mut restore);
    for note in &mut chapter.notes {
        visit_inlines_mut(&mut note.blocks, &mut restore);
    }
}

fn report_unknown(builder: &mut Builder<'_>, mark: NoteMark) {
    let label = &builder.notes[mark.note].label;
    let defined = |note: &usize| builder.definitions[*note].is_some();
    let known = builder.labels.iter().filter(|(_, note)| defined(note));
    let near = builder.sink.nearest(
        &label.to_lowercase(),
        known.map(|(label, _)| label.as_str()),
    );
    let hint = near.map_or_else(
        || format!("write its text on a line of its own: [^{label}]: …"),
        |near| format!("did you mean {}?", isolate(&format!("[^{near}]"))),
    );
    let message = format!("no note is named {}", isolate(label));
    builder
        .sink
        .warn(Code::UnknownNote, mark.span, message)
        .hint(hint);
}

fn report_unused(builder: &mut Builder<'_>, definition: NoteMark) {
    let label = &builder.notes[definition.note].label;
    let message = format!("nothing refers to the note {}", isolate(label));
    let hint = format!("write [^{label}] where it belongs, or remove it");
    builder
        .sink
        .warn(Code::UnusedNote, definition.span, message)
        .hint(hint);
}
