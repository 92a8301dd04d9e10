//! Titles of alert boxes (`> [!NOTE]`, `::: note`): a kind and a language in, a word out.

use crate::locale::Language;

/// Names of boxes, and their titles in Persian, Pashto, Arabic, Urdu, Hebrew and English.
const TITLES: &[(&str, [&str; 6])] = &[
    ("note", ["یادداشت", "یادښت", "ملاحظة", "نوٹ", "הערה", "Note"]),
    ("tip", ["نکته", "لارښوونه", "نصيحة", "مشورہ", "טיפ", "Tip"]),
    (
        "important",
        ["مهم", "مهم", "مهم", "اہم", "חשוב", "Important"],
    ),
    (
        "warning",
        ["هشدار", "خبرداری", "تحذير", "انتباہ", "אזהרה", "Warning"],
    ),
    (
        "caution",
        ["احتیاط", "احتیاط", "تنبيه", "احتیاط", "זהירות", "Caution"],
    ),
];

/// The title of a box in a language (English where we have no word); `None` for other names.
pub(super) fn title(name: &str, language: &Language) -> Option<&'static str> {
    let (_, words) = TITLES.iter().find(|(known, _)| *known == name)?;
    let column = match language.primary() {
        "fa" | "prs" | "pes" => 0,
        "ps" => 1,
        "ar" => 2,
        "ur" => 3,
        "he" | "iw" => 4,
        _ => 5,
    };
    Some(words[column])
}
