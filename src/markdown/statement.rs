//! Statements: the names that authors write for theorems and their like in, kinds out.
//!
//! `::: theorem {#thm:x} title` is ours; the name may be Persian. Quarto's `::: {#thm-x}` says the kind by the id.

use super::builder::Builder;
use super::frame::{Frame, StatementHeading};
use crate::locale::StatementKind;
use crate::model::{Attributes, Block, BlockKind, Inline, InlineKind};
use crate::source::Span;

/// The signs of a kind: names of a box, and what the id of one begins with in Quarto (behind it a hyphen) and
/// pandoc-crossref (behind it a colon).
const NAMES: &[(StatementKind, &[&str], &str)] = &[
    (StatementKind::Theorem, &["theorem", "قضیه"], "thm"),
    (StatementKind::Lemma, &["lemma", "لم"], "lem"),
    (StatementKind::Proposition, &["proposition", "گزاره"], "prp"),
    (StatementKind::Corollary, &["corollary"], "cor"),
    (StatementKind::Conjecture, &["conjecture", "حدس"], "cnj"),
    (StatementKind::Axiom, &["axiom"], "axm"),
    (StatementKind::Definition, &["definition", "تعریف"], "def"),
    (StatementKind::Example, &[], "exm"),
    (StatementKind::Exercise, &["exercise", "تمرین"], "exr"),
    (
        StatementKind::Problem,
        &["problem", "مسئله", "مساله"],
        "prb",
    ),
    (
        StatementKind::Answer,
        &["answer", "solution", "پاسخ"],
        "sol",
    ),
    (StatementKind::Proof, &["proof", "برهان", "اثبات"], "prf"),
    (StatementKind::Remark, &["remark", "تبصره"], "rem"),
];

/// What ends a proof.
const TOMBSTONE: &str = "\u{A0}\u{25A1}";

/// The kind of statement that a box is, by its name or its id.
pub(super) fn kind(name: &str, attributes: &Attributes) -> Option<StatementKind> {
    let lower = name.to_lowercase();
    let named = NAMES
        .iter()
        .find(|(_, names, _)| names.contains(&lower.as_str()));
    let of_id = || {
        let id = attributes.id.as_deref()?;
        NAMES.iter().find(|(_, _, prefix)| {
            let rest = id.strip_prefix(prefix);
            rest.is_some_and(|rest| rest.starts_with(['-', ':']))
        })
    };
    let unnamed = name.is_empty() || lower == "example";
    let found = named.or_else(|| of_id().filter(|_| unnamed));
    found.map(|(kind, _, _)| *kind)
}

/// Every name of a statement.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().flat_map(|(_, names, _)| names.iter().copied())
}

/// Whether a name is that of a statement.
pub(super) fn is_named(name: &str) -> bool {
    let lower = name.to_lowercase();
    names().any(|known| known == lower)
}

/// Whether the ids of statements begin so.
pub(super) fn is_prefix(word: &str) -> bool {
    NAMES.iter().any(|(_, _, prefix)| *prefix == word)
}

impl Builder<'_> {
    /// Adds a closed statement; a proof ends with its sign.
    pub(super) fn finish_statement(
        &mut self,
        mut frame: Frame,
        heading: StatementHeading,
        span: Span,
    ) {
        let StatementHeading { kind, title } = heading;
        let mut blocks = std::mem::take(&mut frame.blocks);
        if kind == StatementKind::Proof {
            self.end_proof(&mut blocks, span);
        }
        let mut attributes = frame.attributes;
        let classes = &mut attributes.classes;
        if classes.first().is_none_or(|first| first != kind.name()) {
            classes.insert(0, kind.name().to_owned());
        }
        let id = self.node();
        let kind = BlockKind::Statement {
            kind,
            title,
            blocks,
        };
        self.push_block(Block {
            id,
            kind,
            attributes,
            span,
        });
    }

    /// Adds the sign at the end of the last paragraph, or on a line of its own.
    fn end_proof(&mut self, blocks: &mut Vec<Block>, span: Span) {
        let sign = Inline {
            id: self.node(),
            kind: InlineKind::Text(TOMBSTONE.to_owned()),
            span: Span {
                start: span.end,
                ..span
            },
        };
        if let Some(BlockKind::Paragraph(content)) = blocks.last_mut().map(|last| &mut last.kind) {
            return content.push(sign);
        }
        blocks.push(Block {
            id: self.node(),
            kind: BlockKind::Paragraph(vec![sign]),
            attributes: Attributes::default(),
            span,
        });
    }
}
