//! Rounds of setting: what names pages is set again and again, each time with the pages that the round before has
//! found, until a round finds the ones it was set with. A state and a step in, the last round out.
//!
//! «(صفحه‌های ۹، ۱۰)» may be a line longer than «(صفحهٔ ۹)», and move the citation on page 10 to page 11: the pages of
//! one round are only right for the next one if they are still the same there. Nearly always a round confirms the one
//! before. Two pages may push each other to and fro for ever, so that after some rounds the last one stands.
//!
//! Three things are set so, one within the other, and each has the rounds that it needs:
//!
//! | what | begins with | rounds | why so many |
//! |---|---|---|---|
//! | the contents (`front`) | the length that they have | 2 | they name the page of a preface behind them: a page more of contents moves it and makes no line of theirs longer |
//! | the indexes of a text (`stretches`) | the pages of the text without them | 3 | the first moves what stands behind an index, the second names that, the third confirms it |
//! | the whole book (`page`) | nothing | 4 | the first knows no page; then as for an index |

use crate::diag::{Code, Sink};

/// What a round has set, and what it has found out for the next.
pub(super) struct Round<T, K> {
    /// What was set.
    pub(super) set: T,
    /// What is known after it.
    pub(super) found: K,
}

/// What the last round has set.
pub(super) struct Settled<T, K> {
    /// What was set.
    pub(super) set: T,
    /// What was known when it was set.
    pub(super) known: K,
    /// Whether the last round found what it was set with.
    is_stable: bool,
}

/// What an author is told where the rounds end too soon.
pub(super) struct Unsettled {
    /// What goes on moving.
    pub(super) message: String,
    /// What can be done, and what is printed now.
    pub(super) hint: &'static str,
}

/// Sets with what is `known` at first, then with what the round before found, until a round finds what it was set with,
/// or for as many rounds as the `limit` says.
pub(super) fn settle<T, K: PartialEq>(
    mut known: K,
    limit: usize,
    mut set: impl FnMut(&K) -> Round<T, K>,
) -> Settled<T, K> {
    let mut rounds = 0;
    loop {
        rounds += 1;
        let round = set(&known);
        let is_stable = round.found == known;
        if is_stable || rounds >= limit {
            return Settled {
                set: round.set,
                known,
                is_stable,
            };
        }
        known = round.found;
    }
}

impl<T, K> Settled<T, K> {
    /// Tells the author where the last round is not confirmed.
    pub(super) fn or_report(self, unsettled: Unsettled, sink: &mut Sink) -> Self {
        if !self.is_stable {
            sink.warn(Code::UnsettledPages, None, unsettled.message)
                .hint(unsettled.hint);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unsettled() -> Unsettled {
        Unsettled {
            message: "pages still move".to_owned(),
            hint: "write a word more",
        }
    }

    /// Sets from page 9 on, where each round stands on the page that `next` makes of the one it was set with.
    fn rounds(next: impl Fn(usize) -> usize) -> (Settled<usize, usize>, Sink) {
        let mut sink = Sink::default();
        let mut count = 0;
        let settled = settle(9, 4, |known| {
            count += 1;
            Round {
                set: count,
                found: next(*known),
            }
        });
        (settled.or_report(unsettled(), &mut sink), sink)
    }

    #[test]
    fn a_round_that_confirms_the_one_before_is_the_last() {
        let (settled, sink) = rounds(|_| 12);
        assert_eq!((settled.set, settled.known), (2, 12));
        assert!(sink.found().is_empty());
    }

    #[test]
    fn one_round_is_enough_where_it_finds_what_it_was_set_with() {
        let (settled, sink) = rounds(|known| known);
        assert_eq!((settled.set, settled.known), (1, 9));
        assert!(sink.found().is_empty());
    }

    #[test]
    fn pages_that_push_each_other_to_and_fro_are_told() {
        let (settled, sink) = rounds(|known| 19 - known);
        assert_eq!(settled.set, 4);
        assert_eq!(sink.found()[0].code, Code::UnsettledPages);
    }
}
