//! Headings that stand in no chapter: titles with who wrote them in, nodes of their own out.
//!
//! The heading «منابع» above a list of works, «یادداشت‌ها» above notes and «نمایه» above an index are words of settings or
//! of the tool. Contents, outline and pages show them as they show any heading, so each is an inline; its node is counted
//! behind those of the chapters, and who wrote it is looked up by that node.

use crate::lookup::Lookup;
use crate::model::{Inline, InlineKind, NodeCounter, NodeId};
use crate::source::{Origin, Span, Title};

/// Makes nodes behind the last chapter, and knows who wrote the titles among them.
#[derive(Debug)]
pub(super) struct TitleMaker {
    /// Counts the nodes that stand in no chapter.
    pub(super) nodes: NodeCounter,
    /// Who wrote the titles, by their nodes.
    pub(super) origins: Lookup<NodeId, Origin>,
}

impl TitleMaker {
    pub(super) fn new(nodes: NodeCounter) -> Self {
        Self {
            nodes,
            origins: Lookup::new(),
        }
    }

    /// A title as an inline of its own. What is told of its paragraph, and not of its words, is told at what stands
    /// `below` it.
    pub(super) fn inline(&mut self, title: &Title, below: Span) -> Inline {
        let id = self.nodes.give();
        self.origins.insert(id, title.origin);
        Inline {
            id,
            kind: InlineKind::Text(title.words.clone()),
            span: below,
        }
    }
}
