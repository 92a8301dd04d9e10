//! The order of words in a language, and the letters that they are listed under (UTS #10; CLDR, "Collation" and
//! "Index characters").

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization;

use super::{Direction, Language, Tongue, persian_letter};

/// The alphabet of a language.
pub(crate) struct Collation {
    words: CollatorBorrowed<'static>,
    /// Tells letters apart and nothing else: «أ» stands under «ا».
    letters: CollatorBorrowed<'static>,
    /// The letters that words are listed under, in their order.
    heads: Vec<&'static str>,
}

impl Collation {
    /// That of a language; of the root, in which all letters have a place, where it has none of its own.
    pub(crate) fn of(language: &str) -> Self {
        let letters = collator(language, Strength::Primary);
        let mut heads: Vec<&str> = letters_of(language).split(' ').collect();
        // CLDR sorts some languages otherwise than their schools do: a head stands where its words are.
        heads.sort_by(|a, b| letters.compare(a, b));
        Self {
            words: collator(language, Strength::Tertiary),
            letters,
            heads,
        }
    }

    /// The order of two words.
    pub(crate) fn compare(&self, a: &str, b: &str) -> Ordering {
        self.words.compare(a, b)
    }

    /// The letter that a word is listed under; `None` for what begins before all letters, a number.
    pub(crate) fn head(&self, word: &str) -> Option<&'static str> {
        // The last letter that is not behind the word: «أحمد» stands behind «ا» and before «ب».
        let behind = |head: &&str| self.letters.compare(head, word) != Ordering::Greater;
        let count = self.heads.partition_point(behind);
        self.heads[..count].last().copied()
    }
}

/// The words that a text is sorted by: it without quotation marks and brackets before it.
pub(crate) fn sorted_by(text: &str) -> &str {
    text.trim_start_matches(|letter: char| !letter.is_alphanumeric())
}

/// Words as entries are told apart: «كتاب» of an Arabic keyboard is «کتاب», except in a book in Arabic.
pub(crate) fn known_as(words: &str, language: &Language) -> String {
    let folds = language.tongue() != Some(Tongue::Arabic);
    match folds {
        true => words.nfc().map(persian_letter).collect(),
        false => words.nfc().collect(),
    }
}

/// The language whose alphabet orders words among those of a book: the book's own where they run as it does, English
/// for words in Latin letters and Persian for others, since no alphabet orders those of both directions.
pub(crate) fn alphabet_of(direction: Direction, book: &Language) -> &str {
    match (direction, book.direction()) {
        (own, around) if own == around => book.primary(),
        (Direction::Ltr, _) => "en",
        (Direction::Rtl, _) => "fa",
    }
}

fn collator(language: &str, strength: Strength) -> CollatorBorrowed<'static> {
    let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    Collator::try_new(locale.into(), options)
        .or_else(|_| Collator::try_new(Locale::UNKNOWN.into(), options))
        .expect("the root collation is compiled in")
}

/// The letters that words of a language are listed under (CLDR, `exemplarCharacters type="index"`), with those of
/// its script that others have.
fn letters_of(language: &str) -> &'static str {
    match Tongue::of_subtag(language).unwrap_or(Tongue::English) {
        Tongue::Persian | Tongue::Dari => {
            "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی"
        }
        Tongue::Arabic => "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي",
        Tongue::Urdu => "ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ہ ء ی ے",
        Tongue::Pashto => {
            "آ ا ب پ ت ټ ث ج ځ چ څ ح خ د ډ ذ ر ړ ز ژ ږ س ش ښ ص ض ط ظ ع غ ف ق ک ګ ل م ن ڼ و ه ی"
        }
        Tongue::Sorani => "ئ ا ب پ ت ج چ ح خ د ر ڕ ز ژ س ش ع غ ف ڤ ق ک گ ل ڵ م ن و ۆ ه ە ی ێ",
        Tongue::Uyghur => "ا ە ب پ ت ج چ خ د ر ز ژ س ش غ ف ق ك گ ڭ ل م ن ھ و ۇ ۆ ۈ ۋ ې ى ي",
        Tongue::Sindhi => {
            "ا ب ٻ ڀ ت ٿ ٽ ٺ ث پ ج ڄ ڃ چ ڇ ح خ د ڌ ڏ ڊ ڍ ذ ر ڙ ز س ش ص ض ط ظ ع غ ف ڦ ق ڪ ک گ ڳ ڱ ل م ن ڻ و ھ ي"
        }
        Tongue::Hebrew | Tongue::Yiddish => "א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת",
        Tongue::SouthAzerbaijani | Tongue::English => {
            "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z \
             Α Β Γ Δ Ε Ζ Η Θ Ι Κ Λ Μ Ν Ξ Ο Π Ρ Σ Τ Υ Φ Χ Ψ Ω \
             А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Э Ю Я"
        }
    }
}

