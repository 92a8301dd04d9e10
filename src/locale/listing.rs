//! Several things of one kind in a sentence: «شکل‌های ۱ تا ۳ و ۵».

use super::{Language, Tongue};

/// The words that join the members of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowWords {
    /// Before the last, spaces included; the "and" of Arabic and Hebrew is part of the word behind it.
    pub and: &'static str,
    /// From one to another, spaces included.
    pub to: &'static str,
}

impl Language {
    /// The words that join the members of a row in this language, English where we have no table.
    pub fn row_words(&self) -> RowWords {
        let (and, to) = match self.spoken() {
            Tongue::Persian | Tongue::Dari | Tongue::SouthAzerbaijani => (" و ", " تا "),
            Tongue::Arabic => (" و", " إلى "),
            Tongue::Urdu => (" اور ", " تا "),
            Tongue::Pashto => (" او ", " تر "),
            Tongue::Sorani => (" و ", " تا "),
            Tongue::Hebrew | Tongue::Yiddish => (" ו", " עד "),
            Tongue::Uyghur | Tongue::Sindhi | Tongue::English => (" and ", " to "),
        };
        RowWords { and, to }
    }

    /// What several things are called that are called so one by one: «شکل» and «شکل‌های»; `None` where the
    /// language's word is not known, so that each has its own.
    pub fn plural(&self, word: &str) -> Option<&'static str> {
        let table: &[(&str, &str)] = match self.tongue() {
            Some(Tongue::Persian | Tongue::Dari) => &[
                ("شکل", "شکل‌های"),
                ("جدول", "جدول‌های"),
                ("بخش", "بخش‌های"),
                ("فرمول", "فرمول‌های"),
                ("معادله", "معادله‌های"),
                ("معادلهٔ", "معادله‌های"),
                ("رابطه", "رابطه‌های"),
                ("رابطهٔ", "رابطه‌های"),
                ("قضیه", "قضیه‌های"),
                ("تعریف", "تعریف‌های"),
                ("تمرین", "تمرین‌های"),
                ("پانوشت", "پانوشت‌های"),
                ("مورد", "موردهای"),
            ],
            Some(Tongue::Arabic) => &[
                ("شكل", "الأشكال"),
                ("جدول", "الجداول"),
                ("القسم", "الأقسام"),
                ("المعادلة", "المعادلات"),
                ("حاشية", "الحواشي"),
            ],
            Some(Tongue::Urdu) => &[
                ("شکل", "اشکال"),
                ("جدول", "جداول"),
                ("حصہ", "حصے"),
                ("مساوات", "مساواتیں"),
                ("حاشیہ", "حواشی"),
            ],
            Some(Tongue::Pashto) => &[
                ("شکل", "شکلونه"),
                ("جدول", "جدولونه"),
                ("برخه", "برخې"),
                ("معادله", "معادلې"),
            ],
            Some(Tongue::Hebrew) => &[
                ("איור", "איורים"),
                ("טבלה", "טבלאות"),
                ("סעיף", "סעיפים"),
                ("משוואה", "משוואות"),
            ],
            Some(Tongue::English) => &[
                ("Figure", "Figures"),
                ("Table", "Tables"),
                ("Section", "Sections"),
                ("Equation", "Equations"),
                ("Formula", "Formulas"),
                ("Note", "Notes"),
            ],
            Some(
                Tongue::Sorani
                | Tongue::Uyghur
                | Tongue::Yiddish
                | Tongue::Sindhi
                | Tongue::SouthAzerbaijani,
            )
            | None => &[],
        };
        let found = table.iter().find(|(one, _)| *one == word);
        found.map(|(_, several)| *several)
    }
}
