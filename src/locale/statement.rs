//! Statements: theorems, definitions, exercises and their like, and the words that the tool sets before them.

use super::{Language, Tongue};

/// What a block states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// The heading of gathered answers in a language.
pub(super) fn answers_heading(language: &Language) -> &'static str {
    match language.spoken() {
        Tongue::Persian => "پاسخ تمرین‌ها",
        Tongue::Dari => "جواب تمرین‌ها",
        Tongue::Pashto => "د تمرینونو ځوابونه",
        Tongue::Arabic => "حلول التمارين",
        Tongue::Urdu => "مشقوں کے جوابات",
        Tongue::Hebrew | Tongue::Yiddish => "תשובות לתרגילים",
        Tongue::Sorani => "وەڵامی ڕاهێنانەکان",
        Tongue::Uyghur | Tongue::Sindhi | Tongue::SouthAzerbaijani | Tongue::English => "Answers",
    }
}

/// The table of a language: one word for each [`StatementKind`], in its order.
type Words = [&'static str; StatementKind::ALL.len()];

const FA: Words = [
    "قضیه",
    "لم",
    "گزاره",
    "نتیجه",
    "حدس",
    "اصل",
    "تعریف",
    "مثال",
    "تمرین",
    "مسئله",
    "پاسخ",
    "برهان",
    "تبصره",
];
/// Dari says a few things otherwise than Persian of Iran.
const PRS: Words = [
    "قضیه",
    "لم",
    "گزاره",
    "نتیجه",
    "حدس",
    "اصل",
    "تعریف",
    "مثال",
    "تمرین",
    "سؤال",
    "جواب",
    "ثبوت",
    "تبصره",
];
const PS: Words = [
    "قضیه",
    "لیما",
    "بیان",
    "پایله",
    "اټکل",
    "اصل",
    "تعریف",
    "بېلګه",
    "تمرین",
    "پوښتنه",
    "ځواب",
    "ثبوت",
    "یادونه",
];
const AR: Words = [
    "مبرهنة",
    "تمهيدية",
    "قضية",
    "نتيجة",
    "حدسية",
    "مسلّمة",
    "تعريف",
    "مثال",
    "تمرين",
    "مسألة",
    "جواب",
    "برهان",
    "ملاحظة",
];
const UR: Words = [
    "مسئلہ",
    "لیما",
    "قضیہ",
    "نتیجہ",
    "قیاس",
    "اصول",
    "تعریف",
    "مثال",
    "مشق",
    "سوال",
    "جواب",
    "ثبوت",
    "تبصرہ",
];
const HE: Words = [
    "משפט",
    "למה",
    "טענה",
    "מסקנה",
    "השערה",
    "אקסיומה",
    "הגדרה",
    "דוגמה",
    "תרגיל",
    "בעיה",
    "תשובה",
    "הוכחה",
    "הערה",
];
const CKB: Words = [
    "تیۆرم",
    "لێما",
    "پێشنیاز",
    "ئەنجام",
    "گومان",
    "بنەما",
    "پێناسە",
    "نموونە",
    "ڕاهێنان",
    "پرسیار",
    "وەڵام",
    "سەلماندن",
    "تێبینی",
];
const EN: Words = [
    "Theorem",
    "Lemma",
    "Proposition",
    "Corollary",
    "Conjecture",
    "Axiom",
    "Definition",
    "Example",
    "Exercise",
    "Problem",
    "Answer",
    "Proof",
    "Remark",
];

/// The word of a language; English where we have no table.
pub(super) fn look_up(language: &Language, kind: StatementKind) -> &'static str {
    let words = match language.spoken() {
        Tongue::Persian => &FA,
        Tongue::Dari => &PRS,
        Tongue::Pashto => &PS,
        Tongue::Arabic => &AR,
        Tongue::Urdu => &UR,
        Tongue::Hebrew => &HE,
        Tongue::Sorani => &CKB,
        Tongue::Uyghur
        | Tongue::Yiddish
        | Tongue::Sindhi
        | Tongue::SouthAzerbaijani
        | Tongue::English => &EN,
    };
    words[kind as usize]
}
