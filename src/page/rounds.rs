//! Rounds of setting: a book is set until the pages that its text names are those that it came to stand on.
//!
//! «(صفحه‌های ۹، ۱۰)» may be a line longer than «(صفحهٔ ۹)», and move the citation on page 10 to page 11: the pages of
//! one round are only right for the next one if they are still the same there. Nearly always the second round
//! confirms the first. Two pages may push each other to and fro for ever, so that after some rounds the last one
//! stands.

use super::folios::Folios;
use crate::diag::{Code, Sink};

/// Rounds of setting before the pages that the text names are taken as they are.
const ROUNDS: usize = 4;

/// What the last round has set, with the pages that its text names.
pub(super) struct Settled<T> {
    pub(super) set: T,
    pub(super) folios: Folios,
}

/// Sets again and again, each time with the pages that `found` in the round before; where these never stay, that is
/// reported.
pub(super) fn settle<T>(
    mut set: impl FnMut(&Folios) -> T,
    found: impl Fn(&T) -> Folios,
    sink: &mut Sink,
) -> Settled<T> {
    let mut folios = Folios::default();
    let mut round = 0;
    loop {
        round += 1;
        let made = set(&folios);
        let now = found(&made);
        if now == folios {
            return Settled { set: made, folios };
        }
        if round == ROUNDS {
            report(sink);
            return Settled { set: made, folios };
        }
        folios = now;
    }
}

fn report(sink: &mut Sink) {
    let message = "the pages that the text names do not settle: naming one moves what stands on it";
    sink.warn(Code::UnsettledPages, None, message).hint(
        "the pages of the last round are printed; a word more or less near such a reference settles them",
    );
}

#[cfg(test)]
mod tests {
    use super::super::folios::Folio;
    use super::*;
    use crate::model::AnchorId;

    fn on(page: usize) -> Folios {
        Folios::from([(AnchorId::new(None, 0), Folio::Text(page))])
    }

    #[test]
    fn a_round_that_confirms_the_one_before_is_the_last() {
        let mut rounds = 0;
        let mut sink = Sink::default();
        let set = |_: &Folios| {
            rounds += 1;
            rounds
        };
        let settled = settle(set, |_| on(12), &mut sink);
        assert_eq!((settled.set, settled.folios), (2, on(12)));
        assert!(sink.found().is_empty());
    }

    #[test]
    fn pages_that_push_each_other_to_and_fro_are_told() {
        let mut sink = Sink::default();
        let mut round = 0;
        let set = |_: &Folios| {
            round += 1;
            round
        };
        let settled = settle(set, |round| on(9 + round % 2), &mut sink);
        assert_eq!(settled.set, ROUNDS);
        assert_eq!(sink.found()[0].code, Code::UnsettledPages);
    }
}
