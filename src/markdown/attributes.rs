//! Attributes in braces: `{#id .class lang=ar dir=rtl width=60%}` in, [`Attributes`] and a width out.

use super::code_info;
use super::index_marks::IndexWords;
use crate::diag::misspelt;
use crate::locale::{Direction, Language};
use crate::model::{Alignment, Attributes, EVERY, FigurePlace, Length, PageBreak, When};

/// Keys that are long enough to be misspelt.
const KEYS: &[&str] = &[
    "class",
    "direction",
    "language",
    "title",
    "break",
    "lines",
    "every",
    "placement",
    "credit",
    "width",
    "unless",
    "index",
    "see-also",
    "range",
];

/// The attribute of a tag that holds braces as they are written: a span within brackets becomes a tag with it.
pub(super) const ON_A_TAG: &str = "data-braces";

/// What begins the class that says how many pictures stand in a row.
pub(super) const COLUMNS: &str = "columns-";

/// What stood in a pair of braces.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Written {
    /// What the model keeps of it.
    pub(super) attributes: Attributes,
    /// `width=…`, for pictures.
    pub(super) width: Option<Length>,
    /// `title=…`, for boxes.
    pub(super) title: Option<String>,
    /// What is said of the lines of a code, as `key=value`.
    pub(super) lines_of_code: Vec<(String, String)>,
    /// `name=…`, for theorems and their like.
    pub(super) name: Option<String>,
    /// `alt=…` of a picture whose words are its caption.
    pub(super) alt: Option<String>,
    /// The formats that Quarto's conditions name.
    formats: Formats,
    /// What is said of the index, until [`Written::give_mark`] makes a mark of it.
    index: IndexWords,
    /// Values that could not be read, as `key=value`.
    pub(super) faults: Vec<String>,
    /// Bytes of the text that were read, both braces among them.
    pub(super) length: usize,
}

/// The formats in which something stands, or does not, in words of our conditions.
#[derive(Debug, Default, PartialEq)]
struct Formats {
    when: Option<String>,
    unless: Option<String>,
    /// Whether profiles or metadata are asked for, which no book has.
    others: bool,
}

/// The outputs that a format of pandoc means; none where no book has it.
fn outputs_of(format: &str) -> String {
    let output = match format.trim() {
        "html" | "html4" | "html5" | "epub" | "epub2" | "epub3" => "epub",
        "pdf" | "latex" | "typst" | "context" => "pdf",
        _ => "",
    };
    output.to_owned()
}

/// Reads braces at the very start of a text.
///
/// `None` where they do not hold attributes alone, so that ordinary words in braces stay words.
pub(super) fn parse(text: &str) -> Option<Written> {
    let inside = text.strip_prefix('{')?;
    let end = inside.find(['}', '\n', '{'])?;
    if !inside[end..].starts_with('}') {
        return None;
    }
    let mut written = Written {
        length: end + 2,
        ..Written::default()
    };
    let mut rest = inside[..end].trim();
    while !rest.is_empty() {
        rest = written.take(rest)?.trim_start();
    }
    written.give_mark();
    Some(written)
}

/// Reads braces at the very end of a text; also gives the bytes of the text before them.
pub(super) fn parse_at_end(text: &str) -> Option<(usize, Written)> {
    let trimmed = text.trim_end();
    let start = trimmed.ends_with('}').then(|| trimmed.rfind('{'))??;
    let written = parse(&trimmed[start..])?;
    Some((trimmed[..start].trim_end().len(), written))
}

impl Written {
    /// Makes a condition of `.content-visible` and `.content-hidden` of Quarto with the formats that they name.
    fn give_condition(&mut self) {
        let formats = std::mem::take(&mut self.formats);
        let classes = &mut self.attributes.classes;
        let mut take = |name: &str| {
            let before = classes.len();
            classes.retain(|class| class != name);
            classes.len() < before
        };
        let hidden = take("content-hidden");
        if !take("content-visible") && !hidden {
            return;
        }
        let Formats {
            when,
            unless,
            others,
        } = formats;
        if hidden && when.is_none() && unless.is_none() && !others {
            self.attributes.when = Some(Box::new(When {
                when: Some(String::new()),
                unless: None,
            }));
            return;
        }
        if when.is_none() && unless.is_none() {
            return;
        }
        let (when, unless) = if hidden {
            (unless, when)
        } else {
            (when, unless)
        };
        self.attributes.when = Some(Box::new(When { when, unless }));
    }

    /// Makes a mark of the index of what was said of it, where there is to be one.
    pub(super) fn give_mark(&mut self) {
        self.give_condition();
        std::mem::take(&mut self.index).give(&mut self.attributes);
    }

    /// Whether it says something that words alone would not say: `{x=1}` does not.
    pub(super) fn is_meant(&self) -> bool {
        self.width.is_some() || !self.faults.is_empty() || self.attributes != Attributes::default()
    }

