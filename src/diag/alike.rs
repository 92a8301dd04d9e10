//! Diagnostics that repeat: many alike in, groups out, so that 1,280 mistakes of one kind are read as one.

use super::code::Kind;
use super::diagnostic::{Diagnostic, Severity};
use crate::lookup::Lookup;

/// So many alike are shown one by one; more become a group.
const FEW: usize = 4;

/// Mistakes of one kind.
#[derive(Debug)]
pub struct Alike<'d, K> {
    /// The first of them.
    pub first: &'d Diagnostic<K>,
    /// The others, in their order; empty where the first stands alone.
    pub others: Vec<&'d Diagnostic<K>>,
}

/// What makes two diagnostics alike: all but the words that they quote and their places.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Shape<'d> {
    severity: Severity,
    code: &'static str,
    message: String,
    hint: Option<&'d str>,
}

/// Puts together what is alike; up to four of a kind stay as they are. A group stands where its first
/// mistake does.
pub fn alike<'d, K: Kind + 'd>(
    found: impl IntoIterator<Item = &'d Diagnostic<K>>,
) -> Vec<Alike<'d, K>> {
    let found: Vec<&Diagnostic<K>> = found.into_iter().collect();
    let mut known: Lookup<Shape<'d>, usize> = Lookup::new();
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    for (at, diagnostic) in found.iter().enumerate() {
        let kind = *known.entry(shape(diagnostic)).or_insert(kinds.len());
        match kinds.get_mut(kind) {
            Some(places) => places.push(at),
            None => kinds.push(vec![at]),
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for places in kinds {
        if places.len() > FEW {
            groups.push(places);
        } else {
            groups.extend(places.into_iter().map(|at| vec![at]));
        }
    }
    groups.sort();
    let group = |places: Vec<usize>| {
        let (first, others) = places.split_first()?;
        Some(Alike {
            first: found[*first],
            others: others.iter().map(|at| found[*at]).collect(),
        })
    };
    groups.into_iter().filter_map(group).collect()
}

fn shape<K: Kind>(diagnostic: &Diagnostic<K>) -> Shape<'_> {
    Shape {
        severity: diagnostic.severity,
        code: diagnostic.code.name(),
        message: unquoted(&diagnostic.message),
        hint: diagnostic.hint.as_deref(),
    }
}

/// A message without what it quotes (in the isolates of [`isolate`](super::isolate)) and without digits.
///
/// `there is no file «a.png»` and `there is no file «b.png»` are alike.
fn unquoted(message: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in message.chars() {
        match letter {
            '\u{2068}' => {
                depth += 1;
                kept.push('…');
            }
            '\u{2069}' => depth = depth.saturating_sub(1),
            letter if depth == 0 && !letter.is_ascii_digit() => kept.push(letter),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::alike;
    use crate::diag::{Code, Diagnostic, Severity, isolate};

    fn missing(name: &str) -> Diagnostic {
        let message = format!("there is no file {}", isolate(name));
        Diagnostic::new(Severity::Warning, Code::MissingFile, None, message)
    }

    #[test]
    fn many_alike_are_one_and_few_stay_as_they_are() {
        let names: Vec<String> = (0..1280).map(|at| format!("{at}.png")).collect();
        let mut found: Vec<Diagnostic> = names.iter().map(|name| missing(name)).collect();
        let other = Diagnostic::new(Severity::Error, Code::BadConfig, None, "odd".to_owned());
        found.insert(1, other);
        let groups = alike(&found);
        let counts: Vec<usize> = groups.iter().map(|group| group.others.len()).collect();
        assert_eq!(counts, [1279, 0]);
        assert!(groups[0].first.message.contains("0.png"));
        let counts = alike(&found[..4]).len();
        assert_eq!(counts, 4);
    }
}
