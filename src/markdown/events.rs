//! Events of pulldown-cmark in, calls to the builder out.

use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag,
    TagEnd,
};

use super::attributes::{self, Written, side};
use super::bracket::{self, Bracket};
use super::builder::{Builder, Opening};
use super::fence::{Fence, Head};
use super::frame::{Content, Kind, OpenCell, Origin, Prose, RowPlace, StatementHeading, Wrap};
use super::statement_kinds;
use super::written::Substitution;
use super::{alert, fence, genre, html};
use crate::diag::{Code, isolate};
use crate::locale::Direction;
use crate::model::{
    Alignment, Attributes, Block, BlockKind, Genre, Inline, InlineKind, ListKind, NoteId, Table,
    Target,
};
use crate::source::Span;

/// What of Markdown we read: CommonMark, GFM, and what the README promises beyond.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUBSCRIPT
}

impl Builder<'_> {
    /// Reads a chapter from a byte on; `blanked` is that part of it without fences of colons.
    pub(super) fn read(&mut self, blanked: &str, base: usize, fences: Vec<Fence>) {
        let source = self.source.text;
        let ask = |link: BrokenLink<'_>| answer(source, base, &link);
        let parser = Parser::new_with_broken_link_callback(blanked, options(), Some(ask));
        let mut fences = fences.into_iter().peekable();
        let mut html = html::Gathered::default();
        for (event, range) in parser.into_offset_iter() {
            let range = base + range.start..base + range.end;
            let begins = !matches!(event, Event::End(_));
            while begins
                && fences
                    .peek()
                    .is_some_and(|fence| base + fence.at <= range.start)
            {
                if let Some(fence) = fences.next() {
                    self.fence(fence, base);
                }
            }
            self.event(event, range, &mut html);
        }
        fences.for_each(|fence| self.fence(fence, base));
        self.flush_words();
        self.close_to(1);
        self.flush_words();
    }

    /// Reads a piece of a line as Markdown, into the innermost frame.
    pub(super) fn fragment(&mut self, range: Range<usize>) {
        // A dot before it keeps block syntax (`1.`, `#`) from being read; its byte is skipped.
        let Some(base) = range.start.checked_sub(1) else {
            return;
        };
        let source = self.source.text;
        let text = format!(".{}", &source[range.clone()]);
        let outer = self.skip_until;
        self.skip_until = range.start;
        let ask = |link: BrokenLink<'_>| answer(source, base, &link);
        let parser = Parser::new_with_broken_link_callback(&text, options(), Some(ask));
        let mut html = html::Gathered::default();
        for (event, place) in parser.into_offset_iter() {
            let place = base + place.start..base + place.end;
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                event => self.event(event, place, &mut html),
            }
        }
        self.flush_run();
        self.skip_until = outer;
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>, html: &mut html::Gathered) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.flush_run(),
            Event::Html(text) => html.push(&fence::restored(&text), range),
            Event::End(TagEnd::HtmlBlock) => {
                let gathered = std::mem::take(html);
                self.html_block(&gathered);
            }
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.close_markdown(range.end),
            Event::Text(text) => self.words(&text, range),
            Event::Code(text) => {
                let text = fence::restored(&text).into_owned();
                self.leaf(InlineKind::Code(text), range);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                let text = fence::restored(&text).into_owned();
                self.note_formula(&text, &range);
                self.leaf(InlineKind::Math(text), range);
            }
            Event::InlineHtml(text) => self.inline_html(&fence::restored(&text), range),
            Event::FootnoteReference(label) => {
                let span = Span::new(self.source.file, range);
                self.note_mark(&label, span);
            }
            Event::SoftBreak => self.leaf(InlineKind::SoftBreak, range),
            Event::HardBreak => self.leaf(InlineKind::LineBreak, range),
            Event::Rule => {
                let span = self.span(range);
                let attributes = Attributes::default();
                let id = self.node();
                self.push_block(Block {
                    id,
                    kind: BlockKind::Break,
                    attributes,
                    span,
                });
            }
            Event::TaskListMarker(done) => {
                if let Kind::Item(mark) = &mut self.item_frame().kind {
                    *mark = Some(done);
                }
            }
        }
    }

    /// The frame of the item that a task mark stands in: the innermost, or around its paragraph.
    fn item_frame(&mut self) -> &mut super::frame::Frame {
        let item = self
            .stack
            .iter()
            .rposition(|frame| matches!(frame.kind, Kind::Item(_)))
            .unwrap_or(0);
        &mut self.stack[item]
    }

    /// Remembers what of a formula is not read: its dollars, and at each line that goes on in a quotation or in an item
    /// what the line has of it: the `> ` of `> $a\n> + b$`.
    fn note_formula(&mut self, tex: &str, range: &Range<usize>) {
        let text = self.source.text;
        let written = text.get(range.clone()).unwrap_or_default();
        let dollars = if written.starts_with("$$") { 2 } else { 1 };
        let end = range.end.saturating_sub(dollars);
        let mut at = range.start;
        let mut unread = Vec::new();
        for (nth, line) in tex.split_inclusive('\n').enumerate() {
            // The line is written from the next byte on, up to the end of its line or of the formula.
            let rest = text.get(at..end).unwrap_or_default();
            let length = match line.ends_with('\n') {
                true => rest.find('\n').map_or(rest.len(), |end| end + 1),
                false => rest.len(),
            };
            let before = match nth {
                0 => Some(dollars),
                _ => length.checked_sub(line.len()),
            };
            let start = at + before.unwrap_or(length);
            unread.push(Substitution::new(at..start, 0));
            at += length;
            let source = text.get(start..at).unwrap_or_default();
            if source.trim_end_matches('\n').len() != line.trim_end_matches('\n').len() {
                // In a table `\|` is read as `|`, which ends no cell.
                let escapes = source
                    .match_indices("\\|")
                    .map(|(behind, _)| start + behind);
                unread.extend(escapes.map(|at| Substitution::new(at..at + 1, 0)));
            }
        }
        // What the last line has before its dollars is not read, either.
        unread.push(Substitution::new(at..range.end, 0));
        self.substitutions.extend(unread);
    }

    fn leaf(&mut self, kind: InlineKind, range: Range<usize>) {
        let span = Span::new(self.source.file, range);
        self.push_inline(kind, span);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let start = range.start;
        match &tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::DefinitionListTitle => {
                self.begin_prose(Prose::Block(range.clone()));
            }
            // The words of a tight item stand in no paragraph.
            Tag::Item => self.begin_prose(Prose::Line(range.clone())),
            _ => {}
        }
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { .. } => return self.heading(tag, range),
            Tag::BlockQuote(Some(kind)) => return self.alert(kind, range),
            Tag::BlockQuote(None) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code(info.into_string()),
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(String::new()),
            Tag::List(first) => {
                let kind = first.map_or(ListKind::Bulleted, ListKind::Numbered);
                Kind::List {
                    kind,
                    loose: false,
                    items: Vec::new(),
                }
            }
            Tag::Item => Kind::Item(None),
            Tag::FootnoteDefinition(label) => self.note_definition(&label, range.clone()),
            Tag::DefinitionList => Kind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Definition,
            Tag::Table(columns) => Kind::Table(self.table(&columns)),
            Tag::TableHead => Kind::Row(RowPlace::Head, Vec::new()),
            Tag::TableRow => Kind::Row(RowPlace::Body, Vec::new()),
            Tag::TableCell => Kind::Cell(OpenCell::of(self.row_place())),
            Tag::Emphasis => Kind::Wrap(Wrap::Emphasis),
            Tag::Strong => Kind::Wrap(Wrap::Strong),
            Tag::Strikethrough => Kind::Wrap(Wrap::Strike),
            Tag::Superscript => Kind::Wrap(Wrap::Superscript),
            Tag::Subscript => Kind::Wrap(Wrap::Subscript),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => return self.link(link_type, &dest_url, range),
            Tag::Image {
                dest_url, title, ..
            } => Kind::Image {
                destination: dest_url.into_string(),
                title: title.into_string(),
            },
            Tag::HtmlBlock | Tag::MetadataBlock(_) => Kind::Transparent(Content::Mixed),
        };
        self.open(Opening::markdown(kind, start));
    }

    fn row_place(&mut self) -> RowPlace {
        match self.top().kind {
            Kind::Row(place, _) => place,
            _ => RowPlace::Body,
        }
    }

    fn table(&self, columns: &[pulldown_cmark::Alignment]) -> Table {
        let logical = |column: &pulldown_cmark::Alignment| match column {
            pulldown_cmark::Alignment::None => None,
            pulldown_cmark::Alignment::Left => Some(side(self.source.direction, Direction::Ltr)),
            pulldown_cmark::Alignment::Center => Some(Alignment::Center),
            pulldown_cmark::Alignment::Right => Some(side(self.source.direction, Direction::Rtl)),
        };
        let columns = columns.iter().map(logical).collect();
        Table {
            columns,
            head: Vec::new(),
            body: Vec::new(),
            caption: None,
        }
    }

    fn heading(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } = tag
        else {
            return;
        };
        let mut written = Written::default();
        written.attributes.id = id.map(CowStr::into_string);
        written.attributes.classes = classes.into_iter().map(CowStr::into_string).collect();
        for (key, value) in attrs {
            match value {
                Some(value) => written.set(&key, value.trim_matches(['"', '\''])),
                // `{-}` is pandoc's short form.
                None if *key == *"-" => written.attributes.classes.push("unnumbered".to_owned()),
                None => written.attributes.keep |= *key == *"keep",
            }
        }
        let span = self.span(range.clone());
        self.report_faults(&written.faults, span);
        // In `# سفر به [کرمان]{.index}` the braces are those of the last word, though they end the line.
        let line = self.source.text.get(range.clone()).unwrap_or_default();
        let braces = line.rfind('{').unwrap_or_default();
        match line[..braces].ends_with(']') {
            true => written.attributes = Attributes::default(),
            false => written.give_mark(),
        }
        let opening = Opening::markdown(Kind::Heading(level as u8), range.start);
        self.open(Opening {
            attributes: written.attributes,
            ..opening
        });
    }

    fn alert(&mut self, kind: BlockQuoteKind, range: Range<usize>) {
        let name = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let attributes = Attributes {
            classes: vec![name.to_owned()],
            ..Attributes::default()
        };
        let kind = Kind::Aside(self.alert_title(name, range.start));
        self.open(Opening {
            attributes,
            ..Opening::markdown(kind, range.start)
        });
    }

    fn alert_title(&mut self, name: &str, at: usize) -> Vec<Inline> {
        let words = alert::title(name, self.language());
        let span = Span::new(self.source.file, at..at);
        let id = self.node();
        words
            .map(|words| Inline {
                id,
                kind: InlineKind::Text(words.to_owned()),
                span,
            })
            .into_iter()
            .collect()
    }

    fn fence(&mut self, fence: Fence, base: usize) {
        let start = base + fence.at;
        let span = Span::new(self.source.file, start..start + fence.length);
        if let Some(head) = fence.opens {
            return self.open_box(head, start..start + fence.length, base);
        }
        let inner = self
            .stack
            .iter()
            .rposition(|frame| !matches!(frame.origin, Origin::Html(_)));
        match inner {
            Some(at) if self.stack[at].origin == Origin::Fence => {
                self.close_to(at + 1);
                self.close_top(start + fence.length);
            }
            _ if self.spent_fences > 0 => self.spent_fences -= 1,
            _ => {
                let message = format!("{} closes nothing", isolate(":::"));
                self.sink
                    .warn(Code::DroppedHtml, span, message)
                    .hint("remove the line");
            }
        }
    }

    /// Opens a box, or a plain division where it has neither a known kind nor a title.
    fn open_box(&mut self, head: Head, line: Range<usize>, base: usize) {
        let start = line.start;
        if self.is_crowded(start) {
            self.spent_fences += 1;
            return;
        }
        let span = Span::new(self.source.file, line);
        self.report_faults(&head.written.faults, span);
        self.check_box(&head, base);
        let genre = genre::kind(head.kind());
        let stated = statement_kinds::kind(head.kind(), &head.written.attributes);
        let known = alert::is_known(head.kind()) || genre::is_sidebar(head.kind());
        let given = head.title.is_some() || head.written.title.is_some();
        let name = head.written.name.as_ref().filter(|_| stated.is_some());
        let title = match (&head.title, head.written.title.as_ref().or(name)) {
            (Some(title), _) => self.box_title(base + title.start..base + title.end),
            (None, Some(words)) => {
                let id = self.node();
                let kind = InlineKind::Text(words.clone());
                let filled = !words.trim().is_empty();
                filled
                    .then_some(Inline { id, kind, span })
                    .into_iter()
                    .collect()
            }
            (None, None) if stated.is_some() || genre.is_some() => Vec::new(),
            (None, None) => self.alert_title(head.kind(), start),
        };
        if let Some(genre) = genre {
            return self.open_form(genre, title, head.written.attributes, span);
        }
        let kind = if let Some(kind) = stated {
            Kind::Statement(StatementHeading { kind, title })
        } else if known || given {
            Kind::Aside(title)
        } else {
            Kind::Division
        };
        self.open(Opening {
            kind,
            origin: Origin::Fence,
            attributes: head.written.attributes,
            start,
        });
    }

    /// Opens a play, a letter or an epigraph.
    fn open_form(&mut self, genre: Genre, title: Vec<Inline>, attributes: Attributes, line: Span) {
        let mut attributes = attributes;
        if let Some(name) = attributes.classes.first_mut() {
            *name = genre.class().to_owned();
        }
        self.open(Opening {
            kind: Kind::Division,
            origin: Origin::Fence,
            attributes,
            start: line.range().start,
        });
        self.form_title(title, line);
    }

    /// Reads the title of a box as Markdown.
    fn box_title(&mut self, range: Range<usize>) -> Vec<Inline> {
        self.open(Opening::markdown(Kind::Caption, range.start));
        self.fragment(range);
        self.flush_run();
        let frame = self.stack.pop();
        frame.map(|frame| frame.inlines).unwrap_or_default()
    }

    fn note_definition(&mut self, label: &str, range: Range<usize>) -> Kind {
        let span = self.span(range.start..range.start + label.len() + 3);
        let index = self.note(label, span);
        if self.definitions[index].is_some() {
            let message = format!("the note {} is defined twice", isolate(label));
            let found = self.sink.warn(Code::DuplicateKey, span, message);
            found.hint("both are set as one note; give the second a label of its own");
        } else {
            self.definitions[index] = Some(span);
        }
        Kind::Note(NoteId::new(self.source.id, index))
    }

    fn link(&mut self, kind: LinkType, destination: &str, range: Range<usize>) {
        let start = range.start;
        let unknown = matches!(
            kind,
            LinkType::ShortcutUnknown | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown
        );
        if unknown {
            return self.bracket(range);
        }
        let span = self.span(range);
        let target = match kind {
            LinkType::Email => Target::External(format!("mailto:{destination}")),
            _ => self.target(destination, span),
        };
        self.open(Opening::markdown(Kind::Link(target), start));
        self.top().verbatim = matches!(kind, LinkType::Autolink | LinkType::Email);
    }

    /// Brackets that [`answer`] has claimed.
    fn bracket(&mut self, range: Range<usize>) {
        let meaning = bracket::classify(self.source.text, &range);
        match meaning {
            Some(Bracket::Citation) => self.citations_of(range.clone()),
            Some(Bracket::Locator) => self.locate(range.clone()),
            Some(Bracket::Span) | None => {
                let braces = self.source.text.get(range.end..).unwrap_or("");
                let braces = attributes::parse(braces).unwrap_or_default();
                let opening = Opening::markdown(Kind::Span, range.start);
                return self.open(Opening {
                    attributes: braces.attributes,
                    ..opening
                });
            }
        }
        self.open(Opening::markdown(Kind::Dropped, range.start));
    }
}

/// Claims brackets that mean something to us.
fn answer<'t>(
    source: &str,
    base: usize,
    link: &BrokenLink<'_>,
) -> Option<(CowStr<'t>, CowStr<'t>)> {
    let range = base + link.span.start..base + link.span.end;
    bracket::classify(source, &range).map(|_| (CowStr::Borrowed(""), CowStr::Borrowed("")))
}
