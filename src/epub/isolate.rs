//! Isolates runs of the other direction inside a paragraph: inlines in, the same words with `Span`s
//! round the foreign runs out (UAX #9, 3.1.2: an isolate acts on the text around it as one neutral).
//!
//! In a right-to-left paragraph a run begins and ends with a letter of a left-to-right script and
//! keeps its own digits, punctuation and brackets, so «C++», “(NATO) 1.5” and URLs stay whole. A run
//! that cuts through an element is left to the plain algorithm.

use std::borrow::Cow;
use std::ops::Range;

use crate::locale::{Direction, FOREIGN_OBJECT as OBJECT, Language, isolated_runs};
use crate::model::{
    Attributes, Inline, InlineKind, content, content_mut, is_address, visit_inline_run,
};

/// Isolates the runs that run against `base`. Spans with a direction of their own are read in it.
///
/// Where there are none, which is so in nearly every paragraph, the inlines are given back as they came.
pub(super) fn isolate(inlines: Cow<'_, [Inline]>, base: Direction) -> Cow<'_, [Inline]> {
    let runs = runs_of(&inlines, base);
    if runs.is_empty() && !has_own_direction(&inlines) {
        return inlines;
    }
    let scope = Scope {
        base,
        runs: &runs,
        start: 0,
    };
    Cow::Owned(wrap(inlines.into_owned(), &scope))
}

/// Whether any of some inlines states a direction.
fn has_own_direction(inlines: &[Inline]) -> bool {
    let mut found = false;
    visit_inline_run(inlines, &mut |inline| {
        found |= own_direction(inline).is_some()
    });
    found
}

/// The runs of some inlines' text that run against `base`.
fn runs_of(inlines: &[Inline], base: Direction) -> Vec<Range<usize>> {
    let mut text = String::new();
    flatten(inlines, &mut text);
    isolated_runs(&text, base)
}

/// The direction that a span states, by itself or by its language.
fn own_direction(inline: &Inline) -> Option<Direction> {
    match &inline.kind {
        InlineKind::Span { attributes, .. } => {
            let language = attributes.language.as_ref().map(Language::direction);
            attributes.direction.or(language)
        }
        _ => None,
    }
}

/// The text that runs are looked for in; one character of it for each thing that is not text.
fn flatten(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(words) => text.push_str(words),
            InlineKind::SoftBreak => text.push(' '),
            InlineKind::LineBreak => text.push('\n'),
            _ => match open_content(inline) {
                Some(content) => flatten(content, text),
                None => text.push(OBJECT),
            },
        }
    }
}

/// The content of an inline that bidi sees as part of the text round it.
fn open_content(inline: &Inline) -> Option<&[Inline]> {
    match &inline.kind {
        // A bare address is written left to right as a whole.
        InlineKind::Link { content, .. } if is_address(content) => None,
        _ if own_direction(inline).is_some() => None,
        _ => content(inline),
    }
}

/// A list of inlines and the runs of the flattened text it lies in.
#[derive(Clone, Copy)]
struct Scope<'a> {
    base: Direction,
    runs: &'a [Range<usize>],
    /// Where the list begins in the flattened text.
    start: usize,
}

/// An inline, or a part of a text, with its place in the flattened text.
struct Piece {
    place: Range<usize>,
    inline: Inline,
}

/// The inlines are moved, not copied: what stands at the bottom of many elements in one another would be copied at
/// each.
fn wrap(inlines: Vec<Inline>, scope: &Scope<'_>) -> Vec<Inline> {
    // «زبان *C*++ است»: the run `C++` begins in the emphasis and ends behind it. Cut where runs begin and
    // end, the inlines are `زبان `, `*C*`, `++`, ` است`; those from the begin of the run to its end are put
    // into one isolate. A run that ends inside of an element cannot be enclosed, since markup nests.
    let mut pieces = pieces(inlines, scope).into_iter().peekable();
    let mut wrapped = Vec::new();
    while let Some(piece) = pieces.next() {
        let Some(run) = run_from(&piece, scope) else {
            wrapped.push(descend(piece, scope));
            continue;
        };
        let mut group = vec![piece];
        while let Some(next) = pieces.next_if(|next| next.place.end <= run.end) {
            group.push(next);
        }
        if group.last().is_some_and(|last| last.place.end == run.end) {
            wrapped.push(enclose(group, scope.base));
        } else {
            wrapped.extend(group.into_iter().map(|piece| descend(piece, scope)));
        }
    }
    wrapped
}

