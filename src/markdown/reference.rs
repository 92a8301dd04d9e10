//! Links without words: `[](#map)`, `[](#map,#road)`, `[@fig:map; @fig:road]`, with `{.page}`, `{.title}` or `{.number}`
//! behind them.
//!
//! One link stays a link; several, or one in another form, are a span of links that `resolve` gives its words.

use super::builder::Builder;
use super::frame::{Frame, Kind, Origin};
use crate::model::{Attributes, Inline, InlineKind, ReferenceForm, Target};
use crate::source::Span;

/// Stands between the targets of one link.
const SEPARATOR: &str = ",#";

impl Builder<'_> {
    /// Adds a link that has no words, as it was written.
    pub(super) fn finish_reference(&mut self, written: &str, frame: Frame, end: usize) {
        let span = self.span(frame.start..end);
        let mut attributes = frame.attributes;
        // `<a class="anchor" href="#part"></a>` is the sign of a site, and shows nothing without its pictures.
        if frame.origin != Origin::Markdown {
            return self.keep_place(attributes, span);
        }
        let braces = self.take_braces_in_text(end);
        super::caption::add(&mut attributes, braces.attributes);
        let targets = written.split(SEPARATOR).enumerate();
        let targets = targets.map(|(at, target)| match at {
            0 => target.to_owned(),
            _ => format!("#{target}"),
        });
        let links = targets.map(|target| self.wordless(target, span));
        let links: Vec<Inline> = links.collect();
        self.push_reference(links, attributes, span);
    }

    /// Of what shows nothing, the name that others may link to stays.
    fn keep_place(&mut self, attributes: Attributes, span: Span) {
        if attributes.id.is_some() {
            let content = Vec::new();
            let kind = InlineKind::Span {
                attributes,
                content,
            };
            self.push_inline(kind, span);
        }
    }

    /// A link without words.
    pub(super) fn wordless(&mut self, target: String, span: Span) -> Inline {
        let kind = InlineKind::Link {
            target: Target::Local(target),
            content: Vec::new(),
        };
        Inline {
            id: self.node(),
            kind,
            span,
        }
    }

    /// Adds links without words as one reference.
    pub(super) fn push_reference(
        &mut self,
        mut links: Vec<Inline>,
        mut attributes: Attributes,
        span: Span,
    ) {
        let mut form = None;
        attributes.classes.retain(|class| {
            let asked = ReferenceForm::of_class(class);
            form = form.or(asked);
            asked.is_none()
        });
        let alone = links.len() == 1 && form.is_none() && attributes == Attributes::default();
        match links.pop_if(|_| alone) {
            Some(link) => self.push_inline(link.kind, span),
            None => {
                attributes.reference = Some(form.unwrap_or_default());
                self.push_inline(
                    InlineKind::Span {
                        attributes,
                        content: links,
                    },
                    span,
                );
            }
        }
    }

    /// Reads braces that follow directly on what stands in a text; those at the end of a heading are the
    /// heading's.
    pub(super) fn take_braces_in_text(&mut self, at: usize) -> super::attributes::Written {
        let in_heading = self
            .stack
            .iter()
            .any(|frame| matches!(frame.kind, Kind::Heading(_)));
        match in_heading {
            true => super::attributes::Written::default(),
            false => self.take_braces(at),
        }
    }
}
