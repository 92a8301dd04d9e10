//! Writes blocks as flow content.

use super::content::{Voice, Writer};
use super::xml::Tag;
use crate::locale::{Direction, Language, is_mark};
use crate::model::{
    Attributes, Block, BlockKind, DefinitionItem, Figure, Genre, Inline, ListItem, ListKind,
    NodeId, Verse, VerseForm, VerseLine, VerseRole, plain_text,
};
use crate::resolve::BlockLabel;

/// A box that is done, in front of an item of a task list.
const DONE: &str = "\u{2611}";
/// A box that is empty.
const OPEN: &str = "\u{2610}";

/// A heading of the text.
struct Heading<'a> {
    /// 1 to 6, as the author wrote it.
    level: u8,
    /// What stands above a chapter's title.
    label: Option<&'a str>,
    /// The number before the words.
    number: Option<&'a str>,
    content: &'a [Inline],
}

impl Writer<'_, '_> {
    /// Writes a block.
    pub(super) fn block(&mut self, block: &Block) {
        let attributes = &self.block_attributes(block);
        self.begin(block.id);
        if !has_words(&block.kind) {
            self.settle_pages();
        }
        match &block.kind {
            BlockKind::Heading { level, content } => {
                let book = self.plan.binding.book;
                let heading = Heading {
                    level: *level,
                    label: book.chapter_label(block.id),
                    number: book.heading_number(block.id),
                    content,
                };
                self.heading(&heading, attributes);
            }
            BlockKind::Paragraph(content) => self.paragraph("p", attributes, content),
            BlockKind::List { kind, tight, items } => {
                let list = List {
                    kind: *kind,
                    tight: *tight,
                    items,
                };
                self.list(attributes, &list);
            }
            BlockKind::Definitions(items) => self.definitions(attributes, items),
            BlockKind::Quote(blocks) => self.container("blockquote", "", attributes, blocks),
            BlockKind::Division(blocks) => self.division(attributes, blocks),
            BlockKind::Verse(verse) => self.verse(attributes, verse),
            BlockKind::Code(code) => self.code(block.id, attributes, code),
            BlockKind::Table(table) => self.table(block.id, attributes, table),
            BlockKind::Figure(figure) => self.figure(block.id, attributes, figure),
            BlockKind::Panels(panels) => self.panels(block.id, attributes, panels),
            BlockKind::Aside { title, blocks } => self.aside(attributes, title, blocks),
            BlockKind::Statement { title, blocks, .. } => {
                self.statement(block.id, attributes, title, blocks);
            }
            BlockKind::Math(source) => self.displayed_formula(block.id, attributes, source),
            BlockKind::Break => {
                let plain = Voice {
                    direction: self.base,
                    language: None,
                };
                let tag = self.tag("hr", attributes, &plain);
                self.out.empty(&tag);
            }
        }
    }

    /// What the author said about a block, with the id that it has in the book.
    pub(super) fn block_attributes(&self, block: &Block) -> Attributes {
        Attributes {
            id: self.plan.binding.book.id(block.id).map(str::to_owned),
            ..block.attributes.clone()
        }
    }

    fn heading(&mut self, heading: &Heading<'_>, attributes: &Attributes) {
        let content = heading.content;
        let shown = self.plan.binding.book.shown(content);
        if plain_text(&shown).trim().is_empty() {
            return self.empty_heading(attributes, content);
        }
        let name = heading_name(self.ranks.of(heading.level));
        let voice = self.voice(attributes, &self.prose(content));
        // «۱-۲ Getting Started»: the number stands where those of other headings stand, and the title runs its own
        // way behind it.
        let stated = attributes.direction.is_some() || attributes.language.is_some();
        let turned = heading.number.is_some() && !stated && voice.direction != self.base;
        let outer = Voice {
            direction: self.base,
            language: None,
        };
        let around = if turned { &outer } else { &voice };
        let tag = self.tag(name, attributes, around);
        self.out.open(&tag);
        if let Some(label) = heading.label {
            self.chapter_label(label, around.direction);
        }
        if let Some(number) = heading.number {
            self.out
                .element(&Tag::new("span").with("class", "number"), number);
            self.out.text(" ");
        }
        if turned {
            let language = voice.language.as_ref().map(Language::as_str);
            let tag = Tag::new("bdi").language(language);
            self.out.open(&tag.with("dir", voice.direction.as_html()));
        }
        self.inside(voice.direction, |writer| writer.text_run(content));
        if turned {
            self.out.close("bdi");
        }
        self.out.close(name);
    }

