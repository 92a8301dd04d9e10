//! Which Markdown files make up the book: the list of `book.toml`, or the folder, in; paths in reading order out.

use std::collections::BTreeSet;

use super::reader::{Reader, Section};
use crate::diag::{Code, isolate};
use crate::source::{BookPath, ReadError};

/// Endings of the files that can be chapters.
const ENDINGS: [&str; 3] = ["md", "markdown", "txt"];

/// Folders that are searched for chapters beside the book's own, where `book.toml` lists none.
const FOLDERS: [&str; 3] = ["", "chapters", "src"];

/// The chapters that `chapters` names, or those found where it is absent.
///
/// # Errors
/// The book's folder cannot be listed.
pub(super) fn read(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
) -> Result<Vec<BookPath>, ReadError> {
    if section.get("chapters").is_some() {
        return Ok(listed(reader, section));
    }
    let found = in_reading_order(reader.files.list()?);
    if found.is_empty() {
        let span = section.span;
        reader
            .sink
            .error(Code::EmptyBook, span, "the book has no chapters")
            .hint("put Markdown files (.md) beside book.toml, or name them in `chapters`");
    }
    Ok(found)
}

/// The chapters of the list that can be read, each once.
fn listed(reader: &mut Reader<'_>, section: &Section<'_>) -> Vec<BookPath> {
    let values = reader.list(section, "chapters");
    if let (true, Some(value)) = (values.is_empty(), section.get("chapters")) {
        let span = reader.span(value.span());
        reader
            .sink
            .error(Code::EmptyBook, span, "the list of chapters is empty")
            .hint("name the Markdown files of the book in reading order");
    }
    let mut seen = BTreeSet::new();
    let mut chapters = Vec::new();
    for value in values {
        let Some(path) = reader.as_file(value, "chapters") else {
            continue;
        };
        let span = reader.span(value.span());
        if !ENDINGS.contains(&path.extension().as_str()) {
            reader
                .bad_value(
                    span,
                    format!("{} is no Markdown file", isolate(path.as_str())),
                )
                .hint("chapters end in .md, .markdown or .txt");
        } else if seen.insert(path.clone()) {
            chapters.push(path);
        } else {
            reader
                .bad_value(span, format!("{} is listed twice", isolate(path.as_str())))
                .hint("name each chapter once");
        }
    }
    chapters
}

/// The Markdown files of the usual folders, numbers counted as numbers, a README at the end.
fn in_reading_order(files: Vec<BookPath>) -> Vec<BookPath> {
    let is_chapter = |path: &BookPath| path.extension() == "md" && FOLDERS.contains(&path.folder());
    let mut chapters: Vec<BookPath> = files.into_iter().filter(is_chapter).collect();
    chapters.sort_by_cached_key(|path| (is_readme(path), natural_key(path.as_str()), path.clone()));
    chapters
}

fn is_readme(path: &BookPath) -> bool {
    path.file_name().eq_ignore_ascii_case("readme.md")
}

/// A part of a name, so that `2` comes before `10`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u128),
    Text(String),
}

/// The parts of a name: runs of digits (of any script) and what stands between them.
fn natural_key(name: &str) -> Vec<Part> {
    let latin = crate::locale::Digits::Latin.convert(name);
    let mut parts = Vec::new();
    for run in latin
        .chars()
        .collect::<Vec<_>>()
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
    {
        let run: String = run.iter().collect();
        parts.push(match run.parse() {
            Ok(number) if run.starts_with(|first: char| first.is_ascii_digit()) => {
                Part::Number(number)
            }
            _ => Part::Text(run),
        });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(names: &[&str]) -> Vec<String> {
        let paths = names
            .iter()
            .map(|name| BookPath::new(name).unwrap())
            .collect();
        in_reading_order(paths)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn chapters_found_in_a_folder_are_sorted_by_their_numbers() {
        let found = order(&[
            "10.md",
            "README.md",
            "2.md",
            "1-aghaz.md",
            "img/x.md",
            "note.txt",
        ]);
        assert_eq!(found, ["1-aghaz.md", "2.md", "10.md", "README.md"]);
        assert_eq!(order(&["فصل۱۰.md", "فصل۲.md"]), ["فصل۲.md", "فصل۱۰.md"]);
    }

    #[test]
    fn the_folders_chapters_and_src_are_searched_too() {
        assert_eq!(
            order(&["chapters/2.md", "chapters/1.md"]),
            ["chapters/1.md", "chapters/2.md"]
        );
        assert_eq!(order(&["src/a.md", "docs/b.md"]), ["src/a.md"]);
    }
}
