//! Columns of numbers whose decimal signs stand below each other: what the widest whole part and the widest tail take, and
//! where a number stands so that they meet at one place.

use super::collector::Collector;
use super::setting::Setting;
use crate::locale::Direction;
use crate::model::{TableCell, number_text, whole_part};
use crate::text::ClusterKind;
use crate::units::{Pt, Share};

/// Widths of a number, or of the widest parts of a column's numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct NumberWidths {
    /// What stands before the decimal sign.
    pub(super) whole: Pt,
    /// The decimal sign and what follows it.
    pub(super) tail: Pt,
}

impl NumberWidths {
    /// Measures the number of a cell in a setting; `None` where it holds none.
    pub(super) fn of(
        collector: &mut Collector<'_>,
        cell: &TableCell,
        setting: &Setting,
    ) -> Option<Self> {
        let words = number_text(&cell.content)?;
        let whole = &words[..whole_part(cell)?];
        let mut composer = collector.composer(setting);
        composer.inlines(&cell.content, &setting.style);
        let composed = composer.finish(setting.asked, setting.direction);
        let shaped = collector.shaper.shape(composed.text);
        let start = shaped.text.find(whole)?;
        let (end, ending) = (start + whole.len(), start + words.len());
        let mut widths = Self::default();
        for run in &shaped.runs {
            let runs_on = run.level % 2 == 0;
            let clusters = run.clusters.start as usize..run.clusters.end as usize;
            for cluster in &shaped.clusters[clusters] {
                let advance = match cluster.kind {
                    ClusterKind::Letter | ClusterKind::Space => Pt(cluster.advance),
                    ClusterKind::Break => Pt::ZERO,
                };
                // In «۱۲٫۵٪» of a Persian text the sign stands at the left of the digits, and so does the mark of a note.
                let at = cluster.text.start as usize;
                let is_mark = at >= ending && setting.direction == Direction::Rtl;
                if is_mark || (at < end) == runs_on {
                    widths.whole += advance;
                } else {
                    widths.tail += advance;
                }
            }
        }
        Some(widths)
    }

    /// The widest parts of both.
    pub(super) fn max(self, other: Self) -> Self {
        Self {
            whole: self.whole.max(other.whole),
            tail: self.tail.max(other.tail),
        }
    }

    /// Both parts together.
    pub(super) fn sum(self) -> Pt {
        self.whole + self.tail
    }

    /// The same in another size of type.
    pub(super) fn scaled(self, by: Share) -> Self {
        Self {
            whole: by.of(self.whole),
            tail: by.of(self.tail),
        }
    }
}
