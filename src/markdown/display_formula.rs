//! Displayed formulas and their names: `$$x^2$$ {#eq:square}`, as pandoc-crossref has them.

use super::attributes;
use super::builder::Builder;
use crate::model::{Attributes, Block, BlockKind, Inline, InlineKind};
use crate::source::Span;

/// A paragraph in which a displayed formula has a name.
pub(super) struct Cut {
    /// What stands before the formula.
    before: Vec<Inline>,
    /// Where the formula was written.
    span: Span,
    /// Its TeX.
    tex: String,
    /// What its braces say.
    attributes: Attributes,
    /// What stands behind its braces.
    after: Vec<Inline>,
}

impl Builder<'_> {
    /// The TeX of a formula that was written between double dollars.
    pub(super) fn displayed<'i>(&self, inline: &'i Inline) -> Option<&'i str> {
        match &inline.kind {
            InlineKind::Math(tex) if self.source.text[inline.span.range()].starts_with("$$") => {
                Some(tex)
            }
            _ => None,
        }
    }

    /// Cuts a paragraph at its first displayed formula with a name; a paragraph without one comes back.
    ///
    /// A number needs a line of its own: «پس $$a = b$$ {#eq:ab} و از آن …» is a paragraph, a formula, a paragraph.
    pub(super) fn cut_at_formula(&self, mut inlines: Vec<Inline>) -> Result<Cut, Vec<Inline>> {
        let named = (0..inlines.len()).find_map(|at| {
            let tex = self.displayed(&inlines[at])?;
            let braces = braces_behind(&inlines[at + 1..])?;
            Some((at, tex.to_owned(), braces))
        });
        let Some((at, tex, braces)) = named else {
            return Err(inlines);
        };
        let mut after = inlines.split_off(at + 1);
        after.drain(..braces.behind);
        if let Some(InlineKind::Text(text)) = after.first_mut().map(|first| &mut first.kind) {
            text.drain(..braces.length);
        }
        let span = inlines[at].span;
        inlines.truncate(at);
        Ok(Cut {
            before: inlines,
            span,
            tex,
            attributes: braces.attributes,
            after,
        })
    }

    /// Adds the parts of a paragraph that was cut; what was said of it is said of its first part.
    pub(super) fn place_cut(&mut self, paragraph: Block, cut: Cut) {
        let Block {
            attributes, span, ..
        } = paragraph;
        let Cut {
            before,
            span: place,
            tex,
            attributes: mut own,
            after,
        } = cut;
        if before.is_empty() {
            super::caption::add(&mut own, attributes);
        } else {
            let end = place.start;
            self.place_paragraph(Block {
                id: paragraph.id,
                kind: BlockKind::Paragraph(before),
                attributes,
                span: Span { end, ..span },
            });
        }
        let id = self.node();
        self.place_block(Block {
            id,
            kind: BlockKind::Math(tex),
            attributes: own,
            span: place,
        });
        let id = self.node();
        self.place_paragraph(Block {
            id,
            kind: BlockKind::Paragraph(after),
            attributes: Attributes::default(),
            span: Span {
                start: place.end,
                ..span
            },
        });
    }
}

/// Braces behind a formula.
struct Braces {
    attributes: Attributes,
    /// How many inlines stand between the formula and the text that begins with them.
    behind: usize,
    /// Bytes of that text up to their end.
    length: usize,
}

/// Braces with a name at the start of what follows a formula, on its line or on the next.
fn braces_behind(inlines: &[Inline]) -> Option<Braces> {
    let is_end = |inline: &&Inline| matches!(inline.kind, InlineKind::SoftBreak);
    let behind = inlines.iter().take_while(is_end).count();
    let InlineKind::Text(text) = &inlines.get(behind)?.kind else {
        return None;
    };
    let rest = text.trim_start();
    let written = attributes::parse(rest)?;
    written.attributes.id.as_ref()?;
    Some(Braces {
        attributes: written.attributes,
        behind,
        length: text.len() - rest.len() + written.length,
    })
}
