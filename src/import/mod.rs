//! Somebody's folder in, a [`BookPlan`] out: which files are the book's chapters, in which order, and what
//! the folder says of the book.
//!
//! Authors come with a book that some other tool builds already. Each layout has a reader in `layouts`
//! (`detect` and `read`); the first that finds its files has the book. They are tried in this order, the
//! ones that say an order before the ones that leave it to names:
//!
//! 1. `book.toml` with `chapters` (our own); 2. mdBook; 3. Quarto; 4. bookdown; 5. Jupyter Book and MyST;
//!    6. Sphinx; 7. Leanpub; 8. GitBook and HonKit; 9. MkDocs; 10. Docusaurus; 11. VitePress; 12. VuePress;
//! 13. Starlight; 14. Hugo; 15. docsify; 16. Jekyll; 17. pandoc; 18. Obsidian; 19. folders and files in the order
//!     of their names, or of the links in their README.
//!
//! Nothing is run, and nothing outside the folder is read. Work is linear in the size of the files, and
//! bounded (`limits`). Every Markdown file of the folder is a chapter or is named in
//! [`BookPlan::left_out`] with the reason.

mod account;
mod article;
mod companions;
mod complete;
mod data;
mod describe;
mod dump;
mod facts;
mod folder;
pub(crate) mod head;
mod languages;
mod layouts;
mod letters;
mod limits;
mod linked;
mod listed;
mod members;
mod order;
mod outline;
mod plan;
mod prose;
mod repository;
mod siblings;
pub mod template;

use std::fmt;

pub use self::members::{Listed, Member, PartTitle};
pub use self::plan::{
    BookPlan, Chapter, Contributor, Dialect, Entry, Facts, Found, Layout, LeftOut, Matter, Notice,
    NoticeKind, Origin, Part, Reason,
};

use self::letters::Letters;
use self::repository::Repository;
use crate::locale::{Direction, Language};
use crate::source::{Files, ReadError};

/// What is asked of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The language wanted, where the folder holds several.
    pub language: Option<Language>,
    /// The name of the folder, the title of last resort.
    pub folder_name: Option<String>,
}

/// A book in one language among others in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookInLanguage {
    /// The language.
    pub language: Language,
    /// How many chapters it has, about.
    pub chapters: usize,
    /// The folder that holds it, empty for the folder given.
    pub folder: String,
}

/// Why a folder is no book.
#[derive(Debug)]
pub enum Refusal {
    /// The folder cannot be listed.
    Unreadable(ReadError),
    /// There is no Markdown file in it.
    NoMarkdown,
    /// There is none, and so many notebooks of Jupyter.
    OnlyNotebooks(usize),
    /// Its navigation or its folders lead to no file that has text.
    NoChapters {
        /// How the folder was read.
        layout: Layout,
        /// What was found on the way.
        notices: Vec<Notice>,
    },
    /// It holds books in several languages, and none was asked for.
    SeveralLanguages {
        /// The languages, those that run from the right and the others.
        choices: Vec<BookInLanguage>,
    },
    /// The language asked for is not there.
    NoSuchLanguage {
        /// What was asked for.
        asked: Language,
        /// What is there.
        choices: Vec<BookInLanguage>,
    },
}

impl Refusal {
    /// The one thing to do now.
    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable(_) => "name a folder that can be read".to_owned(),
            Self::NoMarkdown => {
                "name the folder that holds the chapters, or start a book with `sahhaf new FOLDER`"
                    .to_owned()
            }
            Self::OnlyNotebooks(_) => NOTEBOOK_HINT.to_owned(),
            Self::NoChapters { .. } => "list the files under `chapters` in book.toml".to_owned(),
            Self::SeveralLanguages { choices } | Self::NoSuchLanguage { choices, .. } => {
                let first = by_likelihood(choices).first().copied();
                let tag = first.map_or("fa", |choice| choice.language.as_str());
                format!("say which one: `--language {tag}`")
            }
        }
    }
}

