//! Typed reading of TOML tables: a parsed table in, values with their places out.
//!
//! A value of the wrong type, an unknown key and a path that is none are reported at their place in
//! `book.toml`; reading then goes on as if nothing had been written there.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{Key, names};
use super::places::Places;
use crate::diag::{Code, Diagnostic, Sink, isolate, nearest};
use crate::limits;
use crate::locale::digit_value;
use crate::source::{BookPath, FileId, Files, Origin, PathFault, Span, Title};

/// A value as parsed, with its byte range in the text of `book.toml`.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// A string value and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    /// What was written, trimmed.
    pub(super) text: &'t str,
    /// The value with its quotation marks.
    pub(super) span: Span,
}

impl Text<'_> {
    /// Words that are set, and that a message about them finds here.
    pub(super) fn title(self) -> Title {
        Title {
            words: self.text.to_owned(),
            origin: Origin::Setting(self.span),
        }
    }
}

/// A table of the settings; empty where the file has none of that name.
#[derive(Clone, Copy)]
pub(super) struct Section<'t> {
    table: Option<&'t DeTable<'t>>,
    /// Where the table begins; the first byte of the file where there is none. `None` without a file.
    pub(super) span: Option<Span>,
}

impl<'t> Section<'t> {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'t Value<'t>> {
        self.table.and_then(|table| table.get(key))
    }
}

/// Reads values out of one `book.toml`.
pub(super) struct Reader<'a> {
    /// The book's folder, to see whether files are there.
    pub(super) files: &'a dyn Files,
    /// `book.toml` in the source map, where the book has one.
    pub(super) file: Option<FileId>,
    /// Takes the mistakes.
    pub(super) sink: &'a mut Sink,
    /// Where each file was named.
    pub(super) places: Places,
}

