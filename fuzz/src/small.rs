//! Small books of likely parts: what libFuzzer's bytes mean when a whole book is to be made of them.
//!
//! In: the bytes, read by `arbitrary`. Out: settings, a chapter, and the words that have to stand in the EPUB.

use arbitrary::Arbitrary;

/// So many boxes stand in one another; what is deeper is left out.
const DEPTH: usize = 4;
/// So many parts a book has at most, so that many books are made in a minute.
const PARTS: usize = 40;

/// What a book may say of itself: a table of `book.toml`, and lines of which one stands in it.
const CHOICES: [(&str, &[&str]); 4] = [
    (
        "notes",
        &[
            "place = \"margin\"",
            "place = \"chapter\"",
            "place = \"book\"",
            "short = \"beside\"",
            "numbering = \"page\"",
            "series = { m = { label = \"م\", place = \"margin\" } }",
        ],
    ),
    (
        "pdf",
        &[
            "margins = { outer = 38 }",
            "trim = \"60x80\"",
            "font-size = 30",
            "number-headings = true",
            "kashida = \"full\"",
            "profile = \"print\"",
            "contents = 6",
            "trim = \"jibi\"",
        ],
    ),
    (
        "design",
        &[
            "preset = \"novel\"",
            "preset = \"poetry\"",
            "preset = \"academic\"",
            "preset = \"children\"",
            "section-break = \"blank\"",
            "section-break = \"rule\"",
            "lists = [\"figures\", \"tables\", \"poems\", \"formulas\", \"credits\"]",
            "bayt-numbers = 1",
            "answers = \"book\"",
            "folio = \"head\"",
        ],
    ),
    (
        "epub",
        &[
            "page-list = false",
            "embed-fonts = false",
            "split-above = 10",
        ],
    ),
];

/// A book of likely parts.
#[derive(Arbitrary, Debug)]
pub struct SmallBook {
    choices: [u8; CHOICES.len()],
    blocks: Vec<Part>,
}

/// A small book as it is written.
pub struct Written {
    /// Behind the usual settings.
    pub settings: String,
    /// The text of its chapter.
    pub chapter: String,
    /// The words that have to stand in the EPUB.
    pub said: Vec<String>,
}

/// A part of a chapter.
#[derive(Arbitrary, Debug)]
enum Part {
    Heading(u8, Words),
    Paragraph(Vec<Words>),
    Quote(Words),
    List(Vec<Words>),
    Counted(Mark, Vec<Words>),
    Table(Words, Words),
    Captioned(Words, Words),
    Verse(Words, Words),
    Note(Words),
    Called(u8, Words),
    Code(Words),
    Formula(Words),
    Statement(Words, Words),
    Exercise(Words, Words),
    Spanned(u16, u16, Words),
    Marked(Words, u8),
    Reference(u8),
    Html(Words),
    Divider,
    Speech(Words, Words),
    Boxed(Form, Vec<Part>),
    Sides(bool, Vec<Part>, Vec<Part>),
}

/// Words of one script.
#[derive(Arbitrary, Debug)]
enum Words {
    Persian(u8),
    Latin(u8),
    Number(u16),
    Strong(Box<Words>),
    Emphasis(Box<Words>),
    Link(u8),
    Arabic(Box<Words>),
    Noted(Box<Words>),
}

/// The marks of a list.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Mark {
    Digits,
    Persian,
    Abjad,
    Typed,
}

/// What a box of colons is.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Form {
    Columns,
    Column,
    Margin,
    Lines,
    EveryLine,
    Sidebar,
    Note,
    Play,
    Letter,
    Epigraph,
    Landscape,
    Index,
    Figures,
}

