//! The logical structure and what stands on the pages in, the order in which it is read out.
//!
//! Words and the elements between them (links, note marks) are read as they stand; blocks as the
//! book has them. Elements that nothing stands in are left out, but cells: rows have as many as
//! the table has columns.

use super::structure::{ElementId, Order, Role, Structure};

/// Where something stands in the order of the pages: page, item of the page, stretch of the line. Elements are read in
/// this order: the three stretches of the line «او [اینجا](#x) ماند» are words, a link and words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadingPosition {
    /// Index into [`Pages::pages`](super::Pages::pages).
    pub page: u32,
    /// Where among the items of the page.
    pub item: AmongItems,
    /// Stretches of a line that belong to one element count from 0, in logical order.
    pub stretch: u32,
}

/// Where something stands among the items of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmongItems {
    /// It is the item with this index.
    At(u32),
    /// Behind all of them.
    Behind,
}

impl Default for AmongItems {
    fn default() -> Self {
        Self::At(0)
    }
}

/// Something that stands on a page, and what it belongs to.
#[derive(Clone, Debug)]
pub struct Standing<T> {
    /// The element that holds it.
    pub element: ElementId,
    /// Where it stands.
    pub position: ReadingPosition,
    /// What it is.
    pub content: T,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kid<T> {
    /// Another element.
    Element(ElementId),
    /// Something on a page.
    Content(T),
}

/// What every element holds, in reading order.
#[derive(Debug)]
pub struct Reading<T> {
    /// The first index of each branch in `kids`.
    starts: Vec<usize>,
    /// `None` for an element that is left out.
    kids: Vec<Option<Vec<Kid<T>>>>,
}

impl<T> Reading<T> {
    /// Orders what stands on the pages; each thing comes with the element it belongs to.
    pub fn new(structure: &Structure, contents: Vec<Standing<T>>) -> Self {
        let mut starts = vec![0];
        for branch in &structure.branches {
            starts.push(starts[starts.len() - 1] + branch.len());
        }
        let count = starts[starts.len() - 1];
        let mut own: Vec<Vec<(ReadingPosition, Kid<T>)>> =
            std::iter::repeat_with(Vec::new).take(count).collect();
        let index = |id: ElementId| {
            let start = starts.get(id.branch as usize)?;
            Some(start + id.index as usize).filter(|at| *at < count)
        };
        for one in contents {
            if let Some(at) = index(one.element) {
                own[at].push((one.position, Kid::Content(one.content)));
            }
        }
        // Children stand behind their parents: from the last to the first, every child is done
        // before its parent.
        let mut kids: Vec<Option<Vec<Kid<T>>>> =
            std::iter::repeat_with(|| None).take(count).collect();
        let mut firsts: Vec<Option<ReadingPosition>> = vec![None; count];
        for (id, element) in structure.elements().rev() {
            let Some(at) = index(id) else { continue };
            let mut flow = std::mem::take(&mut own[at]);
            let mut listed = Vec::new();
            let mut first: Option<ReadingPosition> = None;
            for child in &element.children {
                let Some(place) = index(*child).filter(|place| kids[*place].is_some()) else {
                    continue;
                };
                let position = firsts[place];
                first = first.into_iter().chain(position).min();
                // What holds nothing but empty cells stands nowhere: it is read where the book has it.
                match (structure.get(*child).map(|child| child.order), position) {
                    (Some(Order::Flowing), Some(position)) => {
                        flow.push((position, Kid::Element(*child)));
                    }
                    _ => listed.push(Kid::Element(*child)),
                }
            }
            flow.sort_by_key(|(position, _)| *position);
            firsts[at] = flow.first().map(|(position, _)| *position).or(first);
            let stays = matches!(element.role, Role::Cell | Role::HeadCell | Role::RowHead);
            if stays || !flow.is_empty() || !listed.is_empty() {
                let flow = flow.into_iter().map(|(_, kid)| kid);
                kids[at] = Some(flow.chain(listed).collect());
            }
        }
        Self { starts, kids }
    }

    /// What an element holds; `None` for one that is left out.
    pub fn kids(&self, id: ElementId) -> Option<&[Kid<T>]> {
        let start = self.starts.get(id.branch as usize)?;
        self.kids.get(start + id.index as usize)?.as_deref()
    }
}
