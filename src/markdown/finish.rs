//! What a container becomes when it closes: a frame in, a node in the frame around it out.

use super::attributes;
use super::builder::{Builder, FigureWords};
use super::caption;
use super::frame::{Frame, Kind, Origin, PictureSource, trim};
use super::missing;
use super::picture_title::TitlePlace;
use super::unread::is_of_figures;
use crate::model::{
    Attributes, Block, BlockKind, Code, DefinitionItem, Genre, Inline, InlineKind, LIST_MARK,
    ListItem, ListKind, Target, plain_text,
};
use crate::source::Span;

impl Builder<'_> {
    /// Adds a closed division: pictures side by side, a form with its parts, or what it holds as it stands.
    fn finish_division(&mut self, mut frame: Frame, span: Span) {
        let blocks = std::mem::take(&mut frame.blocks);
        let kind = self.panels(blocks, &mut frame.attributes);
        let kind = kind.unwrap_or_else(|mut blocks| {
            hand_place_down(&frame.attributes, &mut blocks);
            BlockKind::Division(match Genre::of(&frame.attributes) {
                Some(genre) => self.parts_of(genre, blocks),
                None => {
                    let blocks = self.arranged(blocks, &mut frame.attributes, &frame.origin);
                    self.parallel(blocks, &mut frame.attributes, span)
                }
            })
        });
        self.block(kind, frame, span);
    }

    /// Turns a closed frame into what it means.
    pub(super) fn finish(&mut self, mut frame: Frame, end: usize) {
        let span = self.span(frame.start..end);
        let kind = std::mem::replace(&mut frame.kind, Kind::Root);
        match kind {
            Kind::Root | Kind::Transparent(_) => self.spill(frame),
            Kind::Quote => self.block(BlockKind::Quote(take_blocks(&mut frame)), frame, span),
            Kind::Division => self.finish_division(frame, span),
            Kind::Aside(title) => {
                let blocks = take_blocks(&mut frame);
                self.block(BlockKind::Aside { title, blocks }, frame, span);
            }
            Kind::Statement(heading) => self.finish_statement(frame, heading, span),
            Kind::Note(id) => {
                let note = &mut self.notes[id.index as usize];
                note.blocks.extend(take_blocks(&mut frame));
                note.span = span;
            }
            Kind::Item(done) => self.finish_item(frame, done, span),
            Kind::Definition => self.finish_definition(frame),
            Kind::Figure(caption) => self.finish_figure(frame, caption, span),
            Kind::List { kind, loose, items } => {
                let list = List { kind, loose, items };
                self.finish_list(list, frame, span);
            }
            Kind::Definitions(items) => self.finish_definitions(items, frame, span),
            Kind::Table(table) => self.finish_table(table, frame, span),
            Kind::Rows(place, rows) => rows.into_iter().for_each(|row| self.add_row(place, row)),
            Kind::Row(place, cells) => self.finish_row(frame, place, cells),
            Kind::Cell(opened) => self.finish_cell(frame, opened, span),
            Kind::Paragraph => self.finish_paragraph(frame, span),
            Kind::Heading(level) => {
                trim(&mut frame.inlines);
                missing::leave_out(&mut frame.inlines);
                let id = take_bracketed_id(&mut frame.inlines);
                frame.attributes.id = frame.attributes.id.take().or(id);
                let content = std::mem::take(&mut frame.inlines);
                self.block(BlockKind::Heading { level, content }, frame, span);
            }
            Kind::Term => self.finish_term(frame),
            Kind::Caption | Kind::Summary => self.finish_caption(frame, span),
            Kind::Code(info) => self.finish_code(&info, frame, span),
            Kind::Preformatted => self.finish_preformatted(frame, span),
            Kind::Wrap(wrap) => self.push_inline(wrap.around(frame.inlines), span),
            Kind::Link(Target::Local(written)) if frame.inlines.is_empty() => {
                self.finish_reference(&written, frame, end);
            }
            Kind::Link(target) => {
                if frame.origin == Origin::Markdown && self.skip_until <= end {
                    let written = self.take_braces_in_text(end);
                    caption::add(&mut frame.attributes, written.attributes);
                }
                let kind = InlineKind::Link {
                    target,
                    content: frame.inlines,
                };
                let id = self.node();
                let inline = Inline { id, kind, span };
                let kind = with_attributes(inline, frame.attributes);
                self.push_inline(kind, span);
            }
            Kind::Image { destination, title } => {
                self.finish_image(&frame, destination, &title, end);
            }
            Kind::Span => {
                if frame.origin == Origin::Markdown {
                    // Not sooner: what stands between the brackets would be passed over, too.
                    self.take_braces(end);
                }
                let kind = InlineKind::Span {
                    attributes: frame.attributes,
                    content: frame.inlines,
                };
                self.push_inline(kind, span);
            }
            Kind::Dropped => self.dropping -= 1,
        }
    }

    fn finish_paragraph(&mut self, mut frame: Frame, span: Span) {
        let kind = BlockKind::Paragraph(std::mem::take(&mut frame.inlines));
        let attributes = frame.attributes;
        self.top().caption = frame.caption.take();
        let id = self.node();
        self.place_paragraph(Block {
            id,
            kind,
            attributes,
            span,
        });
    }

    fn finish_preformatted(&mut self, frame: Frame, span: Span) {
        let mut text = plain_text(&frame.inlines);
        text = text.strip_prefix('\n').unwrap_or(&text).to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let code = Code {
            text,
            ..Code::default()
        };
        self.block(BlockKind::Code(code), frame, span);
    }

    fn block(&mut self, kind: BlockKind, frame: Frame, span: Span) {
        let id = self.node();
        self.push_block(Block {
            id,
            kind,
            attributes: frame.attributes,
            span,
        });
    }

    /// Adds a structure, and before it what strayed into it.
    pub(super) fn structure(&mut self, kind: BlockKind, mut frame: Frame, span: Span) {
        self.spill_strays(&mut frame);
        self.block(kind, frame, span);
    }

    pub(super) fn spill_strays(&mut self, frame: &mut Frame) {
        for block in std::mem::take(&mut frame.blocks) {
            self.push_block(block);
        }
        let mut inlines = std::mem::take(&mut frame.inlines);
        trim(&mut inlines);
        if let (Some(first), Some(last)) = (inlines.first(), inlines.last()) {
            let span = Span {
                end: last.span.end,
                ..first.span
            };
            let kind = BlockKind::Paragraph(inlines);
            let id = self.node();
            self.push_block(Block {
                id,
                kind,
                attributes: Attributes::default(),
                span,
            });
        }
    }

    /// Hands the content to the frame around.
    fn spill(&mut self, frame: Frame) {
        for block in frame.blocks {
            self.push_block(block);
        }
        let caption = frame.caption;
        let top = self.top();
        if top.inlines.is_empty() {
            top.inlines = frame.inlines;
        } else {
            top.inlines.extend(frame.inlines);
        }
        top.caption = caption.or(top.caption.take());
    }

    fn finish_item(&mut self, mut frame: Frame, done: Option<bool>, span: Span) {
        let mut blocks = take_blocks(&mut frame);
        let id = self.node();
        match &mut self.top().kind {
            Kind::List { items, .. } => items.push(ListItem {
                id,
                done,
                mark: take_mark(&mut blocks),
                blocks,
                span,
            }),
            _ => blocks.into_iter().for_each(|block| self.push_block(block)),
        }
    }

    fn finish_list(&mut self, list: List, mut frame: Frame, span: Span) {
        let List { kind, loose, items } = list;
        self.spill_strays(&mut frame);
        if !items.is_empty() {
            self.block(
                BlockKind::List {
                    kind,
                    tight: !loose,
                    items,
                },
                frame,
                span,
            );
        }
    }

    fn finish_term(&mut self, frame: Frame) {
        let mut inlines = frame.inlines;
        trim(&mut inlines);
        match &mut self.top().kind {
            Kind::Definitions(items) => match items.last_mut() {
                Some(item) if item.definitions.is_empty() => item.terms.push(inlines),
                _ => items.push(DefinitionItem {
                    terms: vec![inlines],
                    definitions: Vec::new(),
                }),
            },
            _ => self.top().inlines.extend(inlines),
        }
    }

    /// A list of definitions has a term and a definition in every item (HTML, 4.4.9); what has only one of them
    /// is text, and stays in its place.
    fn finish_definitions(&mut self, items: Vec<DefinitionItem>, mut frame: Frame, span: Span) {
        self.spill_strays(&mut frame);
        let whole = |item: &DefinitionItem| !item.terms.is_empty() && !item.definitions.is_empty();
        let mut attributes = Some(std::mem::take(&mut frame.attributes));
        let mut whole_items = Vec::new();
        for item in items {
            if whole(&item) {
                whole_items.push(item);
                continue;
            }
            self.push_definitions(std::mem::take(&mut whole_items), &mut attributes, span);
            let DefinitionItem { terms, definitions } = item;
            for words in terms.into_iter().filter(|words| !words.is_empty()) {
                let id = self.node();
                self.place_paragraph(Block {
                    id,
                    kind: BlockKind::Paragraph(words),
                    attributes: Attributes::default(),
                    span,
                });
            }
            for block in definitions.into_iter().flatten() {
                self.push_block(block);
            }
        }
        self.push_definitions(whole_items, &mut attributes, span);
    }

    fn push_definitions(
        &mut self,
        items: Vec<DefinitionItem>,
        attributes: &mut Option<Attributes>,
        span: Span,
    ) {
        if !items.is_empty() {
            let id = self.node();
            self.push_block(Block {
                id,
                kind: BlockKind::Definitions(items),
                attributes: attributes.take().unwrap_or_default(),
                span,
            });
        }
    }

    fn finish_definition(&mut self, mut frame: Frame) {
        let blocks = take_blocks(&mut frame);
        match &mut self.top().kind {
            Kind::Definitions(items) => match items.last_mut() {
                Some(item) => item.definitions.push(blocks),
                None => items.push(DefinitionItem {
                    terms: Vec::new(),
                    definitions: vec![blocks],
                }),
            },
            _ => blocks.into_iter().for_each(|block| self.push_block(block)),
        }
    }

    fn finish_caption(&mut self, frame: Frame, span: Span) {
        let mut words = frame.inlines;
        trim(&mut words);
        let id = self.node();
        match &mut self.top().kind {
            Kind::Figure(caption) => *caption = Some(words),
            Kind::Table(table) => table.caption = Some(words),
            Kind::Aside(title) => *title = words,
            _ => {
                let kind = BlockKind::Paragraph(words);
                self.place_paragraph(Block {
                    id,
                    kind,
                    attributes: frame.attributes,
                    span,
                });
            }
        }
    }

    /// A figure is one picture or one table; anything else is a division with its caption as text.
    fn finish_figure(&mut self, mut frame: Frame, caption: Option<Vec<Inline>>, span: Span) {
        let mut blocks = take_blocks(&mut frame);
        if let [only] = blocks.as_mut_slice() {
            let place = match &mut only.kind {
                BlockKind::Figure(figure) => Some(&mut figure.caption),
                BlockKind::Table(table) => Some(&mut table.caption),
                _ => None,
            };
            if let Some(place) = place {
                *place = caption.or(place.take());
                only.span = span;
                caption::add(&mut only.attributes, frame.attributes);
                return blocks.into_iter().for_each(|block| self.push_block(block));
            }
        }
        if let Some(words) = caption {
            let attributes = Attributes {
                classes: vec!["caption".to_owned()],
                ..Attributes::default()
            };
            blocks.push(Block {
                id: self.node(),
                kind: BlockKind::Paragraph(words),
                attributes,
                span,
            });
        }
        self.block(BlockKind::Division(blocks), frame, span);
    }

    fn finish_image(&mut self, frame: &Frame, destination: String, title: &str, end: usize) {
        let place = TitlePlace::at_end(self.source.text, frame.start..end, title);
        let caption = self.read_title(title, place);
        let end = self.end_of_picture(frame.start, end);
        let braces = self.take_braces(end);
        let words = plain_text(&frame.inlines).trim().to_owned();
        let in_brackets = self.source.figures == FigureWords::Caption && !words.is_empty();
        let caption = caption.or_else(|| in_brackets.then(|| frame.inlines.clone()));
        let picture = PictureSource {
            destination,
            alt: braces.alt.unwrap_or(words),
            width: braces.width,
            attributes: braces.attributes,
            decorative: false,
        };
        let span = self.span(frame.start..end + braces.length);
        self.push_picture(picture, span);
        self.title_of_picture(caption, span);
    }

    /// Keeps the title of a picture: the caption of one that stands alone, or of a part of a figure.
    pub(super) fn title_of_picture(&mut self, title: Option<Vec<Inline>>, picture: Span) {
        if let Some(title) = &title {
            self.titles.insert(picture.range().start, title.clone());
        }
        self.top().caption = title;
    }

    /// Where the braces of a picture begin: behind a space, too, where nothing else stands on its line.
    fn end_of_picture(&self, start: usize, end: usize) -> usize {
        let text = self.source.text;
        // A line of ten thousand pictures is not read from each of them.
        let before = text[..start].trim_end_matches([' ', '\t', '>']);
        if !(before.is_empty() || before.ends_with('\n')) {
            return end;
        }
        let line = text[end..].lines().next().unwrap_or_default();
        let braces = line.trim_start_matches([' ', '\t']);
        let alone = attributes::parse(braces)
            .is_some_and(|written| braces[written.length..].trim().is_empty());
        match alone {
            true => end + line.len() - braces.len(),
            false => end,
        }
    }
}

