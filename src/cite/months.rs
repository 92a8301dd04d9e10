//! Names of months and seasons by language and calendar, as CSL terms and as text.
//!
//! The Dari names are those of Afghanistan's civil calendar; its Gregorian names are the English ones
//! in Dari spelling, as Afghan books write them.

use super::calendar::Calendar;
use super::voice::{Voice, Words};
use crate::locale::{Tongue, calendar};

/// The names of twelve months, and of the seasons from spring.
struct Names([&'static str; 12], [&'static str; 4]);

const FA_SEASONS: [&str; 4] = ["بهار", "تابستان", "پاییز", "زمستان"];
const DARI_SEASONS: [&str; 4] = ["بهار", "تابستان", "خزان", "زمستان"];
const AR_SEASONS: [&str; 4] = ["الربيع", "الصيف", "الخريف", "الشتاء"];
const EN_SEASONS: [&str; 4] = ["Spring", "Summer", "Autumn", "Winter"];

const FA_SOLAR: Names = Names(calendar::IRAN, FA_SEASONS);
const DARI_SOLAR: Names = Names(calendar::AFGHANISTAN, DARI_SEASONS);
const FA_LUNAR: Names = Names(
    [
        "محرم",
        "صفر",
        "ربیع‌الاول",
        "ربیع‌الثانی",
        "جمادی‌الاول",
        "جمادی‌الثانی",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذی‌القعده",
        "ذی‌الحجه",
    ],
    FA_SEASONS,
);
const FA_GREGORIAN: Names = Names(
    [
        "ژانویه",
        "فوریه",
        "مارس",
        "آوریل",
        "مه",
        "ژوئن",
        "ژوئیه",
        "اوت",
        "سپتامبر",
        "اکتبر",
        "نوامبر",
        "دسامبر",
    ],
    FA_SEASONS,
);
const DARI_GREGORIAN: Names = Names(
    [
        "جنوری",
        "فبروری",
        "مارچ",
        "اپریل",
        "می",
        "جون",
        "جولای",
        "اگست",
        "سپتمبر",
        "اکتوبر",
        "نومبر",
        "دسمبر",
    ],
    DARI_SEASONS,
);
const PASHTO_SOLAR: Names = Names(calendar::PASHTO, ["پسرلی", "اوړی", "منی", "ژمی"]);
const AR_LUNAR: Names = Names(
    [
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
    ],
    AR_SEASONS,
);
const AR_GREGORIAN: Names = Names(
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    AR_SEASONS,
);
const UR_LUNAR: Names = Names(
    [
        "محرم",
        "صفر",
        "ربیع الاول",
        "ربیع الثانی",
        "جمادی الاول",
        "جمادی الثانی",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذوالقعدہ",
        "ذوالحجہ",
    ],
    ["بہار", "گرما", "خزاں", "سرما"],
);
const UR_GREGORIAN: Names = Names(
    [
        "جنوری",
        "فروری",
        "مارچ",
        "اپریل",
        "مئی",
        "جون",
        "جولائی",
        "اگست",
        "ستمبر",
        "اکتوبر",
        "نومبر",
        "دسمبر",
    ],
    ["بہار", "گرما", "خزاں", "سرما"],
);
const HE_GREGORIAN: Names = Names(
    [
        "ינואר",
        "פברואר",
        "מרץ",
        "אפריל",
        "מאי",
        "יוני",
        "יולי",
        "אוגוסט",
        "ספטמבר",
        "אוקטובר",
        "נובמבר",
        "דצמבר",
    ],
    ["אביב", "קיץ", "סתיו", "חורף"],
);
const EN_SOLAR: Names = Names(
    [
        "Farvardin",
        "Ordibehesht",
        "Khordad",
        "Tir",
        "Mordad",
        "Shahrivar",
        "Mehr",
        "Aban",
        "Azar",
        "Dey",
        "Bahman",
        "Esfand",
    ],
    EN_SEASONS,
);
const EN_LUNAR: Names = Names(
    [
        "Muharram",
        "Safar",
        "Rabiʿ I",
        "Rabiʿ II",
        "Jumada I",
        "Jumada II",
        "Rajab",
        "Shaʿban",
        "Ramadan",
        "Shawwal",
        "Dhu al-Qaʿda",
        "Dhu al-Hijja",
    ],
    EN_SEASONS,
);
const EN_GREGORIAN: Names = Names(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    EN_SEASONS,
);

fn names(voice: &Voice, calendar: Calendar) -> &'static Names {
    // «حمل» and «فروردین» are one Solar month: Afghanistan counts by the signs of the zodiac.
    let tongue = voice.language.tongue();
    let dari = tongue == Some(Tongue::Dari) || voice.language.as_str().ends_with("-AF");
    let pashto = tongue == Some(Tongue::Pashto);
    match (voice.words(), calendar) {
        (Words::Persian, Calendar::SolarHijri) if pashto => &PASHTO_SOLAR,
        (Words::Persian, Calendar::SolarHijri) if dari => &DARI_SOLAR,
        (Words::Persian | Words::Arabic | Words::Urdu, Calendar::SolarHijri) => &FA_SOLAR,
        (Words::Persian, Calendar::Gregorian) if dari || pashto => &DARI_GREGORIAN,
        (Words::Persian, Calendar::Gregorian) => &FA_GREGORIAN,
        (Words::Persian, Calendar::LunarHijri) => &FA_LUNAR,
        (Words::Arabic, Calendar::LunarHijri) => &AR_LUNAR,
        (Words::Arabic, Calendar::Gregorian) => &AR_GREGORIAN,
        (Words::Urdu, Calendar::LunarHijri) => &UR_LUNAR,
        (Words::Urdu, Calendar::Gregorian) => &UR_GREGORIAN,
        (Words::Hebrew, Calendar::Gregorian) => &HE_GREGORIAN,
        (Words::Hebrew | Words::English, Calendar::SolarHijri) => &EN_SOLAR,
        (Words::Hebrew | Words::English, Calendar::LunarHijri) => &EN_LUNAR,
        (Words::English, Calendar::Gregorian) => &EN_GREGORIAN,
    }
}

/// The months and seasons of a voice as CSL terms.
pub(super) fn terms(voice: &Voice) -> String {
    let Names(months, seasons) = names(voice, voice.calendar);
    let months = months
        .iter()
        .enumerate()
        .map(|(at, name)| term("month", at, name));
    let seasons = seasons
        .iter()
        .enumerate()
        .map(|(at, name)| term("season", at, name));
    months.chain(seasons).collect()
}

fn term(kind: &str, at: usize, name: &str) -> String {
    format!("<term name=\"{kind}-{:02}\">{name}</term>", at + 1)
}

/// The name of a month (from 1) in a calendar.
pub(super) fn month(voice: &Voice, calendar: Calendar, month: u8) -> Option<&'static str> {
    usize::from(month)
        .checked_sub(1)
        .and_then(|at| names(voice, calendar).0.get(at).copied())
}

/// Whether a text is the name of a season in a voice.
pub(super) fn is_season(voice: &Voice, text: &str) -> bool {
    names(voice, voice.calendar).1.contains(&text)
}
