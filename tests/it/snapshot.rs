//! Compares what a test makes with the text that was agreed on, a file of `tests/golden`.
//!
//! A difference fails with its lines. `SNAPSHOTS=accept cargo test` writes the files anew instead;
//! `git diff` then shows what is to be reviewed before it is committed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Lines that agree shown around each difference.
const CONTEXT: usize = 2;
/// Cells of the table of common lines; beyond it, one difference is shown from first to last.
const LARGEST_TABLE: usize = 4_000_000;

/// A file of the project by its path from the root.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether what is found is to be written, not compared.
pub(crate) fn accepts() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "accept")
}

/// Fails with a diff if `found` is not the text of `tests/golden/name`.
#[track_caller]
pub(crate) fn assert(name: &str, found: &str) {
    let difference = difference(&project("tests/golden").join(name), found);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

/// How `found` differs from the text of a file, as a message; `None` if it does not or was accepted.
pub(crate) fn difference(path: &Path, found: &str) -> Option<String> {
    if accepts() {
        std::fs::write(path, found).unwrap();
        return None;
    }
    let agreed = std::fs::read_to_string(path).unwrap_or_default();
    (agreed != found).then(|| {
        let path = path.display();
        let diff = diff(&agreed, found);
        format!("{path} (- agreed, + found; accept with SNAPSHOTS=accept)\n{diff}")
    })
}

/// The lines that differ, marked `-` and `+`, with their neighbours.
pub(crate) fn diff(agreed: &str, found: &str) -> String {
    let lines = marked(
        &agreed.split('\n').collect::<Vec<_>>(),
        &found.split('\n').collect::<Vec<_>>(),
    );
    let shown = |at: usize| {
        let around = at.saturating_sub(CONTEXT)..lines.len().min(at + CONTEXT + 1);
        lines[around].iter().any(|line| line.0 != ' ')
    };
    let mut text = String::new();
    for (at, (mark, line)) in lines.iter().enumerate() {
        if shown(at) {
            writeln!(text, "{mark} {line}").unwrap();
        } else if at > 0 && shown(at - 1) {
            text.push_str("…\n");
        }
    }
    text
}

/// Every line with its mark, by the longest common subsequence between equal head and tail.
fn marked<'a>(agreed: &[&'a str], found: &[&'a str]) -> Vec<(char, &'a str)> {
    let same = |(one, other): &(&&str, &&str)| one == other;
    let head = agreed.iter().zip(found).take_while(same).count();
    let (left, right) = (&agreed[head..], &found[head..]);
    let backwards = left.iter().rev().zip(right.iter().rev());
    let tail = backwards.take_while(same).count();
    let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
    let width = right.len() + 1;
    let mut common = vec![0_u32; (left.len() + 1) * width];
    if common.len() <= LARGEST_TABLE {
        for (i, j) in pairs(left.len(), right.len()) {
            common[i * width + j] = if left[i] == right[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let mut lines: Vec<_> = agreed[..head].iter().map(|line| (' ', *line)).collect();
    let (mut i, mut j) = (0, 0);
    while i < left.len() || j < right.len() {
        if i < left.len() && j < right.len() && left[i] == right[j] {
            lines.push((' ', left[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == right.len()
            || (i < left.len() && common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            lines.push(('-', left[i]));
            i += 1;
        } else {
            lines.push(('+', right[j]));
            j += 1;
        }
    }
    lines.extend(
        agreed[agreed.len() - tail..]
            .iter()
            .map(|line| (' ', *line)),
    );
    lines
}

/// The cells of a table from its last to its first.
fn pairs(rows: usize, columns: usize) -> impl Iterator<Item = (usize, usize)> {
    let row = move |i: usize| (0..columns).rev().map(move |j| (i, j));
    (0..rows).rev().flat_map(row)
}

#[test]
fn a_diff_shows_changed_lines_with_their_neighbours() {
    let agreed = "a\nb\nc\nd\ne\nf\ng\nh\n";
    let found = "a\nb\nc\nd\ne\nX\nY\ng\nh\n";
    assert_eq!(
        diff(agreed, found),
        "  d\n  e\n- f\n+ X\n+ Y\n  g\n  h\n…\n"
    );
    assert_eq!(diff(agreed, agreed), "");
    assert_eq!(diff("a", "a\n"), "  a\n+ \n");
}
