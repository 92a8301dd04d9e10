//! Words and signs that belong to a number or to what follows: units, months, abbreviations. A word
//! in, whether it is one of them out.

/// Symbols of units in Latin letters, as they follow a number: SI, computing, everyday ones.
#[rustfmt::skip]
const LATIN_UNITS: &[&str] = &[
    "A", "Ah", "B", "C", "F", "GB", "GHz", "GW", "GiB", "Hz", "J", "K", "KB", "KiB", "L", "MB",
    "MHz", "MJ", "MPa", "MW", "MiB", "N", "Nm", "PB", "Pa", "TB", "TiB", "V", "W", "Wh", "bit",
    "bits", "byte", "bytes", "cal", "cc", "cm", "cm²", "cm³", "dB", "dl", "dpi", "em", "fps",
    "ft", "g", "ha", "hPa", "h", "hr", "hrs", "in", "kB", "kHz", "kJ", "kPa", "kV", "kW", "kWh",
    "kcal", "kg", "km", "km²", "kn", "l", "lb", "lbs", "lx", "m", "m²", "m³", "mA", "mAh", "mL",
    "mV", "mW", "mg", "mi", "min", "ml", "mm", "mm²", "mol", "mph", "ms", "ns", "nm", "oz", "pH",
    "ppi", "ppm", "pt", "px", "rpm", "s", "sec", "t", "yd", "Å", "Ω", "µg", "µm", "µs", "μg",
    "μm", "μs", "°C", "°F", "USD", "EUR", "GBP", "IRR", "AD", "BC", "CE", "BCE", "am", "pm", "AM",
    "PM", "a.m.", "p.m.", "a.m", "p.m", "A.M.", "P.M.", "A.M", "P.M", "inch", "inches", "foot",
    "feet", "mile", "miles",
];

/// English months, which follow the day's number.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep",
    "Sept", "Oct", "Nov", "Dec",
];

/// Units in words of the Arabic script, as they follow a number: length, weight, time, money, share.
#[rustfmt::skip]
const ARABIC_UNITS: &[&str] = &[
    "آمپر", "اینچ", "بایت", "بیت", "پوند", "پیکسل", "تن", "تومان", "ثانیه", "جلد", "جریب", "حبه",
    "درجه", "درجهٔ", "درجه‌ی", "درصد", "دقیقه", "دلار", "دینار", "ذرع", "روپیه", "روز", "روزه",
    "ریال", "ژول", "سال", "سالگی", "ساله", "سانتی‌متر", "سانتیمتر", "ساعت", "سده", "سیر", "صفحه",
    "فرسخ", "فرسنگ", "فوت", "قدم", "قرن", "کالری", "کیلو", "کیلوبایت", "کیلوگرم", "کیلومتر",
    "کیلووات", "گرم", "گز", "گیگابایت", "لیتر", "ماه", "متر", "مترمربع", "مثقال", "مگابایت",
    "میلادی", "میلیارد", "میلیمتر", "میلی‌متر", "میلی‌گرم", "میلیون", "من", "نفر", "نیوتن", "وات",
    "ولت", "وجب", "هجری", "هرتز", "هزار", "هفته", "هکتار", "یورو", "قمری", "شمسی", "افغانی",
    // Arabic and Urdu.
    "كيلومتر", "كيلوغرام", "غرام", "كلم", "كغ", "بالمئة", "بالمائة", "ريال", "درهم", "جنيه",
    "ميل", "فیصد", "روپے", "کلومیٹر", "کلوگرام", "میٹر", "گھنٹے", "منٹ",
];

/// Months of the solar and lunar years and of the Gregorian one in Persian and Dari, which follow the
/// day's number.
#[rustfmt::skip]
const ARABIC_MONTHS: &[&str] = &[
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "امرداد", "شهریور", "مهر", "آبان", "آذر",
    "دی", "بهمن", "اسفند", "حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس",
    "جدی", "دلو", "حوت", "محرم", "صفر", "رجب", "شعبان", "رمضان", "شوال", "ژانویه", "فوریه",
    "مارس", "آوریل", "مه", "می", "ژوئن", "ژوئیه", "جولای", "اوت", "آگوست", "سپتامبر", "اکتبر",
    "نوامبر", "دسامبر",
];

