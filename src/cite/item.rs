//! A work in, the CSL item that hayagriva renders out.
//!
//! hayagriva panics on date ranges and knows no words in the place of a date, so that only the first
//! year goes in; [`year_text`] says what is printed instead.

use citationberg::json::{
    DateValue, FixedDate, FixedDateRange, Item, LiteralName, NameItem, NameValue, Value,
};
use citationberg::taxonomy::Season;

use super::calendar::Calendar;
use super::date::{Certainty, Date, Day, End};
use super::months;
use super::placeholder::OTHERS;
use super::voice::{Voice, Words};
use super::work::{Name, Work};
use crate::locale::{Digits, Direction};

/// The year of a work whose date is words.
const WORDY_YEAR: i16 = 9999;

/// Makes the item of a work.
pub(super) fn item(work: &Work, voice: &Voice) -> Item {
    let mut item = Item(std::collections::BTreeMap::new());
    let mut set = |name: &str, value: Value| item.0.insert(name.to_owned(), value);
    set("id", Value::String(work.key.clone()));
    set("citation-key", Value::String(work.key.clone()));
    set("type", Value::String(work.kind.clone()));
    set(
        "language",
        Value::String(voice.language.as_str().to_owned()),
    );
    for (variable, text) in &work.texts {
        set(
            variable,
            Value::String(text_of(work, voice, variable, text)),
        );
    }
    for (role, names) in &work.people {
        set(role, Value::Names(names.iter().map(name).collect()));
    }
    // `available-date` tells our styles that a month is known: CSL cannot ask for a part of a date.
    if let Some(issued) = &work.issued {
        set("issued", date(issued));
        if issued.has_month() {
            set("available-date", date(issued));
        }
    }
    let further = work.dates.iter().map(|(name, date)| (*name, date));
    let accessed = work.accessed.as_ref().map(|date| ("accessed", date));
    for (name, further) in further.chain(accessed) {
        // CSL prints no words in the place of these dates, and no list misses them.
        if further.literal.is_none() {
            set(name, date(&in_calendar(further, voice)));
        }
    }
    for (variable, value) in own_variables(work, voice) {
        set(variable, value);
    }
    item
}

/// Takes out of an item what only our own styles understand; an edition that CSL would number in English says
/// what it is.
pub(super) fn speak_csl(item: &mut Item, work: &Work, voice: &Voice) {
    for variable in ["dimensions", "source"] {
        match work.text(variable) {
            Some(text) => item
                .0
                .insert(variable.to_owned(), Value::String(text.to_owned())),
            None => item.0.remove(variable),
        };
    }
    if !work.people.contains_key("reviewed-author") {
        item.0.remove("reviewed-author");
    }
    item.0.remove("available-date");
    if let Some(edition) = work.text("edition")
        && voice.direction() == Direction::Rtl
    {
        // "3" would be numbered («3rd»), and a style puts its word behind it. In the digits of the language it is
        // text for CSL.
        let text = edition_text(edition, voice);
        let text = match voice.words() {
            Words::Persian if is_number(edition) => text.replacen("چاپ", "ویرایش", 1),
            _ => text,
        };
        let text = voice.language.digits().convert(&text);
        item.0.insert("edition".to_owned(), Value::String(text));
    }
}

fn is_number(text: &str) -> bool {
    text.trim().chars().all(char::is_numeric)
}

/// What our own style asks for beyond CSL; its head says what each variable holds.
fn own_variables(work: &Work, voice: &Voice) -> Vec<(&'static str, Value)> {
    let mut found = Vec::new();
    // CSL has no variable for a short author; `reviewed-author` is free in every type that we list.
    if let Some(short) = &work.short_author {
        let literal = NameValue::Literal(LiteralName {
            literal: short.clone(),
        });
        found.push(("reviewed-author", Value::Names(vec![literal])));
    }
    if let Some(edition) = work.text("edition") {
        found.push(("dimensions", Value::String(edition_text(edition, voice))));
    }
    if let Some(accessed) = &work.accessed {
        found.push(("source", Value::String(accessed_text(accessed, voice))));
    }
    if let Some(genre) = work.text("genre") {
        found.push(("genre", Value::String(genre_text(genre, voice).to_owned())));
    }
    found
}

/// The text of a field, its digits Latin where CSL counts, its inner quotation marks as inner ones.
fn text_of(work: &Work, voice: &Voice, variable: &str, text: &str) -> String {
    match variable {
        "volume" | "issue" | "number" | "collection-number" | "number-of-volumes" | "page" => {
            Digits::Latin.convert(text)
        }
        "title" | "title-short" if !is_book(&work.kind) => {
            inner_quotes(&paired_quotes(text, voice), voice)
        }
        "title" | "title-short" | "container-title" => paired_quotes(text, voice),
        _ => text.to_owned(),
    }
}

