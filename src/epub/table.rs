//! Writes tables: captions with labels, heads that screen readers announce, a frame that scrolls.

use super::block::Caption;
use super::content::{Voice, Writer, alignment_class};
use super::xml::Tag;
use crate::locale::{Direction, Language, Term};
use crate::model::{
    Alignment, Attributes, DecimalColumn, Inline, InlineKind, NodeId, Table, TableCell, TableRow,
    cell_columns, decimal_columns, plain_text, whole_part,
};

/// The part of a table that a row stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Body,
}

impl Writer<'_, '_> {
    /// Writes a table. Its frame scrolls, so it takes the keyboard's focus and has a name.
    pub(super) fn table(&mut self, node: NodeId, attributes: &Attributes, table: &Table) {
        let voice = self.table_voice(attributes, table);
        let label = self.plan.label(node);
        let name = label.map_or_else(
            || self.language.term(Term::Table).to_owned(),
            ToString::to_string,
        );
        let frame = Tag::new("div")
            .with("class", "table-frame")
            .with("role", "group");
        let frame = frame.with("aria-label", &name).with("tabindex", "0");
        self.out.open(&frame);
        let tag = self.tag("table", attributes, &voice);
        self.out.open(&tag);
        self.out.line();
        self.inside(voice.direction, |writer| {
            let caption = Caption {
                words: table.caption.as_deref().unwrap_or_default(),
                credit: attributes.credit.as_deref(),
            };
            if label.is_some() || table.caption.is_some() || caption.credit.is_some() {
                writer.caption("caption", label, caption);
                writer.out.line();
            }
            let decimals = decimal_columns(table);
            let columns = Columns {
                alignments: &table.columns,
                decimals: &decimals,
            };
            writer.rows(Part::Head, &table.head, &columns);
            writer.rows(Part::Body, &table.body, &columns);
        });
        self.out.close("table");
        self.out.close("div");
    }

    /// The side of a table is that of its head, since the cells of a Persian table may be Latin throughout; but a Latin head
    /// above Persian cells, «Story title» above «بزن و سەگ», turns no table of a Persian book round. On paper it stands as the
    /// text around it, too.
    fn table_voice(&self, attributes: &Attributes, table: &Table) -> Voice {
        let text = |rows: &[TableRow]| -> String {
            let cells = rows.iter().flat_map(|row| &row.cells);
            let book = self.plan.binding.book;
            cells
                .map(|cell| plain_text(&book.shown(&cell.content)) + " ")
                .collect()
        };
        let head = Direction::dominant(&text(&table.head), self.base);
        let is_turned = head.is_some_and(|head| head != self.base);
        let body = || Direction::dominant(&text(&table.body), self.base);
        let head = match is_turned {
            true => head.filter(|head| body().is_none_or(|body| body == *head)),
            false => head,
        };
        let said = attributes.language.as_ref().map(Language::direction);
        let stated = attributes.direction.or(said).or(head);
        match stated {
            Some(direction) => Voice {
                direction,
                language: attributes.language,
            },
            None => self.voice(attributes, &text(&table.body)),
        }
    }

    fn rows(&mut self, part: Part, rows: &[TableRow], columns: &Columns<'_>) {
        if rows.is_empty() {
            return;
        }
        let name = if part == Part::Head { "thead" } else { "tbody" };
        self.out.open(&Tag::new(name));
        self.out.line();
        for (row, starts) in rows.iter().zip(cell_columns(rows)) {
            self.out.open(&Tag::new("tr"));
            for (cell, column) in row.cells.iter().zip(starts) {
                self.cell(part, cell, columns.at(part, column));
            }
            self.out.close("tr");
            self.out.line();
        }
        self.out.close(name);
        self.out.line();
    }

