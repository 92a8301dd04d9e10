//! What a chapter is in its book: a preface, a dedication, an appendix; and the titles that say so.
//!
//! A title and its language in, the matter that it names out. Books without any settings have their prefaces and
//! appendices told from their chapters by it: only chapters are counted.

use super::{Language, Tongue, persian_letter};

/// What a chapter is in the book that holds it. Names are those of the EPUB Structural Semantics Vocabulary 1.1,
/// §4 to 6.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Matter {
    /// A chapter of the text.
    #[default]
    Chapter,
    /// The title of a part with a few words about it; the chapters behind it are its text.
    Part,
    /// «بسم الله الرحمن الرحیم» on a page of its own, before all else.
    Bismillah,
    /// To whom the book is given.
    Dedication,
    /// Words of another that stand before the book.
    Epigraph,
    /// Words of somebody else about the book: «سخن ناشر».
    Foreword,
    /// Words of the author about the book: «پیش‌گفتار».
    Preface,
    /// Thanks.
    Acknowledgments,
    /// What leads into the matter: «مقدمه».
    Introduction,
    /// What the text comes to: «نتیجه».
    Conclusion,
    /// What is said behind the text: «سخن پایانی».
    Afterword,
    /// What the text refers to: «پیوست».
    Appendix,
    /// The words of the book with their meanings, or those of another language: «واژه‌نامه».
    Glossary,
    /// Where the book speaks of what: «نمایه».
    Index,
}

impl Matter {
    /// The names of all in settings, in their usual order in a book.
    pub const NAMES: [&'static str; 14] = [
        "chapter",
        "part",
        "bismillah",
        "dedication",
        "epigraph",
        "foreword",
        "preface",
        "acknowledgments",
        "introduction",
        "conclusion",
        "afterword",
        "appendix",
        "glossary",
        "index",
    ];

    /// All, in the order of [`Self::NAMES`].
    const ALL: [Self; 14] = [
        Self::Chapter,
        Self::Part,
        Self::Bismillah,
        Self::Dedication,
        Self::Epigraph,
        Self::Foreword,
        Self::Preface,
        Self::Acknowledgments,
        Self::Introduction,
        Self::Conclusion,
        Self::Afterword,
        Self::Appendix,
        Self::Glossary,
        Self::Index,
    ];

    /// The matter of a name.
    pub fn named(name: &str) -> Option<Self> {
        let at = Self::NAMES.iter().position(|known| *known == name)?;
        Self::ALL.get(at).copied()
    }

    /// The name in settings, which is its term in the vocabulary of EPUB as well where that has one.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// Whether it may stand before the text, among the pages that are counted in letters.
    pub fn is_front(self) -> bool {
        match self {
            Self::Bismillah
            | Self::Dedication
            | Self::Epigraph
            | Self::Foreword
            | Self::Preface
            | Self::Acknowledgments
            | Self::Introduction => true,
            Self::Chapter
            | Self::Part
            | Self::Conclusion
            | Self::Afterword
            | Self::Appendix
            | Self::Glossary
            | Self::Index => false,
        }
    }

    /// Whether it may stand behind all parts of a book and belong to none of them.
    pub fn ends_book(self) -> bool {
        match self {
            Self::Conclusion | Self::Afterword | Self::Appendix | Self::Glossary | Self::Index => {
                true
            }
            Self::Chapter
            | Self::Part
            | Self::Bismillah
            | Self::Dedication
            | Self::Epigraph
            | Self::Foreword
            | Self::Preface
            | Self::Acknowledgments
            | Self::Introduction => false,
        }
    }

    /// Whether it is a few words that have a page for themselves, with nothing on its back.
    pub fn is_display(self) -> bool {
        matches!(self, Self::Bismillah | Self::Dedication | Self::Epigraph)
    }
}

/// Titles with the matter that they name.
type Titles = &'static [(&'static str, Matter)];

