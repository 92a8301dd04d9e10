//! The part of the structure tree that one chapter grows while it is laid out.
//!
//! Elements are added in the order in which blocks are laid out; notes are put in their places at
//! the end, behind the paragraphs that call for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::frame::{Element, ElementId, Order, Role};
use crate::locale::Language;
use crate::lookup::Lookup;
use crate::model::NoteId;

/// A note and its element.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoteElement {
    /// The note.
    pub(super) note: NoteId,
    /// Where the tree holds it.
    pub(super) element: ElementId,
}

/// Notes that stand one behind another among the children of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NoteRun {
    parent: ElementId,
    /// The child before the first of them; `None` if there is no other child.
    behind: Option<ElementId>,
}

/// The branch that one part of the book grows.
#[derive(Debug)]
pub(in crate::page) struct Branch {
    number: u32,
    elements: Vec<Element>,
    /// The language of each element, stated or not.
    languages: Vec<Language>,
    /// The headings that the next thing lies below: the author's level, and the section.
    sections: Vec<(u8, ElementId)>,
    /// The level of the last heading.
    last_heading: u8,
    /// The elements that call for notes, by the notes' places in the book.
    calls: Lookup<NoteId, ElementId>,
}

impl Branch {
    /// A branch with its root; `document` is the language around.
    pub(super) fn new(number: u32, document: &Language) -> Self {
        let mut branch = Self {
            number,
            elements: Vec::new(),
            languages: Vec::new(),
            sections: Vec::new(),
            last_heading: 0,
            calls: Lookup::new(),
        };
        branch.push(Role::Part, None, Order::Listed, *document);
        branch
    }

    /// The root.
    pub(in crate::page) fn root(&self) -> ElementId {
        self.id(0)
    }

    fn id(&self, index: usize) -> ElementId {
        ElementId {
            branch: self.number,
            index: u32::try_from(index)
                .expect("a chapter has fewer elements than bytes, and those are limited"),
        }
    }

    /// Sets the language of the root.
    pub(super) fn set_language(&mut self, language: &Language) {
        if self.languages[0] != *language {
            self.languages[0] = *language;
            self.elements[0].language = Some(*language);
        }
    }

    fn push(
        &mut self,
        role: Role,
        parent: Option<ElementId>,
        order: Order,
        language: Language,
    ) -> ElementId {
        let id = self.id(self.elements.len());
        self.elements.push(Element {
            role,
            parent,
            children: Vec::new(),
            order,
            language: None,
            alt: None,
            direction: None,
            heads: Vec::new(),
            extent: None,
        });
        self.languages.push(language);
        id
    }

    /// The language of an element, stated or not.
    pub(super) fn language(&self, id: ElementId) -> Language {
        self.languages[id.index as usize]
    }

