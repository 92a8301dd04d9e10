//! The words that the tool sets beside blocks: at a table that goes on, before theorems and their like, before the
//! numbers of formulas.

use super::Language;

/// A word beside a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockTerm {
    /// At a table that goes on from the page before.
    Continued,
    /// Before a theorem.
    Theorem,
    /// Before a lemma.
    Lemma,
    /// Before a proposition.
    Proposition,
    /// Before a corollary.
    Corollary,
    /// Before a conjecture.
    Conjecture,
    /// Before an axiom.
    Axiom,
    /// Before a definition.
    Definition,
    /// Before an example.
    Example,
    /// Before an exercise.
    Exercise,
    /// Before a problem.
    Problem,
    /// Before an answer.
    Answer,
    /// Before a proof.
    Proof,
    /// Before a remark.
    Remark,
    /// Before the number of a formula.
    Equation,
}

/// The table of a language: one word for each [`BlockTerm`], in its order.
type Words = [&'static str; 15];

const FA: Words = [
    "ادامه",
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
    "رابطه",
];
/// Dari says a few things otherwise than Persian of Iran.
const PRS: Words = [
    "ادامه",
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
    "رابطه",
];
const PS: Words = [
    "پاتې برخه",
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
    "معادله",
];
const AR: Words = [
    "تابع",
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
    "المعادلة",
];
const UR: Words = [
    "جاری",
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
    "مساوات",
];
const HE: Words = [
    "המשך",
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
    "משוואה",
];
const CKB: Words = [
    "درێژە",
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
    "هاوکێشە",
];
const EN: Words = [
    "continued",
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
    "Equation",
];

/// The word of a language; English where we have no table.
pub(super) fn look_up(language: &Language, term: BlockTerm) -> &'static str {
    let words = match language.primary() {
        "fa" | "pes" if language.as_str() != "fa-AF" => &FA,
        "fa" | "prs" => &PRS,
        "ps" => &PS,
        "ar" => &AR,
        "ur" => &UR,
        "he" | "iw" => &HE,
        "ckb" => &CKB,
        _ => &EN,
    };
    words[term as usize]
}

/// A word before its number: Persian joins both with an ezafe, which a word that ends in a silent «ه» shows
/// («قضیهٔ ۱», «لم ۱»).
pub(super) fn before_number(language: &Language, term: BlockTerm) -> String {
    let word = look_up(language, term);
    let persian = matches!(language.primary(), "fa" | "pes" | "prs");
    match word.strip_suffix('\u{0647}') {
        Some(stem) if persian => format!("{stem}\u{0647}\u{0654}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{BlockTerm, before_number};
    use crate::locale::Language;

    #[test]
    fn a_word_before_its_number_shows_its_ezafe_where_it_ends_in_a_silent_letter() {
        let persian = Language::persian();
        let word = |term| before_number(&persian, term);
        assert_eq!(word(BlockTerm::Theorem), "قضیهٔ");
        assert_eq!(word(BlockTerm::Lemma), "لم");
        assert_eq!(word(BlockTerm::Exercise), "تمرین");
        let english = Language::english();
        assert_eq!(before_number(&english, BlockTerm::Theorem), "Theorem");
    }
}