    /// The number of a chapter above its title, in the book's language whatever that of the title is.
    fn chapter_label(&mut self, label: &str, around: Direction) {
        self.settle_pages();
        let language = self.plan.language();
        let tag = Tag::new("span").with("class", "chapter-label");
        let other = (language != self.language).then_some(language.as_str());
        let turns = self.plan.direction() != around;
        let side = turns.then(|| self.plan.direction().as_html());
        self.out
            .element(&tag.language(other).maybe("dir", side), label);
        self.out.text(" ");
    }

    /// A heading that says nothing heads nothing: a screen reader would stop at it. Its place stays.
    fn empty_heading(&mut self, attributes: &Attributes, content: &[Inline]) {
        let voice = self.stated_voice(attributes);
        let tag = self.tag("div", attributes, &voice);
        self.out.open(&tag);
        self.text_run(content);
        self.out.close("div");
    }

    /// A division; an epigraph says what it is to screen readers.
    fn division(&mut self, attributes: &Attributes, blocks: &[Block]) {
        let voice = self.stated_voice(attributes);
        let tag = self.tag("div", attributes, &voice);
        let tag = match Genre::of(attributes) {
            Some(Genre::Epigraph) => tag
                .with("epub:type", "epigraph")
                .with("role", "doc-epigraph"),
            Some(Genre::Play | Genre::Letter) | None => tag,
        };
        self.out.open(&tag);
        self.blocks_to_end("div", attributes, voice.direction, blocks);
    }

    /// An element that holds blocks; its side changes only where the author says so.
    fn container(
        &mut self,
        name: &'static str,
        class: &str,
        attributes: &Attributes,
        blocks: &[Block],
    ) {
        let voice = self.stated_voice(attributes);
        let tag = self.classed(name, attributes, &voice, class);
        self.out.open(&tag);
        self.blocks_to_end(name, attributes, voice.direction, blocks);
    }

    /// The blocks of an element that is open, and its end.
    fn blocks_to_end(
        &mut self,
        name: &'static str,
        attributes: &Attributes,
        direction: Direction,
        blocks: &[Block],
    ) {
        self.out.line();
        self.inside_block(attributes, direction, |writer| writer.blocks(blocks));
        self.out.close(name);
    }

    /// The side and language that the author gave, else those around.
    pub(super) fn stated_voice(&self, attributes: &Attributes) -> Voice {
        let said = attributes.language.as_ref().map(Language::direction);
        let direction = attributes.direction.or(said).unwrap_or(self.base);
        Voice {
            direction,
            language: attributes.language,
        }
    }

    fn list(&mut self, attributes: &Attributes, list: &List<'_>) {
        let (name, start) = match list.kind {
            ListKind::Bulleted => ("ul", None),
            ListKind::Numbered(1) => ("ol", None),
            ListKind::Numbered(start) => ("ol", Some(start.to_string())),
        };
        let tasks = list.items.iter().any(|item| item.done.is_some());
        let counter = letters_of(list.items);
        let class = match (tasks, list.items.iter().any(|item| item.mark.is_some())) {
            (true, _) => "tasks",
            (false, true) if counter.is_none() => "marked",
            (false, _) => "",
        };
        // A list keeps the side around it, whatever its items are written in: markers stand there.
        let voice = self.stated_voice(attributes);
        let tag = self.classed(name, attributes, &voice, class);
        let tag = tag.maybe("start", start.as_deref());
        self.out.open(&tag.maybe("type", counter));
        self.out.line();
        self.inside_block(attributes, voice.direction, |writer| {
            list.items
                .iter()
                .for_each(|item| writer.item(item, list, counter));
        });
        self.out.close(name);
    }

    fn item(&mut self, item: &ListItem, list: &List<'_>, counter: Option<&str>) {
        let is_marked = item.done.is_some() || item.mark.is_some() && counter.is_none();
        // What is written before the words would stand on a line of its own above a paragraph.
        let lead = match item.blocks.first() {
            Some(
                first @ Block {
                    kind: BlockKind::Paragraph(content),
                    ..
                },
            ) if list.tight || is_marked => Some((first, content.as_slice())),
            _ => None,
        };
        self.begin(item.id);
        let (attributes, content) = match lead {
            Some((first, content)) => {
                self.begin(first.id);
                (self.block_attributes(first), content)
            }
            None => (Attributes::default(), &[][..]),
        };
        let side = self.stated_voice(&attributes);
        let tag = self.tag("li", &attributes, &side);
        self.out.open(&tag);
        self.settle_pages();
        if let Some(done) = item.done {
            let sign = if done { DONE } else { OPEN };
            self.out
                .element(&Tag::new("span").with("class", "task"), sign);
            self.out.text(" ");
        }
        if let (Some(mark), None) = (&item.mark, counter) {
            self.out.element(
                &Tag::new("span")
                    .with("class", "list-mark")
                    .with("dir", "auto"),
                mark,
            );
            self.out.text(" ");
        }
        self.inside(side.direction, |writer| {
            writer.run_beside_marker(content);
            writer.blocks(&item.blocks[usize::from(lead.is_some())..]);
        });
        self.out.close("li");
        self.out.line();
    }

