//! Pictures side by side: a division of pictures in, one figure with parts out.
//!
//! ```text
//! ::: figures {#fig:two columns=2}        ::: {#fig-two layout-ncol=2}        (Quarto)
//! ![از روبه‌رو](a.png){#fig:front}         ![…](a.png)
//! ![از پشت](b.png)
//!
//! دو نما از بنا
//! :::
//! ```

use super::attributes::COLUMNS;
use super::builder::Builder;
use super::caption;
use super::frame::{lone_image, trim};
use crate::model::{Attributes, Block, BlockKind, Figure, Image, Inline, InlineKind, Panels};
use crate::source::Span;

/// Names of pictures side by side; the first is the class that they keep.
const NAMES: [&str; 5] = ["figures", "panels", "شکل\u{200C}ها", "شکلها", "تصویرها"];

/// Whether a name is that of pictures side by side.
pub(super) fn is_named(name: &str) -> bool {
    NAMES.contains(&name.to_lowercase().as_str())
}

/// Every name of pictures side by side.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter()
}

/// Whether a division may be pictures side by side: by its name, or as Quarto and pandoc-crossref name figures.
fn may_be(attributes: &Attributes) -> bool {
    let named = attributes.classes.iter().any(|class| is_named(class));
    let id = attributes.id.as_deref().unwrap_or_default();
    named || id.starts_with("fig-") || id.starts_with("fig:")
}

impl Builder<'_> {
    /// Makes one figure of a division that holds pictures and at most a caption below them.
    pub(super) fn panels(
        &mut self,
        blocks: Vec<Block>,
        attributes: &mut Attributes,
    ) -> Result<BlockKind, Vec<Block>> {
        if !may_be(attributes) {
            return Err(blocks);
        }
        let is_picture = |block: &Block| match &block.kind {
            BlockKind::Figure(_) => true,
            BlockKind::Paragraph(content) => pictures(content).is_some(),
            _ => false,
        };
        let count = blocks.iter().take_while(|block| is_picture(block)).count();
        let words = match &blocks[count..] {
            [] => true,
            [only] => matches!(only.kind, BlockKind::Paragraph(_)),
            _ => false,
        };
        if count == 0 || !words {
            return Err(blocks);
        }
        let mut figures = Vec::new();
        let mut caption = None;
        for block in blocks {
            match block.kind {
                BlockKind::Figure(_) => figures.push(block),
                BlockKind::Paragraph(content) => match pictures(&content) {
                    Some(found) => {
                        figures.extend(found.into_iter().map(|found| self.figure(found)));
                    }
                    None => {
                        caption::add(attributes, block.attributes);
                        caption = Some(content);
                    }
                },
                _ => {}
            }
        }
        let columns = take_columns(attributes);
        attributes.classes.retain(|class| !is_named(class));
        figures
            .iter_mut()
            .for_each(|figure| self.caption_of_words(figure));
        Ok(BlockKind::Panels(Panels {
            figures,
            columns,
            caption,
        }))
    }

    fn figure(&mut self, picture: Picture) -> Block {
        let Picture {
            image,
            attributes,
            span,
        } = picture;
        let caption = self.titles.remove(&span.range().start);
        Block {
            id: self.node(),
            kind: BlockKind::Figure(Figure { image, caption }),
            attributes,
            span,
        }
    }

    /// A picture without a title is captioned by its alternative text, as pandoc and Quarto have it.
    fn caption_of_words(&mut self, block: &mut Block) {
        let span = block.span;
        let BlockKind::Figure(figure) = &mut block.kind else {
            return;
        };
        if figure.caption.is_none() && !figure.image.alt.is_empty() {
            let kind = InlineKind::Text(figure.image.alt.clone());
            let id = self.node();
            figure.caption = Some(vec![Inline { id, kind, span }]);
        }
    }
}

/// A picture of a line, with what its author said of it.
struct Picture {
    image: Image,
    attributes: Attributes,
    span: Span,
}

/// The pictures of a paragraph that holds nothing else.
fn pictures(content: &[Inline]) -> Option<Vec<Picture>> {
    let mut content = content.to_vec();
    trim(&mut content);
    let is_space = |inline: &Inline| match &inline.kind {
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Text(words) => words.trim().is_empty(),
        _ => false,
    };
    let found: Option<Vec<Picture>> = content
        .iter()
        .filter(|inline| !is_space(inline))
        .map(|inline| {
            let (image, attributes) = lone_image(std::slice::from_ref(inline))?;
            Some(Picture {
                image,
                attributes,
                span: inline.span,
            })
        })
        .collect();
    found.filter(|found| !found.is_empty())
}

/// Takes the class that says how many stand in a row.
fn take_columns(attributes: &mut Attributes) -> Option<usize> {
    let said = |class: &String| class.strip_prefix(COLUMNS)?.parse().ok();
    let columns = attributes.classes.iter().find_map(said);
    attributes
        .classes
        .retain(|class| !class.starts_with(COLUMNS));
    columns
}
