//! Arranged lines in, operators of a content stream out (ISO 32000-2, 9.4).

use std::fmt::Write;

use super::arrange::{Audience, Show, ShownLine, Style};
use super::class::{RIGHT_TO_LEFT_MARK, Strength, is_format, is_private, strength};
use super::codes::CodeBook;
use super::marks::{Marks, Sequence};
use super::sign::{Code, Outline, Text, blank};
use super::{PdfError, font_name};
use crate::frame::{ElementId, Ink, Structure, TextRole};
use crate::locale::Direction;

/// A pen that is off by less than this many thousandths of an em is left where it is.
const TOLERANCE: f32 = 0.02;
/// pdf.js drops the number after a code that ends in an invisible character: this one may be lost.
const LOST_NUMBER: &str = "0.01 ";

/// The colour that text has when nothing else is said.
const BLACK: Ink = Ink::Gray(0.0);
/// poppler reads this many characters of a code at most.
const MARKS_A_CODE: usize = 8;
/// Where the marks of a page begin: from its left and lower edges, in points.
const FOOT_PLACE: f32 = 24.0;
/// The distance between them, in points.
const FOOT_STEP: f32 = 2.0;

/// A number with at most three decimals, as short as it can be.
pub(super) fn number(out: &mut String, value: f32) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "lengths of a page; what is larger is held at the edge"
    )]
    let thousandths = (f64::from(value) * 1000.0).round_ties_even() as i64;
    let whole = thousandths.unsigned_abs() / 1000;
    let mut rest = thousandths.unsigned_abs() % 1000;
    if thousandths < 0 {
        out.push('-');
    }
    digits(out, whole);
    if rest > 0 {
        out.push('.');
    }
    while rest > 0 {
        digits(out, rest / 100);
        rest = rest % 100 * 10;
    }
}

/// A whole number in digits.
fn digits(out: &mut String, value: u64) {
    if value >= 10 {
        digits(out, value / 10);
    }
    let digit = u8::try_from(value % 10).unwrap_or(0);
    out.push(char::from(b'0' + digit));
}

/// Writes text objects.
pub(super) struct TextWriter<'a, 'b> {
    /// The operators so far.
    out: String,
    /// The height of the page in points.
    height: f32,
    letters: Letters,
    /// What poppler alone reads: each mark with its style and its place from the left and from below.
    aside: Vec<(Code, Style, [f32; 2])>,
    book: &'a mut CodeBook<'b>,
    marks: Marks<'a>,
}

/// What content that belongs to no element is marked with.
const ARTIFACT: &str = "/Artifact BMC\n";
/// The same for what runs through all pages.
const PAGINATION: &str = "/Artifact <</Type /Pagination>> BDC\n";

/// What poppler alone reads. An empty `ActualText` says that nothing is to be read here; poppler
/// leaves it where the one inside it ends. pdfium overlooks what has no width, pdf.js a code that
/// ends in an invisible character.
const POPPLER: &str = "/Span <</ActualText ()>> BDC\n/Span <</ActualText ()>> BDC\nEMC\n";

/// The letters of a page, as poppler counts them to find its direction.
#[derive(Default)]
struct Letters {
    left: usize,
    right: usize,
    /// Where marks may be set in: a style of right-to-left text.
    style: Option<Style>,
}

impl<'a, 'b> TextWriter<'a, 'b> {
    /// A writer for a page of this height.
    pub(super) fn new(height: f32, book: &'a mut CodeBook<'b>, structure: &'a Structure) -> Self {
        Self {
            out: String::new(),
            height,
            letters: Letters::default(),
            aside: Vec::new(),
            book,
            marks: Marks::new(structure),
        }
    }