/// Words that lead to the number after them: pages, volumes, figures.
#[rustfmt::skip]
const LEADS_TO_NUMBER: &[&str] = &[
    // Persian, Dari, Arabic, Urdu.
    "ص", "صص", "ج", "ش", "شمارهٔ", "شماره", "شماره‌ی", "شکل", "جدول", "تصویر", "نمودار", "نقشه",
    "نقشهٔ", "فصل", "بخش", "صفحه", "صفحهٔ", "صفحه‌ی", "جلد", "بند", "مادهٔ", "ماده", "آیهٔ",
    "آیه", "سورهٔ", "بیت", "پیوست", "یادداشت", "پانویس", "برگ", "سطر", "مسئلهٔ", "مثال", "رابطهٔ",
    "قضیه", "قضیهٔ", "لم", "گزاره", "گزارهٔ", "نتیجهٔ", "حدس", "تعریف", "تمرین", "مسئله", "پاسخ", "برهان", "تبصره",
    "تبصرهٔ", "رابطه", "معادله", "فرمول", "پانوشت", "المعادلة", "مبرهنة", "نظرية",
    "معادلهٔ", "س", "چ", "ط", "صفحة", "الشكل", "الجدول", "الفصل", "الجزء", "رقم", "باب", "صفحہ",
    // Hebrew.
    "עמ׳", "עמ'", "עמוד", "פרק", "כרך", "איור", "טבלה",
    // Latin.
    "p", "pp", "P", "vol", "Vol", "vols", "no", "No", "nos", "fig", "Fig", "figs", "Figs", "ch",
    "Ch", "chap", "Chap", "sec", "Sec", "Table", "table", "Figure", "figure", "Chapter",
    "chapter", "Section", "section", "Part", "part", "Page", "page", "eq", "Eq", "n", "l", "ll",
    "art", "Art", "§", "§§", "№",
];

/// Abbreviations with a full stop that lead to the word after them.
#[rustfmt::skip]
const LEADS_ON: &[&str] = &[
    "نک", "ر.ک", "رک", "ک", "بنگ", "نگ", "قس", "مق", "ص", "صص", "ج", "ش", "چ", "م", "ق.م", "ه.ق",
    "ه.ش", "د", "ت", "انظر", "را", "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "cf", "Cf", "vs", "e.g",
    "i.e", "viz", "ed", "eds", "trans", "p", "pp", "vol", "vols", "no", "nos", "fig", "figs",
    "ch", "chap", "sec", "Vol", "No", "Fig", "Figs", "Ch", "Sec", "Ed", "Eds", "Eq", "eq", "art",
    "col",
];

/// Latin abbreviations whose full stop is their own.
#[rustfmt::skip]
const LATIN_ABBREVIATIONS: &[&str] = &[
    "al", "etc", "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "Jr", "Sr", "Inc", "Ltd", "Co", "Corp",
    "vol", "vols", "Vol", "no", "nos", "No", "ed", "eds", "pp", "p", "cf", "vs", "Fig", "fig",
    "Figs", "Ph.D", "M.Sc", "B.Sc", "ibid", "Ibid", "approx", "dept", "Univ", "trans", "ca",
];

/// Whether a Latin word follows a number as its unit or month.
pub(crate) fn is_latin_unit(word: &str) -> bool {
    LATIN_UNITS.contains(&word) || MONTHS.contains(&word)
}

/// Whether a word stays with the number before it, whatever its script.
pub(crate) fn follows_number(word: &str) -> bool {
    is_latin_unit(word) || ARABIC_UNITS.contains(&word) || ARABIC_MONTHS.contains(&word)
}

/// Whether a word without its full stop stays with the number after it.
pub(crate) fn leads_to_number(word: &str) -> bool {
    LEADS_TO_NUMBER.contains(&word)
}

/// Whether an abbreviation, without its last full stop, stays with the word after it.
pub(crate) fn leads_on(word: &str) -> bool {
    LEADS_ON.contains(&word)
}

/// Whether the full stop after a Latin word is the word's own: «U.S.A.», «et al.».
pub(crate) fn owns_full_stop(word: &str) -> bool {
    let initials = || {
        let mut parts = word.split('.');
        word.contains('.') && parts.all(is_letter)
    };
    LATIN_ABBREVIATIONS.contains(&word) || initials()
}

/// Whether a word is a single letter.
pub(crate) fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Whether a letter is a decimal digit of the scripts we set.
pub(crate) fn is_digit(letter: char) -> bool {
    matches!(letter, '0'..='9' | '۰'..='۹' | '٠'..='٩')
}

/// Signs of mathematics between two terms.
pub(crate) fn is_operator(letter: char) -> bool {
    matches!(
        letter,
        '=' | '+' | '×' | '÷' | '*' | '≈' | '≠' | '≤' | '≥' | '<' | '>' | '±' | '−' | '·' | '⋅'
    )
}
