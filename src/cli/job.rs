//! What is meant by the command line: arguments in, a [`Job`] out.

use std::path::{Path, PathBuf};

use super::arguments::{
    Build, BuildOptions, Check, Cover, Edition, EmitName, FormatName, ListWorks, Manner,
    MessageFormat, Preview, ProfileName, StandardName,
};
use crate::config::{self, Format, Overrides, PagePictures, Profile, Standard};
use crate::diag::Counts;
use crate::pipeline::{Dump, Output};

/// Where the sample is bound to.
const SAMPLE_OUTPUT: &str = "book-output";
/// Name of the files of a book whose folder has no name in ASCII letters.
const PLAIN_NAME: &str = "book";
/// The folder inside the book that takes its files.
const OUTPUT: &str = "output";

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Job {
    /// Which book.
    pub(super) book: BookSource,
    /// As what.
    pub(super) outputs: Vec<Output>,
    /// What for.
    pub(super) goal: Goal,
    /// What goes before the settings of the book.
    pub(super) overrides: Overrides,
    /// Which diagnostics prevent the book.
    pub(super) strictness: Strictness,
    /// How diagnostics are printed.
    pub(super) messages: MessageFormat,
    /// Whether the time of each stage is printed.
    pub(super) timings: Timings,
}

/// Where the book comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BookSource {
    /// A folder on the disk.
    Folder(PathBuf),
    /// The sample inside the binary.
    Sample,
}

/// What a book is read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// Files of this name, without ending, in this folder.
    Write {
        /// The folder, made where it is not there.
        folder: PathBuf,
        /// The name.
        name: String,
    },
    /// A dump on standard output.
    Emit(Dump),
    /// The diagnostics alone, and perhaps mends of what is sure.
    Check(Mending),
    /// The works of the bibliography and their uses, on standard output.
    ListWorks,
}

/// What is done about mistakes whose mend is sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mending {
    /// Nothing.
    None,
    /// The files are changed.
    Applied,
    /// The changes are shown.
    Shown,
}

/// Which diagnostics prevent the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Errors.
    Lenient,
    /// Warnings, too.
    Strict,
}

impl Strictness {
    /// What was asked for.
    pub(super) fn of(manner: Manner) -> Self {
        if manner.strict {
            Self::Strict
        } else {
            Self::Lenient
        }
    }

    /// Whether what was found prevents the book, or fails the EPUB.
    pub(super) fn prevents(self, found: Counts) -> bool {
        match self {
            Self::Lenient => found.errors > 0,
            Self::Strict => found.errors + found.warnings > 0,
        }
    }
}

/// Whether the time of each stage is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timings {
    /// It is not.
    Hidden,
    /// It is, on standard error.
    Shown,
}

impl Job {
    /// The same for an edition of the book: its files bear its name.
    pub(super) fn for_edition(&self, edition: &str) -> Self {
        let goal = match &self.goal {
            Goal::Write { folder, name } => Goal::Write {
                folder: folder.clone(),
                name: named(name, Some(edition)),
            },
            other => other.clone(),
        };
        Self {
            goal,
            overrides: Overrides {
                edition: Some(edition.to_owned()),
                ..self.overrides.clone()
            },
            ..self.clone()
        }
    }
}

/// `sahhaf` without a command: the book in a folder, the book here, else the sample.
pub(super) fn bare(folder: Option<&Path>, options: &BuildOptions) -> Job {
    match folder.map(Path::to_owned).or_else(here).or_else(unsettled) {
        Some(folder) => job(BookSource::Folder(folder), options),
        None => job(BookSource::Sample, options),
    }
}

/// `sahhaf build`.
pub(super) fn build(build: &Build) -> Job {
    job(
        BookSource::Folder(chosen(build.folder.as_deref())),
        &build.options,
    )
}

/// `sahhaf check`.
pub(super) fn check(check: &Check) -> Job {
    let book = BookSource::Folder(chosen(check.folder.as_deref()));
    let mending = match (check.diff, check.fix) {
        (true, _) => Mending::Shown,
        (false, true) => Mending::Applied,
        (false, false) => Mending::None,
    };
    Job {
        overrides: edition(&check.edition),
        ..mannered(book, Goal::Check(mending), check.manner)
    }
}

/// `sahhaf cover`.
pub(super) fn cover(cover: &Cover) -> Job {
    let book = BookSource::Folder(chosen(cover.folder.as_deref()));
    let goal = target(&book, cover.output.as_deref(), &cover.edition);
    Job {
        outputs: vec![Output::Cover],
        overrides: edition(&cover.edition),
        ..mannered(book, goal, cover.manner)
    }
}

/// `sahhaf preview`.
pub(super) fn preview(preview: &Preview) -> Job {
    let book = BookSource::Folder(chosen(preview.folder.as_deref()));
    let goal = target(&book, None, &preview.edition);
    let manner = Manner {
        strict: false,
        timings: false,
        message_format: MessageFormat::Human,
    };
    Job {
        overrides: edition(&preview.edition),
        ..mannered(book, goal, manner)
    }
}

/// `sahhaf cite list`.
pub(super) fn list_works(list: &ListWorks) -> Job {
    let book = BookSource::Folder(chosen(list.folder.as_deref()));
    Job {
        overrides: edition(&list.edition),
        ..mannered(book, Goal::ListWorks, list.manner)
    }
}

/// The book of a folder, to be looked at.
pub(super) fn of_folder(folder: Option<&Path>) -> Job {
    let manner = Manner {
        strict: false,
        timings: false,
        message_format: MessageFormat::Human,
    };
    mannered(BookSource::Folder(chosen(folder)), Goal::ListWorks, manner)
}

