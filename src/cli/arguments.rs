//! What can be typed: the command line in, [`Arguments`] as typed out. `job` says what is meant.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::config::{PRESETS, Preset};
use crate::locale::Language;

/// Shown after the help of every command that builds.
const AFTER_HELP: &str = "\
Exit codes:
  0  all is well
  1  the book has mistakes (with --strict: or warnings); nothing was written
  2  the command line cannot be understood, or `new` would overwrite something
  3  the outside world failed: a file that cannot be read, a folder that cannot be written";

/// Shown after the help of `check`.
const CHECK_HELP: &str = "\
With --epub, an EPUB is checked instead of a book: direction of package, spine, contents and every
document; languages against the script of their text; letters and half-spaces; left and right in
style sheets; tables, pictures, notes, page lists, links, the cover, fonts; what accessibility
metadata promise. One line for each finding: file:line:column: severity[code]: message (help: …).
Then, for Apple Books, Google Play, Kobo and Kindle, the published rules that the EPUB breaks.
docs/epub-gate.md explains every code.

--fix changes the chapters where what is wrong is sure: Arabic ي, ك and digits in Persian, and a space or
another sign where a half-space belongs. --diff shows these changes and makes none.

Exit codes:
  0  all is well, or nothing worse than warnings and hints
  1  the book or the EPUB has mistakes (with --strict: or warnings)
  2  the command line cannot be understood
  3  a file cannot be read, or is no EPUB at all";

/// Shown after the help of `preview`.
const PREVIEW_HELP: &str = "\
The address that is printed holds a secret, and only this machine is answered. What is saved appears; a mistake
leaves the last good book. A click on a word opens the editor at its place, or copies the place:

  sahhaf preview --editor 'code -g {file}:{line}:{column}'
  SAHHAF_EDITOR='gvim +{line} {file}' sahhaf preview

Ctrl-C ends it.";

/// Binds Markdown chapters into an accessible right-to-left EPUB and a paginated PDF.
///
/// It binds the book in a folder: one with a book.toml, or one laid out for mdBook, GitBook, VitePress,
/// Docusaurus, MkDocs, Hugo, Jekyll, Quarto, Obsidian and others, or Markdown files by their names. Without
/// a folder it binds the book in ./book, or the one in this folder; where there is none, a sample book,
/// into ./book-output.
#[derive(Debug, Parser)]
#[command(name = "sahhaf", version, after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// The folder that holds the book [default: ./book, or this folder].
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = existing_folder)]
    pub(super) folder: Option<PathBuf>,
    #[command(flatten)]
    pub(super) options: BuildOptions,
}

/// A file is no book, since a book has pictures and settings beside it.
fn book_folder(written: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(written);
    if !path.is_file() {
        return Ok(path);
    }
    let holder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let holder = holder.map_or(".".into(), |parent| parent.display().to_string());
    Err(format!(
        "it is a file; name the folder that holds it: sahhaf build {holder}"
    ))
}

/// A mistyped command is no folder.
fn existing_folder(written: &str) -> Result<PathBuf, String> {
    let folder = book_folder(written)?;
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err("there is no folder and no command of this name".to_owned())
    }
}

/// A language tag.
fn language(written: &str) -> Result<Language, String> {
    Language::new(written)
        .ok_or_else(|| "write a BCP 47 tag: fa, fa-AF, ar, ur, ps, ckb, he …".to_owned())
}

/// Pages from one to another, or one page: `10-13`, `20`.
fn page_range(written: &str) -> Result<RangeInclusive<usize>, String> {
    let (first, last) = written.split_once('-').unwrap_or((written, written));
    let number = |text: &str| text.trim().parse().ok().filter(|page| *page > 0);
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        _ => Err("write a page or two with a hyphen between them: 7, 10-13".to_owned()),
    }
}

