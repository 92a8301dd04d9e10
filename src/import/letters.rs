//! The letters of a text in, its language out.
//!
//! Languages of one script are told apart by the letters that only they have («ٹ ں ے» of Urdu, «ټ ښ ې» of
//! Pashto, «ێ ۆ ە» of Sorani), and Persian and Arabic, which differ by few letters, by frequent words
//! too: Persian is often typed with the «ي» and «ك» of an Arabic keyboard.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::sync::LazyLock;

use super::prose::prose_lines;
use crate::locale::{Direction, Language};
use crate::lookup::Lookup;

/// A language and what shows it.
struct Sign {
    tag: &'static str,
    /// Letters that few others of its script have.
    letters: &'static str,
    /// Frequent words that the others do not have; each counts as [`WORD`] letters.
    words: &'static [&'static str],
}

/// How many letters a frequent word counts as.
const WORD: usize = 3;

/// The languages of the Arabic script. Order decides nothing: shares are compared.
const ARABIC_SCRIPT: &[Sign] = &[
    Sign {
        tag: "fa",
        letters: "پچژگ",
        words: &[
            "که", "است", "این", "را", "به", "با", "برای", "می", "از", "های", "شود", "كه", "اين",
            "براي", "آن",
        ],
    },
    Sign {
        tag: "ar",
        letters: "ةىإأ",
        words: &[
            "في", "على", "إلى", "الى", "التي", "الذي", "هذا", "هذه", "أن", "عن", "كان", "ما", "لا",
            "من",
        ],
    },
    Sign {
        tag: "ur",
        letters: "ٹڈڑںےہھۂۓ",
        words: &[
            "کے", "کی", "میں", "ہے", "اور", "سے", "کو", "نے", "ہیں", "یہ",
        ],
    },
    Sign {
        tag: "ps",
        letters: "ټډړښځڅېۍګڼږ",
        words: &["د", "په", "چې", "کې", "او", "دی", "سره", "ته", "یې"],
    },
    Sign {
        tag: "ckb",
        letters: "ەێۆڵڕڤ",
        words: &["لە", "بە", "کە", "بۆ", "ئەو", "لەگەڵ"],
    },
    Sign {
        tag: "ug",
        letters: "ۇۈۋېەڭۆ",
        words: &["ۋە", "بىلەن", "بىر", "بۇ", "ئۇ"],
    },
    Sign {
        tag: "sd",
        letters: "ٻڀٿٺڄڃڇڌڏڊڍڦڳڱڻ",
        words: &["۽", "جي", "جو", "کي", "آهي", "سان"],
    },
];

/// What letters and words show, a bit for each of [`ARABIC_SCRIPT`].
struct Shown {
    /// By the last byte of a letter of the block U+0600 to U+06FF, in which all of them stand.
    letters: [u8; 256],
    words: Lookup<&'static str, u8>,
}

/// Each letter of a book is looked up here, so that it is one look and not one for each language: «گ» shows
/// Persian, «ڼ» Pashto, «ڭ» Uyghur, «ڏ» Sindhi, «ڵ» Sorani.
static SHOWN: LazyLock<Shown> = LazyLock::new(|| {
    let mut shown = Shown {
        letters: [0; 256],
        words: Lookup::new(),
    };
    for (at, sign) in ARABIC_SCRIPT.iter().enumerate() {
        for letter in sign.letters.chars() {
            shown.letters[low_byte(letter)] |= 1 << at;
        }
        for word in sign.words {
            *shown.words.entry(word).or_default() |= 1 << at;
        }
    }
    shown
});

fn low_byte(letter: char) -> usize {
    (u32::from(letter) & 0xFF) as usize
}

/// What shows Yiddish among texts in Hebrew letters.
const YIDDISH: Sign = Sign {
    tag: "yi",
    letters: "ײױװ",
    words: &["און", "איז", "פון", "דער", "די", "אַ", "צו", "פֿון", "אין"],
};

/// The share of right-to-left letters from which a text is right-to-left: manuals hold much Latin.
const RIGHT_TO_LEFT_SHARE: f64 = 0.25;

/// The share of letters below which a text has nothing to do with their direction.
const FOREIGN_SHARE: f64 = 0.03;

/// The share of letters from which a text is in a direction beyond doubt.
const MOST: f64 = 0.6;