impl Form {
    const fn name(self) -> &'static str {
        match self {
            Self::Columns => "columns",
            Self::Column => "column",
            Self::Margin => "margin",
            Self::Lines => "numbered-lines",
            Self::EveryLine => "{.numbered-lines every=1}",
            Self::Sidebar => "sidebar",
            Self::Note => "note",
            Self::Play => "play",
            Self::Letter => "letter",
            Self::Epigraph => "epigraph",
            Self::Landscape => "{.landscape}",
            Self::Index => "{.index key=\"قنات\"}",
            Self::Figures => "figures",
        }
    }
}

impl Mark {
    fn of(self, at: usize) -> String {
        let letter = |first, last| letters(u8::try_from(at % 32).unwrap_or_default(), first, last);
        match self {
            Self::Digits => format!("{}.", at + 1),
            Self::Persian => format!("{}.", letter('۱', '۹')),
            Self::Abjad => format!("{})", ["الف", "ب", "پ", "ت", "ث"][at % 5]),
            Self::Typed => format!("({})", letter('a', 'z')),
        }
    }
}

/// A letter or a digit between two others, by a number.
fn letters(at: u8, first: char, last: char) -> char {
    let between: Vec<char> = (first..=last)
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    between[usize::from(at) % between.len()]
}

impl SmallBook {
    /// The book as its author would write it.
    pub fn write(&self) -> Written {
        let chosen = CHOICES.iter().zip(self.choices);
        let settings = chosen.filter_map(|((table, lines), choice)| {
            let line = usize::from(choice).checked_sub(1)?;
            Some(format!("[{table}]\n{}\n", lines.get(line)?))
        });
        let settings = settings.collect();
        let mut writer = Writer {
            said: Vec::new(),
            left: PARTS,
            notes: String::new(),
        };
        let chapter = writer.all(&self.blocks, 0);
        Written {
            settings,
            chapter: format!("# فصل\n\n{chapter}\n\n{}", writer.notes),
            said: writer.said,
        }
    }
}

/// What is written of a book so far.
struct Writer {
    said: Vec<String>,
    /// Parts that it may still have.
    left: usize,
    /// The notes that stand behind the text.
    notes: String,
}

impl Writer {
    fn all(&mut self, parts: &[Part], depth: usize) -> String {
        let mut written = Vec::new();
        for part in parts {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            written.push(self.part(part, depth));
        }
        written.join("\n\n")
    }

    fn say(&mut self, word: String) -> String {
        self.said.push(word.clone());
        word
    }

    /// Written as Markdown; the plain words are added to those that have to come out.
    fn words(&mut self, words: &Words) -> String {
        match words {
            Words::Persian(at) => self.say(format!("واژه{}", letters(*at, 'ا', 'ی'))),
            Words::Latin(at) => self.say(format!("word{}", letters(*at, 'a', 'z'))),
            Words::Number(number) => number.to_string(),
            Words::Strong(words) => format!("**{}**", self.words(words)),
            Words::Emphasis(words) => format!("*{}*", self.words(words)),
            Words::Link(at) => {
                let word = self.say(format!("پیوند{}", letters(*at, 'ا', 'ی')));
                format!("[{word}](https://example.org/)")
            }
            Words::Arabic(words) => format!("[{}]{{lang=ar}}", self.words(words)),
            Words::Noted(words) => format!("متن^[{}]", self.plain(words)),
        }
    }

    /// Written without Markdown.
    fn plain(&mut self, words: &Words) -> String {
        match words {
            Words::Strong(words)
            | Words::Emphasis(words)
            | Words::Arabic(words)
            | Words::Noted(words) => self.plain(words),
            Words::Link(at) => self.words(&Words::Persian(*at)),
            Words::Persian(_) | Words::Latin(_) | Words::Number(_) => self.words(words),
        }
    }

