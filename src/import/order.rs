//! Names of files in, their order out: numbers as numbers in the digits of every script, ordinals as
//! words («فصل اول»), prefaces before and appendices behind what is numbered.

use std::cmp::Ordering;

use super::plan::Matter;
use crate::locale::Digits;

/// A name in parts, so that `2` comes before `10` and «فصل دوم» before «فصل سوم».
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NameKey {
    rank: Rank,
    parts: Vec<Part>,
}

/// Where a name stands by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Front,
    Body,
    /// An exercise of a chapter.
    Task,
    /// Its solution.
    Solution,
    Back,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u128),
    Text(String),
}

/// What stands before the chapters.
const FRONT: &[&str] = &[
    "preface",
    "foreword",
    "prologue",
    "introduction",
    "intro",
    "dedication",
    "acknowledgements",
    "acknowledgments",
    "about",
    "start",
    "getting started",
    "مقدمه",
    "پیشگفتار",
    "پیش گفتار",
    "دیباچه",
    "سرآغاز",
    "درآمد",
    "تقدیم",
    "مقدمة",
    "تمهيد",
    "تقديم",
    "پیش لفظ",
    "دیباچہ",
    "مقدمہ",
    "سریزه",
    "پێشەکی",
    "הקדמה",
    "מבוא",
    "פתח דבר",
];

/// What stands behind them.
const BACK: &[&str] = &[
    "appendix",
    "appendices",
    "conclusion",
    "epilogue",
    "afterword",
    "glossary",
    "bibliography",
    "references",
    "colophon",
    "credits",
    "license",
    "back matter",
    "پیوست",
    "پیوست ها",
    "نتیجه",
    "نتیجه گیری",
    "خاتمه",
    "پایان",
    "سخن پایانی",
    "واژه نامه",
    "منابع",
    "کتابنامه",
    "نمایه",
    "خاتمة",
    "ملحق",
    "ملاحق",
    "المراجع",
    "مراجع",
    "اختتامیہ",
    "ضمیمہ",
    "پاشکۆ",
    "סיכום",
    "נספח",
    "ביבליוגרפיה",
];

/// Ordinals by their number, from 1; forms of one number stand together.
const ORDINALS: &[&[&str]] = &[
    &[
        "اول",
        "یکم",
        "نخست",
        "أول",
        "الأول",
        "الاول",
        "الأولى",
        "first",
        "یەکەم",
        "لومړی",
        "ראשון",
    ],
    &[
        "دوم",
        "دویم",
        "الثاني",
        "الثانية",
        "second",
        "دووەم",
        "دوهم",
        "שני",
    ],
    &[
        "سوم",
        "سیم",
        "الثالث",
        "الثالثة",
        "third",
        "سێیەم",
        "درېیم",
        "שלישי",
    ],
    &[
        "چهارم",
        "الرابع",
        "الرابعة",
        "fourth",
        "چوارەم",
        "څلورم",
        "רביעי",
    ],
    &[
        "پنجم",
        "الخامس",
        "الخامسة",
        "fifth",
        "پێنجەم",
        "پنځم",
        "חמישי",
    ],
    &["ششم", "السادس", "السادسة", "sixth", "شەشەم", "شپږم", "שישי"],
    &[
        "هفتم",
        "السابع",
        "السابعة",
        "seventh",
        "حەوتەم",
        "اووم",
        "שביעי",
    ],
    &[
        "هشتم",
        "الثامن",
        "الثامنة",
        "eighth",
        "هەشتەم",
        "اتم",
        "שמיני",
    ],
    &["نهم", "التاسع", "التاسعة", "ninth", "نۆیەم", "نهم", "תשיעי"],
    &["دهم", "العاشر", "العاشرة", "tenth", "دەیەم", "لسم", "עשירי"],
    &["یازدهم", "eleventh"],
    &["دوازدهم", "twelfth"],
    &["سیزدهم", "thirteenth"],
    &["چهاردهم", "fourteenth"],
    &["پانزدهم", "fifteenth"],
    &["شانزدهم", "sixteenth"],
    &["هفدهم", "seventeenth"],
    &["هجدهم", "هیجدهم", "eighteenth"],
    &["نوزدهم", "nineteenth"],
    &["بیستم", "twentieth"],
];

impl NameKey {
    /// The key of the name of a file or folder, without its ending.
    pub(super) fn of(stem: &str) -> Self {
        let words = words(stem);
        // `10-conclusion` stands where its number says, `appendix-1` behind the chapters.
        let numbered = words.first().is_some_and(|word| number_of(word).is_some());
        let rank = if numbered {
            Rank::Body
        } else {
            rank(&words.join(" "))
        };
        Self {
            rank,
            parts: words.iter().flat_map(|word| parts(word)).collect(),
        }
    }

    /// Where in a book a chapter of this name stands.
    pub(super) fn matter(&self) -> Matter {
        match self.rank {
            Rank::Front => Matter::Front,
            Rank::Back => Matter::Back,
            Rank::Body | Rank::Task | Rank::Solution => Matter::Body,
        }
    }

