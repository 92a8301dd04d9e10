//! A place in a chapter in, the names and files that could stand there out.

use super::{FILE, Offer, Offers, Place};
use crate::cli::lsp::edited_book::EditedBook;
use crate::config;
use crate::pipeline::Names;
use crate::source::BookPath;

/// What a chapter could have at a place.
pub(super) fn offers(desk: &EditedBook, place: &Place, line: usize) -> Offers {
    let asked = asked(&place.text[line..place.byte]);
    let (Some(Asked { begun, what }), Some(known)) = (asked, desk.names()) else {
        return Offers::default();
    };
    let names = known.names;
    let rows = match what {
        What::Work => names.works.iter().map(Offer::of).collect(),
        What::Note => {
            let own = known.found.texts().find(&place.path);
            let notes = names.notes.iter();
            let notes = notes.filter(|note| Some(note.span.file) == own);
            notes.map(Offer::of).collect()
        }
        What::Anchor => names.anchors.iter().map(Offer::of).collect(),
        What::Picture => targets(&place.path, names, is_picture),
        What::File => targets(&place.path, names, |file| {
            !is_picture(file) && file.as_str() != config::FILE_NAME
        }),
    };
    Offers {
        begun: line + begun,
        rows,
    }
}

/// What an author is about to write.
struct Asked {
    /// The byte of the line at which it begins.
    begun: usize,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// `[@`: the key of a work.
    Work,
    /// `[^`: the label of a note.
    Note,
    /// `](#` or `](02.md#`: a place.
    Anchor,
    /// `](`: a file.
    File,
    /// `![…](`: a picture.
    Picture,
}

/// What the words before a place in a line ask for: what was opened last and not closed.
fn asked(line: &str) -> Option<Asked> {
    let link = line.rfind("](").map(|at| at + 2);
    let note = line.rfind("[^").map(|at| at + 2);
    // `ali@example.org` is an address.
    let marks = line.match_indices('@').map(|(at, _)| at);
    let mut work = marks.filter(|at| !line[..*at].ends_with(char::is_alphanumeric));
    let work = work.next_back().map(|at| at + 1);
    let open = |at: &usize| !line[*at..].contains([')', ']', ' ', '}', '،', '؛', ',', ';']);
    let all = [link, note, work].into_iter().flatten();
    let begun = all.filter(open).max()?;
    if Some(begun) != link {
        let what = match Some(begun) == note {
            true => What::Note,
            false => What::Work,
        };
        return Some(Asked { begun, what });
    }
    if let Some(mark) = line[begun..].find('#') {
        return Some(Asked {
            begun: begun + mark + 1,
            what: What::Anchor,
        });
    }
    let words = line[..begun - 2].rfind('[');
    let what = match words.is_some_and(|at| line[..at].ends_with('!')) {
        true => What::Picture,
        false => What::File,
    };
    Some(Asked { begun, what })
}

fn is_picture(file: &BookPath) -> bool {
    ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&file.extension().as_str())
}

/// Files of the book as they are named from the folder of a document.
fn targets(path: &BookPath, names: &Names, fits: fn(&BookPath) -> bool) -> Vec<Offer> {
    let files = names.files.iter().filter(|file| *file != path);
    let files = files.filter(|file| fits(file));
    let rows = files.map(|file| {
        let way = path.way_to(file);
        // CommonMark 6.3: a target with blanks or parentheses stands in angle brackets.
        let written = match way.contains([' ', '(', ')']) {
            true => format!("<{way}>"),
            false => way.clone(),
        };
        Offer {
            written,
            ..Offer::new(&way, FILE)
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_last_is_asked_for() {
        let kind = |line: &str| {
            let asked = asked(line)?;
            Some((asked.what, line[asked.begun..].to_owned()))
        };
        let some = |what, begun: &str| Some((what, begun.to_owned()));
        assert_eq!(kind("گفته است [@ja-1"), some(What::Work, "ja-1"));
        assert_eq!(kind("[@a؛ @"), some(What::Work, ""));
        assert_eq!(kind("متن[^ی"), some(What::Note, "ی"));
        assert_eq!(kind("[متن](#s"), some(What::Anchor, "s"));
        assert_eq!(kind("[متن](02.md#"), some(What::Anchor, ""));
        assert_eq!(kind("[متن](a/0"), some(What::File, "a/0"));
        assert_eq!(kind("![](ima"), some(What::Picture, "ima"));
        assert_eq!(kind("[متن](a.md) و "), None);
        assert_eq!(kind("[@a] و"), None);
        assert_eq!(kind("[@a، ص ۲"), None);
        assert_eq!(kind("ali@exam"), None);
    }
}