    fn cell(&mut self, part: Part, cell: &TableCell, column: Column) {
        self.begin(cell.id);
        let text = plain_text(&self.plan.binding.book.shown(&cell.content));
        let voice = self.voice(&Attributes::default(), &text);
        // A head cell without words heads nothing, and a screen reader would announce it all the same.
        let heads = (part == Part::Head || cell.heads) && !cell.content.is_empty();
        let name = if heads { "th" } else { "td" };
        let count = |count: usize| (count > 1).then(|| count.to_string());
        let tag = Tag::new(name)
            .maybe("scope", heads.then(|| scope(part)))
            .maybe("colspan", count(cell.columns).as_deref())
            .maybe("rowspan", count(cell.rows).as_deref());
        let alignment = cell.alignment.or(column.alignment);
        let tag = self.turned(tag.classes(alignment.map(alignment_class)), &voice);
        self.out.open(&tag);
        let decimals = column.decimals.zip(whole_part(cell));
        self.inside(voice.direction, |writer| match decimals {
            Some((needs, whole)) => writer.number(&cell.content, whole, needs),
            None => writer.text_run(&cell.content),
        });
        self.out.close(name);
    }

    /// A number whose decimal sign stands below those of its column: whole part and tail are as wide as the widest of
    /// the column, and meet at the sign.
    fn number(&mut self, content: &[Inline], whole: usize, needs: DecimalColumn) {
        let around = content.first().and_then(|first| match &first.kind {
            InlineKind::Strong(inner) => Some((inner, "strong")),
            InlineKind::Emphasis(inner) => Some((inner, "em")),
            _ => None,
        });
        if let Some((inner, name)) = around {
            self.out.open(&Tag::new(name));
            self.number(inner, whole, needs);
            return self.out.close(name);
        }
        let Some((first, rest)) = content.split_first() else {
            return;
        };
        let InlineKind::Text(words) = &first.kind else {
            return self.text_run(content);
        };
        let (number, sign) = words.split_at(self.end_of_number(words));
        let (before, behind) = number.split_at(whole.min(number.len()));
        let part = |words: &str| Inline {
            kind: InlineKind::Text(words.to_owned()),
            ..first.clone()
        };
        let turned = (self.base != Direction::Ltr).then_some("ltr");
        self.out.open(
            &Tag::new("span")
                .with("class", "decimal")
                .maybe("dir", turned),
        );
        self.inside(Direction::Ltr, |writer| {
            writer.out.open(&number_part("whole", needs.whole));
            writer.text_run(&[part(before)]);
            writer.out.close("span");
            writer.out.open(&number_part("tail", needs.tail));
            writer.text_run(&[part(behind)]);
            writer.out.close("span");
        });
        self.out.close("span");
        let sign = (!sign.is_empty()).then(|| part(sign));
        let behind: Vec<Inline> = sign.into_iter().chain(rest.iter().cloned()).collect();
        self.text_run(&behind);
    }

    /// Where the digits of a number end: «٪» stands at the left of Persian ones, as in the text, and so do marks of
    /// notes; «%» belongs to Latin ones.
    fn end_of_number(&self, words: &str) -> usize {
        let turned =
            self.base == Direction::Rtl && !words.contains(|letter: char| letter.is_ascii_digit());
        match turned {
            true => words
                .trim_end_matches(['%', '٪', ' ', '\u{A0}', '\u{202F}'])
                .len(),
            false => words.len(),
        }
    }
}

/// The element of a part of a number that has room for so many letters.
fn number_part(class: &str, letters: usize) -> Tag {
    /// Ems of a digit in the widest faces of readers.
    const DIGIT: f32 = 0.62;
    let ems = f32::from(u16::try_from(letters).unwrap_or(u16::MAX)) * DIGIT;
    Tag::new("span")
        .with("class", class)
        .with("style", &format!("min-width: {ems:.2}em"))
}

/// How the cells of each column stand.
struct Columns<'t> {
    alignments: &'t [Option<Alignment>],
    decimals: &'t [Option<DecimalColumn>],
}

impl Columns<'_> {
    fn at(&self, part: Part, column: usize) -> Column {
        let decimals = self.decimals.get(column).copied().flatten();
        Column {
            alignment: self.alignments.get(column).copied().flatten(),
            decimals: decimals.filter(|_| part == Part::Body),
        }
    }
}

/// How the cells of a column stand.
#[derive(Clone, Copy)]
struct Column {
    alignment: Option<Alignment>,
    decimals: Option<DecimalColumn>,
}

/// What a head cell heads: all columns or rows that it takes (HTML, 4.9.10).
fn scope(part: Part) -> &'static str {
    match part {
        Part::Head => "col",
        Part::Body => "row",
    }
}