/// Takes the mark of an item, which the dialects put before its words.
fn take_mark(blocks: &mut [Block]) -> Option<String> {
    let Some(BlockKind::Paragraph(words)) = blocks.first_mut().map(|block| &mut block.kind) else {
        return None;
    };
    let InlineKind::Span {
        attributes,
        content,
    } = &words.first()?.kind
    else {
        return None;
    };
    if !attributes.classes.iter().any(|class| class == LIST_MARK) {
        return None;
    }
    let mark = plain_text(content);
    words.remove(0);
    if let Some(InlineKind::Text(text)) = words.first_mut().map(|word| &mut word.kind) {
        *text = text.trim_start().into();
    }
    Some(mark)
}

/// A division that asks for a page of another kind asks for its figures and tables: `::: {.landscape}`.
fn hand_place_down(attributes: &Attributes, blocks: &mut [Block]) {
    // `.page` may be the box that a site puts around everything.
    let Some(class) = attributes.classes.iter().find(|class| is_of_figures(class)) else {
        return;
    };
    for block in blocks
        .iter_mut()
        .filter(|block| block.kind.is_figure_or_table())
    {
        block.attributes.classes.push(class.clone());
    }
}

/// Takes the `[#name]` that a heading ends with: its id, as some courses write it.
fn take_bracketed_id(content: &mut Vec<Inline>) -> Option<String> {
    let Some(Inline {
        kind: InlineKind::Text(words),
        ..
    }) = content.last_mut()
    else {
        return None;
    };
    let at = words.rfind("[#")?;
    let id = words[at + 2..].trim_end().strip_suffix(']')?;
    let plain = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
    let id = (!id.is_empty() && id.chars().all(plain)).then(|| id.to_owned())?;
    words.truncate(at);
    trim(content);
    Some(id)
}

/// A list that is closed.
struct List {
    kind: ListKind,
    loose: bool,
    items: Vec<ListItem>,
}

fn take_blocks(frame: &mut Frame) -> Vec<Block> {
    std::mem::take(&mut frame.blocks)
}

/// An inline with a name or a language gets a span around it.
fn with_attributes(inline: Inline, attributes: Attributes) -> InlineKind {
    if attributes == Attributes::default() {
        return inline.kind;
    }
    InlineKind::Span {
        attributes,
        content: vec![inline],
    }
}