    /// Words that begin at the marker of their item or at a label, also where they run the other way.
    fn run_beside_marker(&mut self, content: &[Inline]) {
        let voice = self.voice(&Attributes::default(), &self.prose(content));
        if voice.direction == self.base {
            return self.text_run(content);
        }
        self.out.open(&self.turned(Tag::new("bdi"), &voice));
        self.inside(voice.direction, |writer| writer.text_run(content));
        self.out.close("bdi");
    }

    fn definitions(&mut self, attributes: &Attributes, items: &[DefinitionItem]) {
        let voice = self.stated_voice(attributes);
        let is_glossary = attributes.has_class("glossary");
        let tag = self.tag("dl", attributes, &voice);
        let tag = tag.maybe("epub:type", is_glossary.then_some("glossary"));
        self.out.open(&tag);
        self.out.line();
        self.inside(voice.direction, |writer| {
            items.iter().for_each(|item| match is_glossary {
                true => writer.glossary_entry(item),
                false => writer.definition(item),
            });
        });
        self.out.close("dl");
    }

    /// A term of the glossary with its foreign one and what it means.
    fn glossary_entry(&mut self, item: &DefinitionItem) {
        for term in &item.terms {
            let voice = self.voice(&Attributes::default(), &self.prose(term));
            let tag = self.turned(Tag::new("dt").with("epub:type", "glossterm"), &voice);
            self.out.open(&tag);
            self.out.open(&Tag::new("dfn"));
            self.inside(voice.direction, |writer| writer.text_run(term));
            self.out.close("dfn");
            self.out.close("dt");
            self.out.line();
        }
        for blocks in &item.definitions {
            self.out.open(&Tag::new("dd").with("epub:type", "glossdef"));
            self.blocks(blocks);
            self.out.close("dd");
            self.out.line();
        }
    }

    /// HTML knows no term without a definition, nor the other way round: what is not written is empty.
    fn definition(&mut self, item: &DefinitionItem) {
        if item.terms.is_empty() {
            self.out.element(&Tag::new("dt"), "");
        }
        for term in &item.terms {
            self.paragraph("dt", &Attributes::default(), term);
            self.out.line();
        }
        for blocks in &item.definitions {
            self.container("dd", "", &Attributes::default(), blocks);
            self.out.line();
        }
        if item.definitions.is_empty() {
            self.out.element(&Tag::new("dd"), "");
            self.out.line();
        }
    }

    /// Verse: each bayt a line of its own, also where no style sheet is read.
    fn verse(&mut self, attributes: &Attributes, verse: &Verse) {
        let lines = verse
            .stanzas
            .iter()
            .flatten()
            .flat_map(|line| &line.hemistichs);
        let book = self.plan.binding.book;
        let text: String = lines.map(|part| plain_text(&book.shown(part))).collect();
        let voice = self.voice(attributes, &text);
        let class = verse_class(verse);
        let tag = self.classed("div", attributes, &voice, class);
        self.out.open(&tag);
        self.out.line();
        self.inside(voice.direction, |writer| {
            for stanza in &verse.stanzas {
                writer.out.open(&Tag::new("div").with("class", "stanza"));
                writer.out.line();
                stanza.iter().for_each(|line| writer.verse_line(line));
                writer.out.close("div");
                writer.out.line();
            }
        });
        self.out.close("div");
    }

    fn verse_line(&mut self, line: &VerseLine) {
        let class = match (line.role, line.hemistichs.len()) {
            (VerseRole::Title, _) => "title",
            (VerseRole::Poet, _) => "poet",
            (VerseRole::Refrain, _) => "line refrain",
            (VerseRole::Line, 2..) => "bayt",
            (VerseRole::Line, _) => "line",
        };
        let tag = Tag::new("div").with("class", class);
        self.begin(line.id);
        self.out.open(&match line.indent {
            0 => tag,
            columns => tag.with("style", &indent(columns)),
        });
        for (at, hemistich) in line.hemistichs.iter().enumerate() {
            if at > 0 {
                self.out.text(" ");
            }
            self.paragraph_in_line(hemistich);
        }
        self.out.close("div");
        self.out.line();
    }