impl<'a> Reader<'a> {
    /// A byte range of `book.toml` as a span.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let file = self.file.expect("a value stands in a file");
        Span::new(file, range)
    }

    /// Reports a value that is out of its range.
    pub(super) fn bad_value(
        &mut self,
        span: impl Into<Option<Span>>,
        message: String,
    ) -> &mut Diagnostic {
        self.sink.error(Code::BadValue, span, message)
    }

    /// The table `name`, its unknown keys already reported.
    pub(super) fn section<'t>(
        &mut self,
        parent: &'t DeTable<'t>,
        name: &str,
        keys: &[Key],
    ) -> Section<'t> {
        self.section_with(parent, name, &names(keys))
    }

    /// [`Self::section`], where other names are known, too.
    pub(super) fn section_with<'t>(
        &mut self,
        parent: &'t DeTable<'t>,
        name: &str,
        keys: &[&str],
    ) -> Section<'t> {
        let Some(value) = parent.get(name) else {
            return Section {
                table: None,
                span: self.file.map(|file| Span::new(file, 0..0)),
            };
        };
        self.table_with(value, name, keys)
    }

    /// A value that has to be a table with known keys.
    pub(super) fn table<'t>(
        &mut self,
        value: &'t Value<'t>,
        name: &str,
        keys: &[Key],
    ) -> Section<'t> {
        self.table_with(value, name, &names(keys))
    }

    fn table_with<'t>(&mut self, value: &'t Value<'t>, name: &str, keys: &[&str]) -> Section<'t> {
        let span = Some(self.span(value.span()));
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(value, name, &format!("a table with {}", listed(keys)));
            return Section { table: None, span };
        };
        self.report_unknown(table, name, keys);
        Section {
            table: Some(table),
            span,
        }
    }

    fn report_unknown(&mut self, table: &DeTable<'_>, name: &str, keys: &[&str]) {
        for key in table
            .keys()
            .filter(|key| !keys.contains(&key.get_ref().as_ref()))
        {
            let span = self.span(key.span());
            let hint = match nearest(key.get_ref(), keys.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`{name}` knows {}", listed(keys)),
            };
            let message = format!("unknown key {} in `{name}`", isolate(key.get_ref()));
            self.sink.error(Code::UnknownKey, span, message).hint(hint);
        }
    }

    /// Reports a value of the wrong type.
    pub(super) fn wrong_type(&mut self, value: &Value<'_>, key: &str, wanted: &str) {
        let found = kind(value.get_ref());
        let message = format!("`{key}` has to be {wanted}, not {found}");
        let span = self.span(value.span());
        self.bad_value(span, message)
            .hint(format!("write {wanted}"));
    }

    /// A value that has to be a string with something in it.
    pub(super) fn as_text<'t>(&mut self, value: &'t Value<'t>, key: &str) -> Option<Text<'t>> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value, key, "a text in quotes");
            return None;
        };
        let span = self.span(value.span());
        let text = text.trim();
        if text.is_empty() {
            self.bad_value(span, format!("`{key}` is empty"))
                .hint("write something between the quotes, or remove the line");
            return None;
        }
        if text.len() > limits::SETTING_TEXT_BYTES {
            self.bad_value(span, format!("`{key}` is longer than any text of settings"))
                .hint("write what is long in a chapter");
            return None;
        }
        Some(Text { text, span })
    }

    /// The text of a key.
    pub(super) fn text<'t>(&mut self, section: &Section<'t>, key: &str) -> Option<Text<'t>> {
        section.get(key).and_then(|value| self.as_text(value, key))
    }

    /// The text of a key, owned and without its place.
    pub(super) fn string(&mut self, section: &Section<'_>, key: &str) -> Option<String> {
        self.text(section, key).map(|found| found.text.to_owned())
    }

    /// The title of a key, which the book sets.
    pub(super) fn title(&mut self, section: &Section<'_>, key: &str) -> Option<Title> {
        self.text(section, key).map(Text::title)
    }

    /// The values of a list; one value alone counts as a list of one.
    pub(super) fn list<'t>(&self, section: &Section<'t>, key: &str) -> Vec<&'t Value<'t>> {
        match section.get(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => items.iter().collect(),
                _ => vec![value],
            },
        }
    }

    /// The texts of a list.
    pub(super) fn strings(&mut self, section: &Section<'_>, key: &str) -> Vec<String> {
        let values = self.list(section, key);
        let texts = values
            .into_iter()
            .filter_map(|value| self.as_text(value, key));
        texts.map(|found| found.text.to_owned()).collect()
    }

    /// A number, whole or not.
    pub(super) fn number(&mut self, section: &Section<'_>, key: &str) -> Option<(f64, Span)> {
        let value = section.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(digits) => Some(whole(digits.as_str(), digits.radix())),
            DeValue::Float(digits) => digits.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(value, key, "a number");
        }
        number.map(|number| (number, self.span(value.span())))
    }

    /// A number that has to lie in a range.
    pub(super) fn within(
        &mut self,
        section: &Section<'_>,
        key: &str,
        range: RangeInclusive<f64>,
    ) -> Option<f32> {
        let (number, span) = self.number(section, key)?;
        self.in_range(key, number, range, span)
    }

    /// A number, or a share of what it is made of without it (`"120%"`), that has to lie in a range: with 12.5 points of
    /// text, `title = "120%"` is 15.
    pub(super) fn measure(
        &mut self,
        section: &Section<'_>,
        key: &str,
        range: RangeInclusive<f64>,
        whole: f32,
    ) -> Option<f32> {
        let value = section.get(key)?;
        let DeValue::String(text) = value.get_ref() else {
            return self.within(section, key, range);
        };
        let span = self.span(value.span());
        let Some(share) = percent(text) else {
            let shown = isolate(text);
            self.bad_value(span, format!("`{key}` is {shown}"))
                .hint("write a number, or a share like \"120%\"");
            return None;
        };
        // In tenths, as sizes are said: 114 % of 14 points are 16, not 15.96.
        let number = (share / 10.0 * f64::from(whole)).round() / 10.0;
        self.in_range(key, number, range, span)
    }

    fn in_range(
        &mut self,
        key: &str,
        number: f64,
        range: RangeInclusive<f64>,
        span: Span,
    ) -> Option<f32> {
        if !range.contains(&number) {
            /// Beyond this nobody reads the digits.
            const READABLE: f64 = 1e15;
            let shown = match number.abs() < READABLE {
                true => number.to_string(),
                false => "beyond all bounds".to_owned(),
            };
            self.bad_value(span, format!("`{key}` is {shown}"))
                .hint(format!(
                    "write a number from {} to {}",
                    range.start(),
                    range.end()
                ));
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the range is far inside that of f32"
        )]
        Some(number as f32)
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, section: &Section<'_>, key: &str) -> Option<bool> {
        let value = section.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(value, key, "true or false");
        }
        flag
    }

    /// The file of a key, if it is inside the book and there.
    pub(super) fn file(&mut self, section: &Section<'_>, key: &str) -> Option<BookPath> {
        let value = section.get(key)?;
        self.as_file(value, key)
    }

    /// The files of a list that are inside the book and there.
    pub(super) fn files(&mut self, section: &Section<'_>, key: &str) -> Vec<BookPath> {
        let values = self.list(section, key);
        values
            .into_iter()
            .filter_map(|value| self.as_file(value, key))
            .collect()
    }

    /// A value that has to name a file of the book.
    pub(super) fn as_file(&mut self, value: &Value<'_>, key: &str) -> Option<BookPath> {
        let Text { text, span } = self.as_text(value, key)?;
        let path = match BookPath::new(text) {
            Ok(path) => path,
            Err(fault) => {
                self.report_path(text, span, fault);
                return None;
            }
        };
        if let Err(error) = self.files.size(&path) {
            if error.is_missing() {
                self.report_missing(&path, span);
            } else {
                let hint = "every file of a book has to be readable and lie inside its folder";
                self.sink
                    .error(Code::BadPath, span, error.to_string())
                    .hint(hint);
            }
            return None;
        }
        self.places.add(&path, span);
        Some(path)
    }

    fn report_path(&mut self, text: &str, span: Span, fault: PathFault) {
        let (what, hint) = match fault {
            PathFault::Empty => ("names no file", "write the path of a file inside the book"),
            PathFault::Absolute => (
                "is an absolute path",
                "copy the file into the book's folder and name it from there",
            ),
            PathFault::Leaves => (
                "leaves the book's folder",
                "copy the file into the book's folder and name it from there",
            ),
            PathFault::Remote => (
                "lies on the network",
                "download the file into the book's folder and name it from there",
            ),
        };
        self.sink
            .error(Code::BadPath, span, format!("{} {what}", isolate(text)))
            .hint(hint);
    }

    fn report_missing(&mut self, path: &BookPath, span: Span) {
        let all = self.files.list().unwrap_or_default();
        let alike = all
            .iter()
            .filter(|other| other.extension() == path.extension());
        let hint = match nearest(path.as_str(), alike.map(BookPath::as_str)) {
            Some(near) => format!("did you mean {}?", isolate(near)),
            None => "paths start at the folder of book.toml; add the file or correct the name"
                .to_owned(),
        };
        let message = format!("there is no file {}", isolate(path.as_str()));
        self.sink.error(Code::MissingFile, span, message).hint(hint);
    }
}

/// An integer of TOML in any of its bases; one beyond all bounds is the farthest number of its sign, so
/// that its author is told of the bound and not that it were no number.
fn whole(digits: &str, radix: u32) -> f64 {
    match i32::from_str_radix(digits, radix) {
        Ok(number) => f64::from(number),
        Err(_) if digits.starts_with('-') => f64::MIN,
        Err(_) => f64::MAX,
    }
}

/// The number of per cents that a text says, in the digits of any script: `120%`, «۱۲۰٪».
fn percent(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix(['%', '٪'])?.trim_end();
    let latin = number.chars().map(|sign| match digit_value(sign) {
        Some(value) => char::from_digit(value, 10).unwrap_or(sign),
        None if sign == '٫' => '.',
        None => sign,
    });
    let latin: String = latin.collect();
    let is_plain = latin
        .chars()
        .all(|sign| sign.is_ascii_digit() || sign == '.');
    latin.parse().ok().filter(|_| is_plain)
}

/// The type of a value, in the words of a message.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Names in a sentence: `` `a`, `b`, `c` ``.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