    /// One line: one text object. `item` is the line's place among the things of its page.
    ///
    /// # Errors
    /// A face has run out of codes.
    pub(super) fn line(&mut self, line: &ShownLine, item: u32) -> Result<(), PdfError> {
        if line.shows.is_empty() {
            return Ok(());
        }
        self.letters.count(line);
        let baseline = self.height - line.baseline;
        self.aside.extend(line.marks.iter().map(|mark| {
            let style = line.styles[usize::from(mark.style)];
            (mark.clone(), style, [mark.x * line.letters, baseline])
        }));
        let crowded = line
            .styles
            .iter()
            .any(|style| !self.book.has_spare(style.face));
        let plain = crowded.then(|| line.without_guards());
        let line = plain.as_ref().unwrap_or(line);
        match line.whole() {
            Some(Some(element)) => {
                self.marks.enter_stretch(element, (item, 0), &mut self.out);
                self.text_object(line, None)
            }
            Some(None) => {
                let running = line.role == TextRole::Running;
                self.begin_artifact(if running { PAGINATION } else { ARTIFACT });
                self.text_object(line, None)?;
                self.out.push_str("EMC\n");
                Ok(())
            }
            None => {
                self.leave();
                self.text_object(line, Some(item))
            }
        }
    }

    /// Leaves the element that was written last.
    pub(super) fn leave(&mut self) {
        self.marks.leave(&mut self.out);
    }

    /// Begins what belongs to no element.
    fn begin_artifact(&mut self, artifact: &str) {
        self.leave();
        self.out.push_str(artifact);
    }

    /// Goes into an element that is no text.
    pub(super) fn enter(&mut self, element: ElementId, item: u32) {
        self.leave();
        self.marks.enter(element, (item, 0), &mut self.out);
    }

    /// The operators of a line; with the line's place, each part of it is marked with its element.
    fn text_object(&mut self, line: &ShownLine, parts: Option<u32>) -> Result<(), PdfError> {
        self.out.push_str("BT\n");
        let mut current: Option<Style> = None;
        for show in &line.shows {
            let unseen = parts.is_some() && show.is_unseen();
            if unseen {
                self.begin_artifact(ARTIFACT);
            }
            self.show(show, (line, parts), &mut current)?;
            if unseen {
                self.out.push_str("EMC\n");
            }
        }
        if parts.is_some() {
            self.leave();
        }
        if current.is_some_and(|style| style.ink != BLACK) {
            fill_ink(&mut self.out, BLACK);
        }
        self.out.push_str("ET\n");
        Ok(())
    }

    /// Goes into the element that a code of a line belongs to.
    fn enter_part(&mut self, code: &Code, line: &ShownLine, item: u32) {
        let owner = line.owners.get(usize::from(code.style));
        if let Some((stretch, Some(element))) = owner {
            let place = (item, *stretch);
            self.marks.enter_stretch(*element, place, &mut self.out);
        }
    }

    /// Ends a page with the marks that poppler alone reads: it looks at places and not at the order
    /// of the stream.
    ///
    /// # Errors
    /// A face has run out of codes.
    pub(super) fn foot(&mut self) -> Result<(), PdfError> {
        self.leave();
        self.balance();
        let marks = std::mem::take(&mut self.aside);
        if marks.is_empty() {
            return Ok(());
        }
        self.begin_artifact(ARTIFACT);
        self.out.push_str(POPPLER);
        self.out.push_str("BT\n");
        let mut current = None;
        for (mark, style, [x, baseline]) in marks {
            let style = Style {
                ink: BLACK,
                ..style
            };
            self.style(style, &mut current);
            let place = Place {
                style,
                baseline,
                pen: None,
                stretch: 1.0,
                letters: 1.0,
            };
            self.piece(&[Code { x, ..mark }], place)?;
        }
        self.out.push_str("ET\nEMC\nEMC\n");
        Ok(())
    }

    /// Where a right-to-left page has more left-to-right letters, poppler takes it for a
    /// left-to-right one, and marks at its foot restore the balance.
    fn balance(&mut self) {
        let Letters {
            left,
            right,
            style: Some(style),
        } = self.letters
        else {
            return;
        };
        if right == 0 || left < right {
            return;
        }
        let text: Text = std::iter::repeat_n(RIGHT_TO_LEFT_MARK, MARKS_A_CODE).collect();
        let mut x = FOOT_PLACE;
        for _ in 0..=(left - right) / MARKS_A_CODE {
            self.aside
                .push((blank(x, text.clone(), 0), style, [x, FOOT_PLACE]));
            x += FOOT_STEP;
        }
    }

    /// Ends the page; gives back its sequences in the order of their numbers.
    pub(super) fn finish(self) -> Vec<Sequence> {
        self.marks.finish()
    }

