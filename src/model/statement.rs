//! Statements: theorems, definitions, exercises and their like.

/// What a block states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatementKind {
    /// A theorem.
    Theorem,
    /// A lemma.
    Lemma,
    /// A proposition.
    Proposition,
    /// A corollary.
    Corollary,
    /// A conjecture.
    Conjecture,
    /// An axiom.
    Axiom,
    /// A definition.
    Definition,
    /// An example that is counted.
    Example,
    /// An exercise.
    Exercise,
    /// A problem.
    Problem,
    /// The answer to one of them.
    Answer,
    /// A proof.
    Proof,
    /// A remark.
    Remark,
}

impl StatementKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Theorem,
        Self::Lemma,
        Self::Proposition,
        Self::Corollary,
        Self::Conjecture,
        Self::Axiom,
        Self::Definition,
        Self::Example,
        Self::Exercise,
        Self::Problem,
        Self::Answer,
        Self::Proof,
        Self::Remark,
    ];

    /// Its name in English: the class that an author writes, and that the EPUB has.
    pub fn name(self) -> &'static str {
        match self {
            Self::Theorem => "theorem",
            Self::Lemma => "lemma",
            Self::Proposition => "proposition",
            Self::Corollary => "corollary",
            Self::Conjecture => "conjecture",
            Self::Axiom => "axiom",
            Self::Definition => "definition",
            Self::Example => "example",
            Self::Exercise => "exercise",
            Self::Problem => "problem",
            Self::Answer => "answer",
            Self::Proof => "proof",
            Self::Remark => "remark",
        }
    }

    /// Whether its blocks are counted through the book: an answer, a proof and a remark belong to what stands before
    /// them.
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::Answer | Self::Proof | Self::Remark)
    }
}
