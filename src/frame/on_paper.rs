//! A place of a page's content in, where it stands on the page out, and the way back.

use super::pages::{Page, Pages};
use super::rect::Rect;
use super::turn::Turn;
use crate::units::Pt;

impl Pages {
    /// Where a part of a page's content stands on the page.
    pub fn on_paper(&self, page: &Page, rect: Rect) -> Rect {
        let (width, height) = self.size;
        let Rect { x, y, .. } = rect;
        let (x, y) = match page.turn {
            Turn::Upright => return rect,
            // The right edge of the page is the head of the content.
            Turn::Clockwise => (width - y - rect.height, x),
            Turn::Counterclockwise => (y, height - x - rect.width),
        };
        Rect {
            x,
            y,
            width: rect.height,
            height: rect.width,
        }
    }

    /// The part of a page's content that stands somewhere on the page.
    pub fn in_content(&self, page: &Page, rect: Rect) -> Rect {
        let (width, height) = self.size;
        let Rect { x, y, .. } = rect;
        let (x, y) = match page.turn {
            Turn::Upright => return rect,
            Turn::Clockwise => (y, width - x - rect.width),
            Turn::Counterclockwise => (height - y - rect.height, x),
        };
        Rect {
            x,
            y,
            width: rect.height,
            height: rect.width,
        }
    }

    /// How high the content of a page is.
    pub fn content_height(&self, page: &Page) -> Pt {
        match page.turn {
            Turn::Upright => self.size.1,
            Turn::Clockwise | Turn::Counterclockwise => self.size.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Pages, Rect, Turn};
    use crate::frame::Side;
    use crate::units::Pt;

    #[test]
    fn a_place_of_turned_content_is_found_on_the_page_and_back() {
        let pages = Pages {
            size: (Pt(100.0), Pt(200.0)),
            ..Pages::default()
        };
        let rect = |x, y, width, height| Rect {
            x: Pt(x),
            y: Pt(y),
            width: Pt(width),
            height: Pt(height),
        };
        // The start of a Persian line at the head of the content, which is 200 wide and 100 high.
        let first = rect(190.0, 0.0, 10.0, 5.0);
        for (turn, expected) in [
            (Turn::Upright, first),
            (Turn::Clockwise, rect(95.0, 190.0, 5.0, 10.0)),
            (Turn::Counterclockwise, rect(0.0, 0.0, 5.0, 10.0)),
        ] {
            let page = Page {
                folio: String::new(),
                side: Side::Left,
                turn,
                items: Vec::new(),
                compromises: Vec::new(),
            };
            let found = pages.on_paper(&page, first);
            assert_eq!(found, expected, "{turn:?}");
            assert_eq!(pages.in_content(&page, found), first, "{turn:?}");
        }
    }
}
