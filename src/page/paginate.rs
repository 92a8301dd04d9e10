//! The column in, sheets out: which slabs stand on which page, with their notes at the foot.
//!
//! A page takes slabs while they and the notes they call for fit. Where the next one does not fit,
//! the page ends after the last slab that may end a page, so that no heading stands at a foot and
//! no line of a paragraph stands alone.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::column::rule;
use super::design::Design;
use super::slab::{BreakAfter, FlowItem, Placing, Slab, SlabLink, shift};
use crate::config::ChapterOpening;
use crate::frame::{ElementId, Ink, PageItem, Rect};
use crate::locale::Direction;
use crate::model::{AnchorId, Begins, NoteId};
use crate::units::Pt;

/// Width of the rule above notes, as a share of the measure.
const NOTE_RULE: f32 = 0.3;
/// Room above the notes, in lines of text.
const NOTE_ROOM: f32 = 0.7;
/// A page may end early for a note only when it is at least this full; else the note is split.
const FULL_ENOUGH: f32 = 0.6;

/// A page of the column; places are relative to the top left corner of the text block.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) items: Vec<PageItem>,
    pub(super) links: Vec<SlabLink>,
    /// The title of the part the page lies in.
    pub(super) title: String,
    pub(super) kind: SheetKind,
    /// What the page begins with; `None` for an empty one.
    pub(super) begins: Option<Begins>,
}

/// What stands around the text of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SheetKind {
    /// Running head and folio above.
    #[default]
    Ordinary,
    /// A part begins here: the folio stands at the foot, and no running head.
    Opening,
    /// Nothing, not even a folio.
    Blank,
}

/// A place on a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Index of the sheet.
    pub(super) page: usize,
    /// Below the upper edge of the text block.
    pub(super) y: Pt,
    /// The element that begins there; `None` for a place that says nothing.
    pub(super) element: Option<ElementId>,
}

/// All sheets of a column, and where things came to stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Paginated {
    pub(super) sheets: Vec<Sheet>,
    pub(super) anchors: BTreeMap<AnchorId, Place>,
    pub(super) notes: BTreeMap<NoteId, Place>,
    pub(super) marks: BTreeMap<NoteId, Place>,
}

/// The notes of the column, set and waiting for the page of their mark.
pub(super) type Notes = BTreeMap<NoteId, Vec<Slab>>;

/// Cuts a column into sheets.
pub(super) fn paginate(
    mut flow: Vec<FlowItem>,
    notes: &Notes,
    design: &Design,
    opening: ChapterOpening,
) -> Paginated {
    call_once(&mut flow, notes);
    let mut paginator = Paginator {
        design,
        notes,
        opening,
        rest: flow.into(),
        carried: Vec::new(),
        floats: VecDeque::new(),
        title: String::new(),
        waiting: Vec::new(),
        out: Paginated::default(),
    };
    while paginator.has_more() {
        paginator.fill_sheet();
    }
    paginator.out
}

/// Leaves each note with the slab of its first mark, followed by the notes that its own text calls
/// for: what `resolve` counts in this order is set in this order, and once.
fn call_once(flow: &mut [FlowItem], notes: &Notes) {
    let mut called = BTreeSet::new();
    for item in flow {
        let FlowItem::Slab(slab) = item else { continue };
        let mut open = std::mem::take(&mut slab.notes);
        open.reverse();
        while let Some(note) = open.pop() {
            if called.insert(note) {
                slab.notes.push(note);
                let lines = notes.get(&note).into_iter().flatten();
                let inner: Vec<NoteId> = lines.flat_map(|line| &line.notes).copied().collect();
                open.extend(inner.into_iter().rev());
            }
        }
    }
}

struct Paginator<'a> {
    design: &'a Design,
    notes: &'a Notes,
    opening: ChapterOpening,
    rest: VecDeque<FlowItem>,
    /// Lines of a note that did not fit on the page of its mark.
    carried: Vec<Slab>,
    /// Figures that wait for the head of a page.
    floats: VecDeque<Slab>,
    title: String,
    /// Anchors of this page that stand where no element begins yet: they take the next one.
    waiting: Vec<AnchorId>,
    out: Paginated,
}

