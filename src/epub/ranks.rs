//! Ranks of headings: the author's levels in, levels of which none is left out in a document out
//! (WCAG 2.1, technique G141). The PDF closes up its levels in the same way.

/// The headings that the next thing of a document lies below.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks {
    open: Vec<u8>,
    last: u8,
}

impl Ranks {
    /// The rank of the next heading, from 1 to 6.
    pub(super) fn of(&mut self, level: u8) -> u8 {
        let above = self.open.iter().take_while(|open| **open < level).count();
        self.open.truncate(above);
        self.open.push(level);
        let rank = u8::try_from(above + 1).unwrap_or(u8::MAX);
        self.last = rank.min(self.last + 1).min(6);
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::Ranks;

    #[test]
    fn levels_that_the_author_left_out_are_closed_up() {
        let mut ranks = Ranks::default();
        let found = [1, 3, 5, 2, 4, 4, 1, 2, 3].map(|level| ranks.of(level));
        assert_eq!(found, [1, 2, 3, 2, 3, 3, 1, 2, 3]);
    }
}