/// What to do with notebooks: what their cells print is known to the tool that runs them.
const NOTEBOOK_HINT: &str =
    "turn them into Markdown first: `jupyter nbconvert --to markdown *.ipynb`";

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(out),
            Self::NoMarkdown => out.write_str("there is no Markdown file in the folder"),
            Self::OnlyNotebooks(count) => {
                let notebooks = dump::counted(*count, "notebook");
                write!(
                    out,
                    "there is no Markdown file in the folder, but {notebooks} of Jupyter"
                )
            }
            Self::NoChapters { layout, .. } => {
                write!(
                    out,
                    "no chapter was found; the folder was read as {}",
                    layout.name()
                )
            }
            Self::SeveralLanguages { choices } => {
                out.write_str("the folder holds the book in several languages: ")?;
                out.write_str(&listed(choices))
            }
            Self::NoSuchLanguage { asked, choices } => {
                write!(out, "the folder holds no book in {asked}; there is ")?;
                out.write_str(&listed(choices))
            }
        }
    }
}

impl std::error::Error for Refusal {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}

fn is_rtl(choice: &BookInLanguage) -> bool {
    choice.language.direction() == crate::locale::Direction::Rtl
}

/// Right-to-left languages first, those with many chapters before those with few.
fn by_likelihood(choices: &[BookInLanguage]) -> Vec<&BookInLanguage> {
    let mut choices: Vec<&BookInLanguage> = choices.iter().collect();
    choices.sort_by_key(|choice| (!is_rtl(choice), std::cmp::Reverse(choice.chapters)));
    choices
}

/// `fa (37 chapters in fa), ckb (37 chapters in ckb)`.
fn listed(choices: &[BookInLanguage]) -> String {
    let choices = by_likelihood(choices);
    let shown = |choice: &&BookInLanguage| {
        let place = if choice.folder.is_empty() {
            String::new()
        } else {
            format!(" in {}", choice.folder)
        };
        let chapters = dump::counted(choice.chapters, "chapter");
        format!("{} ({chapters}{place})", choice.language)
    };
    choices.iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// Whose settings `book.toml` holds: mdBook's file has the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookToml {
    /// There is none.
    Missing,
    /// It is ours.
    Own,
    /// It is mdBook's.
    MdBook,
}

/// Whose settings the `book.toml` of a folder holds.
///
/// # Errors
/// The folder cannot be listed.
pub fn book_toml(files: &dyn Files) -> Result<BookToml, ReadError> {
    let repository = Repository::open(files)?;
    Ok(layouts::book_toml(&repository))
}

/// The language of a text that stands in a book of the other direction, by its letters; `None` where even one
/// letter is of the book's direction, and where the text has too few letters to say so.
///
/// «Summary in English» at the end of a Persian book is one; a list of works named «منابع» is none, whatever
/// stands below its title.
pub(crate) fn foreign_language(text: &str, around: Direction) -> Option<Language> {
    let letters = Letters::of_foreign(text, around)?;
    letters
        .has_none_of(around)
        .then(|| letters.language())
        .flatten()
}

/// Finds out what book lies in a folder.
///
/// # Errors
/// The folder cannot be listed, or is no book; [`Refusal::hint`] says the one thing to do.
pub fn plan(files: &dyn Files, request: &Request) -> Result<BookPlan, Refusal> {
    let repository = Repository::open(files).map_err(Refusal::Unreadable)?;
    if repository.markdown_under("").is_empty() {
        return Err(match repository.notebooks().len() {
            0 => Refusal::NoMarkdown,
            count => Refusal::OnlyNotebooks(count),
        });
    }
    let reading = layouts::read(&repository, request)?;
    complete::complete(&repository, request, reading)
}

/// Text inside a message, isolated so that no terminal turns the message round (UAX #9, 2.3).
fn isolated(text: &str) -> String {
    format!("«\u{2068}{text}\u{2069}»")
}

#[cfg(test)]
mod tests;
