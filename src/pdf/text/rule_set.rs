//! The names of the rules by which lines are arranged, and which of them are applied; `rules` has their order.

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Rule {
    /// What justification adds is inside the space, in steps.
    SpaceSteps,
    /// Something of the other direction stands where a right-to-left run changes its font or its element.
    Joints,
    /// The first figure of a number says all of it.
    WholeNumbers,
    /// A mark keeps signs and figures from turning the line round.
    MarkedSigns,
    /// A mark holds the punctuation that ends left-to-right text.
    ClosedLatin,
    /// A space at the edge of a run is shown by itself, or a sign carries it.
    EdgeSpaces,
    /// Letters take what is too wide of a space.
    SharedSpaces,
    /// A space stands before a vowel sign at the left end of a run.
    OpenedItems,
    /// Spaces carry marks until a run has enough letters.
    WeighedItems,
    /// A bracket that closes behind other text is shown by itself.
    ClosingSigns,
    /// A sign of the book takes the place of a joint.
    SignsAsJoints,
    /// Marks part a number from the sign behind it.
    PartedNumbers,
    /// Marks make a run strong to its ends.
    MarkedRuns,
    /// A code of several characters says them in logical order.
    LogicalCodes,
    /// Marks around a bracket keep it as it is.
    GuardedBrackets,
    /// Latin words side by side begin in the order of pdfium.
    LedWords,
    /// Marks of the others are silent.
    SilentMarks,
    /// `Tf` stands before each run.
    RepeatedFont,
    /// Marks at the foot of a page give it enough right-to-left letters.
    BalancedPage,
    /// Codes of one byte say half-spaces and brackets; not by default.
    OneByteCodes,
}

/// The rules that are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct RuleSet(u32);

impl RuleSet {
    /// All rules.
    pub(in crate::pdf) const ALL: Self = Self(u32::MAX);
    /// What keeps to the standard.
    pub(in crate::pdf) const PORTABLE: Self = Self::ALL.without(Rule::OneByteCodes);
    /// No rule: each line as it is seen.
    pub(in crate::pdf) const NONE: Self = Self(0);

    /// Whether a rule is applied.
    pub(in crate::pdf) fn has(self, rule: Rule) -> bool {
        self.0 & 1 << rule as u32 != 0
    }

    /// The same without a rule.
    pub(in crate::pdf) const fn without(self, rule: Rule) -> Self {
        Self(self.0 & !(1 << rule as u32))
    }
}
