//! A row as atoms that lines can be made of: what stands between growing brackets, in a colour or in a style is taken
//! out of it, and put into it again line by line.
//!
//! `\left( a + b \right)` that is broken before its sign is `\left( a \right.` and `\left. + b \right)`, each as high
//! as the whole.

use super::spacing::settle;
use super::tree::{Class, Fenced, Node, Phantom};
use crate::units::Em;

/// An atom of a row.
#[derive(Debug)]
enum Atom<'t> {
    /// A node that is not broken.
    Node(&'t Node),
    /// A wrapper begins, by its number.
    Open(usize),
    /// It ends.
    Close,
}

/// What nodes are taken out of.
#[derive(Clone, Copy, Debug)]
struct Wrapper<'t> {
    node: &'t Node,
    /// The wrapper that it stands in.
    parent: Option<usize>,
}

/// A row as atoms.
#[derive(Debug)]
pub(super) struct Atoms<'t> {
    atoms: Vec<Atom<'t>>,
    /// For each atom, the wrapper that is open before it.
    open: Vec<Option<usize>>,
    wrappers: Vec<Wrapper<'t>>,
}

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClassOfCut {
    /// The formula.
    Start,
    /// A relation.
    Relation,
    /// A sign between two things.
    Sign,
    /// What follows a comma.
    Comma,
    /// What follows a wide space.
    Space,
}

/// A place where a row can be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The atom that the next line begins with.
    pub(super) at: usize,
    /// What that is.
    pub(super) class: ClassOfCut,
    /// In how many brackets.
    pub(super) depth: u8,
}

impl Cut {
    /// Where the first line begins.
    pub(super) const START: Self = Self {
        at: 0,
        class: ClassOfCut::Start,
        depth: 0,
    };
}

/// A space between two things is as good as a comma from this width on: `\quad`.
const WIDE_SPACE: Em = Em(0.9);

/// Brackets in so many others are not broken: nobody would read it, and each level is measured as often.
const DEEPEST: usize = 4;

/// A wrapper that a line has begun.
struct Begun {
    /// Which; `None` for the line itself.
    wrapper: Option<usize>,
    /// Whether it begins in the line.
    opens: bool,
    nodes: Vec<Node>,
}

impl<'t> Atoms<'t> {
    pub(super) fn of(row: &'t [Node]) -> Self {
        let mut atoms = Self {
            atoms: Vec::with_capacity(row.len()),
            open: Vec::with_capacity(row.len()),
            wrappers: Vec::new(),
        };
        atoms.add(row, None);
        atoms
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.atoms.len()
    }

    fn push(&mut self, atom: Atom<'t>, open: Option<usize>) {
        self.atoms.push(atom);
        self.open.push(open);
    }

    fn add(&mut self, row: &'t [Node], inside: Option<usize>) {
        for node in row {
            let body = body_of(node).filter(|_| self.depth(inside) < DEEPEST);
            let Some(body) = body else {
                self.push(Atom::Node(node), inside);
                continue;
            };
            let wrapper = self.wrappers.len();
            let parent = inside;
            self.wrappers.push(Wrapper { node, parent });
            self.push(Atom::Open(wrapper), inside);
            self.add(body, Some(wrapper));
            self.push(Atom::Close, Some(wrapper));
        }
    }

    /// In how many wrappers something in a wrapper stands.
    fn depth(&self, mut inside: Option<usize>) -> usize {
        let mut depth = 0;
        while let Some(wrapper) = inside {
            depth += 1;
            inside = self.wrappers[wrapper].parent;
        }
        depth
    }

