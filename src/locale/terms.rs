//! The words that the tool sets by itself, one table a language.

use super::{Language, Tongue};

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
    /// Label of a section with a number.
    Section,
    /// For accessibility metadata: what every book of ours offers to readers who cannot see it.
    AccessStructure,
    /// For accessibility metadata: every picture is told.
    AccessPictures,
    /// For accessibility metadata: some picture is not.
    AccessMutePictures,
    /// For accessibility metadata: the printed pages are marked.
    AccessPages,
    /// For accessibility metadata: formulas can be read out.
    AccessFormulas,
    /// One page that cites a work, before its number.
    Page,
    /// Pages that cite a work, before their numbers.
    Pages,
    /// An item of a numbered list, before its number.
    Item,
    /// Label of a formula, before its number.
    Equation,
    /// In brackets behind what goes on from the page or the column before.
    Continued,
    /// Heading of an index.
    Index,
    /// In an index, before the entry that a reader is sent to instead.
    See,
    /// In an index, before entries that a reader is sent to besides.
    SeeAlso,
    /// In an index, behind the page of a note: «۱۲پ».
    OfNote,
    /// Heading of a glossary in the order of the book's own terms.
    Glossary,
    /// Heading of a glossary in the order of the English terms.
    ForeignGlossary,
}

