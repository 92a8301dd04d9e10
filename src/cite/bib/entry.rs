//! One entry of a `.bib` file in, one work out.

use super::{BibEntry, Field, fields};
use crate::cite::calendar::Calendar;
use crate::cite::date::{Certainty, Date, DateFault, Day, End};
use crate::cite::names;
use crate::cite::work::Work;
use crate::diag::{Code, Sink, isolate, nearest};
use crate::locale::{Digits, Language};
use crate::source::Span;

/// Makes a work of an entry; doubtful fields are reported.
pub(super) fn to_work(entry: &BibEntry, sink: &mut Sink) -> Work {
    let mut work = Work::new(&entry.key, kind(entry, sink), entry.key_span);
    texts(entry, &mut work);
    titles(entry, &mut work);
    numbers(entry, &mut work);
    people(entry, &mut work, sink);
    languages(entry, &mut work, sink);
    dates(entry, &mut work, sink);
    check_names(entry, sink);
    check_title(entry, &work, sink);
    work
}

fn warn(sink: &mut Sink, span: Span, message: String, hint: &str) {
    sink.warn(Code::BadBibliography, span, message).hint(hint);
}

fn kind(entry: &BibEntry, sink: &mut Sink) -> &'static str {
    let Some(kind) = fields::kind(&entry.kind) else {
        let message = format!(
            "{} is no entry type of BibLaTeX",
            isolate(&format!("@{}", entry.kind))
        );
        warn(
            sink,
            entry.key_span,
            message,
            "it is listed as @misc; use @book, @article, @online …",
        );
        return "document";
    };
    let subtype = entry
        .fields
        .get("entrysubtype")
        .map(Field::text)
        .unwrap_or_default();
    match (kind, subtype.as_str()) {
        ("article-journal", "newspaper") => "article-newspaper",
        ("article-journal", "magazine") => "article-magazine",
        _ => kind,
    }
}

/// The fields that are one text in both worlds.
fn texts(entry: &BibEntry, work: &mut Work) {
    for (name, field) in &entry.fields {
        let Some(variable) = fields::variable(name) else {
            continue;
        };
        // Of two fields for one thing the first by name stays: booktitle before journaltitle.
        if work.text(variable).is_none() {
            let verbatim = matches!(variable, "DOI" | "URL");
            let text = if verbatim {
                field.text()
            } else {
                field.prose()
            };
            work.set(variable, &text);
        }
    }
    let Some(addendum) = entry.fields.get("addendum") else {
        return;
    };
    if work.text("note").is_none() {
        work.set("note", &addendum.prose());
    }
}

fn titles(entry: &BibEntry, work: &mut Work) {
    for (subtitle, variable) in [
        ("subtitle", "title"),
        ("booksubtitle", "container-title"),
        ("journalsubtitle", "container-title"),
    ] {
        let Some(subtitle) = entry.fields.get(subtitle) else {
            continue;
        };
        let whole = match work.text(variable) {
            Some(title) => format!("{title}: {}", subtitle.prose()),
            None => subtitle.prose(),
        };
        work.set(variable, &whole);
    }
    let Some(whole) = entry.fields.get("maintitle").map(Field::prose) else {
        return;
    };
    match work.text("title").map(str::to_owned) {
        // biblatex prints the title of the whole and that of the volume.
        // The volume of a larger work: «تاریخ بخارا: دورهٔ …».
        Some(title) if work.kind == "book" => work.set("title", &format!("{whole}: {title}")),
        Some(_) => {}
        None => work.set("title", &whole),
    }
}

fn numbers(entry: &BibEntry, work: &mut Work) {
    let number = entry
        .fields
        .get("issue")
        .or_else(|| entry.fields.get("number"))
        .map(Field::text);
    if let Some(number) = number {
        let variable = match work.kind.as_str() {
            "article-journal" | "article-newspaper" | "article-magazine" | "periodical" => "issue",
            "book" | "chapter" | "paper-conference" | "entry-encyclopedia" => "collection-number",
            _ => "number",
        };
        work.set(variable, &number);
    }
    if let Some(pages) = entry.fields.get("pages") {
        work.set(
            "page",
            &Digits::Latin.convert(&pages.text()).replace('،', ","),
        );
    }
    let genre = match (entry.kind.as_str(), work.text("genre")) {
        // @thesis says its kind in `type`; the old types are kinds themselves.
        ("phdthesis", None) => "phdthesis",
        ("mastersthesis", None) => "mathesis",
        _ => return,
    };
    work.set("genre", genre);
}

