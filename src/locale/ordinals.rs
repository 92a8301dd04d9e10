//! The number of a chapter in words, as it stands above its title: «فصل یکم», «الفصل الأول», “Chapter One”.
//!
//! A language and a number in, the label out. Languages without a table here, and numbers beyond theirs, have
//! their digits behind the word: «باب ۱۲».

use super::{Language, Term, Tongue, counters};

/// The label of a chapter, its number in words where the language has them.
pub(super) fn in_words(language: &Language, number: usize) -> String {
    let words = match language.tongue() {
        Some(Tongue::Persian | Tongue::Dari) => {
            persian(number).map(|ordinal| format!("فصل {ordinal}"))
        }
        Some(Tongue::Arabic) => arabic(number).map(|ordinal| format!("الفصل {ordinal}")),
        Some(Tongue::Urdu) => nth(&URDU, number).map(|ordinal| format!("باب {ordinal}")),
        Some(Tongue::Pashto) => nth(&PASHTO, number).map(|ordinal| format!("{ordinal} څپرکی")),
        Some(Tongue::Sorani) => nth(&SORANI, number).map(|ordinal| format!("بەشی {ordinal}")),
        Some(Tongue::Hebrew) => Some(format!("פרק {}", hebrew(number))),
        Some(Tongue::English) => {
            nth(&ENGLISH, number).map(|cardinal| format!("Chapter {cardinal}"))
        }
        Some(Tongue::Uyghur | Tongue::Yiddish | Tongue::Sindhi | Tongue::SouthAzerbaijani)
        | None => None,
    };
    words.unwrap_or_else(|| in_digits(language, number))
}

/// The label of a chapter with the digits of the language.
pub(super) fn in_digits(language: &Language, number: usize) -> String {
    format!(
        "{} {}",
        language.term(Term::Chapter),
        language.number(number)
    )
}

/// The label of a part, its number in words where the language has them: «بخش یکم».
pub(super) fn part_in_words(language: &Language, number: usize) -> String {
    let words = match language.tongue() {
        Some(Tongue::Persian | Tongue::Dari) => {
            persian(number).map(|ordinal| format!("بخش {ordinal}"))
        }
        Some(Tongue::Arabic) => arabic(number).map(|ordinal| format!("القسم {ordinal}")),
        Some(Tongue::Urdu) => nth(&URDU, number).map(|ordinal| format!("حصہ {ordinal}")),
        Some(Tongue::Pashto) => nth(&PASHTO, number).map(|ordinal| format!("{ordinal} برخه")),
        Some(Tongue::Hebrew) => Some(format!("חלק {}", hebrew(number))),
        Some(Tongue::English) => nth(&ENGLISH, number).map(|cardinal| format!("Part {cardinal}")),
        Some(
            Tongue::Sorani
            | Tongue::Uyghur
            | Tongue::Yiddish
            | Tongue::Sindhi
            | Tongue::SouthAzerbaijani,
        )
        | None => None,
    };
    words.unwrap_or_else(|| part_in_digits(language, number))
}

/// The label of a part with the digits of the language.
pub(super) fn part_in_digits(language: &Language, number: usize) -> String {
    let word = match language.spoken() {
        Tongue::Persian | Tongue::Dari | Tongue::SouthAzerbaijani => "بخش",
        Tongue::Arabic => "القسم",
        Tongue::Urdu => "حصہ",
        Tongue::Pashto => "برخه",
        Tongue::Sorani => "بەش",
        Tongue::Hebrew | Tongue::Yiddish => "חלק",
        Tongue::Uyghur | Tongue::Sindhi | Tongue::English => "Part",
    };
    format!("{word} {}", language.number(number))
}

/// The word of a number from 1 in a list that begins with that of 1.
fn nth(words: &'static [&'static str], number: usize) -> Option<&'static str> {
    words.get(number.checked_sub(1)?).copied()
}

/// Persian ordinals to nineteen.
const PERSIAN: [&str; 19] = [
    "یکم",
    "دوم",
    "سوم",
    "چهارم",
    "پنجم",
    "ششم",
    "هفتم",
    "هشتم",
    "نهم",
    "دهم",
    "یازدهم",
    "دوازدهم",
    "سیزدهم",
    "چهاردهم",
    "پانزدهم",
    "شانزدهم",
    "هفدهم",
    "هجدهم",
    "نوزدهم",
];

/// Persian tens from twenty; an ordinal ends its last word in -م.
const PERSIAN_TENS: [&str; 8] = ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"];