    /// Reads one item and gives what follows it.
    fn take<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        if let Some(id) = text[..end].strip_prefix('#') {
            self.attributes.id = Some(named(id)?.to_owned());
            return Some(&text[end..]);
        }
        if let Some(class) = text[..end].strip_prefix('.') {
            self.attributes.classes.push(named(class)?.to_owned());
            return Some(&text[end..]);
        }
        if let Some(rest) = text.strip_prefix("keep")
            && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        {
            self.attributes.keep = true;
            return Some(rest);
        }
        let (key, rest) = text.split_once('=')?;
        if key.is_empty()
            || !key
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-')
        {
            return None;
        }
        let (value, rest) = take_value(rest)?;
        self.set(key, value);
        Some(rest)
    }

    /// Takes a named value; names we have no use for are left to other tools.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        let readable = match key {
            "id" => {
                self.attributes.id = filled(value).map(str::to_owned);
                true
            }
            "class" => {
                self.attributes
                    .classes
                    .extend(value.split_whitespace().map(str::to_owned));
                true
            }
            "lang" | "language" | "xml:lang" => {
                keep(&mut self.attributes.language, Language::new(value))
            }
            "dir" | "direction" if value.eq_ignore_ascii_case("auto") => true,
            "dir" | "direction" => keep(&mut self.attributes.direction, direction(value)),
            "title" => {
                self.title = Some(value.to_owned());
                true
            }
            "break" => keep(&mut self.attributes.page_break, page_break(value)),
            "lines" => match lines(value) {
                Some(lines) => {
                    self.attributes.lines = lines;
                    true
                }
                None => false,
            },
            "every" => {
                let step = value.parse::<usize>().ok().filter(|step| *step > 0);
                let class = step.map(|step| format!("{EVERY}{step}"));
                self.attributes.classes.extend(class);
                step.is_some()
            }
            "columns" | "layout-ncol" | "placement" | "fig-pos" | "tbl-pos" | "width"
            | "credit" | "fig-alt" => self.set_of_figure(key, value),
            "when" | "unless" => {
                let when = self.attributes.when.get_or_insert_default();
                let place = match key {
                    "when" => &mut when.when,
                    _ => &mut when.unless,
                };
                *place = Some(value.to_owned());
                true
            }
            // bookdown: `::: {.theorem name="فیثاغورس"}`.
            "name" => {
                self.name = filled(value).map(str::to_owned);
                true
            }
            "when-format" => {
                self.formats.when = Some(outputs_of(value));
                true
            }
            "unless-format" => {
                self.formats.unless = Some(outputs_of(value));
                true
            }
            "when-profile" | "unless-profile" | "when-meta" | "unless-meta" => {
                self.formats.others = true;
                true
            }
            _ if code_info::is_of_lines(key) => {
                self.lines_of_code.push((key.to_owned(), value.to_owned()));
                true
            }
            // `{widht=60%}` is a mistake, `{data-x=1}` somebody else's.
            key => self.index.set(key, value) && misspelt(key, KEYS.iter().copied()).is_none(),
        };
        if !readable {
            self.faults.push(format!("{key}={value}"));
        }
    }

    /// Takes what is said of figures and tables; says whether it could be read.
    fn set_of_figure(&mut self, key: &str, value: &str) -> bool {
        let class = match key {
            "width" => return keep(&mut self.width, length(value)),
            "credit" => {
                self.attributes.credit = filled(value.trim()).map(str::to_owned);
                return true;
            }
            "fig-alt" => {
                self.alt = Some(value.to_owned());
                return true;
            }
            "columns" | "layout-ncol" => {
                let columns = value.parse::<usize>();
                columns.ok().map(|columns| format!("{COLUMNS}{columns}"))
            }
            _ => FigurePlace::class_of_value(value).map(str::to_owned),
        };
        let readable = class.is_some();
        self.attributes.classes.extend(class);
        readable
    }
}

fn keep<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let read = value.is_some();
    if read {
        *place = value;
    }
    read
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// An id or a class: `{...}` holds none.
fn named(text: &str) -> Option<&str> {
    let begins = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
    text.starts_with(begins).then_some(text)
}