/// The choice of an edition alone.
fn edition(edition: &Edition) -> Overrides {
    Overrides {
        language: edition.language,
        edition: edition.edition.clone(),
        ..Overrides::default()
    }
}

fn job(book: BookSource, options: &BuildOptions) -> Job {
    let goal = match options.emit {
        Some(name) => Goal::Emit(dump(name)),
        None => target(&book, options.output.as_deref(), &options.edition),
    };
    let named = [
        (FormatName::Epub, Output::Epub),
        (FormatName::Pdf, Output::Pdf),
        (FormatName::Cover, Output::Cover),
        (FormatName::Png, Output::Png),
    ];
    let asked = named
        .into_iter()
        .filter(|(name, _)| options.format.contains(name));
    Job {
        outputs: asked.map(|(_, output)| output).collect(),
        overrides: Overrides {
            standard: options.standard.map(standard),
            profile: options.profile.map(profile),
            pictures: page_pictures(options),
            ..edition(&options.edition)
        },
        ..mannered(book, goal, options.manner)
    }
}

fn page_pictures(options: &BuildOptions) -> PagePictures {
    let usual = PagePictures::default();
    PagePictures {
        pages: options.pages.clone(),
        dpi: options.dpi.unwrap_or(usual.dpi),
    }
}

fn mannered(book: BookSource, goal: Goal, manner: Manner) -> Job {
    Job {
        book,
        outputs: vec![Output::Epub, Output::Pdf],
        goal,
        overrides: Overrides::default(),
        strictness: Strictness::of(manner),
        messages: manner.message_format,
        timings: if manner.timings {
            Timings::Shown
        } else {
            Timings::Hidden
        },
    }
}

fn standard(name: StandardName) -> Standard {
    match name {
        StandardName::Ua1 => Standard::Ua1,
        StandardName::A2a => Standard::A2a,
        StandardName::A3a => Standard::A3a,
        StandardName::A4 => Standard::A4,
        StandardName::Ua2 => Standard::Ua2,
        StandardName::None => Standard::None,
    }
}

fn profile(name: ProfileName) -> Profile {
    match name {
        ProfileName::Screen => Profile::Screen,
        ProfileName::Print => Profile::Print,
    }
}

fn dump(name: EmitName) -> Dump {
    match name {
        EmitName::Plan => Dump::Plan,
        EmitName::Model => Dump::Model,
        EmitName::Lines => Dump::Lines,
        EmitName::Pages => Dump::Pages,
        EmitName::Text => Dump::Text,
        EmitName::Tags => Dump::Tags,
        EmitName::Words => Dump::Words,
    }
}

/// The folder named, else the book here, else this folder.
fn chosen(folder: Option<&Path>) -> PathBuf {
    folder
        .map(Path::to_owned)
        .or_else(here)
        .unwrap_or_else(|| PathBuf::from("."))
}

/// `./book`, or this folder, whichever has settings.
fn here() -> Option<PathBuf> {
    let candidates = ["book", "."].map(PathBuf::from);
    candidates
        .into_iter()
        .find(|folder| folder.join(config::FILE_NAME).is_file())
}

/// This folder, where it has no settings of ours but Markdown or settings of another tool.
fn unsettled() -> Option<PathBuf> {
    const SETTINGS: [&str; 8] = [
        "_config.yml",
        "_quarto.yml",
        "book.json",
        "docusaurus.config.js",
        "docusaurus.config.ts",
        "hugo.toml",
        "mkdocs.yml",
        "SUMMARY.md",
    ];
    let folder = PathBuf::from(".");
    let mut names = folder.read_dir().ok()?.filter_map(Result::ok);
    let book = names.any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let text = [".md", ".markdown"]
            .iter()
            .any(|ending| name.ends_with(ending));
        text || SETTINGS.contains(&name.as_str())
    });
    book.then_some(folder)
}

fn target(book: &BookSource, output: Option<&Path>, edition: &Edition) -> Goal {
    let (usual, name) = match book {
        BookSource::Folder(folder) if folder == Path::new(".") => (OUTPUT.into(), name_of(folder)),
        BookSource::Folder(folder) => (folder.join(OUTPUT), name_of(folder)),
        BookSource::Sample => (PathBuf::from(SAMPLE_OUTPUT), PLAIN_NAME.to_owned()),
    };
    Goal::Write {
        folder: output.map_or(usual, Path::to_owned),
        name: named(&name, edition.edition.as_deref()),
    }
}

/// The name of a book's files: that of its folder in ASCII, so that every system can open them.
fn name_of(folder: &Path) -> String {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    slug(&real.file_name().unwrap_or_default().to_string_lossy())
}

/// Letters and digits of ASCII, joined by single hyphens.
fn slug(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        PLAIN_NAME.to_owned()
    } else {
        words.join("-")
    }
}

/// The name of the files of an edition: `ketab-student`.
pub(super) fn named(name: &str, edition: Option<&str>) -> String {
    match edition {
        Some(edition) => format!("{name}-{edition}"),
        None => name.to_owned(),
    }
}

/// Whether an edition is made as an output; one that names none is made as all.
pub(super) fn makes(formats: &[Format], output: Output) -> bool {
    let format = match output {
        Output::Epub => Format::Epub,
        Output::Pdf | Output::Png => Format::Pdf,
        Output::Cover => Format::Cover,
    };
    formats.is_empty() || formats.contains(&format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_carry_the_name_of_the_folder_in_ascii() {
        assert_eq!(slug("book"), "book");
        assert_eq!(slug("My Book (2)"), "My-Book-2");
        assert_eq!(slug("کتاب"), "book");
        assert_eq!(slug("کتاب1"), "1");
    }
}