    fn part(&mut self, part: &Part, depth: usize) -> String {
        match part {
            Part::Heading(level, words) => {
                let level = usize::from(level % 4) + 1;
                format!("{} {}", "#".repeat(level), self.words(words))
            }
            Part::Paragraph(words) => self.each(words, |_, words| words).join(" "),
            Part::Quote(words) => format!("> {}", self.words(words)),
            Part::List(items) => self.each(items, |_, words| format!("- {words}\n")).concat(),
            Part::Counted(mark, items) => {
                let items = self.each(items, |at, words| format!("{} {words}\n", mark.of(at)));
                items.concat()
            }
            Part::Code(words) => format!("```\n{}\n```", self.unsaid(words)),
            Part::Formula(words) => format!("$a^2 + \\text{{{}}}$", self.plain(words)),
            Part::Note(words) => format!("متن^[{}]", self.words(words)),
            Part::Called(at, words) => self.called(*at, words),
            Part::Marked(words, at) => {
                format!("[{}]{{.index sub=\"{at}\"}} متن", self.plain(words))
            }
            Part::Reference(level) => format!("## جا {{#a{level}}}\n\n[](#a{level}){{.title}}"),
            Part::Html(words) => format!("<aside markdown=\"1\">\n{}\n</aside>", self.words(words)),
            Part::Divider => "* * *".into(),
            Part::Speech(name, words) => format!("{}: {}", self.plain(name), self.words(words)),
            Part::Boxed(form, parts) => self.boxed(form.name(), parts, depth),
            Part::Sides(facing, first, second) => {
                let form = if *facing { "facing" } else { "parallel" };
                self.sides(form, [first, second], depth)
            }
            Part::Table(..)
            | Part::Captioned(..)
            | Part::Verse(..)
            | Part::Statement(..)
            | Part::Exercise(..)
            | Part::Spanned(..) => self.pair(part),
        }
    }

    /// A part of two texts.
    fn pair(&mut self, part: &Part) -> String {
        match part {
            Part::Table(head, cell) => {
                format!("| {} |\n|---|\n| {} |", self.words(head), self.words(cell))
            }
            Part::Captioned(cell, caption) => {
                let (cell, caption) = (self.words(cell), self.words(caption));
                format!("| a |\n|---|\n| {cell} |\n\nجدول: {caption} {{credit=\"منبع\"}}")
            }
            Part::Verse(first, second) => {
                format!(
                    "```verse\n{} / {}\n```",
                    self.words(first),
                    self.words(second)
                )
            }
            Part::Statement(title, words) => {
                format!(
                    "::: theorem {}\n{}\n:::",
                    self.words(title),
                    self.words(words)
                )
            }
            Part::Exercise(words, answer) => {
                let (words, answer) = (self.words(words), self.words(answer));
                format!(":::: exercise\n{words}\n\n::: answer\n{answer}\n:::\n::::")
            }
            Part::Spanned(columns, rows, words) => {
                let words = self.plain(words);
                format!(
                    "<table><tr><td colspan=\"{columns}\" rowspan=\"{rows}\">{words}</td><td>a</td></tr><tr><td>b</td></tr></table>"
                )
            }
            _ => String::new(),
        }
    }

    fn each(&mut self, all: &[Words], write: impl Fn(usize, String) -> String) -> Vec<String> {
        let all = all.iter().take(PARTS).enumerate();
        all.map(|(at, words)| write(at, self.words(words)))
            .collect()
    }

    /// Words that need not come out as they are: code is cut into its parts.
    fn unsaid(&mut self, words: &Words) -> String {
        let before = self.said.len();
        let written = self.words(words);
        self.said.truncate(before);
        written
    }

    /// A note of the editor's series, which may be called more than once.
    fn called(&mut self, at: u8, words: &Words) -> String {
        let name = format!("[^m:{}]", at % 3);
        if !self.notes.contains(&name) {
            let words = self.words(words);
            self.notes += &format!("{name}: {words}\n\n");
        }
        format!("متن{name}")
    }