    /// The operators so far, to be gone on with.
    pub(super) fn out(&mut self) -> &mut String {
        &mut self.out
    }

    /// Takes the operators written so far.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Codes under one text matrix.
    fn show(
        &mut self,
        show: &Show,
        (line, parts): (&ShownLine, Option<u32>),
        current: &mut Option<Style>,
    ) -> Result<(), PdfError> {
        let marked = parts.filter(|_| !show.is_unseen());
        if let (Some(item), Some(first)) = (marked, show.codes.first()) {
            self.enter_part(first, line, item);
        }
        match &show.audience {
            Audience::All => {}
            Audience::Pdfium | Audience::Steer => {
                self.out.push_str("/Span <</ActualText ()>> BDC\n");
            }
            Audience::Others(text) => self.spoken(text),
            Audience::Said(text) => self.stand_for(text.chars()),
        }
        let mut rest = show.codes.as_slice();
        let mut pen = None;
        while let Some(first) = rest.first() {
            let height = |code: &Code| line.styles[usize::from(code.style)].rise + code.rise;
            let private = has_private(first);
            let same = |code: &&Code| {
                code.style == first.style
                    && height(code) == height(first)
                    && has_private(code) == private
            };
            let (piece, after) = rest.split_at(rest.iter().take_while(same).count());
            let style = line.styles[usize::from(first.style)];
            if let (Some(item), Audience::All) = (parts, &show.audience) {
                self.enter_part(first, line, item);
            }
            self.style(style, current);
            let baseline = self.height - line.baseline + height(first);
            let told = private && show.audience == Audience::All;
            if told {
                self.stand_for(piece.iter().flat_map(|code| &code.text).copied());
            }
            pen = Some(self.piece(
                piece,
                Place {
                    style,
                    baseline,
                    pen,
                    stretch: show.stretch,
                    letters: line.letters,
                },
            )?);
            if told {
                self.out.push_str("EMC\n");
            }
            rest = after;
        }
        match show.audience {
            Audience::All => return Ok(()),
            Audience::Pdfium | Audience::Steer | Audience::Said(_) => self.out.push_str("EMC\n"),
            Audience::Others(_) => self.out.push_str("EMC\nEMC\n"),
        }
        if marked.is_some() {
            // poppler leaves a sequence of the tree where the first span inside it ends.
            self.leave();
        }
        Ok(())
    }

    /// Says what the next codes stand for; the inner list is the one that pdfium looks at.
    fn spoken(&mut self, text: &str) {
        self.stand_for(text.chars());
        self.out.push_str("/Span <</Lang (en)>> BDC\n");
    }

    /// Opens a span that stands for a text.
    fn stand_for(&mut self, text: impl Iterator<Item = char>) {
        self.out.push_str("/Span <</ActualText <FEFF");
        for letter in text {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(self.out, "{unit:04X}");
            }
        }
        self.out.push_str(">>> BDC\n");
    }

    /// Font and colour, where they change.
    fn style(&mut self, style: Style, current: &mut Option<Style>) {
        let same_font = |old: &Style| old.face == style.face && old.size == style.size;
        if !current.as_ref().is_some_and(same_font) {
            let _ = write!(self.out, "/{} ", font_name(style.face));
            number(&mut self.out, style.size);
            self.out.push_str(" Tf\n");
        }
        if current.as_ref().map_or(BLACK, |old| old.ink) != style.ink {
            fill_ink(&mut self.out, style.ink);
        }
        *current = Some(style);
    }

    /// Codes of one style at one height; gives back where the pen is then.
    fn piece(&mut self, codes: &[Code], place: Place) -> Result<Pen, PdfError> {
        let size = place.style.size;
        let mut pen = match place.pen {
            Some(pen) if pen.baseline == place.baseline => pen,
            _ => self.matrix(codes[0].x, place),
        };
        let mut array = Array {
            out: &mut self.out,
            open: false,
        };
        array.out.push('[');
        for code in codes {
            let step = thousandths((pen.x - code.x) / size);
            if step.abs() > TOLERANCE {
                array.step(step, pen.after_format);
                pen.x -= step * size / 1000.0;
            }
            let number = self
                .book
                .code(place.style.face, &code.outline, &code.text)?;
            array.code(number);
            pen.x += self.book.advance(place.style, code);
            pen.after_format = code.text.last().is_some_and(|letter| is_format(*letter));
        }
        array.close();
        self.out.push_str("] TJ\n");
        Ok(pen)
    }

    fn matrix(&mut self, x: f32, place: Place) -> Pen {
        let y = place.baseline;
        number(&mut self.out, place.stretch * place.letters);
        self.out.push_str(" 0 0 1 ");
        number(&mut self.out, x * place.letters);
        self.out.push(' ');
        number(&mut self.out, y);
        self.out.push_str(" Tm ");
        Pen {
            x,
            baseline: y,
            after_format: false,
        }
    }
}