/// What stands on the page that is being filled.
#[derive(Default)]
struct Draft {
    placed: Vec<FlowItem>,
    height: Pt,
    carried: Vec<Slab>,
    kind: SheetKind,
    /// Whether the last note goes on to the next page.
    split: bool,
}

impl Draft {
    /// What the page begins with: figures that waited for it say nothing of the text around them.
    fn begins(&self) -> Begins {
        let said = |item: &FlowItem| match item {
            FlowItem::Slab(slab) if slab.placing == Placing::InFlow => slab.begins,
            FlowItem::Slab(_) | FlowItem::Space(_) | FlowItem::Opening(_) => None,
        };
        let first = self.placed.iter().find_map(said);
        first.unwrap_or(Begins::Nothing)
    }
}

/// Why a page is not filled further.
enum Ended {
    Full,
    Done,
    Finished,
}

impl Paginator<'_> {
    fn has_more(&self) -> bool {
        let more = self
            .rest
            .iter()
            .any(|item| !matches!(item, FlowItem::Space(_)));
        more || !self.carried.is_empty() || !self.floats.is_empty()
    }

    fn fill_sheet(&mut self) {
        if self.starts_on_odd() {
            self.out.sheets.push(Sheet {
                kind: SheetKind::Blank,
                ..Sheet::default()
            });
        }
        let mut draft = Draft {
            carried: std::mem::take(&mut self.carried),
            ..Draft::default()
        };
        while let Some(float) = self.floats.pop_front() {
            if !draft.placed.is_empty() && !self.fits(&draft, &float) {
                self.floats.push_front(float);
                break;
            }
            self.place(&mut draft, float);
            self.place_space(&mut draft, self.design.leading);
        }
        match self.fill(&mut draft) {
            Ended::Full => self.give_back(&mut draft),
            Ended::Done | Ended::Finished => {}
        }
        self.finish(draft);
    }

    /// Whether the next thing is a part that opens on an odd page, and this one is even.
    fn starts_on_odd(&self) -> bool {
        let waits = self.carried.is_empty() && self.floats.is_empty();
        let next = self
            .rest
            .iter()
            .find(|item| !matches!(item, FlowItem::Space(_)));
        let opens = matches!(next, Some(FlowItem::Opening(_)));
        let even = self.out.sheets.len() % 2 == 1;
        waits && opens && even && self.opening == ChapterOpening::Odd
    }

    fn fill(&mut self, draft: &mut Draft) -> Ended {
        while let Some(item) = self.rest.pop_front() {
            match item {
                FlowItem::Opening(title) => {
                    let occupied = !draft.placed.is_empty() || !draft.carried.is_empty();
                    if occupied || !self.floats.is_empty() {
                        self.rest.push_front(FlowItem::Opening(title));
                        return Ended::Done;
                    }
                    self.title = title;
                    draft.kind = SheetKind::Opening;
                }
                FlowItem::Space(height) => self.place_space(draft, height),
                // Figures keep their order.
                FlowItem::Slab(slab)
                    if slab.placing == Placing::Float && !self.floats.is_empty() =>
                {
                    self.wait(slab);
                }
                FlowItem::Slab(slab) => {
                    let slab = with_repeat(slab, draft);
                    if self.fits(draft, &slab) {
                        self.place(draft, slab);
                    } else if let Some(slab) = self.make_room(draft, slab) {
                        self.rest.push_front(FlowItem::Slab(slab));
                        return Ended::Full;
                    } else if draft.split {
                        return Ended::Done;
                    }
                }
            }
        }
        Ended::Finished
    }

    /// What to do with a slab that does not fit; gives it back when the page has to end before it.
    fn make_room(&mut self, draft: &mut Draft, slab: Slab) -> Option<Slab> {
        let occupied = draft
            .placed
            .iter()
            .any(|item| matches!(item, FlowItem::Slab(_)));
        if slab.placing == Placing::Float && occupied {
            self.wait(slab);
            return None;
        }
        let taken = draft.height + self.foot(draft, None);
        let alone = taken + slab.height <= self.design.height;
        let early = taken < self.design.height * FULL_ENOUGH;
        if !slab.notes.is_empty() && alone && early {
            draft.split = true;
            self.place(draft, slab);
            return None;
        }
        if !occupied {
            // Higher than what notes leave of a page: nothing better can be done.
            self.place(draft, slab);
            return None;
        }
        Some(slab)
    }

    /// A figure waits for the next page; of the spaces around it one is left.
    fn wait(&mut self, float: Slab) {
        self.floats.push_back(float);
        if let Some(FlowItem::Space(_)) = self.rest.front() {
            self.rest.pop_front();
        }
    }

    /// Height of the foot: notes called for by what is placed and by one more slab.
    fn foot(&self, draft: &Draft, more: Option<&Slab>) -> Pt {
        let slabs = draft.placed.iter().filter_map(|item| match item {
            FlowItem::Slab(slab) => Some(slab),
            FlowItem::Space(_) | FlowItem::Opening(_) => None,
        });
        let called = slabs.chain(more).flat_map(|slab| &slab.notes);
        let lines = called.filter_map(|note| self.notes.get(note)).flatten();
        let height: Pt = lines.chain(&draft.carried).map(|line| line.height).sum();
        if height > Pt::ZERO {
            height + self.design.leading * NOTE_ROOM
        } else {
            Pt::ZERO
        }
    }

    fn fits(&self, draft: &Draft, slab: &Slab) -> bool {
        // A hundredth of a point is rounding.
        let room = self.design.height + Pt(0.01);
        draft.height + slab.height + self.foot(draft, Some(slab)) <= room
    }

    fn place(&self, draft: &mut Draft, slab: Slab) {
        draft.height += slab.height;
        draft.placed.push(FlowItem::Slab(slab));
    }

    fn place_space(&self, draft: &mut Draft, height: Pt) {
        let on_top = !draft
            .placed
            .iter()
            .any(|item| matches!(item, FlowItem::Slab(_)));
        if !on_top {
            draft.height += height;
            draft.placed.push(FlowItem::Space(height));
        }
    }

    /// Takes back what stands after the last place where the page may end.
    fn give_back(&mut self, draft: &mut Draft) {
        let ends = draft.placed.iter().rposition(
            |item| matches!(item, FlowItem::Slab(slab) if slab.after == BreakAfter::Free),
        );
        // Nothing may end the page: it ends here all the same.
        let Some(ends) = ends else { return };
        for item in draft.placed.drain(ends + 1..).rev() {
            self.rest.push_front(item);
        }
    }

    /// Writes the draft out as a sheet.
    fn finish(&mut self, draft: Draft) {
        let page = self.out.sheets.len();
        let mut sheet = Sheet {
            title: self.title.clone(),
            kind: draft.kind,
            begins: Some(draft.begins()),
            ..Sheet::default()
        };
        let mut foot: Vec<Slab> = draft.carried;
        let mut y = Pt::ZERO;
        for item in draft.placed {
            match item {
                FlowItem::Space(height) => y += height,
                FlowItem::Opening(_) => {}
                FlowItem::Slab(slab) => {
                    let height = slab.height;
                    let element = slab.element();
                    for note in &slab.notes {
                        self.out.marks.insert(*note, Place { page, y, element });
                        foot.extend(self.note_lines(*note));
                    }
                    self.put(&mut sheet, slab, page, y);
                    y += height;
                }
            }
        }
        self.set_foot(&mut sheet, foot, page, y);
        self.settle_anchors(&sheet);
        self.out.sheets.push(sheet);
    }

    /// The lines of a note; the first one remembers whose they are.
    fn note_lines(&self, note: NoteId) -> Vec<Slab> {
        let mut lines = self.notes.get(&note).cloned().unwrap_or_default();
        // Notes in its text are called for by the slab that calls for this one.
        lines.iter_mut().for_each(|line| line.notes.clear());
        if let Some(first) = lines.first_mut() {
            first.notes = vec![note];
        }
        lines
    }

    fn put(&mut self, sheet: &mut Sheet, mut slab: Slab, page: usize, y: Pt) {
        slab.shift(Pt::ZERO, y);
        let element = slab.element();
        if element.is_some() {
            for anchor in self.waiting.drain(..) {
                self.out
                    .anchors
                    .entry(anchor)
                    .and_modify(|place| place.element = element);
            }
        }
        for anchor in slab.anchors {
            let Entry::Vacant(entry) = self.out.anchors.entry(anchor) else {
                continue;
            };
            entry.insert(Place { page, y, element });
            if element.is_none() {
                self.waiting.push(anchor);
            }
        }
        sheet.items.append(&mut slab.items);
        sheet.links.append(&mut slab.links);
    }

    /// Anchors below the last words of a sheet lead to what these words belong to.
    fn settle_anchors(&mut self, sheet: &Sheet) {
        let last = sheet.items.iter().rev().find_map(PageItem::element);
        for anchor in self.waiting.drain(..) {
            self.out
                .anchors
                .entry(anchor)
                .and_modify(|place| place.element = last);
        }
    }

    /// Sets the notes at the foot; what does not fit below `top` is carried to the next page.
    fn set_foot(&mut self, sheet: &mut Sheet, mut lines: Vec<Slab>, page: usize, top: Pt) {
        if lines.is_empty() {
            return;
        }
        let above = self.design.leading * NOTE_ROOM;
        let room = self.design.height - top - above + Pt(0.01);
        let mut height = Pt::ZERO;
        let fit = lines.iter().take_while(|line| {
            height += line.height;
            height <= room
        });
        // At least one line stands on the page of its mark.
        let fit = fit
            .count()
            .max(usize::from(sheet.items.is_empty() || room > Pt::ZERO));
        self.carried = lines.split_off(fit.min(lines.len()));
        if lines.is_empty() {
            return;
        }
        let height: Pt = lines.iter().map(|line| line.height).sum();
        let mut y = self.design.height - height;
        sheet.items.push(self.note_rule(y - above * 0.5));
        for mut line in lines {
            let height = line.height;
            let element = line.element();
            for note in std::mem::take(&mut line.notes) {
                self.out.notes.insert(note, Place { page, y, element });
            }
            self.put(sheet, line, page, y);
            y += height;
        }
    }

    /// The rule above notes begins at the side where reading begins.
    fn note_rule(&self, y: Pt) -> PageItem {
        let width = self.design.measure * NOTE_RULE;
        let x = match self.design.direction {
            Direction::Rtl => self.design.measure - width,
            Direction::Ltr => Pt::ZERO,
        };
        rule(
            Rect {
                x,
                y,
                width,
                height: Pt(0.5),
            },
            Ink::BLACK,
        )
    }
}

/// A slab that begins a page stands below what is repeated there.
fn with_repeat(mut slab: Slab, draft: &Draft) -> Slab {
    // Figures that waited for the page may stand above.
    let in_flow =
        |item: &FlowItem| matches!(item, FlowItem::Slab(slab) if slab.placing == Placing::InFlow);
    let on_top = !draft.placed.iter().any(in_flow);
    if let Some(repeat) = slab.repeat.take_if(|_| on_top) {
        let mut whole = Slab::clone(&repeat);
        whole.anchors.clear();
        whole.notes.clear();
        whole.make_artifact();
        let height = whole.height;
        for item in &mut slab.items {
            shift(item, Pt::ZERO, height);
        }
        for link in &mut slab.links {
            link.rect.y += height;
        }
        whole.after = slab.after;
        whole.height += slab.height;
        whole.origin = slab.origin;
        whole.begins = slab.begins;
        whole.absorb(slab);
        return whole;
    }
    slab
}
