//! The form of a poem: the words of an info string and classes in, `VerseForm` out.

use crate::model::VerseForm;

/// What the words of an info string say of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// It is verse, of no named form.
    Verse,
    /// It is verse of this form.
    Form(VerseForm),
}

/// Words for verse of any form.
const VERSE: &[&str] = &["verse", "poem", "poetry", "شعر", "نظم"];

/// Words for forms made of bayts.
const BAYTS: &[&str] = &[
    "ghazal",
    "غزل",
    "masnavi",
    "mathnawi",
    "مثنوی",
    "qasida",
    "قصیده",
    "rubai",
    "رباعی",
    "dobeyti",
    "dobayti",
    "دوبیتی",
    "qeta",
    "qita",
    "قطعه",
    "bayt",
    "بیت",
    "chaharpareh",
    "چهارپاره",
    "fard",
    "فرد",
];

/// Words for forms whose stanzas end in a line of their own.
const STANZAS: &[&str] = &[
    "mosammat",
    "مسمط",
    "mokhammas",
    "مخمس",
    "mosaddas",
    "مسدس",
    "tarjiband",
    "ترجیعبند",
    "tarkibband",
    "ترکیببند",
    "mostazad",
    "مستزاد",
];

/// Words for verse of free lines.
const FREE: &[&str] = &["free", "freeverse", "شعرنو", "نو", "نیمایی", "سپید", "آزاد"];

/// Reads the words that stand in an info string, or one class.
///
/// Spaces, hyphens and ZWNJ inside a name do not count: «شعر نو» is «شعرنو».
pub(super) fn read(words: &str) -> Option<Asked> {
    const ZWNJ: char = '\u{200C}';
    let plain = |word: &str| -> String {
        let letters = word
            .chars()
            .filter(|letter| !matches!(*letter, '-' | '_' | ZWNJ));
        let letters = letters.map(|letter| match letter {
            'ي' => 'ی',
            'ك' => 'ک',
            letter => letter,
        });
        letters.collect::<String>().to_ascii_lowercase()
    };
    let parts: Vec<String> = words.split([' ', '\t', ',']).map(plain).collect();
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    let named = form(&parts.concat());
    let first = *parts.first()?;
    if let Some(form) = named.or_else(|| form(first)) {
        // «نو» and `free` alone say nothing of verse.
        let vague = parts.len() == 1 && matches!(first, "free" | "نو" | "آزاد" | "فرد" | "fard");
        return (!vague).then_some(Asked::Form(form));
    }
    if !VERSE.contains(&first) {
        return None;
    }
    let form = parts[1..].iter().find_map(|word| form(word));
    Some(form.map_or(Asked::Verse, Asked::Form))
}

/// The form that a class of a block already known as verse names.
pub(super) fn of_class(class: &str) -> Option<VerseForm> {
    let named = read(&format!("verse {class}"));
    match named {
        Some(Asked::Form(form)) => Some(form),
        Some(Asked::Verse) | None => None,
    }
}

fn form(word: &str) -> Option<VerseForm> {
    let forms = [
        (BAYTS, VerseForm::Bayts),
        (STANZAS, VerseForm::Stanzas),
        (FREE, VerseForm::Free),
    ];
    let found = forms.iter().find(|(names, _)| names.contains(&word));
    found.map(|(_, form)| *form)
}

#[cfg(test)]
mod tests {
    use super::{Asked, of_class, read};
    use crate::model::VerseForm;

    #[test]
    fn the_forms_of_persian_poetry_are_known_in_both_scripts() {
        for (words, form) in [
            ("غزل", VerseForm::Bayts),
            ("masnavi", VerseForm::Bayts),
            ("رباعي", VerseForm::Bayts),
            ("ترجیع\u{200C}بند", VerseForm::Stanzas),
            ("tarkib-band", VerseForm::Stanzas),
            ("شعر نو", VerseForm::Free),
            ("شعر مسمط", VerseForm::Stanzas),
            ("verse free", VerseForm::Free),
            ("free-verse", VerseForm::Free),
        ] {
            assert_eq!(read(words), Some(Asked::Form(form)), "{words}");
        }
        assert_eq!(read("شعر"), Some(Asked::Verse));
        assert_eq!(of_class("ghazal"), Some(VerseForm::Bayts));
    }

    #[test]
    fn code_is_no_verse() {
        for words in ["", "rust", "free", "text verse", "نو"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