/// Whether titles of a type are set in italics and not in quotation marks.
fn is_book(kind: &str) -> bool {
    matches!(
        kind,
        "book"
            | "thesis"
            | "report"
            | "manuscript"
            | "periodical"
            | "motion_picture"
            | "song"
            | "graphic"
            | "software"
            | "dataset"
            | "pamphlet"
    )
}

/// A title with the quotation marks of its language in the place of those of a typewriter; marks that are no
/// pairs around words stay.
fn paired_quotes(text: &str, voice: &Voice) -> String {
    const TYPED: char = '"';
    let [outer, _] = voice.language.quotes();
    let mut found = String::with_capacity(text.len());
    let mut open = false;
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        if letter == TYPED {
            let opens = !open && !before.is_alphanumeric() && !after.is_whitespace();
            let closes = open && !before.is_whitespace() && !after.is_alphanumeric();
            match (opens, closes) {
                (true, _) => found.push_str(outer.0),
                (_, true) => found.push_str(outer.1),
                (false, false) => return text.to_owned(),
            }
            open = !open;
        } else {
            found.push(letter);
        }
        before = letter;
    }
    if open { text.to_owned() } else { found }
}

fn inner_quotes(text: &str, voice: &Voice) -> String {
    // A title stands in quotation marks, so that «تاریخ ‹بخارا›» within them needs the inner ones.
    let [outer, inner] = voice.language.quotes();
    if outer.0 == outer.1 {
        return text.to_owned();
    }
    // An apostrophe at a word's end closes what ‘ has opened.
    let text = if text.contains('‘') {
        text.replace('\'', "’")
    } else {
        text.to_owned()
    };
    text.replace(outer.0, inner.0).replace(outer.1, inner.1)
}

fn name(name: &Name) -> NameValue {
    match name {
        Name::Literal(literal) => NameValue::Literal(LiteralName {
            literal: literal.clone(),
        }),
        Name::Others => NameValue::Literal(LiteralName {
            literal: OTHERS.to_string(),
        }),
        Name::Parts(parts) => NameValue::Item(NameItem {
            family: parts.family.clone(),
            given: parts.given.clone(),
            non_dropping_particle: parts.particle.clone(),
            dropping_particle: None,
            suffix: parts.suffix.clone(),
            comma_suffix: parts.suffix.as_ref().map(|_| true),
        }),
    }
}

fn date(date: &Date) -> Value {
    let day = date.start;
    let from_zero = |number: Option<u8>| number.map(|number| number.saturating_sub(1));
    // hayagriva writes `spring/1399`; `runs` brings the season behind the year.
    let season = day
        .season
        .filter(|season| Season::try_from_csl_number(*season).is_ok());
    let start = FixedDate {
        year: if date.literal.is_some() {
            WORDY_YEAR
        } else {
            day.year
        },
        month: from_zero(day.month.filter(|month| (1..=12).contains(month))),
        day: from_zero(day.day),
        season: None,
        circa: false,
    };
    // Never an end: hayagriva panics on it.
    let raw = FixedDateRange { start, end: None };
    Value::Date(DateValue::Raw {
        raw,
        literal: None,
        season: season.map(|season| season.to_string()),
    })
}

/// A date without its month, where that is a month of another calendar than the voice's.
fn in_calendar(date: &Date, voice: &Voice) -> Date {
    let own = Calendar::guess(&voice.language, Some(date.start.year));
    if own == voice.calendar {
        return date.clone();
    }
    Date::on(Day {
        year: date.start.year,
        ..Day::default()
    })
}

/// What is printed where CSL prints the year of issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum YearText {
    /// These words for the whole date.
    Words(String),
    /// This year for that one.
    Year {
        /// What CSL prints.
        printed: String,
        /// What the reader sees; Latin digits.
        wanted: String,
    },
}

