//! Lists behind the contents: of figures, tables, poems, formulas and credits, with their headings by language.

use super::{Language, Tongue};

/// A list behind the contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FrontList {
    /// Figures with a caption.
    Figures,
    /// Tables with a caption.
    Tables,
    /// Poems with a title.
    Poems,
    /// Displayed formulas with a number.
    Formulas,
    /// Whose the figures and tables are.
    Credits,
}

/// The headings of one language, in the order of [`FrontList`].
type Headings = [&'static str; 5];

const FA: Headings = [
    "فهرست شکل‌ها",
    "فهرست جدول‌ها",
    "فهرست شعرها",
    "فهرست رابطه‌ها",
    "منابع شکل‌ها و جدول‌ها",
];
const PS: Headings = [
    "د شکلونو لړلیک",
    "د جدولونو لړلیک",
    "د شعرونو لړلیک",
    "د معادلو لړلیک",
    "د شکلونو سرچینې",
];
const AR: Headings = [
    "فهرس الأشكال",
    "فهرس الجداول",
    "فهرس القصائد",
    "فهرس المعادلات",
    "مصادر الأشكال والجداول",
];
const UR: Headings = [
    "فہرستِ اشکال",
    "فہرستِ جداول",
    "فہرستِ منظومات",
    "فہرستِ مساوات",
    "تصاویر اور جداول کے ماخذ",
];
const HE: Headings = [
    "רשימת איורים",
    "רשימת טבלאות",
    "רשימת שירים",
    "רשימת נוסחאות",
    "מקורות האיורים והטבלאות",
];
const CKB: Headings = [
    "پێڕستی وێنەکان",
    "پێڕستی خشتەکان",
    "پێڕستی شیعرەکان",
    "پێڕستی هاوکێشەکان",
    "سەرچاوەی وێنە و خشتەکان",
];
const EN: Headings = [
    "List of figures",
    "List of tables",
    "List of poems",
    "List of equations",
    "Credits",
];

impl FrontList {
    /// Its heading in a language.
    pub fn heading(self, language: &Language) -> &'static str {
        let headings = match language.spoken() {
            Tongue::Persian | Tongue::Dari => FA,
            Tongue::Pashto => PS,
            Tongue::Arabic => AR,
            Tongue::Urdu => UR,
            Tongue::Hebrew | Tongue::Yiddish => HE,
            Tongue::Sorani => CKB,
            Tongue::Uyghur | Tongue::Sindhi | Tongue::SouthAzerbaijani | Tongue::English => EN,
        };
        match self {
            Self::Figures => headings[0],
            Self::Tables => headings[1],
            Self::Poems => headings[2],
            Self::Formulas => headings[3],
            Self::Credits => headings[4],
        }
    }
}
