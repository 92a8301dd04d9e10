//! The words that the tool sets by itself, one table a language.

use super::Language;

/// A word or phrase that the tool sets by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// Heading of the table of contents.
    Contents,
    /// Heading of the bibliography appendix.
    Bibliography,
    /// Label of a figure, before its number.
    Figure,
    /// Label of a table, before its number.
    Table,
    /// The book's cover.
    Cover,
    /// The title page.
    TitlePage,
    /// A note at the foot.
    Note,
    /// Heading of notes.
    Notes,
    /// The way back from a note to its mark.
    BackToText,
    /// The beginning of the text, in landmarks.
    StartOfText,
    /// The list of pages.
    PageList,
    /// The list of landmarks.
    Landmarks,
    /// Label of a chapter, before its number.
    Chapter,
    /// What the book offers to readers who cannot see it, for accessibility metadata.
    AccessibilitySummary,
    /// One page that cites a work, before its number.
    Page,
    /// Pages that cite a work, before their numbers.
    Pages,
}

/// The table of a language: one word for each [`Term`], in its order.
type Words = [&'static str; 16];

const FA: Words = [
    "فهرست",
    "منابع",
    "شکل",
    "جدول",
    "جلد",
    "صفحهٔ عنوان",
    "پانوشت",
    "یادداشت‌ها",
    "بازگشت به متن",
    "آغاز متن",
    "فهرست صفحه‌ها",
    "راهنما",
    "فصل",
    "این کتاب ساختار روشن، فهرست پیونددار، ترتیب خواندن درست و متن جایگزین برای تصویرها دارد.",
    "صفحهٔ",
    "صفحه‌های",
];
const PS: Words = [
    "فهرست",
    "ماخذونه",
    "شکل",
    "جدول",
    "پوښ",
    "د سرلیک مخ",
    "لمن‌لیک",
    "یادښتونه",
    "متن ته ستنېدل",
    "د متن پیل",
    "د مخونو لړلیک",
    "لارښود",
    "څپرکی",
    "دا کتاب روښانه جوړښت، تړلی فهرست، د لوستلو سم ترتیب او د انځورونو لپاره بدیل متن لري.",
    "مخ",
    "مخونه",
];
const AR: Words = [
    "المحتويات",
    "المراجع",
    "شكل",
    "جدول",
    "الغلاف",
    "صفحة العنوان",
    "حاشية",
    "الحواشي",
    "العودة إلى النص",
    "بداية النص",
    "قائمة الصفحات",
    "المعالم",
    "الفصل",
    "لهذا الكتاب بنية واضحة وفهرس مترابط وترتيب قراءة صحيح ونص بديل للصور.",
    "الصفحة",
    "الصفحات",
];
const UR: Words = [
    "فہرست",
    "کتابیات",
    "شکل",
    "جدول",
    "سرورق",
    "صفحۂ عنوان",
    "حاشیہ",
    "حواشی",
    "متن کی طرف واپسی",
    "متن کا آغاز",
    "صفحات کی فہرست",
    "رہنما",
    "باب",
    "اس کتاب میں واضح ساخت، مربوط فہرست، پڑھنے کی درست ترتیب اور تصویروں کا متبادل متن موجود ہے۔",
    "صفحہ",
    "صفحات",
];
const HE: Words = [
    "תוכן העניינים",
    "מקורות",
    "איור",
    "טבלה",
    "כריכה",
    "עמוד השער",
    "הערה",
    "הערות",
    "חזרה לטקסט",
    "תחילת הטקסט",
    "רשימת עמודים",
    "ציוני דרך",
    "פרק",
    "בספר זה מבנה ברור, תוכן עניינים מקושר, סדר קריאה נכון וטקסט חלופי לתמונות.",
    "עמוד",
    "עמודים",
];
const CKB: Words = [
    "ناوەڕۆک",
    "سەرچاوەکان",
    "وێنە",
    "خشتە",
    "بەرگ",
    "لاپەڕەی ناونیشان",
    "پەراوێز",
    "پەراوێزەکان",
    "گەڕانەوە بۆ دەق",
    "سەرەتای دەق",
    "لیستی لاپەڕەکان",
    "ڕێنیشاندەر",
    "بەش",
    "ئەم کتێبە پێکهاتەیەکی ڕوون، ناوەڕۆکی بەستراو، ڕیزبەندی خوێندنەوەی دروست و دەقی جێگرەوە بۆ وێنەکانی هەیە.",
    "لاپەڕەی",
    "لاپەڕەکانی",
];
const UG: Words = [
    "مۇندەرىجە",
    "پايدىلانغان مەنبەلەر",
    "رەسىم",
    "جەدۋەل",
    "مۇقاۋا",
    "تېما بېتى",
    "ئىزاھات",
    "ئىزاھاتلار",
    "تېكىستكە قايتىش",
    "تېكىستنىڭ باشى",
    "بەتلەر تىزىملىكى",
    "يول بەلگىلىرى",
    "باب",
    "بۇ كىتابنىڭ ئېنىق قۇرۇلمىسى، ئۇلانما مۇندەرىجىسى، توغرا ئوقۇش تەرتىپى ۋە رەسىملەرنىڭ تېكىست چۈشەندۈرۈشى بار.",
    "بەت",
    "بەتلەر",
];
const EN: Words = [
    "Contents",
    "Bibliography",
    "Figure",
    "Table",
    "Cover",
    "Title page",
    "Note",
    "Notes",
    "Back to the text",
    "Start of the text",
    "List of pages",
    "Landmarks",
    "Chapter",
    "This book has a clear structure, a linked table of contents, a correct reading order and alternative text for images.",
    "page",
    "pages",
];

/// The word of a language; English where we have no table.
pub(super) fn look_up(language: &Language, term: Term) -> &'static str {
    let words = match language.primary() {
        "fa" | "prs" | "pes" => &FA,
        "ps" => &PS,
        "ar" => &AR,
        "ur" => &UR,
        "he" | "iw" => &HE,
        "ckb" => &CKB,
        "ug" => &UG,
        _ => &EN,
    };
    words[term as usize]
}
