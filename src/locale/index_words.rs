//! The words of an index and of a glossary, one table a language.

use super::Language;

/// What the tool says in an index.
#[derive(Debug)]
pub struct IndexWords {
    /// Its heading.
    pub index: &'static str,
    /// Before the entry that a reader is sent to instead.
    pub see: &'static str,
    /// Before entries that a reader is sent to besides.
    pub see_also: &'static str,
    /// Behind an entry that goes on from the column before.
    pub continued: &'static str,
    /// Behind the page of a note: «۱۲پ».
    pub note: &'static str,
    /// The heading of a glossary by the terms of the book, and of one by English terms.
    pub glossaries: [&'static str; 2],
}

const FA: IndexWords = IndexWords {
    index: "نمایه",
    see: "نگاه کنید به",
    see_also: "نیز نگاه کنید به",
    continued: "ادامه",
    note: "پ",
    glossaries: ["واژه‌نامهٔ فارسی به انگلیسی", "واژه‌نامهٔ انگلیسی به فارسی"],
};
const PS: IndexWords = IndexWords {
    index: "نومښود",
    see: "وګورئ",
    see_also: "دا هم وګورئ",
    continued: "پاتې",
    note: "ل",
    glossaries: ["پښتو - انګلیسي ویی‌پانګه", "انګلیسي - پښتو ویی‌پانګه"],
};
const AR: IndexWords = IndexWords {
    index: "الفهرس",
    see: "انظر",
    see_also: "انظر أيضًا",
    continued: "تابع",
    note: "ح",
    glossaries: [
        "مسرد المصطلحات: عربي–إنجليزي",
        "مسرد المصطلحات: إنجليزي–عربي",
    ],
};
const UR: IndexWords = IndexWords {
    index: "اشاریہ",
    see: "دیکھیے",
    see_also: "مزید دیکھیے",
    continued: "جاری",
    note: "ح",
    glossaries: ["فرہنگ: اردو–انگریزی", "فرہنگ: انگریزی–اردو"],
};
const HE: IndexWords = IndexWords {
    index: "מפתח",
    see: "ראו",
    see_also: "ראו גם",
    continued: "המשך",
    note: "ה",
    glossaries: ["מילון מונחים: עברית–אנגלית", "מילון מונחים: אנגלית–עברית"],
};
const CKB: IndexWords = IndexWords {
    index: "پێڕست",
    see: "بڕوانە",
    see_also: "هەروەها بڕوانە",
    continued: "بەردەوام",
    note: "پ",
    glossaries: ["فەرهەنگۆک: کوردی–ئینگلیزی", "فەرهەنگۆک: ئینگلیزی–کوردی"],
};
const UG: IndexWords = IndexWords {
    index: "كۆرسەتكۈچ",
    see: "قاراڭ",
    see_also: "يەنە قاراڭ",
    continued: "داۋامى",
    note: "ئ",
    glossaries: [
        "ئاتالغۇلار: ئۇيغۇرچە–ئىنگلىزچە",
        "ئاتالغۇلار: ئىنگلىزچە–ئۇيغۇرچە",
    ],
};
const YI: IndexWords = IndexWords {
    index: "אינדעקס",
    see: "זעט",
    see_also: "זעט אויך",
    continued: "המשך",
    note: "ה",
    glossaries: ["גלאָסאַר: ייִדיש–ענגליש", "גלאָסאַר: ענגליש–ייִדיש"],
};
const SD: IndexWords = IndexWords {
    index: "اشاريو",
    see: "ڏسو",
    see_also: "پڻ ڏسو",
    continued: "جاري",
    note: "ح",
    glossaries: ["لغت: سنڌي–انگريزي", "لغت: انگريزي–سنڌي"],
};
const EN: IndexWords = IndexWords {
    index: "Index",
    see: "see",
    see_also: "see also",
    continued: "continued",
    note: "n",
    glossaries: ["Glossary", "Glossary of foreign terms"],
};

/// The words of a language; English where we have no table.
pub(super) fn look_up(language: &Language) -> &'static IndexWords {
    match language.primary() {
        "fa" | "prs" | "pes" => &FA,
        "ps" => &PS,
        "ar" => &AR,
        "ur" => &UR,
        "he" | "iw" => &HE,
        "ckb" => &CKB,
        "ug" => &UG,
        "yi" => &YI,
        "sd" => &SD,
        _ => &EN,
    }
}