const FA: Titles = &[
    ("بسم الله الرحمن الرحیم", Matter::Bismillah),
    ("بسمه تعالی", Matter::Bismillah),
    ("تقدیم", Matter::Dedication),
    ("تقدیم به", Matter::Dedication),
    ("اهدا", Matter::Dedication),
    ("پیشکش", Matter::Dedication),
    ("سخن ناشر", Matter::Foreword),
    ("یادداشت ناشر", Matter::Foreword),
    ("تقریظ", Matter::Foreword),
    ("پیشگفتار", Matter::Preface),
    ("دیباچه", Matter::Preface),
    ("سرآغاز", Matter::Preface),
    ("سرسخن", Matter::Preface),
    ("سخن آغازین", Matter::Preface),
    ("سخن نویسنده", Matter::Preface),
    ("سخن مترجم", Matter::Preface),
    ("یادداشت مترجم", Matter::Preface),
    ("یادداشت نویسنده", Matter::Preface),
    ("سپاسگزاری", Matter::Acknowledgments),
    ("سپاسگذاری", Matter::Acknowledgments),
    ("سپاس", Matter::Acknowledgments),
    ("قدردانی", Matter::Acknowledgments),
    ("تقدیر و تشکر", Matter::Acknowledgments),
    ("تشکر و قدردانی", Matter::Acknowledgments),
    ("مقدمه", Matter::Introduction),
    ("درآمد", Matter::Introduction),
    ("معرفی", Matter::Introduction),
    ("نتیجه", Matter::Conclusion),
    ("نتیجهگیری", Matter::Conclusion),
    ("جمعبندی", Matter::Conclusion),
    ("سخن پایانی", Matter::Afterword),
    ("پسگفتار", Matter::Afterword),
    ("پایان سخن", Matter::Afterword),
    ("مؤخره", Matter::Afterword),
    ("درباره نویسنده", Matter::Afterword),
    ("پیوست", Matter::Appendix),
    ("پیوستها", Matter::Appendix),
    ("ضمیمه", Matter::Appendix),
    ("ضمایم", Matter::Appendix),
    ("واژهنامه", Matter::Glossary),
    ("منابع", Matter::Appendix),
    ("منابع و مآخذ", Matter::Appendix),
    ("کتابنامه", Matter::Appendix),
    ("کتابشناسی", Matter::Appendix),
    ("نمایه", Matter::Index),
];
const AR: Titles = &[
    ("بسم الله الرحمن الرحيم", Matter::Bismillah),
    ("إهداء", Matter::Dedication),
    ("الإهداء", Matter::Dedication),
    ("كلمة الناشر", Matter::Foreword),
    ("تقديم", Matter::Foreword),
    ("تصدير", Matter::Foreword),
    ("تمهيد", Matter::Preface),
    ("توطئة", Matter::Preface),
    ("كلمة المترجم", Matter::Preface),
    ("مقدمة المترجم", Matter::Preface),
    ("شكر وتقدير", Matter::Acknowledgments),
    ("شكر", Matter::Acknowledgments),
    ("مقدمة", Matter::Introduction),
    ("المقدمة", Matter::Introduction),
    ("مدخل", Matter::Introduction),
    ("خاتمة", Matter::Conclusion),
    ("الخاتمة", Matter::Conclusion),
    ("خلاصة", Matter::Conclusion),
    ("ملحق", Matter::Appendix),
    ("ملاحق", Matter::Appendix),
    ("الملاحق", Matter::Appendix),
    ("المراجع", Matter::Appendix),
    ("المصادر", Matter::Appendix),
    ("المصادر والمراجع", Matter::Appendix),
];
const UR: Titles = &[
    ("انتساب", Matter::Dedication),
    ("عرض ناشر", Matter::Foreword),
    ("پیش لفظ", Matter::Preface),
    ("دیباچہ", Matter::Preface),
    ("حرف آغاز", Matter::Preface),
    ("اظہار تشکر", Matter::Acknowledgments),
    ("مقدمہ", Matter::Introduction),
    ("تعارف", Matter::Introduction),
    ("خاتمہ", Matter::Conclusion),
    ("اختتامیہ", Matter::Conclusion),
    ("ضمیمہ", Matter::Appendix),
    ("کتابیات", Matter::Appendix),
];
const HE: Titles = &[
    ("הקדשה", Matter::Dedication),
    ("פתח דבר", Matter::Foreword),
    ("הקדמה", Matter::Preface),
    ("תודות", Matter::Acknowledgments),
    ("מבוא", Matter::Introduction),
    ("סיכום", Matter::Conclusion),
    ("אחרית דבר", Matter::Afterword),
    ("נספח", Matter::Appendix),
    ("נספחים", Matter::Appendix),
    ("ביבליוגרפיה", Matter::Appendix),
];
const CKB: Titles = &[
    ("پێشکەشە", Matter::Dedication),
    ("پێشەکی", Matter::Preface),
    ("سوپاس", Matter::Acknowledgments),
    ("دەروازە", Matter::Introduction),
    ("ئەنجام", Matter::Conclusion),
    ("پاشکۆ", Matter::Appendix),
    ("سەرچاوەکان", Matter::Appendix),
];
const PS: Titles = &[
    ("ډالۍ", Matter::Dedication),
    ("سریزه", Matter::Preface),
    ("مننه", Matter::Acknowledgments),
    ("پېژندنه", Matter::Introduction),
    ("پایله", Matter::Conclusion),
    ("ضمیمه", Matter::Appendix),
    ("ماخذونه", Matter::Appendix),
];
const EN: Titles = &[
    ("dedication", Matter::Dedication),
    ("foreword", Matter::Foreword),
    ("preface", Matter::Preface),
    ("acknowledgments", Matter::Acknowledgments),
    ("acknowledgements", Matter::Acknowledgments),
    ("introduction", Matter::Introduction),
    ("readme", Matter::Introduction),
    ("conclusion", Matter::Conclusion),
    ("afterword", Matter::Afterword),
    ("epilogue", Matter::Afterword),
    ("appendix", Matter::Appendix),
    ("appendices", Matter::Appendix),
    ("glossary", Matter::Appendix),
    ("references", Matter::Appendix),
    ("bibliography", Matter::Appendix),
    ("summary in english", Matter::Appendix),
    ("abstract", Matter::Appendix),
];

