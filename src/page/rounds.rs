//! Rounds of setting: a book is set until the pages that its text depends on are those that it came to stand on: pages
//! that it names, and pages on which its notes are counted.
//!
//! «(صفحه‌های ۹، ۱۰)» may be a line longer than «(صفحهٔ ۹)», and move the citation on page 10 to page 11: the pages of
//! one round are only right for the next one if they are still the same there. Nearly always the second round
//! confirms the first. Two pages may push each other to and fro for ever, so that after some rounds the last one
//! stands.

use super::folios::Folios;
use crate::diag::{Code, Sink};
use crate::resolve::NoteNumbers;

/// Rounds of setting before the pages that the text names are taken as they are.
const ROUNDS: usize = 4;

/// What is known of the pages of a book before it is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Known {
    /// The pages that its text names.
    pub(super) folios: Folios,
    /// The numbers of its notes on their pages, where they are counted by pages.
    pub(super) notes: NoteNumbers,
}

/// What the last round has set, with what it was set with.
pub(super) struct Settled<T> {
    pub(super) set: T,
    pub(super) known: Known,
}

/// Sets again and again, each time with what was `found` in the round before; where these never stay, that is
/// reported.
pub(super) fn settle<T>(
    mut set: impl FnMut(&Known) -> T,
    found: impl Fn(&T) -> Known,
    sink: &mut Sink,
) -> Settled<T> {
    let mut known = Known::default();
    let mut round = 0;
    loop {
        round += 1;
        let made = set(&known);
        let now = found(&made);
        if now == known {
            return Settled { set: made, known };
        }
        if round == ROUNDS {
            report(sink);
            return Settled { set: made, known };
        }
        known = now;
    }
}

fn report(sink: &mut Sink) {
    let message = "the pages that the text names, or counts its notes on, do not settle: each round moves them";
    sink.warn(Code::UnsettledPages, None, message).hint(
        "the pages of the last round are printed; a word more or less near such a reference or note settles them",
    );
}

#[cfg(test)]
mod tests {
    use super::super::folios::Folio;
    use super::*;
    use crate::model::AnchorId;

    fn on(page: usize) -> Known {
        Known {
            folios: Folios::from([(AnchorId::new(None, 0), Folio::Text(page))]),
            ..Known::default()
        }
    }

    #[test]
    fn a_round_that_confirms_the_one_before_is_the_last() {
        let mut rounds = 0;
        let mut sink = Sink::default();
        let set = |_: &Known| {
            rounds += 1;
            rounds
        };
        let settled = settle(set, |_| on(12), &mut sink);
        assert_eq!((settled.set, settled.known), (2, on(12)));
        assert!(sink.found().is_empty());
    }

    #[test]
    fn pages_that_push_each_other_to_and_fro_are_told() {
        let mut sink = Sink::default();
        let mut round = 0;
        let set = |_: &Known| {
            round += 1;
            round
        };
        let settled = settle(set, |round| on(9 + round % 2), &mut sink);
        assert_eq!(settled.set, ROUNDS);
        assert_eq!(sink.found()[0].code, Code::UnsettledPages);
    }
}