#[cfg(test)]
mod tests {
    use icu_collator::Collator;
    use icu_collator::options::CollatorOptions;
    use icu_locale_core::Locale;

    use super::{Collation, sorted_by};

    /// Words of an alphabet in the order that readers look for them.
    const ORDERS: [(&str, &[&str]); 6] = [
        (
            "fa",
            &[
                "آب",
                "آینه",
                "ابر",
                "احمد",
                "پارس",
                "چاپ",
                "ژاله",
                "کتاب",
                "گرگان",
                "نامه",
                "وزن",
                "هنر",
                "یزد",
            ],
        ),
        (
            "ar",
            &[
                "أحمد",
                "باب",
                "تاريخ",
                "جمال",
                "شمس",
                "صالح",
                "كتاب",
                "نور",
                "هند",
                "وطن",
                "يوم",
            ],
        ),
        (
            "ur",
            &[
                "اب", "پانی", "ٹوپی", "چاند", "ڈول", "سڑک", "کتاب", "گھر", "نام", "وقت", "ہاتھ",
                "یار",
            ],
        ),
        (
            "ps",
            &[
                "اوبه", "پښتو", "ټول", "ځای", "چا", "څوک", "ډېر", "ږمنځ", "ښار", "کتاب", "ګل",
                "نوم", "هلک",
            ],
        ),
        (
            "ckb",
            &[
                "باران",
                "پیاو",
                "چیا",
                "ڕۆژ",
                "ژن",
                "شار",
                "کتێب",
                "گوند",
                "ناو",
            ],
        ),
        (
            "he",
            &["אור", "בית", "גן", "דלת", "ילד", "ספר", "שלום", "תורה"],
        ),
    ];

    #[test]
    fn words_stand_as_the_alphabet_of_their_language_has_them() {
        for (language, expected) in ORDERS {
            let collation = Collation::of(language);
            let mut words = expected.to_vec();
            words.reverse();
            words.sort_by(|a, b| collation.compare(a, b));
            assert_eq!(words, expected, "{language}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_unicode_collation_of_the_language() {
        for (language, words) in ORDERS {
            let locale: Locale = language.parse().unwrap();
            let plain = Collator::try_new(locale.into(), CollatorOptions::default()).unwrap();
            let own = Collation::of(language);
            for a in words {
                for b in words {
                    assert_eq!(
                        own.compare(a, b),
                        plain.compare(a, b),
                        "{language}: {a} {b}"
                    );
                }
            }
        }
    }

    #[test]
    fn words_are_listed_under_their_first_letter() {
        let heads = |language: &str, words: &[&str]| -> Vec<Option<&str>> {
            let collation = Collation::of(language);
            words.iter().map(|word| collation.head(word)).collect()
        };
        let persian = [
            "آب",
            "أحمد",
            "ابن سینا",
            "پارس",
            "ژاله",
            "كتاب",
            "گرگ",
            "یزد",
            "۱۹۸۴",
        ];
        let expected = ["آ", "ا", "ا", "پ", "ژ", "ک", "گ", "ی"].map(Some);
        assert_eq!(heads("fa", &persian[..8]), expected);
        assert_eq!(heads("fa", &persian[8..]), [None]);
        assert_eq!(
            heads("en", &["zero", "Émile", "Öse"]),
            ["Z", "E", "O"].map(Some)
        );
        assert_eq!(heads("he", &["שלום", "אור"]), ["ש", "א"].map(Some));
        assert_eq!(
            heads("ckb", &["ڕۆژ", "ئاو", "ێستا"]),
            ["ڕ", "ئ", "ێ"].map(Some)
        );
    }

    #[test]
    fn quotation_marks_say_nothing_of_the_order() {
        assert_eq!(sorted_by("«شاهنامه»"), "شاهنامه»");
        assert_eq!(sorted_by("(۱۲)"), "۱۲)");
    }
}