/// Which edition of a book: one of those that book.toml names, one of the languages of a folder.
#[derive(Clone, Debug, Args)]
pub(super) struct Edition {
    /// Which language to take, where the folder holds the book in several.
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(super) language: Option<Language>,
    /// Which edition of book.toml to make: [editions.NAME].
    #[arg(long, value_name = "NAME")]
    pub(super) edition: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Binds a book.
    #[command(after_help = AFTER_HELP)]
    Build(Build),
    /// Shows a book in a browser while it is being written.
    #[command(after_help = PREVIEW_HELP)]
    Preview(Preview),
    /// Does everything but writing; with --epub, checks an EPUB of any maker.
    #[command(after_help = CHECK_HELP)]
    Check(Check),
    /// Makes the cover for the press: back, spine and front as one sheet.
    #[command(after_help = AFTER_HELP)]
    Cover(Cover),
    /// Looks into the bibliography of a book.
    #[command(subcommand)]
    Cite(Cite),
    /// Lists the editions that book.toml names.
    Editions {
        /// The folder that holds the book [default: ./book, or this folder].
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = book_folder)]
        folder: Option<PathBuf>,
    },
    /// Starts a small book that can be built at once; with --from, writes the book.toml of one that is there.
    New(New),
    /// Lists the faces inside the program: version, what letters they lack, licence.
    Fonts {
        /// Prints the licences in full.
        #[arg(long)]
        licences: bool,
    },
    /// Prints the JSON Schema of book.toml, for editors.
    Schema,
    /// Speaks with an editor (Language Server Protocol) at standard input and output.
    Lsp {
        /// The folder of the book [default: the one that the editor has open].
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
    /// Prints a script that completes commands in a shell.
    #[command(hide = true)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page.
    #[command(hide = true)]
    Man,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder of the new book; it must not exist, or be empty.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, required_unless_present = "from")]
    pub(super) folder: Option<PathBuf>,
    /// Write into this folder the book.toml that describes the book in it.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "folder")]
    pub(super) from: Option<PathBuf>,
    /// What kind of book it is: novel, poetry, academic, children or booklet.
    #[arg(long, value_name = "NAME", value_parser = preset, conflicts_with = "from")]
    pub(super) preset: Option<Preset>,
    #[command(flatten)]
    pub(super) edition: Edition,
}

/// The preset of a name, Latin or Persian.
fn preset(name: &str) -> Result<Preset, String> {
    Preset::named(name).ok_or_else(|| {
        let names = PRESETS.iter().map(|preset| preset.names.join(" or "));
        format!("write {}", names.collect::<Vec<_>>().join(", "))
    })
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// The folder that holds the book [default: ./book, or this folder].
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = book_folder)]
    pub(super) folder: Option<PathBuf>,
    #[command(flatten)]
    pub(super) options: BuildOptions,
}

#[derive(Debug, Args)]
pub(super) struct Preview {
    /// The folder that holds the book [default: ./book, or this folder].
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = book_folder)]
    pub(super) folder: Option<PathBuf>,
    /// What opens a place of a file: a program with {file}, {line} and {column} [default: $SAHHAF_EDITOR].
    #[arg(long, value_name = "COMMAND")]
    pub(super) editor: Option<String>,
    /// Open the browser that this system opens addresses with.
    #[arg(long)]
    pub(super) open: bool,
    /// The port to be served at [default: a free one].
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    #[command(flatten)]
    pub(super) edition: Edition,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The folder that holds the book [default: ./book, or this folder].
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = book_folder)]
    pub(super) folder: Option<PathBuf>,
    /// Check this EPUB, whoever made it, instead of a book.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["folder", "timings"])]
    pub(super) epub: Option<PathBuf>,
    /// Mend in the files what is surely wrong: letters, digits and half-spaces of Persian.
    #[arg(long, conflicts_with = "epub")]
    pub(super) fix: bool,
    /// Show what --fix would change, as a difference, and change nothing.
    #[arg(long, conflicts_with = "epub")]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) edition: Edition,
    #[command(flatten)]
    pub(super) manner: Manner,
}

#[derive(Debug, Args)]
pub(super) struct Cover {
    /// The folder that holds the book [default: ./book, or this folder].
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = book_folder)]
    pub(super) folder: Option<PathBuf>,
    /// Where to write [default: DIR/output].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) edition: Edition,
    #[command(flatten)]
    pub(super) manner: Manner,
}

/// What can be done with a bibliography.
#[derive(Debug, Subcommand)]
pub(super) enum Cite {
    /// Lists the entries and where they are cited; reports unused and double ones.
    #[command(after_help = AFTER_HELP)]
    List(ListWorks),
}

#[derive(Debug, Args)]
pub(super) struct ListWorks {
    /// The folder that holds the book [default: ./book, or this folder].
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = book_folder)]
    pub(super) folder: Option<PathBuf>,
    #[command(flatten)]
    pub(super) edition: Edition,
    #[command(flatten)]
    pub(super) manner: Manner,
}

