//! Raw HTML read as meaning: tags in, frames opened and closed out.
//!
//! What is unknown or unsafe is dropped with a warning and its words are kept, save those of scripts
//! and styles. Comments are dropped in silence.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

use super::attributes::{self, Written};
use super::builder::{Builder, Opening};
use super::frame::{Content, Kind, Origin, PictureSource};
use super::page_breaks;
use super::picture_title::TitlePlace;
use super::run::{Run, Search, Writing};
use super::tag::{self, Meaning, Tag, text};
use crate::diag::{Code, isolate};
use crate::model::{Attributes, Block, BlockKind, InlineKind, PageBreak};
use crate::source::Span;

/// The lines of an HTML block, with the way back to the source.
#[derive(Debug, Default)]
pub(super) struct Gathered(Run);

impl Gathered {
    /// Adds a line.
    pub(super) fn push(&mut self, text: &str, range: Range<usize>) {
        let writing = if range.len() == text.len() {
            Writing::Plain
        } else {
            Writing::Encoded
        };
        self.0.push(text, range, writing);
    }
}

impl Builder<'_> {
    /// Reads a tag or comment within a line.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let mut run = Run::default();
        let writing = if range.len() == html.len() {
            Writing::Plain
        } else {
            Writing::Encoded
        };
        run.push(html, range, writing);
        self.tokens(&run);
    }

    /// Reads the lines of a block.
    pub(super) fn html_block(&mut self, gathered: &Gathered) {
        self.tokens(&gathered.0);
        if self.content() == Content::Mixed {
            self.flush_words();
        }
    }

    fn tokens(&mut self, html: &Run) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let tokenizer = Tokenizer::new_with_emitter(html.text(), emitter);
        let length = html.text().len();
        let clamp = |span: html5gum::Span<usize>| span.start.min(length)..span.end.min(length);
        for token in tokenizer.flatten() {
            match token {
                Token::StartTag(tag) => {
                    let range = html.source(clamp(tag.span));
                    self.start_tag(&Tag::new(tag, range));
                }
                Token::EndTag(tag) => self.end_tag(&text(&tag.name), html.source(clamp(tag.span))),
                Token::String(words) => {
                    self.html_words(html, &text(&words.value), clamp(words.span))
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }

    /// Sets the words between tags; space is collapsed (HTML), save in `<pre>`.
    fn html_words(&mut self, html: &Run, words: &str, range: Range<usize>) {
        self.flush_run();
        if self.dropping > 0 {
            return;
        }
        let preformatted = self
            .stack
            .iter()
            .any(|frame| matches!(frame.kind, Kind::Preformatted));
        let mut run = Run::default();
        if preformatted {
            run.push(words, html.source(range), Writing::Encoded);
            self.run = run;
            return self.flush_run();
        }
        collapse(&mut run, html, words, range);
        let top = self.top();
        let begins = top
            .inlines
            .last()
            .is_none_or(|last| matches!(last.kind, InlineKind::LineBreak));
        let outer = self.content() != Content::Phrasing;
        if run.text().trim().is_empty() && (begins || self.content() == Content::Structure) {
            return;
        }
        if begins && outer {
            run = run.without_leading_space();
        }
        self.set_run(
            &run,
            Search::Html {
                keys: self.source.keys,
            },
        );
    }

    fn start_tag(&mut self, tag: &Tag) {
        self.close_implied(&tag.name);
        if self.is_crowded(tag.range.start) {
            return;
        }
        let written = self.read_attributes(tag);
        match tag::meaning(tag, self.source.direction) {
            Meaning::Open(kind) => self.open_tag(kind, written.attributes, tag),
            Meaning::Void => self.void(tag, written),
            Meaning::Anchor => self.anchor(tag, written.attributes),
            Meaning::Picture => {
                let span = Span::new(self.source.file, tag.range.clone());
                self.html_image(tag, written, span);
            }
            Meaning::Ignored => {}
            Meaning::Dropped => {
                self.report_dropped(&tag.name, tag.range.start, "and what is in it is left out");
                self.open_tag(Kind::Dropped, Attributes::default(), tag);
            }
            Meaning::Unknown => {
                self.report_dropped(
                    &tag.name,
                    tag.range.start,
                    "is not read; its words are kept",
                );
                if !tag::is_void(&tag.name) {
                    let content = self.content();
                    let mixed = if content == Content::Structure {
                        Content::Mixed
                    } else {
                        content
                    };
                    self.open_tag(Kind::Transparent(mixed), Attributes::default(), tag);
                }
            }
        }
    }

    fn open_tag(&mut self, kind: Kind, attributes: Attributes, tag: &Tag) {
        let origin = Origin::Html(tag.name.clone());
        self.open(Opening {
            kind,
            origin,
            attributes,
            start: tag.range.start,
        });
        if tag.name == "q" {
            let mark = self.language().quotes()[0].0;
            self.quote_mark(mark, tag.range.clone());
        }
        if tag.self_closing {
            self.close_top(tag.range.end);
        }
    }

    fn quote_mark(&mut self, mark: &str, range: Range<usize>) {
        let span = Span::new(self.source.file, range);
        self.push_inline(InlineKind::Text(mark.to_owned()), span);
    }

    fn void(&mut self, tag: &Tag, written: Written) {
        let span = Span::new(self.source.file, tag.range.clone());
        match tag.name.as_str() {
            "img" => self.html_image(tag, written, span),
            "wbr" => self.push_inline(InlineKind::Text(ZERO_WIDTH_SPACE.to_string()), span),
            "input" => {
                let mark = if tag.get("checked").is_some() {
                    "☑"
                } else {
                    "☐"
                };
                self.push_inline(InlineKind::Text(mark.to_owned()), span);
            }
            "hr" if self.content() != Content::Phrasing => {
                let id = self.node();
                self.push_block(Block {
                    id,
                    kind: BlockKind::Break,
                    attributes: written.attributes,
                    span,
                });
            }
            _ => self.push_inline(InlineKind::LineBreak, span),
        }
    }

    fn html_image(&mut self, tag: &Tag, written: Written, span: Span) {
        let alt = tag.get("alt");
        let title = tag.get("title").unwrap_or("");
        let place = TitlePlace::in_tag(self.source.text, tag, title);
        let caption = self.read_title(title, place);
        let picture = PictureSource {
            destination: tag.source().to_owned(),
            alt: alt.unwrap_or("").trim().to_owned(),
            width: written.width,
            attributes: written.attributes,
            decorative: alt == Some(""),
        };
        self.push_picture(picture, span);
        self.title_of_picture(caption, span);
    }

    /// `<a>` is a link, or a place that links lead to.
    fn anchor(&mut self, tag: &Tag, mut attributes: Attributes) {
        attributes.id = attributes.id.or_else(|| tag.get("name").map(str::to_owned));
        let kind = match tag.get("href") {
            Some(href) => {
                let span = Span::new(self.source.file, tag.range.clone());
                Kind::Link(self.target(href, span))
            }
            None => Kind::Span,
        };
        self.open_tag(kind, attributes, tag);
    }

    /// Closes what the start of this element ends without an end tag (HTML 13.1.2.4).
    fn close_implied(&mut self, name: &str) {
        let ended: &[&str] = match name {
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "tr" => &["td", "th", "tr", "caption"],
            "td" | "th" => &["td", "th"],
            "thead" | "tbody" | "tfoot" => {
                &["td", "th", "tr", "thead", "tbody", "tfoot", "caption"]
            }
            _ => return,
        };
        let mut outermost = None;
        for (at, frame) in self.stack.iter().enumerate().rev() {
            let Origin::Html(open) = &frame.origin else {
                break;
            };
            if ended.contains(&open.as_str()) {
                outermost = Some(at);
            } else if frame.kind.content() == Content::Structure
                && !matches!(frame.kind, Kind::Row(..))
            {
                break;
            }
        }
        if let Some(at) = outermost {
            self.close_to(at);
        }
    }

    fn end_tag(&mut self, name: &str, range: Range<usize>) {
        let above = self
            .stack
            .iter()
            .rev()
            .take_while(|frame| matches!(frame.origin, Origin::Html(_)));
        let found = above
            .enumerate()
            .find(|(_, frame)| frame.origin == Origin::Html(name.to_owned()));
        let Some((depth, _)) = found else {
            if !matches!(name, "p" | "br") && !tag::is_void(name) && !self.has_been_too_deep() {
                self.report_stray(name, range);
            }
            return;
        };
        let index = self.stack.len() - 1 - depth;
        self.close_to(index + 1);
        if name == "q" {
            let mark = self.language().quotes()[0].1;
            self.quote_mark(mark, range.clone());
        }
        self.close_top(range.end);
    }

    fn report_stray(&mut self, name: &str, range: Range<usize>) {
        let span = Span::new(self.source.file, range);
        let message = format!("{} closes nothing", isolate(&format!("</{name}>")));
        self.sink
            .warn(Code::DroppedHtml, span, message)
            .hint("remove the tag");
    }

    /// What the attributes of a tag say; what cannot be said in a book is reported.
    fn read_attributes(&mut self, tag: &Tag) -> Written {
        let mut written = Written::default();
        for (name, value) in &tag.attributes {
            match name.as_str() {
                "style" => self.read_style(&mut written, value),
                attributes::ON_A_TAG => {
                    written = attributes::parse(value).unwrap_or_default();
                }
                "align" => self.align(&mut written, value),
                "colspan" | "rowspan" => {
                    if value.trim().parse::<usize>().is_err() {
                        written.faults.push(format!("{name}={value}"));
                    }
                }
                name if name.starts_with("on") => {
                    self.report_attribute(tag, name, "is left out: a book runs no scripts");
                }
                name => written.set(name, value),
            }
        }
        let span = Span::new(self.source.file, tag.range.clone());
        self.report_faults(&written.faults, span);
        written
    }

    fn report_attribute(&mut self, tag: &Tag, name: &str, why: &str) {
        let span = Span::new(self.source.file, tag.range.clone());
        let message = format!("the attribute {} {why}", isolate(name));
        self.sink
            .warn(Code::DroppedHtml, span, message)
            .hint("remove the attribute; the rest of the tag is read");
    }

    fn align(&self, written: &mut Written, value: &str) {
        let direction = written
            .attributes
            .direction
            .unwrap_or(self.source.direction);
        match attributes::alignment(value, direction) {
            Some(alignment) => written.attributes.alignment = Some(alignment),
            None => written.faults.push(format!("align={value}")),
        }
    }

    /// Reads direction, alignment and width; how a book looks otherwise is not the text's business.
    fn read_style(&self, written: &mut Written, style: &str) {
        for rule in style.split(';') {
            let Some((name, value)) = rule.split_once(':') else {
                continue;
            };
            match name.trim().to_ascii_lowercase().as_str() {
                "direction" => written.set("dir", value.trim()),
                "text-align" => self.align(written, value),
                "width" => written.set("width", value),
                "page-break-before" | "break-before" if page_breaks::is_forced(value) => {
                    written.attributes.page_break = Some(PageBreak::Before);
                }
                "page-break-after" | "break-after" if page_breaks::is_forced(value) => {
                    written
                        .attributes
                        .classes
                        .push(page_breaks::AFTER.to_owned());
                }
                _ => {}
            }
        }
    }
}

const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// Adds words to a run with every stretch of space as one.
fn collapse(run: &mut Run, html: &Run, words: &str, range: Range<usize>) {
    let verbatim = html.text().get(range.clone()) == Some(words);
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let space = rest.starts_with(is_space);
        let end = rest
            .find(|sign: char| is_space(sign) != space)
            .unwrap_or(rest.len());
        let piece = if space { " " } else { &rest[..end] };
        let place = if verbatim {
            range.start + at..range.start + at + end
        } else {
            range.clone()
        };
        let plain = verbatim && (!space || end == 1);
        let writing = if plain {
            Writing::Plain
        } else {
            Writing::Encoded
        };
        run.push(piece, html.source(place), writing);
        at += end;
    }
}

/// Space as HTML collapses it; a half-space and a no-break space are letters.
fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\n' | '\u{C}' | '\r')
}