fn people(entry: &BibEntry, work: &mut Work, sink: &mut Sink) {
    for (name, field) in &entry.fields {
        let Some(role) = fields::role(name) else {
            continue;
        };
        let read = names::read(&field.chunks);
        if read.iter().any(|name| name.unsplit) {
            let message = format!(
                "a name of {} has no comma, so that it is taken as one piece",
                isolate(name)
            );
            let hint = "write {family, given}, or {{…}} where it is the name of a body";
            warn(sink, field.span, message, hint);
        }
        if read.is_empty() {
            warn(
                sink,
                field.span,
                format!("{} names nobody", isolate(name)),
                "take the field out, or fill it in",
            );
        } else {
            work.people
                .entry(role)
                .or_insert_with(|| read.into_iter().map(|name| name.name).collect());
        }
    }
    work.short_author = entry
        .fields
        .get("shortauthor")
        .map(Field::text)
        .filter(|short| !short.is_empty());
}

/// The language is `langid`, else `language`; a keyword such as `fa-AF` adds the country.
fn languages(entry: &BibEntry, work: &mut Work, sink: &mut Sink) {
    for name in ["langid", "language"] {
        let Some(field) = entry.fields.get(name) else {
            continue;
        };
        let text = field.text();
        let tag = fields::language(&text)
            .map(str::to_owned)
            .or_else(|| text.contains('-').then(|| text.clone()));
        let Some(language) = tag.and_then(|tag| Language::new(&tag)) else {
            let message = format!("{} is no language that we know", isolate(&text));
            warn(
                sink,
                field.span,
                message,
                "write a name such as persian or english, or a tag such as fa-AF",
            );
            continue;
        };
        work.language.get_or_insert(language);
    }
    let keywords = entry
        .fields
        .get("keywords")
        .map(Field::text)
        .unwrap_or_default();
    // Zotero exports no field for a country or a calendar, but keywords as they are typed.
    for keyword in keywords.split([',', '،', ';', '؛']).map(str::trim) {
        work.keywords.push(keyword.to_owned());
        if let Some(language) = regional(keyword) {
            work.language = Some(language);
        }
        let Some(name) = keyword.strip_prefix("cal:") else {
            continue;
        };
        work.calendar = Calendar::read(name);
        if work.calendar.is_none() {
            let span = entry
                .fields
                .get("keywords")
                .map_or(entry.key_span, |field| field.span);
            let message = format!("{} is no calendar that we know", isolate(name));
            warn(
                sink,
                span,
                message,
                "write cal:solar-hijri, cal:lunar-hijri or cal:gregorian",
            );
        }
    }
    if let Some(field) = entry.fields.get("calendar") {
        work.calendar = work.calendar.or_else(|| Calendar::read(&field.text()));
    }
}

/// A keyword that is a language with its country (`fa-AF`), never a plain word.
fn regional(keyword: &str) -> Option<Language> {
    let (language, region) = keyword.split_once('-')?;
    let upper = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase());
    let lower =
        (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    if upper && lower {
        Language::new(keyword)
    } else {
        None
    }
}

fn dates(entry: &BibEntry, work: &mut Work, sink: &mut Sink) {
    work.issued = match entry.fields.get("date") {
        Some(field) => date(field, sink),
        None => year_and_month(entry, sink),
    };
    work.accessed = entry
        .fields
        .get("urldate")
        .and_then(|field| date(field, sink));
    for (name, variable) in [("origdate", "original-date"), ("eventdate", "event-date")] {
        let further = entry.fields.get(name);
        if let Some(further) = further.and_then(|field| date(field, sink)) {
            work.dates.insert(variable, further);
        }
    }
    let Some(issued) = &work.issued else { return };
    let language = work.language.unwrap_or_else(Language::persian);
    let calendar = work
        .calendar
        .unwrap_or_else(|| Calendar::guess(&language, Some(issued.start.year)));
    if let Err(fault) = issued.check(calendar) {
        let span = entry
            .fields
            .get("date")
            .map_or(entry.key_span, |field| field.span);
        let message = format!("the date {}", fault.describe());
        warn(
            sink,
            span,
            message,
            "check the day, or name the calendar with the keyword cal:solar-hijri",
        );
    }
}