#[derive(Debug, Args)]
pub(super) struct BuildOptions {
    /// What to bind.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "epub,pdf")]
    pub(super) format: Vec<FormatName>,
    /// Which pages become pictures with --format png: 10-13,20, counted in the file from 1 [default: all].
    #[arg(long, value_name = "PAGES", value_delimiter = ',', value_parser = page_range)]
    pub(super) pages: Vec<RangeInclusive<usize>>,
    /// How fine those pictures are, in pixels to the inch [default: 150].
    #[arg(long, value_name = "DPI", value_parser = clap::value_parser!(u16).range(36..=600))]
    pub(super) dpi: Option<u16>,
    /// Where to write [default: DIR/output].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) output: Option<PathBuf>,
    /// Which standard the PDF claims to keep [default: book.toml's, else ua1 and a2a at once].
    #[arg(long, value_enum, value_name = "STANDARD")]
    pub(super) standard: Option<StandardName>,
    /// What the PDF is for [default: book.toml's, else screen].
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub(super) profile: Option<ProfileName>,
    /// Print what a stage makes instead of writing files.
    #[arg(long, value_enum, value_name = "STAGE")]
    pub(super) emit: Option<EmitName>,
    /// Bind the book again each time that a file in its folder changes, until Ctrl-C.
    #[arg(long, conflicts_with = "emit")]
    pub(super) watch: bool,
    /// Make the book, and each edition that book.toml names, one after another.
    #[arg(long, conflicts_with_all = ["edition", "emit", "watch"])]
    pub(super) all_editions: bool,
    #[command(flatten)]
    pub(super) edition: Edition,
    #[command(flatten)]
    pub(super) manner: Manner,
}

/// How to go about it; for every command that reads a book.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Manner {
    /// Let warnings fail, too.
    #[arg(long)]
    pub(super) strict: bool,
    /// Print how long each stage took.
    #[arg(long)]
    pub(super) timings: bool,
    /// How to print mistakes: for people, one JSON object a line, or one document of SARIF.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
}

/// The names of the formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    /// For reading systems.
    Epub,
    /// For screen and press.
    Pdf,
    /// Back, spine and front for the press, as one sheet.
    Cover,
    /// Pages as pictures, each in a file of its own.
    Png,
}

/// The names of standards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StandardName {
    /// PDF/UA-1.
    Ua1,
    /// PDF/A-2a.
    A2a,
    /// PDF/A-3a.
    A3a,
    /// PDF/A-4.
    A4,
    /// PDF/UA-2.
    Ua2,
    /// None; the pages are tagged all the same.
    None,
}

/// The names of profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ProfileName {
    /// Screens, readers, archives.
    Screen,
    /// A press: PDF/X-4 with bleed, marks and the press's inks.
    Print,
}

/// The names of what can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EmitName {
    /// What the folder turned out to hold: layout, facts, chapters, what is left out.
    Plan,
    /// The tree of the book.
    Model,
    /// The lines that paragraphs were broken into.
    Lines,
    /// The pages with all that stands on them.
    Pages,
    /// The words of the book in reading order.
    Text,
    /// The logical structure of the PDF: elements, languages, words.
    Tags,
    /// The words of the book and of every line of its pages, as JSON, to measure the PDF by.
    Words,
}

/// How mistakes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the line of the file.
    Human,
    /// One JSON object a line.
    Json,
    /// One document of SARIF 2.1.0, for code hosts and editors.
    Sarif,
}

impl Arguments {
    /// How mistakes and failures of this command are printed.
    pub(super) fn message_format(&self) -> MessageFormat {
        match &self.command {
            None => self.options.manner.message_format,
            Some(Command::Build(build)) => build.options.manner.message_format,
            Some(Command::Check(check)) => check.manner.message_format,
            Some(Command::Cover(cover)) => cover.manner.message_format,
            Some(Command::Cite(Cite::List(list))) => list.manner.message_format,
            Some(
                Command::Preview(_)
                | Command::Editions { .. }
                | Command::New(_)
                | Command::Fonts { .. }
                | Command::Schema
                | Command::Lsp { .. }
                | Command::Completions { .. }
                | Command::Man,
            ) => MessageFormat::Human,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn both_formats_are_bound_unless_one_is_named() {
        let typed = Arguments::try_parse_from(["sahhaf"]).unwrap();
        assert_eq!(typed.options.format, [FormatName::Epub, FormatName::Pdf]);
        let typed = Arguments::try_parse_from(["sahhaf", "--format", "pdf"]).unwrap();
        assert_eq!(typed.options.format, [FormatName::Pdf]);
    }

    #[test]
    fn pages_are_named_one_by_one_and_from_one_to_another() {
        assert_eq!(page_range("10-13"), Ok(10..=13));
        assert_eq!(page_range("7"), Ok(7..=7));
        for wrong in ["", "0", "3-", "5-2", "a", "-1"] {
            assert!(page_range(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_mistyped_command_is_no_folder() {
        assert!(Arguments::try_parse_from(["sahhaf", "biuld"]).is_err());
    }
}