    /// All places where the row can be cut.
    pub(super) fn cuts(&self) -> Vec<Cut> {
        let mut cuts = Vec::new();
        let mut depth = 0_u8;
        let classes = self.classes();
        // What stands before an atom, spaces left out.
        let mut before: Option<Class> = None;
        let mut is_wide = false;
        for (at, atom) in self.atoms.iter().enumerate() {
            match atom {
                Atom::Open(wrapper) if self.is_fence(*wrapper) => {
                    let found = cut_class(before, Class::Opening, Spaced::of(is_wide));
                    cuts.extend(found.map(|class| Cut { at, class, depth }));
                    depth = depth.saturating_add(1);
                    before = Some(Class::Opening);
                    is_wide = false;
                }
                Atom::Close if self.open[at].is_some_and(|wrapper| self.is_fence(wrapper)) => {
                    depth = depth.saturating_sub(1);
                    before = Some(Class::Closing);
                }
                Atom::Open(_) | Atom::Close => {}
                Atom::Node(Node::Space(width)) => is_wide |= *width >= WIDE_SPACE,
                Atom::Node(_) => {
                    let class = classes[at];
                    if class == Class::Closing {
                        depth = depth.saturating_sub(1);
                    }
                    let found = cut_class(before, class, Spaced::of(is_wide));
                    cuts.extend(found.map(|class| Cut { at, class, depth }));
                    if class == Class::Opening {
                        depth = depth.saturating_add(1);
                    }
                    before = Some(class);
                    is_wide = false;
                }
            }
        }
        cuts
    }

    /// What each atom is to its neighbours: a minus that stands before one thing is none between two.
    fn classes(&self) -> Vec<Class> {
        let mut seen = Vec::with_capacity(self.atoms.len());
        let mut classes = Vec::with_capacity(self.atoms.len());
        for (at, atom) in self.atoms.iter().enumerate() {
            let class = match atom {
                Atom::Node(Node::Space(_)) => None,
                Atom::Node(node) => Some(class_of(node)),
                Atom::Open(wrapper) => self.is_fence(*wrapper).then_some(Class::Opening),
                Atom::Close => {
                    let fence = self.open[at].filter(|wrapper| self.is_fence(*wrapper));
                    fence.map(|_| Class::Closing)
                }
            };
            seen.extend(class.map(|_| at));
            classes.push(class.unwrap_or(Class::Ordinary));
        }
        let mut settled: Vec<Class> = seen.iter().map(|at| classes[*at]).collect();
        settle(&mut settled);
        for (at, class) in seen.into_iter().zip(settled) {
            classes[at] = class;
        }
        classes
    }

    fn is_fence(&self, wrapper: usize) -> bool {
        matches!(self.wrappers[wrapper].node, Node::Fenced(_))
    }

    /// The sign that a line begins with, with the spaces that it has between two things.
    pub(super) fn sign_of(&self, cut: Cut) -> Vec<Node> {
        let nothing = || Node::Group(Vec::new());
        match self.atoms.get(cut.at) {
            Some(Atom::Node(node)) => vec![nothing(), (*node).clone(), nothing()],
            _ => Vec::new(),
        }
    }

    /// The nodes of a line that begins with a cut and ends before an atom.
    pub(super) fn line(&self, start: Cut, end: usize) -> Vec<Node> {
        let mut begun = self.begun(start.at);
        if matches!(start.class, ClassOfCut::Relation | ClassOfCut::Sign)
            && let Some(inner) = begun.last_mut()
        {
            // A sign with nothing before it would be one of what follows.
            inner.nodes.push(Node::Group(Vec::new()));
        }
        let last = (start.at..end).rev().find(|at| !self.is_space(*at));
        for at in start.at..last.map_or(start.at, |last| last + 1) {
            match &self.atoms[at] {
                Atom::Node(node) => {
                    if let Some(inner) = begun.last_mut() {
                        inner.nodes.push((*node).clone());
                    }
                }
                Atom::Open(wrapper) => begun.push(Begun {
                    wrapper: Some(*wrapper),
                    opens: true,
                    nodes: Vec::new(),
                }),
                Atom::Close => self.end(&mut begun, Closes::Here),
            }
        }
        while begun.len() > 1 {
            self.end(&mut begun, Closes::Later);
        }
        begun.pop().map(|line| line.nodes).unwrap_or_default()
    }

    fn is_space(&self, at: usize) -> bool {
        matches!(self.atoms[at], Atom::Node(Node::Space(_)))
    }