/// Reads a date; words that are no date stand as they are.
fn date(field: &Field, sink: &mut Sink) -> Option<Date> {
    let text = field.text();
    if is_undated(&text) {
        return None;
    }
    match Date::parse(&text) {
        Ok(date) => Some(date),
        Err(fault) => {
            let message = format!("{} {}", isolate(&text), fault.describe());
            let hint =
                "write year-month-day such as 1397-11-02, or a season such as 1399-21 (spring)";
            warn(sink, field.span, message, hint);
            Some(fault_date(&text, fault))
        }
    }
}

/// What is left of a faulty date: its year, where it has one, else its words.
fn fault_date(text: &str, fault: DateFault) -> Date {
    let latin = Digits::Latin.convert(text);
    let year = latin
        .split(['-', '/'])
        .next()
        .and_then(|year| Day::parse(year).ok());
    match (fault, year) {
        (DateFault::Month | DateFault::Day, Some(day)) => Date::on(day),
        _ => Date::literal(text),
    }
}

/// «بی‌تا» and its likes say that there is no date.
fn is_undated(text: &str) -> bool {
    matches!(
        text,
        "" | "بی‌تا" | "بی تا" | "بیتا" | "n.d." | "n.d" | "nd" | "د.ت" | "د.ت."
    )
}

/// The old fields `year`, `month` and `day`.
fn year_and_month(entry: &BibEntry, sink: &mut Sink) -> Option<Date> {
    let year = entry.fields.get("year")?;
    let words = year.text();
    if !words.is_empty() && !is_undated(&words) && !words.contains(char::is_numeric) {
        // «زیر چاپ», "forthcoming": meant as it stands.
        return Some(Date::literal(&words));
    }
    let mut date = date(year, sink)?;
    let number = |name: &str| {
        let field = entry.fields.get(name)?;
        let text = Digits::Latin.convert(&field.text());
        Some((field, text.parse::<u8>().ok()))
    };
    if date.literal.is_some() || date.end != End::Same || date.certainty == Certainty::Doubtful {
        return Some(date);
    }
    for name in ["month", "day"] {
        let Some((field, number)) = number(name) else {
            continue;
        };
        let set = match (name, number) {
            (_, None) => Err(DateFault::Form),
            ("month", Some(month)) => date.start.set_month(month),
            (_, Some(day)) => date.start.set_day(day),
        };
        if set.is_err() {
            let message = format!("{} is no {name}", isolate(&field.text()));
            warn(
                sink,
                field.span,
                message,
                "write its number; 21 to 24 in month are the seasons",
            );
        }
    }
    Some(date)
}

/// Reports fields that are not BibLaTeX's: most often misspelt ones, whose text would be lost.
fn check_names(entry: &BibEntry, sink: &mut Sink) {
    const NAMED: &[&str] = &[
        "author",
        "editor",
        "translator",
        "title",
        "journaltitle",
        "booktitle",
        "publisher",
        "location",
        "date",
        "volume",
        "number",
        "pages",
        "edition",
        "series",
        "langid",
        "keywords",
        "institution",
        "shortauthor",
        "address",
        "journal",
        "crossref",
        "subtitle",
        "urldate",
    ];
    for (name, field) in &entry.fields {
        let known = fields::variable(name).is_some()
            || fields::role(name).is_some()
            || fields::READ_APART.contains(&name.as_str())
            || fields::SILENT.contains(&name.as_str());
        // Reference managers mark their own fields so.
        let foreign = name.contains('-')
            || name.contains('_')
            || name.starts_with("user")
            || name.starts_with('x');
        if known || foreign {
            continue;
        }
        let message = format!(
            "{} is no field of BibLaTeX, so that its text is not printed",
            isolate(name)
        );
        match nearest(name, NAMED.iter().copied()) {
            Some(near) => warn(
                sink,
                field.span,
                message,
                &format!("did you mean {}?", isolate(near)),
            ),
            None => warn(
                sink,
                field.span,
                message,
                "take it out, or put its text into note",
            ),
        }
    }
}

/// Reports a work without a title, unless `title = {}` says that it has none.
fn check_title(entry: &BibEntry, work: &Work, sink: &mut Sink) {
    let named = work.text("title").is_some() || entry.fields.contains_key("title");
    if !named && work.kind != "periodical" {
        let message = format!("the entry {} has no title", isolate(&work.key));
        let hint = "add the title, or write title = {} where the work is known to have none";
        warn(sink, entry.key_span, message, hint);
    }
}