    /// Whether the name begins with or holds a number.
    pub(super) fn is_numbered(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Number(_)))
    }
}

/// Names by rank, then by what they say of their place, then by their letters and numbers.
pub(super) fn by_place(a: &Placed, b: &Placed) -> Ordering {
    let place = match (a.order, b.order) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    // A place that somebody wrote counts more than what a name seems to mean.
    place.then_with(|| a.key.cmp(&b.key))
}

/// What decides the place of a file or folder among its neighbours.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The place that it gives itself.
    pub(super) order: Option<f64>,
    /// Its name.
    pub(super) key: NameKey,
}

/// The name of a folder or file as a title: without its number, with spaces.
pub(super) fn as_title(stem: &str) -> String {
    let stem = stem.replace(['_', '-'], " ");
    let bare = stem.trim_start_matches(|letter: char| {
        letter.is_numeric() || letter.is_whitespace() || ".،)".contains(letter)
    });
    let bare = if bare.is_empty() { stem.as_str() } else { bare };
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name in lower case and in Latin digits.
fn words(stem: &str) -> Vec<String> {
    let latin = Digits::Latin.convert(stem).to_lowercase();
    let split = latin.split(|letter: char| {
        letter.is_whitespace() || "_-.،,()[]".contains(letter) || letter == '\u{200C}'
    });
    split
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The number of an ordinal, or that a word holds.
fn number_of(word: &str) -> Option<u128> {
    let ordinal = ORDINALS.iter().position(|forms| forms.contains(&word));
    if let Some(index) = ordinal {
        return u128::try_from(index + 1).ok();
    }
    let digits = word.trim_matches(|letter: char| !letter.is_ascii_digit());
    digits.parse().ok()
}

/// The parts of a word: runs of digits and what stands between them.
fn parts(word: &str) -> Vec<Part> {
    if ORDINALS.iter().any(|forms| forms.contains(&word)) {
        return number_of(word).map(Part::Number).into_iter().collect();
    }
    let mut parts = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|letter: char| letter.is_ascii_digit() != digits);
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(match run.parse() {
            Ok(number) if digits => Part::Number(number),
            _ => Part::Text(run.to_owned()),
        });
        rest = after;
    }
    parts
}

fn rank(name: &str) -> Rank {
    let is_one_of = |names: &[&str]| {
        let begins = |known: &&str| {
            name == *known
                || name
                    .strip_prefix(*known)
                    .is_some_and(|rest| rest.starts_with(' '))
        };
        names.iter().any(begins)
    };
    if FRONT.contains(&name) {
        Rank::Front
    } else if is_one_of(&["task", "exercise", "exercises", "quiz", "تمرین"]) {
        Rank::Task
    } else if is_one_of(&["solution", "solutions", "answer", "answers", "پاسخ"]) {
        Rank::Solution
    } else if is_one_of(BACK) {
        Rank::Back
    } else {
        Rank::Body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort_by_cached_key(|name| NameKey::of(name));
        names
    }

    #[test]
    fn numbers_of_every_script_count_as_numbers() {
        assert_eq!(sorted(&["10-b", "2-a", "1"]), ["1", "2-a", "10-b"]);
        assert_eq!(sorted(&["۱۰", "٢", "3"]), ["٢", "3", "۱۰"]);
        assert_eq!(sorted(&["فصل۱۰", "فصل۲"]), ["فصل۲", "فصل۱۰"]);
    }

    #[test]
    fn the_text_of_a_number_comes_before_its_sections() {
        let right = ["4", "04-1", "04-2", "04-10", "05", "10", "10.2", "10.10"];
        let wrong = ["10.10", "04-2", "10", "05", "04-10", "10.2", "4", "04-1"];
        assert_eq!(sorted(&wrong), right);
        assert_eq!(
            sorted(&["week12", "week02", "week9"]),
            ["week02", "week9", "week12"]
        );
    }

    #[test]
    fn ordinals_are_numbers() {
        let right = ["فصل اول", "فصل دوم", "فصل سوم", "فصل چهارم", "فصل دهم"];
        let wrong = ["فصل چهارم", "فصل سوم", "فصل دهم", "فصل اول", "فصل دوم"];
        assert_eq!(sorted(&wrong), right);
    }

    #[test]
    fn prefaces_come_first_and_appendices_last() {
        let names = [
            "appendix-a",
            "chapter-1",
            "glossary",
            "introduction",
            "chapter-2",
            "پیشگفتار",
        ];
        assert_eq!(
            sorted(&names),
            [
                "introduction",
                "پیشگفتار",
                "chapter-1",
                "chapter-2",
                "appendix-a",
                "glossary"
            ]
        );
    }

    #[test]
    fn a_name_becomes_a_title() {
        assert_eq!(as_title("01-getting_started"), "getting started");
        assert_eq!(as_title("۰۲ - باب دوم"), "باب دوم");
        assert_eq!(as_title("2024"), "2024");
    }
}
