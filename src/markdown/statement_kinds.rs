//! The kinds of statements: the name and the id of a box in, its kind out.

use crate::locale::StatementKind;
use crate::model::Attributes;

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
