//! CSL-JSON files in, works out.
//!
//! Rules: the CSL-JSON schema of CSL 1.0.2. An item that cannot be read is reported and the others are
//! used; dates may be ranges, words or seasons, digits of any script.

use serde_json::{Map, Value};

use super::calendar::Calendar;
use super::date::{Certainty, Date, DateFault, Day, End};
use super::work::{Name, Parts, Work};
use crate::diag::{Code, Sink, isolate};
use crate::locale::{Digits, Language};
use crate::source::{FileId, Span};

/// The name variables of CSL 1.0.2.
const ROLES: &[&str] = &[
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "script-writer",
    "series-creator",
    "translator",
];

/// Keys that are no variable: the item's own, or read apart.
const APART: &[&str] = &[
    "id",
    "type",
    "language",
    "keyword",
    "categories",
    "custom",
    "calendar",
    "citation-key",
];

/// Reads a CSL-JSON file: a list of items.
pub(super) fn read(file: FileId, text: &str, sink: &mut Sink) -> Vec<Work> {
    let mut reader = Reader { file, text, sink };
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => reader.items(&items),
        // Zotero's own export wraps the list in an object.
        Ok(Value::Object(mut whole)) => match whole.remove("items") {
            Some(Value::Array(items)) => reader.items(&items),
            _ => reader.not_a_list(),
        },
        Ok(_) => reader.not_a_list(),
        Err(error) => reader.malformed(&error),
    }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn items(&mut self, items: &[Value]) -> Vec<Work> {
        items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| self.item(at, item))
            .collect()
    }

    fn not_a_list(&mut self) -> Vec<Work> {
        let span = Span::new(self.file, 0..self.text.len().min(1));
        let found = self.sink.error(
            Code::BadBibliography,
            span,
            "a CSL-JSON file is a list of items",
        );
        found.hint("begin it with [ and end it with ]");
        Vec::new()
    }

    fn malformed(&mut self, error: &serde_json::Error) -> Vec<Work> {
        let at = byte_at(self.text, error.line(), error.column());
        let whole = error.to_string();
        let what = whole.split(" at line ").next().unwrap_or_default();
        let message = format!("the file is not JSON: {what}");
        let span = Span::new(self.file, at..at);
        let hint = "correct it here; a comma may be missing, or one too many";
        self.sink
            .error(Code::BadBibliography, span, message)
            .hint(hint);
        Vec::new()
    }

    fn item(&mut self, at: usize, item: &Value) -> Option<Work> {
        let fields = item.as_object();
        let id = fields
            .and_then(|fields| scalar(fields.get("id")?))
            .filter(|id| !id.trim().is_empty());
        let (Some(fields), Some(id)) = (fields, id) else {
            let message = format!("item {} of the list has no id", at + 1);
            let span = Span::new(self.file, 0..self.text.len().min(1));
            self.sink
                .warn(Code::BadBibliography, span, message)
                .hint("give it an id, so that citations can name it");
            return None;
        };
        let span = self.span_of(&id);
        let kind = fields
            .get("type")
            .and_then(scalar)
            .unwrap_or_else(|| "document".to_owned());
        let mut work = Work::new(&id, &kind, span);
        for (name, value) in fields {
            self.field(&mut work, name, value);
        }
        languages(&mut work, fields);
        if work.text("title").is_none() && !fields.contains_key("title") {
            self.warn(
                span,
                format!("the entry {} has no title", isolate(&id)),
                NO_TITLE,
            );
        }
        Some(work)
    }

    fn field(&mut self, work: &mut Work, name: &str, value: &Value) {
        if APART.contains(&name) || name.starts_with('_') {
            return;
        }
        if let Some(role) = ROLES.iter().find(|role| **role == name) {
            let names: Vec<Name> = value
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(read_name)
                .collect();
            if names.is_empty() {
                self.warn(
                    work.span,
                    format!("{} of {} names nobody", isolate(name), isolate(&work.key)),
                    "write a list of family and given names",
                );
            } else {
                work.people.insert(role, names);
            }
            return;
        }
        match (name, value) {
            ("issued", _) => work.issued = self.date(work, name, value),
            ("accessed", _) => work.accessed = self.date(work, name, value),
            ("original-date", _) => self.further_date(work, "original-date", value),
            ("event-date", _) => self.further_date(work, "event-date", value),
            ("submitted", _) => self.further_date(work, "submitted", value),
            (_, Value::Object(_) | Value::Array(_) | Value::Null) => {}
            (_, value) => {
                if let Some(text) = scalar(value) {
                    work.set(name, &plain(&text));
                }
            }
        }
    }

    fn further_date(&mut self, work: &mut Work, name: &'static str, value: &Value) {
        if let Some(date) = self.date(work, name, value) {
            work.dates.insert(name, date);
        }
    }

    fn date(&mut self, work: &Work, name: &str, value: &Value) -> Option<Date> {
        match read_date(value) {
            Ok(date) => date,
            Err(fault) => {
                let message = format!(
                    "{} of {} {}",
                    isolate(name),
                    isolate(&work.key),
                    fault.describe()
                );
                self.warn(
                    work.span,
                    message,
                    "write {\"date-parts\": [[1397, 11, 2]]}",
                );
                None
            }
        }
    }

    fn warn(&mut self, span: Span, message: String, hint: &str) {
        self.sink
            .warn(Code::BadBibliography, span, message)
            .hint(hint);
    }

    /// The place of an item's id: JSON values carry no places, so the first string that is the id.
    fn span_of(&self, id: &str) -> Span {
        let quoted = serde_json::to_string(id).unwrap_or_default();
        let after_name = |at: usize| self.text[..at].trim_end().ends_with(':');
        let found = self.text.match_indices(&quoted).map(|(at, _)| at);
        let at = found
            .clone()
            .find(|at| after_name(*at))
            .or_else(|| found.clone().next());
        let at = at.unwrap_or(0);
        Span::new(self.file, at..(at + quoted.len()).min(self.text.len()))
    }
}