/// Whether a code stands for a letter of private use, which has to be told a second time, as the text
/// of a span (ISO 19005-2, 6.2.11.7.3).
fn has_private(code: &Code) -> bool {
    code.text.iter().any(|letter| is_private(*letter))
}

impl Letters {
    fn count(&mut self, line: &ShownLine) {
        if line.direction == Direction::Rtl && self.style.is_none() {
            self.style = line.styles.first().copied();
        }
        let codes = line.shows.iter().flat_map(|show| &show.codes);
        for letter in codes
            .flat_map(|code| &code.text)
            .filter(|letter| !is_format(**letter))
        {
            match strength(*letter) {
                Strength::Left => self.left += 1,
                Strength::Right => self.right += 1,
                Strength::Weak | Strength::Neutral => {}
            }
        }
    }
}

/// The array of a `TJ`.
struct Array<'a> {
    out: &'a mut String,
    /// Whether a string of codes is open.
    open: bool,
}

impl Array<'_> {
    /// A move to the left, in thousandths of an em.
    fn step(&mut self, step: f32, after_format: bool) {
        self.close();
        if after_format {
            self.out.push_str(LOST_NUMBER);
        }
        number(self.out, step);
    }

    fn code(&mut self, code: u16) {
        const DIGITS: [char; 16] = [
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
        ];
        if !self.open {
            self.out.push('<');
            self.open = true;
        }
        for shift in [12, 8, 4, 0] {
            self.out.push(DIGITS[usize::from(code >> shift & 15)]);
        }
    }

    fn close(&mut self) {
        if self.open {
            self.out.push('>');
            self.open = false;
        }
    }
}

/// Where codes are written.
#[derive(Clone, Copy)]
struct Place {
    style: Style,
    /// From the bottom of the page, in points.
    baseline: f32,
    /// Where the codes before have left the pen.
    pen: Option<Pen>,
    /// How much wider than natural the codes are shown.
    stretch: f32,
    /// The same for the letters of the whole line; places are before that.
    letters: f32,
}

/// Where a viewer's pen stands.
#[derive(Clone, Copy)]
struct Pen {
    x: f32,
    baseline: f32,
    /// Whether the last code ends in an invisible character.
    after_format: bool,
}

/// Rounds to what [`number`] keeps, so that the pen is known exactly.
fn thousandths(em: f32) -> f32 {
    (em * 1_000_000.0).round() / 1000.0
}

/// Sets the colour that glyphs and rectangles are filled with.
pub(super) fn fill_ink(out: &mut String, ink: Ink) {
    match ink {
        Ink::Gray(gray) => {
            number(out, gray.clamp(0.0, 1.0));
            out.push_str(" g\n");
        }
        Ink::Rgb(channels) => {
            for channel in channels {
                number(out, channel.clamp(0.0, 1.0));
                out.push(' ');
            }
            out.push_str("rg\n");
        }
    }
}

impl CodeBook<'_> {
    /// How far a code moves the pen: a blank is not empty in every font.
    fn advance(&self, style: Style, code: &Code) -> f32 {
        match code.outline {
            Outline::Glyph(_) | Outline::Moved(_) => code.advance,
            Outline::Blank => self.cuts.get(style.face).blank_advance() * style.size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_as_short_as_three_decimals_allow() {
        for (value, written) in [
            (0.0, "0"),
            (-0.0004, "0"),
            (1.5, "1.5"),
            (-12.345, "-12.345"),
            (100.01, "100.01"),
            (0.05, "0.05"),
            (595.275_6, "595.276"),
            (2000.0, "2000"),
        ] {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, written);
        }
    }
}