/// The table of a language: one word for each [`Term`], in its order.
type Words = [&'static str; 30];

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
    "بخش",
    "این کتاب ساختاری روشن، فهرستی پیونددار و ترتیب خواندنی درست دارد.",
    "همهٔ تصویرها متن جایگزین دارند.",
    "برخی از تصویرها متن جایگزین ندارند.",
    "آغاز صفحه‌های نسخهٔ چاپی در متن نشان داده شده است.",
    "فرمول‌ها با MathML نوشته شده‌اند.",
    "صفحهٔ",
    "صفحه‌های",
    "مورد",
    "رابطه",
    "ادامه",
    "نمایه",
    "نگاه کنید به",
    "نیز نگاه کنید به",
    "پ",
    "واژه‌نامهٔ فارسی به انگلیسی",
    "واژه‌نامهٔ انگلیسی به فارسی",
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
    "برخه",
    "دا کتاب روښانه جوړښت، تړلی فهرست او د لوستلو سم ترتیب لري.",
    "ټول انځورونه بدیل متن لري.",
    "ځینې انځورونه بدیل متن نه لري.",
    "د چاپي نسخې د مخونو پیل په متن کې ښودل شوی دی.",
    "فورمولونه په MathML لیکل شوي دي.",
    "مخ",
    "مخونه",
    "توکی",
    "معادله",
    "پاتې برخه",
    "نومښود",
    "وګورئ",
    "دا هم وګورئ",
    "ل",
    "پښتو - انګلیسي ویی‌پانګه",
    "انګلیسي - پښتو ویی‌پانګه",
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
    "القسم",
    "لهذا الكتاب بنية واضحة وفهرس مترابط وترتيب قراءة صحيح.",
    "لجميع الصور نص بديل.",
    "بعض الصور ليس لها نص بديل.",
    "بدايات صفحات النسخة المطبوعة معلَّمة في النص.",
    "الصيغ الرياضية مكتوبة بلغة MathML.",
    "الصفحة",
    "الصفحات",
    "البند",
    "المعادلة",
    "تابع",
    "الفهرس",
    "انظر",
    "انظر أيضًا",
    "ح",
    "مسرد المصطلحات: عربي–إنجليزي",
    "مسرد المصطلحات: إنجليزي–عربي",
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
    "حصہ",
    "اس کتاب میں واضح ساخت، مربوط فہرست اور پڑھنے کی درست ترتیب موجود ہے۔",
    "تمام تصویروں کا متبادل متن موجود ہے۔",
    "کچھ تصویروں کا متبادل متن موجود نہیں۔",
    "مطبوعہ نسخے کے صفحات کا آغاز متن میں نشان زد ہے۔",
    "فارمولے MathML میں لکھے گئے ہیں۔",
    "صفحہ",
    "صفحات",
    "شق",
    "مساوات",
    "جاری",
    "اشاریہ",
    "دیکھیے",
    "مزید دیکھیے",
    "ح",
    "فرہنگ: اردو–انگریزی",
    "فرہنگ: انگریزی–اردو",
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
    "סעיף",
    "לספר זה מבנה ברור, תוכן עניינים מקושר וסדר קריאה נכון.",
    "לכל התמונות יש טקסט חלופי.",
    "לחלק מהתמונות אין טקסט חלופי.",
    "תחילות העמודים של המהדורה המודפסת מסומנות בטקסט.",
    "הנוסחאות כתובות ב־MathML.",
    "עמוד",
    "עמודים",
    "פריט",
    "משוואה",
    "המשך",
    "מפתח",
    "ראו",
    "ראו גם",
    "ה",
    "מילון מונחים: עברית–אנגלית",
    "מילון מונחים: אנגלית–עברית",
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
    "کەرت",
    "ئەم کتێبە پێکهاتەیەکی ڕوون، ناوەڕۆکی بەستراو و ڕیزبەندی خوێندنەوەی دروستی هەیە.",
    "هەموو وێنەکان دەقی جێگرەوەیان هەیە.",
    "هەندێک لە وێنەکان دەقی جێگرەوەیان نییە.",
    "سەرەتای لاپەڕەکانی چاپکراو لە دەقەکەدا نیشان کراون.",
    "هاوکێشەکان بە MathML نووسراون.",
    "لاپەڕەی",
    "لاپەڕەکانی",
    "بڕگەی",
    "هاوکێشە",
    "درێژە",
    "پێڕست",
    "بڕوانە",
    "هەروەها بڕوانە",
    "پ",
    "فەرهەنگۆک: کوردی–ئینگلیزی",
    "فەرهەنگۆک: ئینگلیزی–کوردی",
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
    "بۆلەك",
    "بۇ كىتابنىڭ ئېنىق قۇرۇلمىسى، ئۇلانما مۇندەرىجىسى ۋە توغرا ئوقۇش تەرتىپى بار.",
    "بارلىق رەسىملەرنىڭ تېكىست چۈشەندۈرۈشى بار.",
    "بەزى رەسىملەرنىڭ تېكىست چۈشەندۈرۈشى يوق.",
    "بېسىلغان نۇسخىنىڭ بەت باشلىرى تېكىستتە كۆرسىتىلگەن.",
    "فورمۇلالار MathML بىلەن يېزىلغان.",
    "بەت",
    "بەتلەر",
    "تۈر",
    "تەڭلىمە",
    "داۋامى",
    "كۆرسەتكۈچ",
    "قاراڭ",
    "يەنە قاراڭ",
    "ئ",
    "ئاتالغۇلار: ئۇيغۇرچە–ئىنگلىزچە",
    "ئاتالغۇلار: ئىنگلىزچە–ئۇيغۇرچە",
];
const YI: Words = [
    "אינהאַלט",
    "ביבליאָגראַפֿיע",
    "בילד",
    "טאַבעלע",
    "הילע",
    "שער־בלאַט",
    "הערה",
    "הערות",
    "צוריק צום טעקסט",
    "אָנהייב פֿון טעקסט",
    "רשימה פֿון זײַטן",
    "וועגווײַזער",
    "קאַפּיטל",
    "אָפּטייל",
    "דאָס בוך האָט אַ קלאָרע סטרוקטור, אַן אינהאַלט מיט לינקען און אַ ריכטיקן סדר פֿון לייענען.",
    "אַלע בילדער האָבן אַן אַלטערנאַטיוון טעקסט.",
    "אייניקע בילדער האָבן נישט קיין אַלטערנאַטיוון טעקסט.",
    "די אָנהייבן פֿון די זײַטן פֿון דער געדרוקטער אויסגאַבע זענען אָנגעצייכנט אין טעקסט.",
    "די פֿאָרמולעס זענען געשריבן אין MathML.",
    "זײַט",
    "זײַטן",
    "פּונקט",
    "גלײַכונג",
    "המשך",
    "אינדעקס",
    "זעט",
    "זעט אויך",
    "ה",
    "גלאָסאַר: ייִדיש–ענגליש",
    "גלאָסאַר: ענגליש–ייִדיש",
];
const SD: Words = [
    "فهرست",
    "حوالا",
    "شڪل",
    "جدول",
    "سرورق",
    "عنوان وارو صفحو",
    "حاشيو",
    "حاشيا",
    "متن ڏانهن واپسي",
    "متن جي شروعات",
    "صفحن جي فهرست",
    "رهنما",
    "باب",
    "حصو",
    "هن ڪتاب ۾ واضح جوڙجڪ، ڳنڍيل فهرست ۽ پڙهڻ جي صحيح ترتيب آهي.",
    "سڀني تصويرن جو متبادل متن موجود آهي.",
    "ڪجهه تصويرن جو متبادل متن موجود ناهي.",
    "ڇپيل نسخي جي صفحن جي شروعات متن ۾ نشان ٿيل آهي.",
    "فارمولا MathML ۾ لکيل آهن.",
    "صفحو",
    "صفحا",
    "شق",
    "مساوات",
    "جاري",
    "اشاريو",
    "ڏسو",
    "پڻ ڏسو",
    "ح",
    "لغت: سنڌي–انگريزي",
    "لغت: انگريزي–سنڌي",
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
    "Section",
    "This book has a clear structure, a linked table of contents and a correct reading order.",
    "All images have alternative text.",
    "Some images have no alternative text.",
    "The page breaks of the printed edition are marked in the text.",
    "Formulas are written in MathML.",
    "page",
    "pages",
    "Item",
    "Equation",
    "continued",
    "Index",
    "see",
    "see also",
    "n",
    "Glossary",
    "Glossary of foreign terms",
];