    fn paragraph_in_line(&mut self, content: &[Inline]) {
        self.out.open(&Tag::new("span").with("class", "hemistich"));
        self.text_run(content);
        self.out.close("span");
    }

    /// A note box. It is no landmark: a book can have a hundred of them.
    fn aside(&mut self, attributes: &Attributes, title: &[Inline], blocks: &[Block]) {
        let voice = self.stated_voice(attributes);
        let tag = self
            .classed("aside", attributes, &voice, "box")
            .with("role", "note");
        self.out.open(&tag);
        self.out.line();
        self.inside(voice.direction, |writer| {
            if !title.is_empty() {
                let classes = vec!["box-title".to_owned()];
                let attributes = Attributes {
                    classes,
                    ..Attributes::default()
                };
                writer.paragraph("p", &attributes, title);
                writer.out.line();
            }
            writer.blocks(blocks);
        });
        self.out.close("aside");
    }

    fn figure(&mut self, node: NodeId, attributes: &Attributes, figure: &Figure) {
        let voice = self.stated_voice(attributes);
        let tag = self.tag("figure", attributes, &voice);
        self.out.open(&tag);
        self.inside(voice.direction, |writer| {
            writer.image(&figure.image, "");
            let label = writer.plan.label(node);
            let words = Caption {
                words: figure.caption.as_deref().unwrap_or_default(),
                credit: attributes.credit.as_deref(),
            };
            if label.is_some() || figure.caption.is_some() || words.credit.is_some() {
                writer.caption("figcaption", label, words);
            }
        });
        self.out.close("figure");
    }

    /// The caption of a picture among others: «(الف) …».
    pub(super) fn lettered_caption(&mut self, letter: &str, caption: Caption<'_>) {
        self.labelled("figcaption", Some(letter.to_owned()), caption);
    }

    /// A caption with its label: «شکل ۱: …».
    pub(super) fn caption(
        &mut self,
        name: &'static str,
        label: Option<&BlockLabel>,
        caption: Caption<'_>,
    ) {
        let colon = if caption.words.is_empty() { "" } else { ":" };
        let label = label.map(|label| format!("{label}{colon}"));
        self.labelled(name, label, caption);
    }

    fn labelled(&mut self, name: &'static str, label: Option<String>, caption: Caption<'_>) {
        let Caption { words, credit } = caption;
        // With a label the line runs as the text around it, and the words their own way within it; alone they say it.
        let shown = self.plan.binding.book.shown(words);
        let voice = match label {
            Some(_) => self.stated_voice(&Attributes::default()),
            None => self.voice(&Attributes::default(), &plain_text(&shown)),
        };
        let tag = self.turned(Tag::new(name), &voice);
        self.out.open(&tag);
        self.inside(voice.direction, |writer| {
            if let Some(label) = label {
                writer.out.open(&Tag::new("span").with("class", "label"));
                writer.words(&label);
                writer.out.close("span");
                writer.out.text(" ");
                writer.run_beside_marker(words);
            } else {
                writer.text_run(words);
            }
            if let Some(credit) = credit {
                writer.out.open(&Tag::new("span").with("class", "credit"));
                writer.words(credit);
                writer.out.close("span");
            }
        });
        self.out.close(name);
    }
}

/// What stands at a figure or a table besides its label.
#[derive(Clone, Copy)]
pub(super) struct Caption<'c> {
    /// Its words.
    pub(super) words: &'c [Inline],
    /// Whose it is.
    pub(super) credit: Option<&'c str>,
}

/// Whether a block begins with words of its own, which the mark of a page can stand before.
fn has_words(kind: &BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph(_) => true,
        BlockKind::Aside { title, .. } => !title.is_empty(),
        BlockKind::Statement { .. } => true,
        // A mark in a heading would be read out as part of its name.
        BlockKind::Heading { .. }
        | BlockKind::List { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Quote(_)
        | BlockKind::Verse(_)
        | BlockKind::Code(_)
        | BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Panels(_)
        | BlockKind::Division(_)
        | BlockKind::Math(_)
        | BlockKind::Break => false,
    }
}