/// The run that begins with a piece and does not end inside it.
fn run_from(piece: &Piece, scope: &Scope<'_>) -> Option<Range<usize>> {
    let next = scope
        .runs
        .partition_point(|run| run.start < piece.place.start);
    let run = scope.runs.get(next)?;
    let begins = run.start == piece.place.start && !piece.place.is_empty();
    (begins && piece.place.end <= run.end).then(|| run.clone())
}

/// Cuts texts where runs begin and end.
fn pieces(inlines: Vec<Inline>, scope: &Scope<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = scope.start;
    for inline in inlines {
        let place = start..start + length(&inline);
        start = place.end;
        let piece = Piece { place, inline };
        match &piece.inline.kind {
            InlineKind::Text(words) => pieces.extend(cut(words, &piece, scope)),
            _ => pieces.push(piece),
        }
    }
    pieces
}

fn cut(words: &str, whole: &Piece, scope: &Scope<'_>) -> Vec<Piece> {
    let place = &whole.place;
    let first = scope.runs.partition_point(|run| run.end <= place.start);
    let near = scope.runs[first..]
        .iter()
        .take_while(|run| run.start < place.end);
    let edges = near.flat_map(|run| [run.start, run.end]);
    let inside = edges.filter(|edge| place.start < *edge && *edge < place.end);
    let mut pieces = Vec::new();
    let mut start = place.start;
    for edge in inside.chain([place.end]) {
        if edge > start {
            let part = words[start - place.start..edge - place.start].to_owned();
            let inline = Inline {
                id: whole.inline.id,
                kind: InlineKind::Text(part),
                span: whole.inline.span,
            };
            pieces.push(Piece {
                place: start..edge,
                inline,
            });
            start = edge;
        }
    }
    pieces
}

/// Bytes of an inline in the flattened text.
fn length(inline: &Inline) -> usize {
    match &inline.kind {
        InlineKind::Text(words) => words.len(),
        InlineKind::SoftBreak | InlineKind::LineBreak => 1,
        _ => open_content(inline).map_or(OBJECT.len_utf8(), |content| {
            content.iter().map(length).sum()
        }),
    }
}

fn enclose(group: Vec<Piece>, base: Direction) -> Inline {
    let (id, span) = (group[0].inline.id, group[0].inline.span);
    let content: Vec<Inline> = group.into_iter().map(|piece| piece.inline).collect();
    let mut text = String::new();
    flatten(&content, &mut text);
    let (direction, language) = match base {
        Direction::Rtl => (Direction::Ltr, latin_language(&text)),
        Direction::Ltr => (Direction::Rtl, None),
    };
    let attributes = Attributes {
        direction: Some(direction),
        language,
        ..Attributes::default()
    };
    Inline {
        id,
        kind: InlineKind::Span {
            attributes,
            content,
        },
        span,
    }
}

/// English for a text in Latin letters that names no language; nothing for Greek or Cyrillic.
pub(super) fn latin_language(text: &str) -> Option<Language> {
    const LATIN: [Range<char>; 3] = [
        'A'..'\u{250}',
        '\u{1E00}'..'\u{1F00}',
        '\u{2C60}'..'\u{2C80}',
    ];
    let strong = |letter: &char| unicode_bidi::bidi_class(*letter) == unicode_bidi::BidiClass::L;
    let mut letters = text.chars().filter(strong).peekable();
    letters.peek()?;
    let latin = |letter: char| LATIN.iter().any(|range| range.contains(&letter));
    letters.all(latin).then(Language::english)
}

