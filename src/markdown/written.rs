//! Where each byte of a chapter's words was written: signs that are set otherwise than they were written in, a table of
//! the nodes that have such signs out.
//!
//! The span of `گفت: "برو"` is as long as its words are, if no sign is set otherwise. Here « has a byte more than `"`, and
//! who knew the span alone would not know where «برو» was written. So whoever replaces a sign while a chapter is read, or
//! leaves one out, notes it; when the chapter is read, its texts are gone through once.

use std::ops::Range;

use crate::import::template::Expanded;
use crate::lookup::Lookup;
use crate::model::{
    Block, BlockKind, Chapter, Inline, InlineContent, InlineKind, NodeId, SourceNode, visit_blocks,
    visit_inlines,
};
use crate::source::{Origin, Span, WrittenText};

/// A sign that is set otherwise than it was written, `--` as «–», or not at all, as the backslash of `\*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Substitution {
    /// Bytes of the chapter's text.
    pub(super) written: Range<usize>,
    /// How many bytes are set in their place.
    pub(super) length: usize,
}

impl Substitution {
    pub(super) fn new(written: Range<usize>, length: usize) -> Self {
        Self { written, length }
    }
}

/// The signs of a chapter that are set otherwise, in the order of its text: notes and titles are read out of it.
pub(super) fn in_order(mut substitutions: Vec<Substitution>) -> Vec<Substitution> {
    substitutions.sort_by_key(|one| (one.written.start, one.written.end));
    // What is read twice, as a title that its picture has and its heading, too, counts once.
    substitutions.dedup_by(|next, one| next.written == one.written);
    substitutions
}

/// The texts of a chapter that are not set byte for byte as they were written, by their nodes; `text` is that of the chapter.
pub(super) fn table(
    chapter: &Chapter,
    text: &str,
    substitutions: &[Substitution],
) -> Lookup<NodeId, WrittenText> {
    let mut found = Lookup::new();
    let signs = Signs {
        text,
        substitutions,
    };
    visit_texts_of(chapter, &mut |node, words| {
        if node.span.file != chapter.file || text.get(node.span.range()) == Some(words) {
            return;
        }
        let written = signs.written(words, node.span);
        let written = written.unwrap_or_else(|| signs.around(words, node.span));
        found.insert(node.id, written);
    });
    found
}

/// The same of a chapter that was read from a text whose tags were replaced: each place is that in the files of the author.
/// The spans of the chapter are still those of that text.
pub(super) fn before_tags(chapter: &Chapter, expanded: &Expanded) -> Lookup<NodeId, WrittenText> {
    let mut found = Lookup::new();
    visit_texts_of(chapter, &mut |node, words| {
        if node.span.file != chapter.file {
            return;
        }
        let written = expanded.written(&chapter.written_by(node, words.len()));
        let place = expanded.span(node.span.range()).unwrap_or(node.span);
        if written != WrittenText::of(words.len(), Origin::Author(place)) {
            found.insert(node.id, written);
        }
    });
    found
}

/// Says who wrote the heading at an index of a chapter whose nodes are counted, which the tool has put there.
pub(super) fn say_who_wrote_heading(chapter: &mut Chapter, at: usize, origin: Origin) {
    let heading = chapter.blocks.get(at).map(|block| &block.kind);
    if let Some(BlockKind::Heading { content, .. }) = heading
        && let [
            Inline {
                id,
                kind: InlineKind::Text(words),
                ..
            },
        ] = content.as_slice()
    {
        let written = WrittenText::of(words.len(), origin);
        chapter.written.insert(*id, written);
    }
}

/// The text of a chapter, and its signs that are set otherwise.
struct Signs<'c> {
    text: &'c str,
    substitutions: &'c [Substitution],
}