/// A value, quoted or not, and what follows it.
fn take_value(text: &str) -> Option<(&str, &str)> {
    // In a caption quotation marks have become those of the book before its braces are read: `credit=«منبع»`.
    const QUOTES: [(char, char); 7] = [
        ('"', '"'),
        ('\'', '\''),
        ('«', '»'),
        ('“', '”'),
        ('”', '”'),
        ('‘', '’'),
        ('„', '“'),
    ];
    for (open, close) in QUOTES {
        if let Some(inside) = text.strip_prefix(open) {
            return inside.split_once(close);
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    Some(text.split_at(end))
}

/// Reads `before` or `avoid`.
fn page_break(written: &str) -> Option<PageBreak> {
    match written.trim() {
        "before" => Some(PageBreak::Before),
        "avoid" => Some(PageBreak::Avoid),
        _ => None,
    }
}

/// Reads `+1` or `-1`, in digits of any keyboard's minus: lines that a paragraph has more.
fn lines(written: &str) -> Option<i8> {
    match written.trim() {
        "+1" | "1" => Some(1),
        "-1" | "−1" => Some(-1),
        _ => None,
    }
}

/// Reads `rtl` or `ltr`.
pub(super) fn direction(written: &str) -> Option<Direction> {
    match written.trim().to_ascii_lowercase().as_str() {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    }
}

/// Reads an alignment as HTML and CSS write it; left and right are turned into sides of reading.
pub(super) fn alignment(written: &str, direction: Direction) -> Option<Alignment> {
    match written.trim().to_ascii_lowercase().as_str() {
        "center" | "middle" => Some(Alignment::Center),
        "justify" => Some(Alignment::Justify),
        "start" => Some(Alignment::Start),
        "end" => Some(Alignment::End),
        "left" => Some(side(direction, Direction::Ltr)),
        "right" => Some(side(direction, Direction::Rtl)),
        _ => None,
    }
}

/// The start side when the text runs from the side where texts of `from` begin, else the end side.
pub(super) fn side(direction: Direction, from: Direction) -> Alignment {
    if direction == from {
        Alignment::Start
    } else {
        Alignment::End
    }
}

/// Reads a length: a percentage, or a number with a unit of CSS (none means pixels).
pub(super) fn length(written: &str) -> Option<Length> {
    let written = written.trim();
    let unit = written.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let (number, unit) = written.split_at(unit.unwrap_or(written.len()));
    let number: f32 = number.parse().ok()?;
    if number <= 0.0 || !number.is_finite() {
        return None;
    }
    // CSS Values 4, 6.2: an inch is 72 points or 96 pixels.
    let points = match unit.trim() {
        "%" => return Some(Length::Share((number / 100.0).min(1.0))),
        "" | "px" => 0.75,
        "pt" => 1.0,
        "mm" => 72.0 / 25.4,
        "cm" => 720.0 / 25.4,
        "in" => 72.0,
        "pc" => 12.0,
        _ => return None,
    };
    Some(Length::Points(number * points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_give_id_classes_language_direction_and_width() {
        let written = parse("{#fig-a .wide .dark lang=ar dir=ltr width=60%} و").unwrap();
        assert_eq!(written.attributes.id.as_deref(), Some("fig-a"));
        assert_eq!(written.attributes.classes, ["wide", "dark"]);
        assert_eq!(written.attributes.language, Language::new("ar"));
        assert_eq!(written.attributes.direction, Some(Direction::Ltr));
        assert_eq!(written.width, Some(Length::Share(0.6)));
        assert_eq!(
            &"{#fig-a .wide .dark lang=ar dir=ltr width=60%} و"[written.length..],
            " و"
        );
    }

    #[test]
    fn braces_say_where_pages_end_and_how_many_lines_a_paragraph_has() {
        let written = parse("{break=before keep lines=-1}").unwrap().attributes;
        assert_eq!(written.page_break, Some(PageBreak::Before));
        assert!(written.keep);
        assert_eq!(written.lines, -1);
        assert_eq!(parse("{keepsake}"), None);
        assert_eq!(
            parse("{break=after lines=7}").unwrap().faults,
            ["break=after", "lines=7"]
        );
    }

    #[test]
    fn words_in_braces_stay_words() {
        assert_eq!(parse("{کتاب}"), None);
        assert_eq!(parse("{a, b}"), None);
        assert_eq!(parse("{#a\n}"), None);
    }

    #[test]
    fn an_unreadable_value_is_named() {
        assert_eq!(
            parse("{dir=up width=far}").unwrap().faults,
            ["dir=up", "width=far"]
        );
    }

    #[test]
    fn a_length_is_a_share_of_the_measure_or_points() {
        assert_eq!(length("72pt"), Some(Length::Points(72.0)));
        assert_eq!(length("96"), Some(Length::Points(72.0)));
        assert_eq!(length("250%"), Some(Length::Share(1.0)));
        assert_eq!(length("0"), None);
        assert_eq!(length("wide"), None);
    }

    #[test]
    fn left_is_the_end_of_a_persian_line() {
        assert_eq!(alignment("left", Direction::Rtl), Some(Alignment::End));
        assert_eq!(alignment("right", Direction::Rtl), Some(Alignment::Start));
        assert_eq!(alignment("left", Direction::Ltr), Some(Alignment::Start));
    }
}