    /// The element itself, to be changed.
    pub(super) fn element(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id.index as usize]
    }

    /// A new last child; `language` is its own.
    pub(super) fn add(&mut self, role: Role, parent: ElementId, language: &Language) -> ElementId {
        self.add_in(role, parent, Order::Listed, language)
    }

    /// A new child with its order among the others, in a language.
    pub(super) fn add_in(
        &mut self,
        role: Role,
        parent: ElementId,
        order: Order,
        language: &Language,
    ) -> ElementId {
        let id = self.push(role, Some(parent), order, *language);
        if self.languages[parent.index as usize] != *language {
            self.element(id).language = Some(*language);
        }
        self.element(parent).children.push(id);
        id
    }

    /// A new child in its parent's language.
    pub(super) fn add_like(&mut self, role: Role, parent: ElementId) -> ElementId {
        let language = self.language(parent);
        self.add(role, parent, &language)
    }

    /// Where a thing lies that is put into an element: below the last heading for things of the root.
    pub(super) fn place(&self, inside: ElementId) -> ElementId {
        match self.sections.last() {
            Some((_, section)) if inside == self.root() => *section,
            _ => inside,
        }
    }

    /// A heading of the part itself.
    pub(super) fn opening(&mut self) -> Role {
        self.sections = vec![(1, self.root())];
        self.last_heading = 1;
        Role::Heading(1)
    }

    /// A heading of a level among things of `inside`: the section it opens, which is `inside` itself
    /// for headings in quotations and lists, and its role. Levels that the author left out are closed
    /// up (ISO 14289-1, 7.4.2).
    pub(super) fn heading(&mut self, level: u8, inside: ElementId) -> (ElementId, Role) {
        // Author's levels 1, 2, 4, 2: the open sections are those of lower levels, and how many they are is
        // the rank in the file: 1, 2, 3, 2.
        let outer = |(open, _): &&(u8, ElementId)| *open < level;
        let depth = self.sections.iter().take_while(outer).count();
        let rank = u8::try_from(depth + 1).unwrap_or(u8::MAX);
        let rank = rank.min(self.last_heading + 1).min(6);
        self.last_heading = rank;
        let in_part =
            inside == self.root() || self.sections.iter().any(|(_, section)| *section == inside);
        if !in_part {
            return (inside, Role::Heading(rank));
        }
        self.sections.truncate(depth);
        let parent = self.place(self.root());
        let section = self.add_like(Role::Section, parent);
        self.sections.push((level, section));
        (section, Role::Heading(rank))
    }

    /// Remembers that words of an element call for a note.
    pub(super) fn call(&mut self, note: NoteId, element: ElementId) {
        self.calls.entry(note).or_insert(element);
    }

    /// A note that lies nowhere yet.
    pub(super) fn note(&mut self) -> ElementId {
        let language = self.languages[0];
        self.push(Role::Note, None, Order::Listed, language)
    }

    /// Puts notes, in the order of their numbers, behind the paragraphs that call for them.
    pub(super) fn settle_notes(&mut self, notes: &[NoteElement]) {
        // All notes learn their runs before the first is put among the children: inserted one by one, each would
        // move the rest of the chapter. Notes 1 and 2 of one paragraph are a run and are read in this order.
        let mut run_of = Lookup::new();
        let mut runs: BTreeMap<NoteRun, Vec<ElementId>> = BTreeMap::new();
        for NoteElement { note, element } in notes {
            let caller = self.calls.get(note).copied().unwrap_or(self.root());
            let run = self.run_behind(caller, &run_of);
            run_of.insert(*element, run);
            runs.entry(run).or_default().push(*element);
            self.element(*element).parent = Some(run.parent);
            let (own, around) = (self.language(*element), self.language(run.parent));
            self.element(*element).language = (own != around).then_some(own);
        }
        let parents: BTreeSet<ElementId> = runs.keys().map(|run| run.parent).collect();
        for parent in parents {
            let mut run = |behind| runs.remove(&NoteRun { parent, behind }).unwrap_or_default();
            let mut children = run(None);
            for child in std::mem::take(&mut self.element(parent).children) {
                children.push(child);
                children.extend(run(Some(child)));
            }
            self.element(parent).children = children;
        }
    }

    /// The run that a note belongs to which an element calls for.
    fn run_behind(&mut self, caller: ElementId, run_of: &Lookup<ElementId, NoteRun>) -> NoteRun {
        // A note on a note stands behind the first one.
        let mut beside = caller;
        let mut above = Some(caller);
        while let Some(id) = above {
            if self.element(id).role == Role::Note {
                beside = id;
            }
            above = self.element(id).parent;
        }
        if let Some(run) = run_of.get(&beside) {
            return *run;
        }
        match (self.element(beside).role, self.element(beside).parent) {
            (Role::Paragraph | Role::Heading(_), Some(parent)) => NoteRun {
                parent,
                behind: Some(beside),
            },
            // A cell holds the notes of its words itself, behind what else is in it.
            _ => NoteRun {
                parent: beside,
                behind: self.element(beside).children.last().copied(),
            },
        }
    }

    /// The finished branch.
    pub(super) fn finish(mut self) -> Vec<Element> {
        self.elements.shrink_to_fit();
        self.elements
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ChapterId;

    fn branch() -> Branch {
        Branch::new(3, &Language::persian())
    }

    fn roles(branch: &Branch, id: ElementId) -> Vec<Role> {
        let children = &branch.elements[id.index as usize].children;
        let role = |child: &ElementId| branch.elements[child.index as usize].role;
        children.iter().map(role).collect()
    }

    #[test]
    fn levels_that_the_author_left_out_are_closed_up() {
        let mut branch = branch();
        branch.opening();
        let ranks: Vec<Role> = [3, 5, 2, 4]
            .into_iter()
            .map(|level| branch.heading(level, branch.root()).1)
            .collect();
        let expected = [2, 3, 2, 3].map(Role::Heading);
        assert_eq!(ranks, expected);
    }

    #[test]
    fn a_heading_in_a_quotation_opens_no_section_and_leaves_out_no_level() {
        let mut branch = branch();
        branch.opening();
        let quotation = branch.add_like(Role::Quotation, branch.root());
        assert_eq!(branch.heading(4, quotation), (quotation, Role::Heading(2)));
        let (section, role) = branch.heading(4, branch.root());
        assert_ne!(section, branch.root());
        assert_eq!(role, Role::Heading(2));
    }

    #[test]
    fn notes_stand_behind_their_paragraph_in_their_order_and_inside_a_cell() {
        let mut branch = branch();
        let paragraph = branch.add_like(Role::Paragraph, branch.root());
        let table = branch.add_like(Role::Table, branch.root());
        let cell = branch.add_like(Role::Cell, table);
        let ids = [0, 1, 2].map(|index| NoteId::new(ChapterId::new(0), index));
        branch.call(ids[0], paragraph);
        branch.call(ids[1], paragraph);
        branch.call(ids[2], cell);
        let notes = ids.map(|note| NoteElement {
            note,
            element: branch.note(),
        });
        branch.settle_notes(&notes);
        let expected = [Role::Paragraph, Role::Note, Role::Note, Role::Table];
        assert_eq!(roles(&branch, branch.root()), expected);
        let behind = [notes[0].element, notes[1].element];
        assert_eq!(branch.elements[0].children[1..3], behind);
        assert_eq!(roles(&branch, cell), [Role::Note]);
    }

    #[test]
    fn a_language_is_stated_where_it_changes_and_nowhere_else() {
        let mut branch = branch();
        let same = branch.add(Role::Paragraph, branch.root(), &Language::persian());
        let other = branch.add(Role::Paragraph, branch.root(), &Language::english());
        assert_eq!(branch.element(same).language, None);
        assert_eq!(branch.element(other).language, Some(Language::english()));
    }
}