impl Signs<'_> {
    /// Where words that an author wrote at a place were written, sign by sign; `None` where they are not what stands there
    /// with its signs set otherwise: somebody has changed them since.
    fn written(&self, words: &str, place: Span) -> Option<WrittenText> {
        let range = place.range();
        let first = self
            .substitutions
            .partition_point(|one| one.written.start < range.start);
        let inside = self.substitutions[first..].iter();
        let inside = inside.take_while(|one| one.written.end <= range.end);
        let author = |range: Range<usize>| Origin::Author(Span::new(place.file, range));
        let end = Substitution::new(range.end..range.end, 0);
        let mut written = WrittenText::default();
        let mut at = range.start;
        for one in inside.chain([&end]) {
            let before = at..one.written.start;
            let set = written.length()..written.length() + before.len();
            if self.text.get(before.clone())? != words.get(set)? {
                return None;
            }
            written.push(before.len(), author(before));
            written.push_replaced(one.length, author(one.written.clone()));
            at = one.written.end;
        }
        (written.length() == words.len()).then_some(written)
    }

    /// The same of words that stand at a place as they are, among other signs: a title between the marks of its value in
    /// front matter, code between its backticks. Where they do not stand there, their place is all of it.
    fn around(&self, words: &str, place: Span) -> WrittenText {
        let range = place.range();
        let whole = self.text.get(range.clone()).unwrap_or_default();
        let mut written = WrittenText::default();
        match whole.find(words) {
            Some(before) => {
                let start = range.start + before;
                let own = Span::new(place.file, start..start + words.len());
                written.push(words.len(), Origin::Author(own));
            }
            None => written.push_replaced(words.len(), Origin::Author(place)),
        }
        written
    }
}

/// Calls `see` on everything in a chapter that has words of the author's own.
fn visit_texts_of<'c>(chapter: &'c Chapter, see: &mut impl FnMut(SourceNode, &'c str)) {
    visit_texts(&chapter.blocks, see);
    let notes = chapter.notes.iter();
    notes.for_each(|note| visit_texts(&note.blocks, see));
}

/// Calls `see` on everything in blocks that has words of the author's own: texts, code and formulas, in the line and as
/// blocks.
pub(super) fn visit_texts<'c>(blocks: &'c [Block], see: &mut impl FnMut(SourceNode, &'c str)) {
    visit_blocks(blocks, &mut |block: &'c Block| match &block.kind {
        BlockKind::Code(code) => see(block.source(), &code.text),
        BlockKind::Math(source) => see(block.source(), source),
        _ => {}
    });
    visit_inlines(blocks, &mut |inline| {
        if let InlineContent::Words(words) | InlineContent::Typed(words) = inline.kind.holds() {
            see(inline.source(), words);
        }
    });
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::{Signs, Substitution};
    use crate::source::{FileId, Span, WrittenRange};

    /// Where the parts of some words were written: how many bytes they have, and the bytes of the text.
    fn places(
        words: &str,
        text: &str,
        signs: &[(Range<usize>, usize)],
    ) -> Option<Vec<(usize, Range<usize>)>> {
        let substitutions = signs.iter().cloned();
        let substitutions = substitutions.map(|(written, length)| Substitution { written, length });
        let substitutions: Vec<_> = substitutions.collect();
        let signs = Signs {
            text,
            substitutions: &substitutions,
        };
        let written = signs.written(words, Span::new(FileId::default(), 0..text.len()))?;
        let place = |part: &WrittenRange| Some((part.range.len(), part.origin.span()?.range()));
        Some(written.ranges().iter().filter_map(place).collect())
    }

    #[test]
    fn behind_a_sign_that_is_set_otherwise_a_text_goes_on_where_it_was_written() {
        // A dash has three bytes for two.
        let signs = [(5..6, 2), (12..13, 2), (14..16, 3)];
        let found = places("او «برو» –", "او \"برو\" --", &signs);
        let expected = [
            (5, 0..5),
            (2, 5..6),
            (6, 6..12),
            (2, 12..13),
            (1, 13..14),
            (3, 14..16),
        ];
        assert_eq!(found.as_deref(), Some(&expected[..]));
    }

    #[test]
    fn signs_that_make_up_for_each_other_in_length_still_part_the_text() {
        let found = places("* «متن", "\\* \"متن", &[(0..1, 0), (3..4, 2)]);
        let expected = [(2, 1..3), (2, 3..4), (6, 4..10)];
        assert_eq!(found.as_deref(), Some(&expected[..]));
    }

    #[test]
    fn of_words_that_were_changed_since_nothing_is_said() {
        let signs = [(0..1, 2)];
        assert!(places("«متن", "\"متن", &signs).is_some());
        assert_eq!(places("«من", "\"متن", &signs), None);
        assert_eq!(places("«مثن", "\"متن", &signs), None);
    }
}