/// Letters from which a text shows its language; fewer are a title or a name.
const ENOUGH: usize = 40;

/// How many letters and frequent words of each kind a text has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    latin: usize,
    arabic: usize,
    hebrew: usize,
    /// Letters of other scripts that run from the right: Thaana, Syriac, N'Ko.
    others: BTreeMap<&'static str, usize>,
    /// What shows each of [`ARABIC_SCRIPT`], by its place there.
    signs: [usize; ARABIC_SCRIPT.len()],
    /// What shows Yiddish.
    yiddish: usize,
}

impl Letters {
    /// Counts the letters of a text; code between fences and addresses do not count.
    pub(super) fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for line in prose_lines(text) {
            letters.count_line(line.text);
        }
        letters
    }

    /// Counts the letters of a text that may have none of a direction; `None` where it has one. Nearly all chapters
    /// show theirs in their first line, and no more of them is looked at.
    pub(super) fn of_foreign(text: &str, around: Direction) -> Option<Self> {
        let mut letters = Self::default();
        for line in prose_lines(text) {
            letters.count_line(line.text);
            if letters.own(around) > 0 {
                return None;
            }
        }
        Some(letters)
    }

    /// Counts what stands outside tags, targets of links and addresses.
    fn count_line(&mut self, line: &str) {
        let mut rest = line;
        // What has no end from one place on has none from later ones: «<<<…» is looked through once.
        let (mut tag_ends, mut target_ends) = (true, true);
        let find = |after: &str, sign: char, ends: &mut bool| {
            let end = if *ends { after.find(sign) } else { None };
            *ends = end.is_some();
            end
        };
        while let Some(at) = rest.find(['<', ']']) {
            let (before, after) = rest.split_at(at);
            self.count_words(before);
            let end = if after.starts_with('<') {
                find(after, '>', &mut tag_ends)
            } else if after.starts_with("](") {
                find(after, ')', &mut target_ends)
            } else {
                Some(0)
            };
            // What is not closed on its line is text.
            rest = &after[end.unwrap_or(0) + 1..];
        }
        self.count_words(rest);
    }

    fn count_words(&mut self, text: &str) {
        for token in text
            .split_whitespace()
            .filter(|token| !token.contains("://"))
        {
            let words = token.split(|letter: char| !is_letter(letter) && !is_mark(letter));
            for word in words.filter(|word| !word.is_empty()) {
                self.count_word(word);
            }
        }
    }

    fn count_word(&mut self, word: &str) {
        let (arabic, hebrew) = (self.arabic, self.hebrew);
        for letter in word.chars() {
            self.count_letter(letter);
        }
        if self.arabic > arabic {
            self.count_arabic(word);
        } else if self.hebrew > hebrew {
            self.yiddish += signs_of(&YIDDISH, word);
        }
    }

    fn count_letter(&mut self, letter: char) {
        match letter {
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{52F}' => self.latin += 1,
            '\u{4E00}'..='\u{9FFF}' | '\u{3040}'..='\u{30FF}' | '\u{AC00}'..='\u{D7AF}' => {
                // A letter of these scripts says as much as a syllable.
                self.latin += 2;
            }
            '\u{620}'..='\u{6FF}' | '\u{750}'..='\u{77F}'
                if is_common(letter) || letter.is_alphabetic() =>
            {
                self.arabic += 1;
            }
            '\u{5D0}'..='\u{5F2}' => self.hebrew += 1,
            '\u{700}'..='\u{74F}' => *self.others.entry("syr").or_default() += 1,
            '\u{780}'..='\u{7BF}' => *self.others.entry("dv").or_default() += 1,
            _ => {}
        }
    }

    fn count_arabic(&mut self, word: &str) {
        let shown = &*SHOWN;
        for letter in word.chars() {
            if ('\u{600}'..='\u{6FF}').contains(&letter) {
                self.count_shown(shown.letters[low_byte(letter)], 1);
            }
        }
        let known = shown.words.get(word).copied();
        self.count_shown(known.unwrap_or_default(), WORD);
    }

    /// Counts for each language whose bit is set.
    fn count_shown(&mut self, bits: u8, count: usize) {
        if bits == 0 {
            return;
        }
        for (at, found) in self.signs.iter_mut().enumerate() {
            *found += usize::from(bits >> at & 1) * count;
        }
    }

    /// All letters.
    pub(super) fn total(&self) -> usize {
        self.latin + self.right_to_left()
    }

    fn right_to_left(&self) -> usize {
        self.arabic + self.hebrew + self.others.values().sum::<usize>()
    }

    /// The letters that run in a direction.
    fn own(&self, direction: Direction) -> usize {
        match direction {
            Direction::Rtl => self.right_to_left(),
            Direction::Ltr => self.latin,
        }
    }

    /// Whether hardly a letter runs in a direction, and at least one against it.
    pub(super) fn is_foreign_to(&self, direction: Direction) -> bool {
        let own = self.own(direction);
        self.total() > own && ratio(own, self.total()) < FOREIGN_SHARE
    }

    /// Whether no letter at all runs in a direction, and enough run against it.
    pub(super) fn has_none_of(&self, direction: Direction) -> bool {
        let own = self.own(direction);
        own == 0 && self.total() >= ENOUGH
    }

    /// Whether most letters run in a direction.
    pub(super) fn is_mostly(&self, direction: Direction) -> bool {
        let own = self.own(direction);
        ratio(own, self.total()) > MOST
    }

    /// Which way the text runs; `None` where it has too few letters to say so.
    pub(super) fn direction(&self) -> Option<Direction> {
        if self.total() < ENOUGH {
            return None;
        }
        let share = ratio(self.right_to_left(), self.total());
        Some(if share >= RIGHT_TO_LEFT_SHARE {
            Direction::Rtl
        } else {
            Direction::Ltr
        })
    }

    /// The language of the text; English stands for all that run from the left. `None` where it has
    /// too few letters to say so.
    pub(super) fn language(&self) -> Option<Language> {
        let tag = match self.direction()? {
            Direction::Ltr => "en",
            Direction::Rtl => self.right_to_left_tag(),
        };
        Language::new(tag)
    }

    fn right_to_left_tag(&self) -> &'static str {
        let other = self.others.iter().max_by_key(|(_, count)| **count);
        match other {
            Some((tag, count)) if *count > self.arabic && *count > self.hebrew => tag,
            _ if self.hebrew > self.arabic => self.hebrew_tag(),
            _ => self.arabic_tag(),
        }
    }

    /// Yiddish where one letter in fifty shows it.
    fn hebrew_tag(&self) -> &'static str {
        if self.yiddish * 50 > self.hebrew {
            "yi"
        } else {
            "he"
        }
    }

    /// The language with the most signs; Persian where nothing shows any.
    fn arabic_tag(&self) -> &'static str {
        let most = self.signs.iter().copied().max().filter(|most| *most > 0);
        let best = most.and_then(|most| self.signs.iter().position(|count| *count == most));
        best.map_or("fa", |best| ARABIC_SCRIPT[best].tag)
    }
}

