//! Punctuation that hangs in the margin: the ends of a line in, points outside the measure out.
//!
//! Small signs at the end of a line leave a dent in the edge of the column; they stand outside it,
//! with a part of their width that grows with their lightness.

use crate::text::{ClusterKind, ShapedParagraph};

/// How much of a stop or a comma hangs outside, as a share of its advance: a dot at the foot of a line is nearly white,
/// and all of it outside would look lost.
const STOPS: f64 = 0.7;
/// The same of hyphens, dashes and high quotation marks: a thin stroke on one height.
const DASHES: f64 = 0.6;
/// Of signs that fill two heights, and of guillemets: half as heavy as a letter.
const COLONS: f64 = 0.4;
/// Of signs as tall as letters: a little, so that their rounding does not dent the edge.
const BRACKETS: f64 = 0.2;

/// The share of a sign's advance that hangs outside the measure.
fn share(sign: char) -> f64 {
    match sign {
        '.' | '،' | ',' | '۔' => STOPS,
        '-' | '\u{2010}' | '\u{2011}' | '–' | '\'' | '’' | '‘' | '"' | '”' | '“' => {
            DASHES
        }
        '؛' | ';' | ':' | '!' => COLONS,
        '«' | '»' | '‹' | '›' => COLONS,
        '؟' | '?' | '(' | ')' | '[' | ']' => BRACKETS,
        _ => 0.0,
    }
}

fn hanging(paragraph: &ShapedParagraph, cluster: Option<usize>) -> f64 {
    let cluster = cluster.and_then(|at| paragraph.clusters.get(at));
    let Some(cluster) = cluster.filter(|cluster| cluster.kind == ClusterKind::Letter) else {
        return 0.0;
    };
    let text = &paragraph.text[cluster.text.start as usize..cluster.text.end as usize];
    // «؟!» is one cluster in some faces: a ligature of signs is as heavy as a letter and stays inside.
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(sign), None) => share(sign) * f64::from(cluster.advance),
        _ => 0.0,
    }
}

/// Points that hang outside at the end of a line whose clusters end before `end`.
pub(super) fn at_end(paragraph: &ShapedParagraph, end: usize) -> f64 {
    hanging(paragraph, end.checked_sub(1))
}

/// Points that hang outside at the start of a line that begins with cluster `start`.
pub(super) fn at_start(paragraph: &ShapedParagraph, start: usize) -> f64 {
    hanging(paragraph, Some(start))
}
