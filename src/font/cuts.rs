//! The cuts of a family: which weight and slant a file has, and which cut stands in for a missing one.

use super::face::FaceId;
use super::style::{Cut, Slant, Weight};
use crate::config::FontFiles;
use crate::source::BookPath;

/// Each cut with the file that the author names for it.
pub(super) fn files_of_cuts(files: &FontFiles) -> [(Cut, Option<&BookPath>); 4] {
    [
        (Cut::REGULAR, Some(&files.regular)),
        (Cut::BOLD, files.bold.as_ref()),
        (Cut::ITALIC, files.italic.as_ref()),
        (Cut::BOLD_ITALIC, files.bold_italic.as_ref()),
    ]
}

/// The cuts that a family has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cuts([Option<FaceId>; 4]);

impl Cuts {
    /// Notes the face of a cut; `None` leaves what is there.
    pub(super) fn set(&mut self, cut: Cut, face: Option<FaceId>) {
        let place = &mut self.0[cut.slot()];
        *place = face.or(*place);
    }

    /// The face of a cut, or of the one that stands in for it.
    #[inline]
    pub(super) fn nearest(&self, cut: Cut) -> Option<FaceId> {
        // A family without an italic shows emphasis in its bold: «*The Road*» beside its own roman in another
        // family's italic would look like a foreign word.
        let emphasised = (cut.slant == Slant::Slanted).then_some(Cut::BOLD);
        let mut tried = [cut].into_iter().chain(emphasised).chain(nearer(cut));
        tried.find_map(|cut| self.0[cut.slot()])
    }
}

/// A cut and those that stand in for letters that its faces lack, in order: the upright letters of its
/// weight, then the regular ones.
pub(super) fn nearer(cut: Cut) -> [Cut; 3] {
    let upright = match cut.weight {
        Weight::Regular => Cut::REGULAR,
        Weight::Bold => Cut::BOLD,
    };
    [cut, upright, Cut::REGULAR]
}

#[cfg(test)]
mod tests {
    use super::Cuts;
    use crate::font::{Cut, FaceId};

    fn nearest(cuts: &Cuts, cut: Cut) -> Option<u16> {
        cuts.nearest(cut).map(|id| id.0)
    }

    #[test]
    fn a_missing_cut_is_stood_in_for_by_the_bold_for_emphasis_then_by_the_regular() {
        let mut cuts = Cuts::default();
        assert_eq!(nearest(&cuts, Cut::REGULAR), None);
        cuts.set(Cut::REGULAR, Some(FaceId(1)));
        for cut in [Cut::BOLD, Cut::ITALIC, Cut::BOLD_ITALIC] {
            assert_eq!(nearest(&cuts, cut), Some(1));
        }
        cuts.set(Cut::BOLD, Some(FaceId(2)));
        assert_eq!(nearest(&cuts, Cut::ITALIC), Some(2));
        assert_eq!(nearest(&cuts, Cut::REGULAR), Some(1));
        cuts.set(Cut::ITALIC, Some(FaceId(3)));
        assert_eq!(nearest(&cuts, Cut::ITALIC), Some(3));
        assert_eq!(nearest(&cuts, Cut::BOLD_ITALIC), Some(2));
    }
}