const NO_TITLE: &str =
    "add the title, or write \"title\": \"\" where the work is known to have none";

/// A text, a number or a truth value as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text without the HTML that reference managers put in (`<i>`, `<sup>`, `<span …>`).
fn plain(text: &str) -> String {
    const TAGS: [&str; 5] = ["i", "b", "sup", "sub", "span"];
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        found.push_str(before);
        let name: String = after
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        match after.split_once('>') {
            Some((_, behind)) if TAGS.contains(&name.as_str()) => rest = behind,
            _ => {
                found.push('<');
                rest = after;
            }
        }
    }
    found.push_str(rest);
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_name(value: &Value) -> Option<Name> {
    if let Value::String(name) = value {
        return Some(Name::Literal(name.clone()));
    }
    let part = |name: &str| {
        let text = value.get(name).and_then(scalar)?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    if let Some(literal) = part("literal") {
        let others = matches!(
            literal.as_str(),
            "others" | "et al." | "و دیگران" | "و همکاران"
        );
        return Some(if others {
            Name::Others
        } else {
            Name::Literal(literal)
        });
    }
    let given = [part("given"), part("dropping-particle")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let given = Some(given).filter(|given| !given.is_empty());
    match (part("family"), given) {
        (Some(family), given) => Some(Name::Parts(Parts {
            family,
            given,
            particle: part("non-dropping-particle"),
            suffix: part("suffix"),
        })),
        (None, Some(given)) => Some(Name::Literal(given)),
        (None, None) => None,
    }
}

fn read_date(value: &Value) -> Result<Option<Date>, DateFault> {
    let literal = |name: &str| {
        value
            .get(name)
            .and_then(scalar)
            .filter(|text| !text.trim().is_empty())
    };
    // "date-parts" is [[1397, 11, 2]], and [[1397], [1399]] for a range; words stand in "literal" or "raw".
    let mut date = match value.get("date-parts").and_then(Value::as_array) {
        Some(parts) if !parts.is_empty() => from_parts(parts)?,
        _ => match (literal("raw").or_else(|| scalar(value)), literal("literal")) {
            (Some(raw), _) => Date::parse(&raw).unwrap_or_else(|_| Date::literal(raw.trim())),
            (None, Some(words)) => Date::literal(words.trim()),
            (None, None) => return Ok(None),
        },
    };
    if let Some(season) = value.get("season").and_then(season) {
        date.start.season = Some(season);
    }
    if value.get("circa").is_some_and(is_true) {
        date.certainty = Certainty::About;
    }
    Ok(Some(date))
}

fn from_parts(parts: &[Value]) -> Result<Date, DateFault> {
    let day = |value: &Value| -> Result<Day, DateFault> {
        let numbers = value.as_array().ok_or(DateFault::Form)?;
        let number = |at: usize| {
            numbers
                .get(at)
                .and_then(whole)
                .filter(|number| *number != 0)
        };
        let year = number(0)
            .and_then(|year| i16::try_from(year).ok())
            .ok_or(DateFault::Form)?;
        let mut day = Day {
            year,
            ..Day::default()
        };
        if let Some(month) = number(1) {
            day.set_month(u8::try_from(month).map_err(|_| DateFault::Month)?)?;
        }
        if let Some(number) = number(2) {
            day.set_day(u8::try_from(number).map_err(|_| DateFault::Day)?)?;
        }
        Ok(day)
    };
    let start = parts.first().ok_or(DateFault::Form).and_then(day)?;
    let end = match parts.get(1) {
        Some(Value::Array(empty)) if empty.is_empty() => End::Open,
        Some(end) => End::At(day(end)?),
        None => End::Same,
    };
    Ok(Date {
        end,
        ..Date::on(start)
    })
}

/// A number, or text that is one; digits of any script.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        value => Digits::Latin.convert(scalar(value)?.trim()).parse().ok(),
    }
}

/// 1 to 4, also as 21 to 24 or in words.
fn season(value: &Value) -> Option<u8> {
    let words = scalar(value).unwrap_or_default();
    let named = match words.trim() {
        "بهار" | "spring" => 1,
        "تابستان" | "summer" => 2,
        "پاییز" | "خزان" | "autumn" | "fall" => 3,
        "زمستان" | "winter" => 4,
        _ => whole(value)?,
    };
    match named {
        1..=4 => u8::try_from(named).ok(),
        21..=24 => u8::try_from(named - 20).ok(),
        _ => None,
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_i64() == Some(1),
        Value::String(text) => matches!(text.as_str(), "true" | "1"),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

fn languages(work: &mut Work, fields: &Map<String, Value>) {
    let text = |name: &str| fields.get(name).and_then(scalar).unwrap_or_default();
    let tag = text("language");
    work.language = super::bib::language(&tag).or_else(|| Language::new(&tag));
    let keywords = text("keyword");
    let keywords = keywords.split([',', '،', ';', '؛']).map(str::trim);
    work.keywords = keywords.clone().map(str::to_owned).collect();
    let calendar = keywords
        .filter_map(|keyword| keyword.strip_prefix("cal:"))
        .find_map(Calendar::read);
    work.calendar = calendar.or_else(|| Calendar::read(&text("calendar")));
}

/// The byte of a line and column (both from 1; the column counts bytes, as serde_json does).
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
