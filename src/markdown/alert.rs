//! Titles of boxes (`> [!NOTE]`, `::: note`, `!!! note`): a kind and a language in, a word out.

use crate::locale::{Language, Tongue};

/// A kind of box: the names that tools give it, and its title in Persian, Pashto, Arabic, Urdu, Sorani,
/// Hebrew and English.
struct Kind {
    names: &'static [&'static str],
    titles: [&'static str; 7],
}

const KINDS: &[Kind] = &[
    Kind {
        names: &["note", "notice", "seealso", "memo", "یادداشت", "توجه"],
        titles: ["یادداشت", "یادښت", "ملاحظة", "نوٹ", "تێبینی", "הערה", "Note"],
    },
    Kind {
        names: &["info", "information"],
        titles: [
            "آگاهی",
            "معلومات",
            "معلومات",
            "معلومات",
            "زانیاری",
            "מידע",
            "Info",
        ],
    },
    Kind {
        names: &["tip", "hint", "نکته"],
        titles: [
            "نکته",
            "لارښوونه",
            "نصيحة",
            "مشورہ",
            "ئامۆژگاری",
            "טיפ",
            "Tip",
        ],
    },
    Kind {
        names: &["important", "مهم"],
        titles: ["مهم", "مهم", "مهم", "اہم", "گرنگ", "חשוב", "Important"],
    },
    Kind {
        names: &["warning", "warn", "attention", "هشدار"],
        titles: [
            "هشدار",
            "خبرداری",
            "تحذير",
            "انتباہ",
            "ئاگاداری",
            "אזהרה",
            "Warning",
        ],
    },
    Kind {
        names: &["caution", "احتیاط"],
        titles: [
            "احتیاط",
            "احتیاط",
            "تنبيه",
            "احتیاط",
            "وریابە",
            "זהירות",
            "Caution",
        ],
    },
    Kind {
        names: &[
            "danger", "error", "bug", "failure", "fail", "missing", "خطر",
        ],
        titles: ["خطر", "خطر", "خطر", "خطرہ", "مەترسی", "סכנה", "Danger"],
    },
    Kind {
        names: &["success", "check", "done"],
        titles: [
            "موفقیت",
            "بریا",
            "نجاح",
            "کامیابی",
            "سەرکەوتن",
            "הצלחה",
            "Success",
        ],
    },
    Kind {
        names: &["question", "faq", "help", "پرسش"],
        titles: [
            "پرسش",
            "پوښتنه",
            "سؤال",
            "سوال",
            "پرسیار",
            "שאלה",
            "Question",
        ],
    },
    Kind {
        names: &["example", "نمونه", "مثال"],
        titles: [
            "نمونه",
            "بېلګه",
            "مثال",
            "مثال",
            "نموونە",
            "דוגמה",
            "Example",
        ],
    },
    Kind {
        names: &["abstract", "summary", "tldr", "چکیده"],
        titles: [
            "چکیده",
            "لنډیز",
            "ملخص",
            "خلاصہ",
            "پوختە",
            "תקציר",
            "Summary",
        ],
    },
    Kind {
        names: &["todo"],
        titles: [
            "کار مانده",
            "پاتې کار",
            "للإنجاز",
            "باقی کام",
            "کاری ماوە",
            "לביצוע",
            "To do",
        ],
    },
    Kind {
        names: &["details"],
        titles: [
            "جزئیات",
            "تفصیل",
            "تفاصيل",
            "تفصیلات",
            "وردەکاری",
            "פרטים",
            "Details",
        ],
    },
];

/// The title of a box in a language (English where we have no word); `None` for other names.
///
/// `callout-` of Quarto and `rmd` of bookdown before a name do not count.
pub(super) fn title(name: &str, language: &Language) -> Option<&'static str> {
    let column = match language.tongue() {
        Some(Tongue::Persian | Tongue::Dari) => 0,
        Some(Tongue::Pashto) => 1,
        Some(Tongue::Arabic) => 2,
        Some(Tongue::Urdu) => 3,
        Some(Tongue::Sorani) => 4,
        Some(Tongue::Hebrew) => 5,
        Some(
            Tongue::Uyghur
            | Tongue::Yiddish
            | Tongue::Sindhi
            | Tongue::SouthAzerbaijani
            | Tongue::English,
        )
        | None => 6,
    };
    Some(kind(name)?.titles[column])
}

/// Whether a name is that of a box.
pub(super) fn is_known(name: &str) -> bool {
    kind(name).is_some()
}

/// Every name of a box.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().flat_map(|kind| kind.names.iter().copied())
}

fn kind(name: &str) -> Option<&'static Kind> {
    let own = ["callout-", "rmd"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix));
    let name = own.unwrap_or(name).to_lowercase();
    KINDS
        .iter()
        .find(|kind| kind.names.contains(&name.as_str()))
}