    /// The wrappers that are open before an atom, the outermost first, behind the line itself.
    fn begun(&self, at: usize) -> Vec<Begun> {
        let mut open = Vec::new();
        let mut wrapper = self.open.get(at).copied().flatten();
        while let Some(number) = wrapper {
            open.push(number);
            wrapper = self.wrappers[number].parent;
        }
        let line = std::iter::once(None);
        let all = line.chain(open.into_iter().rev().map(Some));
        all.map(|wrapper| Begun {
            wrapper,
            opens: false,
            nodes: Vec::new(),
        })
        .collect()
    }

    /// Ends the innermost wrapper, or what the line has of it.
    fn end(&self, begun: &mut Vec<Begun>, closes: Closes) {
        let Some(inner) = begun.pop() else {
            return;
        };
        let Some(outer) = begun.last_mut() else {
            return;
        };
        match inner.wrapper {
            Some(wrapper) => {
                let node = self.wrappers[wrapper].node;
                outer.nodes.extend(wrapped(node, inner, closes));
            }
            None => outer.nodes.extend(inner.nodes),
        }
    }
}

/// Whether a wrapper ends in the line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closes {
    Here,
    Later,
}

/// Whether a wide space stands between two things.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spaced {
    Wide,
    Not,
}

impl Spaced {
    fn of(is_wide: bool) -> Self {
        if is_wide { Self::Wide } else { Self::Not }
    }
}

/// What a line would begin with that is cut between two things; `None` where it cannot be cut.
fn cut_class(before: Option<Class>, class: Class, spaced: Spaced) -> Option<ClassOfCut> {
    let before = before?;
    match (before, class) {
        (Class::Relation, Class::Relation) => None,
        (_, Class::Relation) => Some(ClassOfCut::Relation),
        (_, Class::Binary) => Some(ClassOfCut::Sign),
        (_, Class::Closing | Class::Punctuation) => None,
        _ if spaced == Spaced::Wide => Some(ClassOfCut::Space),
        (Class::Punctuation, _) => Some(ClassOfCut::Comma),
        _ => None,
    }
}

/// What can be taken out of a node, so that lines are made of it.
fn body_of(node: &Node) -> Option<&[Node]> {
    match node {
        // A stroke that grows with its brackets needs both of them.
        Node::Fenced(Fenced { body, .. }) => {
            let grows = |node: &Node| matches!(node, Node::Middle(_));
            (!body.iter().any(grows)).then_some(body.as_slice())
        }
        Node::Styled { body, .. } | Node::Coloured { body, .. } => Some(body),
        _ => None,
    }
}

/// What a line has of a wrapper.
fn wrapped(node: &Node, inner: Begun, closes: Closes) -> Vec<Node> {
    let Begun { opens, nodes, .. } = inner;
    match node {
        Node::Fenced(fenced) => {
            let closes = closes == Closes::Here;
            if !opens && !closes {
                return nodes;
            }
            let side = |has: bool, sign: &str| if has { sign.to_owned() } else { String::new() };
            let mut body = nodes;
            if !(opens && closes) {
                let height = Node::Phantom {
                    kind: Phantom::Height,
                    body: fenced.body.clone(),
                };
                let at = if opens { 0 } else { body.len() };
                body.insert(at, height);
            }
            vec![Node::Fenced(Fenced {
                open: side(opens, &fenced.open),
                body,
                close: side(closes, &fenced.close),
            })]
        }
        Node::Styled { style, .. } => vec![Node::Styled {
            style: *style,
            body: nodes,
        }],
        Node::Coloured { colour, .. } => vec![Node::Coloured {
            colour: *colour,
            body: nodes,
        }],
        _ => nodes,
    }
}

/// What a node is to its neighbours.
fn class_of(node: &Node) -> Class {
    match node {
        Node::Sign(sign) => sign.class,
        Node::Bracket(bracket) => bracket.class,
        Node::Classed { class, .. } => *class,
        Node::Arrow { .. } => Class::Relation,
        Node::Operator(_) => Class::Operator,
        Node::Fenced(_) => Class::Inner,
        Node::Scripts(scripts) => match scripts.base.as_slice() {
            [only] => class_of(only),
            _ => Class::Ordinary,
        },
        _ => Class::Ordinary,
    }
}
