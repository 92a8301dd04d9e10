//! The conditions of a chapter in (`::: {when=epub}`, `[…]{unless="edition:student"}`), what they leave of it
//! out.
//!
//! What depends on the edition is decided here, where a chapter is read for one edition. What stands in one
//! output alone stays, marked, until the book is divided by outputs.

use crate::diag::{Code, Sink, isolate};
use crate::model::{
    Attributes, Block, BlockKind, Chapter, Fate, InlineKind, Medium, When, visit_blocks_mut,
    visit_inlines_mut,
};
use crate::source::Span;

/// What a book is made as, which conditions ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The edition; `None` for the book as it is.
    pub edition: Option<String>,
    /// The editions that the book has.
    pub editions: Vec<String>,
    /// Whether its PDF is for a press.
    pub press: bool,
}

/// The outputs that something stands in.
#[derive(Clone, Copy)]
struct Outputs {
    epub: bool,
    pdf: bool,
}

impl Outputs {
    const ALL: Self = Self {
        epub: true,
        pdf: true,
    };
    const NONE: Self = Self {
        epub: false,
        pdf: false,
    };
}

/// What the name of a condition begins with where it asks for an edition.
const EDITION: &str = "edition:";

/// Looks at the conditions of a chapter: what stands in no output is left out, what stands in one is marked.
pub(super) fn apply(chapter: &mut Chapter, around: &Circumstances, sink: &mut Sink) {
    let mut found = false;
    let mut see = |attributes: &mut Attributes, span: Span| {
        let Some(when) = attributes.when.take() else {
            return;
        };
        found = true;
        match around.outputs(&when, span, sink) {
            Outputs {
                epub: true,
                pdf: true,
            } => {}
            Outputs { epub: true, .. } => attributes.only = Some(Medium::Epub),
            Outputs { pdf: true, .. } => attributes.only = Some(Medium::Pdf),
            // Kept as the mark of what is left out below.
            Outputs { .. } => attributes.when = Some(when),
        }
    };
    let notes = chapter.notes.iter_mut().map(|note| &mut note.blocks);
    for blocks in std::iter::once(&mut chapter.blocks).chain(notes) {
        visit_blocks_mut(blocks, &mut |block| see(&mut block.attributes, block.span));
        visit_inlines_mut(blocks, &mut |inline| {
            if let InlineKind::Span { attributes, .. } = &mut inline.kind {
                see(attributes, inline.span);
            }
        });
    }
    if found {
        chapter.leave_out(&|attributes| match attributes.when {
            Some(_) => Fate::LeftOut,
            None => Fate::Kept,
        });
        chapter.blocks = unwrapped(std::mem::take(&mut chapter.blocks));
    }
}

/// The blocks with what stands in divisions that say nothing more: a condition that holds leaves no box behind.
fn unwrapped(blocks: Vec<Block>) -> Vec<Block> {
    let inside = |block: Block| match block.kind {
        BlockKind::Division(inner) if block.attributes == Attributes::default() => unwrapped(inner),
        _ => vec![block],
    };
    blocks.into_iter().flat_map(inside).collect()
}

impl Circumstances {
    fn outputs(&self, when: &When, span: Span, sink: &mut Sink) -> Outputs {
        let wanted = match &when.when {
            Some(names) => self.any(names, span, sink),
            None => Outputs::ALL,
        };
        let unwanted = match &when.unless {
            Some(names) => self.any(names, span, sink),
            None => Outputs::NONE,
        };
        Outputs {
            epub: wanted.epub && !unwanted.epub,
            pdf: wanted.pdf && !unwanted.pdf,
        }
    }

    /// The outputs in which one of some names holds: `pdf`, `edition:student`, `epub، edition:large`.
    fn any(&self, names: &str, span: Span, sink: &mut Sink) -> Outputs {
        let parts = |sign: char| sign.is_whitespace() || matches!(sign, ',' | '،' | ';' | '؛');
        let names = names.split(parts).filter(|name| !name.is_empty());
        let mut outputs = Outputs::NONE;
        for name in names {
            let found = self.one(name, span, sink);
            outputs.epub |= found.epub;
            outputs.pdf |= found.pdf;
        }
        outputs
    }

    fn one(&self, name: &str, span: Span, sink: &mut Sink) -> Outputs {
        match name {
            "epub" => Outputs {
                epub: true,
                ..Outputs::NONE
            },
            "pdf" => Outputs {
                pdf: true,
                ..Outputs::NONE
            },
            "print" => Outputs {
                pdf: self.press,
                ..Outputs::NONE
            },
            _ => match name.strip_prefix(EDITION) {
                Some(edition) if self.editions.iter().any(|known| known == edition) => {
                    match self.edition.as_deref() == Some(edition) {
                        true => Outputs::ALL,
                        false => Outputs::NONE,
                    }
                }
                _ => {
                    self.report(name, span, sink);
                    // What was to stand somewhere is not lost for a misspelt word.
                    Outputs::ALL
                }
            },
        }
    }

    fn report(&self, name: &str, span: Span, sink: &mut Sink) {
        let editions = self.editions.iter().map(|name| format!("{EDITION}{name}"));
        let known: Vec<String> = ["epub", "pdf", "print"]
            .map(str::to_owned)
            .into_iter()
            .chain(editions)
            .collect();
        let near = sink.nearest(name, known.iter().map(String::as_str));
        let hint = match near {
            Some(near) => format!("did you mean {}?", isolate(near)),
            None => format!(
                "write one of {}; editions are named by [editions.NAME] in book.toml",
                known.join(", ")
            ),
        };
        let message = format!("{} is no output and no edition of the book", isolate(name));
        sink.error(Code::BadCondition, span, message).hint(hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn shown(when: &str, unless: &str) -> [bool; 2] {
        let around = Circumstances {
            edition: Some("student".to_owned()),
            editions: vec!["student".to_owned(), "large".to_owned()],
            press: false,
        };
        let written = |names: &str| Some(names.to_owned()).filter(|names| !names.is_empty());
        let when = When {
            when: written(when),
            unless: written(unless),
        };
        let span = Span::new(FileId::default(), 0..0);
        let Outputs { epub, pdf } = around.outputs(&when, span, &mut Sink::default());
        [epub, pdf]
    }

    #[test]
    fn conditions_name_outputs_and_editions_and_one_of_several_is_enough() {
        assert_eq!(shown("epub", ""), [true, false]);
        assert_eq!(shown("edition:student", ""), [true, true]);
        assert_eq!(shown("edition:large", ""), [false, false]);
        assert_eq!(shown("edition:large، pdf", ""), [false, true]);
        assert_eq!(shown("", "pdf"), [true, false]);
        assert_eq!(shown("edition:student", "pdf"), [true, false]);
        assert_eq!(shown("print", ""), [false, false]);
    }
}