    /// A box with parts in it; the outer ones have more colons.
    fn boxed(&mut self, name: &str, parts: &[Part], depth: usize) -> String {
        if depth == DEPTH {
            return String::new();
        }
        let colons = ":".repeat(5 + 2 * (DEPTH - depth));
        let parts = self.all(parts, depth + 1);
        format!("{colons} {name}\n{parts}\n{colons}")
    }

    fn sides(&mut self, form: &str, sides: [&[Part]; 2], depth: usize) -> String {
        if depth == DEPTH {
            return String::new();
        }
        let outer = ":".repeat(5 + 2 * (DEPTH - depth));
        let inner = ":".repeat(4 + 2 * (DEPTH - depth));
        let [first, second] = sides.map(|parts| self.all(parts, depth + 1));
        format!(
            "{outer} {form}\n{inner} {{lang=ar}}\n{first}\n{inner}\n{inner} {{lang=fa}}\n{second}\n{inner}\n{outer}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whole;

    fn strong() -> Words {
        Words::Strong(Box::new(Words::Persian(3)))
    }

    fn plain_parts() -> Vec<Part> {
        vec![
            Part::Heading(1, Words::Latin(2)),
            Part::Paragraph(vec![strong(), Words::Number(7), Words::Link(5)]),
            Part::Quote(strong()),
            Part::List(vec![
                Words::Latin(1),
                Words::Emphasis(Box::new(Words::Latin(9))),
            ]),
            Part::Counted(Mark::Abjad, vec![Words::Persian(1), Words::Persian(2)]),
            Part::Counted(Mark::Typed, vec![Words::Persian(1), Words::Latin(2)]),
            Part::Table(strong(), Words::Persian(9)),
            Part::Captioned(Words::Latin(8), strong()),
            Part::Verse(Words::Persian(1), Words::Persian(2)),
            Part::Note(Words::Persian(4)),
            Part::Called(1, Words::Persian(7)),
            Part::Code(Words::Latin(4)),
            Part::Formula(Words::Persian(5)),
            Part::Divider,
            Part::Statement(Words::Persian(6), strong()),
            Part::Exercise(Words::Persian(6), strong()),
            Part::Spanned(3, 65_000, Words::Latin(7)),
            Part::Marked(strong(), 3),
            Part::Reference(2),
            Part::Html(strong()),
        ]
    }

    fn boxes() -> Vec<Part> {
        let paragraph = |at| {
            Part::Paragraph(vec![
                Words::Arabic(Box::new(Words::Persian(at))),
                Words::Noted(Box::new(strong())),
            ])
        };
        let side = || vec![paragraph(8), paragraph(9)];
        let speech = Part::Speech(Words::Persian(1), Words::Persian(2));
        vec![
            Part::Boxed(
                Form::Columns,
                vec![Part::Boxed(Form::Margin, vec![paragraph(1)]), paragraph(2)],
            ),
            Part::Boxed(Form::EveryLine, vec![paragraph(3)]),
            Part::Boxed(Form::Play, vec![speech]),
            Part::Sides(true, side(), side()),
            Part::Sides(false, side(), side()),
        ]
    }

    fn every_choice(parts: fn() -> Vec<Part>) {
        for at in 0..=10 {
            let blocks = parts();
            whole(&SmallBook {
                choices: [at; CHOICES.len()],
                blocks,
            });
        }
    }

    #[test]
    fn a_book_of_every_part_comes_out_whole() {
        every_choice(plain_parts);
    }

    #[test]
    fn boxes_in_boxes_come_out_whole() {
        every_choice(boxes);
    }

    #[test]
    fn every_choice_is_one_that_settings_know() {
        for (table, lines) in CHOICES {
            for line in lines {
                let settings = crate::with(format!("[{table}]\n{line}\n").as_bytes());
                let files = [("book.toml", settings.as_slice()), ("1.md", crate::TEXT)];
                assert!(
                    crate::bind(&crate::files(files)).is_some(),
                    "{table}: {line}"
                );
            }
        }
    }
}