/// A list without its attributes.
struct List<'a> {
    kind: ListKind,
    tight: bool,
    items: &'a [ListItem],
}

/// Letters of a hemistich from which two do not stand side by side on the screen of a telephone.
const WIDE: usize = 31;

/// Letters of a hemistich from which it may be wider than the screen of a telephone: a shorter one is never broken.
const LONG: usize = 46;

/// How the style sheet is to set a poem: free lines, or bayts whose halves have one width.
fn verse_class(verse: &Verse) -> &'static str {
    let bayts = verse.stanzas.iter().flatten();
    let bayts = bayts.filter(|line| line.hemistichs.len() > 1);
    let letters = bayts.flat_map(|line| &line.hemistichs).map(|part| {
        let words = plain_text(part);
        words.chars().filter(|letter| !is_mark(*letter)).count()
    });
    match (verse.form, letters.max()) {
        (VerseForm::Free, _) => "verse free",
        (VerseForm::Bayts | VerseForm::Stanzas, None) => "verse",
        (VerseForm::Bayts | VerseForm::Stanzas, Some(LONG..)) => "verse bayts wide long",
        (VerseForm::Bayts | VerseForm::Stanzas, Some(WIDE..)) => "verse bayts wide",
        (VerseForm::Bayts | VerseForm::Stanzas, Some(_)) => "verse bayts",
    }
}

/// What a free line of verse is moved in by: half an em for each column, as on paper.
fn indent(columns: u16) -> String {
    format!(
        "margin-inline-start: {:.1}em",
        f32::from(columns.min(24)) * 0.5
    )
}

fn heading_name(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// The counter of HTML that counts as the marks of items do (HTML 4.4.5); `None` for those of other scripts, which stand in
/// the text: few reading systems count by «الف، ب، پ».
fn letters_of(items: &[ListItem]) -> Option<&'static str> {
    let bare = |item: &ListItem| {
        let mark = item.mark.as_deref()?;
        Some(mark.trim_matches(['(', ')', '.']).to_owned())
    };
    let marks: Option<Vec<String>> = items.iter().map(bare).collect();
    let marks = marks?;
    let first = marks.first()?.as_str();
    let counter = ["a", "A", "i"]
        .into_iter()
        .find(|counter| first == *counter)?;
    let latin = |mark: &String| mark.chars().all(|letter| letter.is_ascii_alphabetic());
    marks.iter().all(latin).then_some(counter)
}

#[cfg(test)]
mod tests {
    use super::{indent, verse_class};
    use crate::epub::fixture::{node, text};
    use crate::model::{Verse, VerseForm, VerseLine, VerseRole};
    use crate::source::{FileId, Span};

    fn poem(form: VerseForm, halves: &[&str]) -> Verse {
        let span = Span::new(FileId::default(), 0..0);
        let words = |words: &&str| vec![text(words)];
        Verse {
            form,
            stanzas: vec![vec![VerseLine {
                id: node(),
                role: VerseRole::Line,
                indent: 0,
                hemistichs: halves.iter().map(words).collect(),
                span,
            }]],
        }
    }

    #[test]
    fn long_hemistichs_ask_for_a_wider_screen_than_short_ones() {
        let short = "بشنو این نی چون شکایت می‌کند";
        let long = "الا یا ایها الساقی ادر کاسا و ناولها";
        let class = |form, halves: &[&str]| verse_class(&poem(form, halves));
        assert_eq!(class(VerseForm::Bayts, &[short, short]), "verse bayts");
        assert_eq!(class(VerseForm::Bayts, &[short, long]), "verse bayts wide");
        let longer = "هر که در این بزم مقرب‌تر است جام بلا بیشترش می‌دهند و بیشتر";
        let class_of_longer = class(VerseForm::Bayts, &[short, longer]);
        assert_eq!(class_of_longer, "verse bayts wide long");
        assert_eq!(class(VerseForm::Bayts, &[long]), "verse");
        assert_eq!(class(VerseForm::Free, &[long]), "verse free");
    }

    #[test]
    fn harakat_make_no_hemistich_wide() {
        let marked = "بِشْنُو اَزْ نِی چُونْ حِکایَتْ مِی‌کُنَد";
        assert_eq!(
            verse_class(&poem(VerseForm::Bayts, &[marked, marked])),
            "verse bayts"
        );
    }

    #[test]
    fn a_free_line_is_moved_in_as_far_as_on_paper() {
        assert_eq!(indent(4), "margin-inline-start: 2.0em");
    }
}
