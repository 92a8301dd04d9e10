//! The foot of a page: lines of notes in, how high they are together and where each stands out.
//!
//! Each line stands below the one before. Where the book sets short notes side by side, those that say in how many
//! columns they have room share a row: «۱. استرابون    ۲. هرودوت    ۳. پلوتارک».

use crate::locale::Direction;
use crate::page::flow::{COLUMNS, FlowBox};
use crate::units::Pt;

/// Where a line of a note stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::page) struct FootSpot {
    /// How far below the top of the first line.
    pub(in crate::page) down: Pt,
    /// The columns before it, from the side at which it begins.
    pub(in crate::page) column: u8,
}

/// Lines of notes laid one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::page) struct FootRows {
    height: Pt,
    /// What is left of the last row.
    free: u8,
    /// Which way the last row runs.
    direction: Option<Direction>,
}

impl FootRows {
    /// Some lines.
    pub(in crate::page) fn of<'a>(lines: impl IntoIterator<Item = &'a FlowBox>) -> Self {
        let mut rows = Self::default();
        for line in lines {
            rows.add(line);
        }
        rows
    }

    /// How high they are.
    pub(in crate::page) fn height(&self) -> Pt {
        self.height
    }

    /// Adds a line.
    pub(in crate::page) fn add(&mut self, line: &FlowBox) -> FootSpot {
        let columns = line.short_note.map_or(COLUMNS, |short| short.columns);
        let direction = line.short_note.map(|short| short.direction);
        if columns <= self.free && direction == self.direction {
            let column = COLUMNS - self.free;
            self.free -= columns;
            return FootSpot {
                down: self.height - line.height,
                column,
            };
        }
        let down = self.height;
        self.height += line.height;
        self.free = COLUMNS.saturating_sub(columns);
        self.direction = direction;
        FootSpot { down, column: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::flow::ShortNote;

    fn line(columns: Option<u8>, direction: Direction) -> FlowBox {
        FlowBox {
            height: Pt(10.0),
            short_note: columns.map(|columns| ShortNote { columns, direction }),
            ..FlowBox::default()
        }
    }

    #[test]
    fn short_notes_share_a_row_while_they_have_room_and_run_one_way() {
        use Direction::{Ltr, Rtl};
        let lines = [
            line(Some(2), Rtl),
            line(Some(3), Rtl),
            line(Some(2), Rtl),
            line(Some(2), Ltr),
            line(None, Rtl),
            line(Some(2), Rtl),
        ];
        let mut rows = FootRows::default();
        let spots: Vec<FootSpot> = lines.iter().map(|line| rows.add(line)).collect();
        let places: Vec<(f32, u8)> = spots
            .iter()
            .map(|spot| (spot.down.0, spot.column))
            .collect();
        let expected = [
            (0.0, 0),
            (0.0, 2),
            (10.0, 0),
            (20.0, 0),
            (30.0, 0),
            (40.0, 0),
        ];
        assert_eq!(places, expected);
        assert_eq!(rows.height(), Pt(50.0));
    }
}