/// The matter that a title names; `None` for that of a chapter.
///
/// «پیش‌گفتار», «پیشگفتار» and «پیش گفتار» are one: half-spaces do not count, and neither do marks.
pub(super) fn of_title(language: &Language, title: &str) -> Option<Matter> {
    let own = match language.spoken() {
        Tongue::Persian | Tongue::Dari => FA,
        Tongue::Arabic => AR,
        Tongue::Urdu => UR,
        Tongue::Hebrew => HE,
        Tongue::Sorani => CKB,
        Tongue::Pashto => PS,
        // The names of English follow for all.
        Tongue::Uyghur
        | Tongue::Yiddish
        | Tongue::Sindhi
        | Tongue::SouthAzerbaijani
        | Tongue::English => &[],
    };
    let title: Vec<char> = bare(title).collect();
    // Nearly every name differs in its first letter: no more of it is looked at.
    let named = |(known, matter): &(&str, Matter)| {
        let is_same = bare(known).eq(title.iter().copied());
        is_same.then_some(*matter)
    };
    own.iter().chain(EN).find_map(named)
}

/// A title without spaces, marks, case and what stands at its ends.
fn bare(title: &str) -> impl Iterator<Item = char> {
    let kept = title.chars().filter(|letter| {
        let mark = matches!(letter, '\u{064B}'..='\u{0655}' | '\u{0670}');
        letter.is_alphabetic() && !mark
    });
    kept.flat_map(char::to_lowercase).map(persian_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_what_a_chapter_is_however_it_is_typed() {
        let persian = Language::persian();
        for title in ["پیش‌گفتار", "پیشگفتار", " پیش گفتار: ", "دیباچه"]
        {
            assert_eq!(of_title(&persian, title), Some(Matter::Preface), "{title}");
        }
        assert_eq!(of_title(&persian, "مقدّمه"), Some(Matter::Introduction));
        assert_eq!(of_title(&persian, "Appendix"), Some(Matter::Appendix));
        assert_eq!(of_title(&persian, "مقدمه‌ای بر ریاضیات"), None);
        assert_eq!(of_title(&persian, ""), None);
        let arabic = Language::new("ar").unwrap();
        assert_eq!(
            of_title(&arabic, "شكر وتقدير"),
            Some(Matter::Acknowledgments)
        );
    }

    #[test]
    fn every_matter_has_its_name_and_is_found_by_it() {
        for (matter, name) in Matter::ALL.iter().zip(Matter::NAMES) {
            assert_eq!(matter.name(), name);
            assert_eq!(Matter::named(name), Some(*matter));
        }
        assert_eq!(Matter::named("prefice"), None);
    }
}
