//! The author's editor: a setting in, a program that opens a file at a line out.

use std::path::Path;
use std::process::Command;

use super::launch::launch;
use crate::book::Written;

/// The variable that names it where the command line does not.
const VARIABLE: &str = "SAHHAF_EDITOR";

/// How an editor is called: a program and its arguments, with `{file}`, `{line}` and `{column}` in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Editor(Option<Vec<String>>);

impl Editor {
    /// What the command line says, else the environment; none where neither does.
    ///
    /// It is never a setting of the book: a stranger's book must not say what runs on this machine.
    pub(super) fn of(asked: Option<&str>) -> Self {
        let set = std::env::var(VARIABLE).ok();
        let asked = asked.or(set.as_deref()).unwrap_or_default();
        let words: Vec<String> = asked.split_whitespace().map(str::to_owned).collect();
        Self((!words.is_empty()).then_some(words))
    }

    /// Whether there is one.
    pub(super) fn is_known(&self) -> bool {
        self.0.is_some()
    }

    /// Opens a place of a book in a folder; whether a program was started.
    pub(super) fn open(&self, folder: &Path, place: &Written) -> bool {
        let Some(words) = self.arguments(folder, place) else {
            return false;
        };
        let Some((program, arguments)) = words.split_first() else {
            return false;
        };
        launch(Command::new(program).args(arguments))
    }

    fn arguments(&self, folder: &Path, place: &Written) -> Option<Vec<String>> {
        let file = folder.join(place.path.as_str()).display().to_string();
        let filled = |word: &String| {
            word.replace("{file}", &file)
                .replace("{line}", &place.at.line.to_string())
                .replace("{column}", &place.at.column.to_string())
        };
        let words = self.0.as_ref()?;
        let mut filled: Vec<String> = words.iter().map(filled).collect();
        // `gedit` alone gets the file.
        if !words.iter().any(|word| word.contains("{file}")) {
            filled.push(file);
        }
        Some(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{BookPath, LineColumn};

    #[test]
    fn a_place_stands_where_the_setting_has_its_names() {
        let place = Written {
            path: BookPath::new("a b/1.md").unwrap(),
            at: LineColumn { line: 3, column: 7 },
        };
        let of = |asked| Editor::of(Some(asked)).arguments(Path::new("/book"), &place);
        assert_eq!(
            of("code -g {file}:{line}:{column}").unwrap(),
            ["code", "-g", "/book/a b/1.md:3:7"]
        );
        assert_eq!(of("gedit").unwrap(), ["gedit", "/book/a b/1.md"]);
        assert!(!Editor(None).open(Path::new("/book"), &place));
    }
}