/// «بیست و سوم» is 23, «چهلم» 40, «سی‌ام» 30; `None` from a hundred on.
fn persian(number: usize) -> Option<String> {
    if let Some(ordinal) = nth(&PERSIAN, number) {
        return Some(ordinal.to_owned());
    }
    let tens = PERSIAN_TENS.get((number / 10).checked_sub(2)?)?;
    Some(match nth(&PERSIAN, number % 10) {
        Some(ordinal) => format!("{tens} و {ordinal}"),
        // «سیم» would be read as wire.
        None if tens.ends_with('ی') => format!("{tens}\u{200C}ام"),
        None => format!("{tens}م"),
    })
}

/// Arabic ordinals to ten, with the article.
const ARABIC: [&str; 10] = [
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
];

/// Arabic tens from twenty, with the article.
const ARABIC_TENS: [&str; 8] = [
    "العشرون",
    "الثلاثون",
    "الأربعون",
    "الخمسون",
    "الستون",
    "السبعون",
    "الثمانون",
    "التسعون",
];

/// «الثالث عشر» is 13, «الحادي والعشرون» 21; `None` from a hundred on.
fn arabic(number: usize) -> Option<String> {
    if let Some(ordinal) = nth(&ARABIC, number) {
        return Some(ordinal.to_owned());
    }
    let ones = match number % 10 {
        1 => Some("الحادي"),
        ones => nth(&ARABIC, ones),
    };
    if number < 20 {
        return Some(format!("{} عشر", ones?));
    }
    let tens = ARABIC_TENS.get((number / 10).checked_sub(2)?)?;
    Some(match ones {
        Some(ones) => format!("{ones} و{tens}"),
        None => (*tens).to_owned(),
    })
}

const URDU: [&str; 20] = [
    "اول",
    "دوم",
    "سوم",
    "چہارم",
    "پنجم",
    "ششم",
    "ہفتم",
    "ہشتم",
    "نہم",
    "دہم",
    "یازدہم",
    "دوازدہم",
    "سیزدہم",
    "چہاردہم",
    "پانزدہم",
    "شانزدہم",
    "ہفدہم",
    "ہشتدہم",
    "نوزدہم",
    "بستم",
];
const PASHTO: [&str; 10] = [
    "لومړی",
    "دوهم",
    "درېیم",
    "څلورم",
    "پنځم",
    "شپږم",
    "اووم",
    "اتم",
    "نهم",
    "لسم",
];
const SORANI: [&str; 10] = [
    "یەکەم",
    "دووەم",
    "سێیەم",
    "چوارەم",
    "پێنجەم",
    "شەشەم",
    "حەوتەم",
    "هەشتەم",
    "نۆیەم",
    "دەیەم",
];
const ENGLISH: [&str; 20] = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
];

/// A number in Hebrew letters with the marks that say that it is one: a geresh behind a letter alone, gershayim
/// before the last of several («א׳», «ט״ו»).
fn hebrew(number: usize) -> String {
    let letters = counters::hebrew(number);
    match letters.char_indices().next_back() {
        Some((0, _)) => format!("{letters}\u{05F3}"),
        Some((last, _)) => format!("{}\u{05F4}{}", &letters[..last], &letters[last..]),
        None => letters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(tag: &str, numbers: &[usize]) -> Vec<String> {
        let language = Language::new(tag).unwrap();
        let label = |number: &usize| in_words(&language, *number);
        numbers.iter().map(label).collect()
    }

    #[test]
    fn a_chapter_is_numbered_in_the_words_of_its_language() {
        assert_eq!(
            labels("fa-AF", &[1, 14, 20, 23, 30, 40, 100]),
            [
                "فصل یکم",
                "فصل چهاردهم",
                "فصل بیستم",
                "فصل بیست و سوم",
                "فصل سی\u{200C}ام",
                "فصل چهلم",
                "فصل ۱۰۰"
            ]
        );
        assert_eq!(
            labels("ar", &[1, 11, 13, 20, 21]),
            [
                "الفصل الأول",
                "الفصل الحادي عشر",
                "الفصل الثالث عشر",
                "الفصل العشرون",
                "الفصل الحادي والعشرون"
            ]
        );
        assert_eq!(labels("ur", &[4, 21]), ["باب چہارم", "باب ۲۱"]);
        assert_eq!(labels("he", &[1, 15]), ["פרק א׳", "פרק ט״ו"]);
        assert_eq!(labels("ps", &[3]), ["درېیم څپرکی"]);
        assert_eq!(labels("ckb", &[2]), ["بەشی دووەم"]);
        assert_eq!(labels("en", &[2, 21]), ["Chapter Two", "Chapter 21"]);
        assert_eq!(labels("ug", &[2]), ["باب 2"]);
    }
}