/// What is printed for the year of issue where CSL's own year would not do: words, ranges, doubts,
/// and «ق» after a lunar year among Solar ones.
pub(super) fn year_text(work: &Work, voice: &Voice) -> Option<YearText> {
    let date = work.issued.as_ref()?;
    if let Some(words) = &date.literal {
        return Some(YearText::Words(words.clone()));
    }
    // CSL prints one year. What it prints is sought in its words and exchanged: «۱۳۹۰» for «۱۳۹۰–۱۳۹۲».
    let printed = year(date.start.year, voice);
    let mut wanted = printed.clone();
    match date.end {
        End::Same => {}
        End::Open => wanted.push('–'),
        End::At(end) if end.year == date.start.year => {}
        End::At(end) => wanted = format!("{wanted}–{}", year(end.year, voice)),
    }
    // Among Solar years only the sign tells that 1342 is a lunar one: «۱۳۴۲ق».
    if voice.calendar == Calendar::LunarHijri && voice.words() == Words::Persian {
        wanted.push('ق');
    }
    wanted = match (date.certainty, voice.direction()) {
        (Certainty::Sure, _) => wanted,
        (Certainty::About, Direction::Rtl) => format!("ح. {wanted}"),
        (Certainty::About, Direction::Ltr) => format!("ca. {wanted}"),
        (Certainty::Doubtful, Direction::Rtl) => format!("{wanted}؟"),
        (Certainty::Doubtful, Direction::Ltr) => format!("{wanted}?"),
    };
    (printed != wanted).then_some(YearText::Year { printed, wanted })
}

/// A year as CSL prints it: 0 and below are years BCE.
fn year(year: i16, voice: &Voice) -> String {
    if year > 0 {
        return year.to_string();
    }
    let era = match voice.words() {
        Words::Persian | Words::Urdu => " پ‌م",
        Words::Arabic => " ق.م",
        Words::Hebrew => " לפנה״ס",
        Words::English => " BC",
    };
    format!("{}{era}", i32::from(year).abs() + 1)
}

/// «چاپ ۳», "3rd ed."; words stay («چاپ دوم», "revised ed.").
fn edition_text(edition: &str, voice: &Voice) -> String {
    let latin = Digits::Latin.convert(edition);
    let number: Option<u32> = latin.parse().ok();
    let (before, after) = match voice.words() {
        Words::Persian => ("چاپ ", ""),
        Words::Arabic => ("ط. ", ""),
        Words::Urdu => ("طبع ", ""),
        Words::Hebrew => ("מהדורה ", ""),
        Words::English => ("", " ed."),
    };
    let whole = ["چاپ", "ويراست", "ویراست", "ط", "طبع", "מהדורה"]
        .iter()
        .any(|word| edition.starts_with(word))
        || edition.ends_with("ed.")
        || edition.to_lowercase().ends_with("edition");
    match (number, voice.words()) {
        (Some(number), Words::English) => format!("{number}{} ed.", english_ordinal(number)),
        (Some(number), _) => format!("{before}{number}{after}"),
        (None, _) if whole => edition.to_owned(),
        (None, _) => format!("{before}{edition}{after}"),
    }
}

fn english_ordinal(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// «بازیابی ۵ مهر ۱۳۹۹», in the calendar that the year of that date shows.
fn accessed_text(accessed: &Date, voice: &Voice) -> String {
    let word = match voice.words() {
        Words::Persian => "بازیابی",
        Words::Arabic => "اطلع عليه في",
        Words::Urdu => "اخذ شدہ",
        Words::Hebrew => "אוחזר",
        Words::English => "accessed",
    };
    if let Some(words) = &accessed.literal {
        return format!("{word} {words}");
    }
    let day = accessed.start;
    let calendar = Calendar::guess(&voice.language, Some(day.year));
    let month = day
        .month
        .and_then(|month| months::month(voice, calendar, month))
        .map(str::to_owned);
    let parts = [
        Some(word.to_owned()),
        day.day.map(|day| day.to_string()),
        month,
        Some(day.year.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// biblatex's names for kinds of theses and reports, in the language of the work.
fn genre_text<'a>(genre: &'a str, voice: &Voice) -> &'a str {
    let words = match genre {
        "phdthesis" => [
            "رسالهٔ دکتری",
            "أطروحة دكتوراه",
            "مقالہ برائے پی ایچ ڈی",
            "עבודת דוקטור",
            "PhD thesis",
        ],
        "mathesis" | "mastersthesis" => [
            "پایان‌نامهٔ کارشناسی ارشد",
            "رسالة ماجستير",
            "مقالہ برائے ایم اے",
            "עבודת מוסמך",
            "Master’s thesis",
        ],
        "bathesis" => [
            "پایان‌نامهٔ کارشناسی",
            "رسالة بكالوريوس",
            "مقالہ برائے بی اے",
            "עבודת בוגר",
            "Bachelor’s thesis",
        ],
        "techreport" => [
            "گزارش فنی",
            "تقرير فني",
            "تکنیکی رپورٹ",
            "דוח טכני",
            "Technical report",
        ],
        _ => return genre,
    };
    words[voice.words() as usize]
}