/// Looks for runs inside a piece that is not wrapped itself.
fn descend(piece: Piece, scope: &Scope<'_>) -> Inline {
    let mut inline = piece.inline;
    let own = own_direction(&inline);
    if let Some(content) = content_mut(&mut inline) {
        let inlines = std::mem::take(content);
        *content = match own {
            Some(base) => {
                let runs = runs_of(&inlines, base);
                let scope = Scope {
                    base,
                    runs: &runs,
                    start: 0,
                };
                wrap(inlines, &scope)
            }
            None => {
                let inner = Scope {
                    start: piece.place.start,
                    ..*scope
                };
                wrap(inlines, &inner)
            }
        };
    }
    inline
}

#[cfg(test)]
mod tests {
    use super::isolate;
    use crate::epub::fixture::{emphasis, text};
    use crate::locale::Direction;
    use crate::locale::isolated_runs;
    use crate::model::{Inline, InlineKind};

    fn runs(words: &str) -> Vec<&str> {
        isolated_runs(words, Direction::Rtl)
            .into_iter()
            .map(|run| &words[run])
            .collect()
    }

    #[test]
    fn a_latin_run_keeps_its_digits_and_signs() {
        assert_eq!(runs("زبان Rust 1.95 و C++ است."), ["Rust 1.95", "C++"]);
        assert_eq!(runs("چاپ 3D و .NET در ۲۰۲۰ GB"), ["3D", ".NET", "۲۰۲۰ GB"]);
        assert_eq!(runs("سال ۱۹۱۶ و 1931"), Vec::<&str>::new());
        assert_eq!(runs("See the book."), ["See the book."]);
    }

    #[test]
    fn brackets_stay_with_the_side_they_belong_to() {
        assert_eq!(runs("تابع f(x) و (NATO) بود"), ["f(x)", "NATO"]);
        assert_eq!(
            runs("فریزر (Frazer, Golden Bough، ۱۹۲۲)"),
            ["Frazer, Golden Bough"]
        );
        assert_eq!(
            runs("نام Frazer (Golden Bough، ۱۹)"),
            ["Frazer", "Golden Bough"]
        );
    }

    #[test]
    fn a_url_is_isolated_with_its_last_slash() {
        assert_eq!(runs("نشانی https://a.org/b/ است"), ["https://a.org/b/"]);
        assert_eq!(runs("(https://a.org/b/)."), ["https://a.org/b/"]);
    }

    #[test]
    fn a_persian_quotation_is_isolated_in_an_english_paragraph() {
        let words = "the word کتاب فارسی means";
        let found = isolated_runs(words, Direction::Ltr);
        assert_eq!(
            found.into_iter().map(|run| &words[run]).collect::<Vec<_>>(),
            ["کتاب فارسی"]
        );
    }

    fn shape(inlines: &[Inline]) -> String {
        let show = |inline: &Inline| match &inline.kind {
            InlineKind::Text(words) => words.clone(),
            InlineKind::Emphasis(content) => format!("<{}>", shape(content)),
            InlineKind::Span { content, .. } => format!("[{}]", shape(content)),
            _ => "?".to_owned(),
        };
        inlines.iter().map(show).collect()
    }

    #[test]
    fn a_run_over_several_elements_is_isolated_as_one() {
        let run = vec![
            text("کتاب Golden "),
            emphasis(vec![text("Bough")]),
            text(" است"),
        ];
        assert_eq!(
            shape(&isolate(run.into(), Direction::Rtl)),
            "کتاب [Golden <Bough>] است"
        );
        let inner = vec![text("کتاب "), emphasis(vec![text("شاخه Bough زرین")])];
        assert_eq!(
            shape(&isolate(inner.into(), Direction::Rtl)),
            "کتاب <شاخه [Bough] زرین>"
        );
        let torn = vec![text("کتاب Golden "), emphasis(vec![text("Bough زرین")])];
        assert_eq!(
            shape(&isolate(torn.into(), Direction::Rtl)),
            "کتاب Golden <Bough زرین>"
        );
    }
}