impl AddAssign<&Self> for Letters {
    fn add_assign(&mut self, other: &Self) {
        self.latin += other.latin;
        self.arabic += other.arabic;
        self.hebrew += other.hebrew;
        for (tag, count) in &other.others {
            *self.others.entry(tag).or_default() += count;
        }
        for (own, count) in self.signs.iter_mut().zip(other.signs) {
            *own += count;
        }
        self.yiddish += other.yiddish;
    }
}

/// How much a word shows a language.
fn signs_of(sign: &Sign, word: &str) -> usize {
    let letters = word
        .chars()
        .filter(|letter| sign.letters.contains(*letter))
        .count();
    let known = sign.words.contains(&word);
    letters + if known { WORD } else { 0 }
}

/// Whether it is one of the letters that most words are made of: they are known without a look into the tables of
/// Unicode, which takes longer than all else that is counted.
fn is_common(letter: char) -> bool {
    matches!(letter, 'a'..='z' | '\u{620}'..='\u{64A}' | '\u{671}'..='\u{6D3}')
}

/// Whether a letter or a digit stands in a word.
fn is_letter(letter: char) -> bool {
    is_common(letter) || letter.is_alphanumeric()
}

/// Marks that stand inside words: Arabic and Hebrew vowel signs, joiners.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{591}'..='\u{5C7}' | '\u{200D}')
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of letters are far below 2^52"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    #[test]
    fn tags_and_targets_do_not_count_and_what_is_not_closed_does() {
        let count = |line: &str| Letters::of(line).latin;
        assert_eq!(count("a <b c> d [e](f) g"), 4);
        assert_eq!(count("a < b < c [d](e ](f"), 6);
        assert_eq!(count("a <b [c](d) <e"), 4);
    }

    use super::*;
    use crate::locale::Tongue;

    /// The first article of the Universal Declaration of Human Rights, and a line beside it.
    const TEXTS: &[(&str, &str)] = &[
        (
            "fa",
            "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند. همه دارای عقل و وجدان هستند.",
        ),
        (
            "fa",
            "تمام افراد بشر آزاد به دنيا مي‌آيند و از لحاظ حيثيت و حقوق با هم برابرند كه اين را همه مي دانند.",
        ),
        (
            "ar",
            "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميراً وعليهم أن يعامل بعضهم بعضاً بروح الإخاء.",
        ),
        (
            "ur",
            "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔ انہیں ضمیر اور عقل ودیعت ہوئی ہے۔",
        ),
        (
            "ps",
            "د بشر ټول افراد آزاد نړۍ ته راځي او د حیثیت او حقوقو له پلوه سره برابر دي. ټول د عقل او وجدان خاوندان دي.",
        ),
        (
            "ckb",
            "هەموو مرۆڤەکان بە ئازادی و یەکسان لە کەرامەت و مافەکاندا لەدایک دەبن. ئەوان خاوەنی ئاوەز و ویژدانن.",
        ),
        (
            "ug",
            "ھەممە ئادەم زاتىدىنلا ئەركىن، ئىززەت-ھۆرمەت ۋە ھوقۇقتا باپباراۋەر بولۇپ تۇغۇلغان. ئۇلار ئەقىلگە ۋە ۋىجدانغا ئىگە.",
        ),
        (
            "sd",
            "سڀ انسان آزاد ۽ عزت ۽ حقن جي حوالي کان برابر پيدا ٿيا آهن. انهن کي عقل ۽ ضمير عطا ٿيو آهي.",
        ),
        (
            "he",
            "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון.",
        ),
        (
            "yi",
            "יעדער מענטש װערט געבױרן פֿרײַ און גלײַך אין כּבֿוד און רעכט. יעדער װערט באַשאָנקען מיט פֿאַרשטאַנד און געװיסן.",
        ),
        (
            "en",
            "All human beings are born free and equal in dignity and rights.",
        ),
    ];

    #[test]
    fn every_language_that_has_words_has_a_text_here_that_shows_it() {
        for tongue in Tongue::ALL {
            let shown = match tongue {
                // No letter tells them from Persian: a book in them says its language.
                Tongue::Dari | Tongue::SouthAzerbaijani => "fa",
                Tongue::Persian
                | Tongue::Pashto
                | Tongue::Arabic
                | Tongue::Urdu
                | Tongue::Hebrew
                | Tongue::Sorani
                | Tongue::Uyghur
                | Tongue::Yiddish
                | Tongue::Sindhi
                | Tongue::English => tongue.tag(),
            };
            assert!(TEXTS.iter().any(|(tag, _)| *tag == shown), "{shown}");
        }
    }

    #[test]
    fn what_is_known_to_be_a_letter_is_one() {
        for letter in ('\u{0}'..='\u{7FF}').filter(|letter| is_common(*letter)) {
            assert!(letter.is_alphabetic(), "{letter}");
        }
    }

    #[test]
    fn every_letter_that_shows_a_language_stands_in_one_block() {
        let letters = ARABIC_SCRIPT.iter().flat_map(|sign| sign.letters.chars());
        for letter in letters {
            assert!(('\u{600}'..='\u{6FF}').contains(&letter), "{letter}");
        }
        assert!(ARABIC_SCRIPT.len() <= 8, "a bit for each");
    }

    #[test]
    fn languages_are_told_apart_by_their_letters() {
        for (tag, text) in TEXTS {
            let found = Letters::of(text).language();
            assert_eq!(found.as_ref().map(Language::as_str), Some(*tag), "{text}");
        }
    }

    #[test]
    fn code_and_few_letters_say_nothing() {
        let manual = format!(
            "{}\n```js\n{}\n```\n",
            TEXTS[0].1,
            "let a = document.body;\n".repeat(50)
        );
        assert_eq!(Letters::of(&manual).direction(), Some(Direction::Rtl));
        assert_eq!(Letters::of("README").language(), None);
    }
}