/// The word of a language; English where we have no table.
pub(super) fn look_up(language: &Language, term: Term) -> &'static str {
    let words = match language.spoken() {
        Tongue::Persian | Tongue::Dari => &FA,
        Tongue::Pashto => &PS,
        Tongue::Arabic => &AR,
        Tongue::Urdu => &UR,
        Tongue::Hebrew => &HE,
        Tongue::Sorani => &CKB,
        Tongue::Uyghur => &UG,
        Tongue::Yiddish => &YI,
        Tongue::Sindhi => &SD,
        Tongue::SouthAzerbaijani | Tongue::English => &EN,
    };
    words[term as usize]
}

/// A word before its number: Persian joins both with an ezafe, which a word that ends in a silent «ه» shows
/// («قضیهٔ ۱», «لم ۱»).
pub(super) fn before_number(language: &Language, word: &str) -> String {
    let persian = matches!(language.spoken(), Tongue::Persian | Tongue::Dari);
    match word.strip_suffix('\u{0647}') {
        Some(stem) if persian => format!("{stem}\u{0647}\u{0654}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Term;
    use crate::locale::{Language, StatementKind};

    #[test]
    fn a_word_before_its_number_shows_its_ezafe_where_it_ends_in_a_silent_letter() {
        let persian = Language::persian();
        let label = |word| persian.before_number(word);
        let statement = |kind| label(persian.statement_word(kind));
        assert_eq!(statement(StatementKind::Theorem), "قضیهٔ");
        assert_eq!(statement(StatementKind::Lemma), "لم");
        assert_eq!(statement(StatementKind::Exercise), "تمرین");
        assert_eq!(label(persian.term(Term::Equation)), "رابطهٔ");
        assert_eq!(label(persian.term(Term::Figure)), "شکل");
        let english = Language::english();
        let theorem = english.statement_word(StatementKind::Theorem);
        assert_eq!(english.before_number(theorem), "Theorem");
    }
}
