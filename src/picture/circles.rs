//! The elements of a drawing in, whether one of them is painted, masked, cut or filtered with itself out.
//!
//! usvg goes into what paints an element, and cuts the shortest circles alone. A pattern whose shapes say nothing of their
//! colour takes that of what is around it, and so this never ends:
//!
//! ```text
//! <svg fill="url(#p)"><pattern id="p"><rect/></pattern><rect/></svg>
//! ```
//!
//! Elements lead to their children and to what they refer to; a definition leads to the paints of all around it, too. A way
//! of painting that leads back to where it begins lies within a strongly connected part of that graph (Kosaraju).

use super::references::{Reference, Use};

/// An element as far as it leads elsewhere.
pub(super) struct Step<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// The elements in it.
    pub(super) children: &'a [usize],
    /// What it refers to.
    pub(super) references: &'a [Reference],
}

/// What an element leads to.
#[derive(Clone, Copy)]
struct Edge {
    to: usize,
    /// Whether it paints, masks, cuts or filters.
    paints: bool,
}

/// Elements, and behind them as many nodes that stand for what is inherited from each of them.
struct Graph {
    edges: Vec<Vec<Edge>>,
}

/// Whether a way of painting leads back to where it begins.
pub(super) fn has_circle(steps: &[Step<'_>], find: impl Fn(&str) -> Option<usize>) -> bool {
    let graph = Graph::new(steps, find);
    let parts = graph.parts();
    let edges = graph.edges.iter().enumerate();
    let mut edges = edges.flat_map(|(from, edges)| edges.iter().map(move |edge| (from, edge)));
    edges.any(|(from, edge)| edge.paints && parts[from] == parts[edge.to])
}

/// What is not drawn where it stands.
fn is_definition(name: &str) -> bool {
    const NAMES: [&str; 6] = ["pattern", "mask", "clipPath", "marker", "filter", "symbol"];
    NAMES.contains(&name)
}

/// What holds no shapes, so that nothing in it is painted.
fn is_paint_alone(name: &str) -> bool {
    matches!(name, "linearGradient" | "radialGradient" | "stop")
}

impl Graph {
    fn new(steps: &[Step<'_>], find: impl Fn(&str) -> Option<usize>) -> Self {
        let count = steps.len();
        // What definitions take over that stand in something copied: it may come from wherever a copy is made.
        let copies = 2 * count;
        let mut graph = Self {
            edges: vec![Vec::new(); 2 * count + 1],
        };
        let mut copied = vec![false; count];
        for (at, step) in steps.iter().enumerate() {
            for child in step.children {
                if !is_definition(steps[*child].name) {
                    graph.lead(at, *child, false);
                }
                graph.lead(count + child, count + at, false);
            }
            for Reference { with, id } in step.references {
                let Some(target) = find(id) else {
                    continue;
                };
                if *with == Use::Copied {
                    copied[target] = true;
                    graph.lead(copies, count + at, false);
                }
                let paints = *with != Use::Copied;
                if !paints || !is_paint_alone(step.name) {
                    graph.lead(at, target, paints);
                }
                if matches!(with, Use::Painted | Use::Marked) {
                    graph.lead(count + at, target, true);
                }
            }
        }
        // Elements stand behind those that they are in.
        for at in 0..count {
            for child in steps[at].children {
                copied[*child] |= copied[at];
            }
            if is_definition(steps[at].name) {
                graph.lead(at, count + at, false);
                if copied[at] {
                    graph.lead(at, copies, false);
                }
            }
        }
        graph
    }

    fn lead(&mut self, from: usize, to: usize, paints: bool) {
        self.edges[from].push(Edge { to, paints });
    }

    /// The strongly connected part that each node belongs to.
    fn parts(&self) -> Vec<Option<usize>> {
        let mut back = vec![Vec::new(); self.edges.len()];
        for (from, edges) in self.edges.iter().enumerate() {
            for edge in edges {
                back[edge.to].push(from);
            }
        }
        // Every node is among those that are finished, so that none is left without its part.
        let mut parts = vec![None; self.edges.len()];
        for (part, start) in self.finished().into_iter().rev().enumerate() {
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if parts[at].is_none() {
                    parts[at] = Some(part);
                    open.extend(&back[at]);
                }
            }
        }
        parts
    }

    /// All nodes, each behind those that it leads to, as far as no circle is in the way.
    fn finished(&self) -> Vec<usize> {
        let mut seen = vec![false; self.edges.len()];
        let mut finished = Vec::with_capacity(self.edges.len());
        for start in 0..self.edges.len() {
            let mut open = vec![(start, 0)];
            while let Some((at, next)) = open.pop() {
                if next == 0 && std::mem::replace(&mut seen[at], true) {
                    continue;
                }
                match self.edges[at].get(next) {
                    Some(edge) => {
                        open.push((at, next + 1));
                        if !seen[edge.to] {
                            open.push((edge.to, 0));
                        }
                    }
                    None => finished.push(at),
                }
            }
        }
        finished
    }
}
