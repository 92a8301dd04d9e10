//! Arranged lines in, operators of a content stream out (ISO 32000-2, 9.4).

use super::marked_content::{MarkedContent, Sequence, Start};
use super::operators::fill_ink;
use crate::font::FaceId;
use crate::frame::{ElementId, Ink, Structure, TextRole};
use crate::locale::{Direction, is_private};
use crate::pdf::PdfError;
use crate::pdf::font::code_book::{CodeBook, write_resource_name};
use crate::pdf::font::outline::{Outline, Text};
use crate::pdf::object::number::number;
use crate::pdf::text::character_class::{RIGHT_TO_LEFT_MARK, Strength, is_format, strength};
use crate::pdf::text::code::{Aside, Code, blank};
use crate::pdf::text::rule_set::Rule;
use crate::pdf::text::shown_line::{Audience, Joint, Marking, Show, ShownLine, Style};

/// A pen that is off by less than this many thousandths of an em is left where it is.
const TOLERANCE: f32 = 0.02;
/// pdf.js drops the number after a code that ends in an invisible character: this one may be lost.
const LOST_NUMBER: &str = "0.01 ";

/// The colour that text has unless an operator sets another.
const BLACK: Ink = Ink::Gray(0.0);

/// What a text object was told so far of how its codes look.
struct TextState {
    /// The font of the last `Tf`; `None` where the next codes need one of their own.
    font: Option<Font>,
    /// The colour.
    ink: Ink,
}

/// What a `Tf` says.
#[derive(Clone, Copy, PartialEq)]
struct Font {
    face: FaceId,
    size: f32,
}

impl Default for TextState {
    fn default() -> Self {
        Self {
            font: None,
            ink: BLACK,
        }
    }
}
/// poppler reads this many characters of a code at most.
const MARKS_A_CODE: usize = 8;
/// Where the marks of a page begin: from its left and lower edges, in points.
const FOOT_PLACE: f32 = 24.0;
/// The distance between them, in points.
const FOOT_STEP: f32 = 2.0;

/// Writes text objects.
pub(in crate::pdf) struct TextWriter<'a, 'b> {
    /// The operators so far.
    out: Vec<u8>,
    /// The height of the page in points.
    height: f32,
    letters: DirectionCount,
    /// What poppler alone reads: each mark with its style and its place from the left and from below.
    aside: Vec<MarkAside>,
    book: &'a mut CodeBook<'b>,
    marks: MarkedContent<'a>,
}

/// A mark that poppler alone reads.
struct MarkAside {
    code: Code,
    style: Style,
    /// From the left edge of the page.
    x: f32,
    /// From its lower edge.
    baseline: f32,
}

/// What content that belongs to no element is marked with.
const ARTIFACT: &str = "/Artifact BMC\n";
/// The same for what runs through all pages.
const PAGINATION: &str = "/Artifact <</Type /Pagination>> BDC\n";

/// What is inside is nothing to those that know `ActualText`.
const NOTHING: &str = "/Span <</ActualText ()>> BDC\n";
/// Letters of a formula, behind the code that says its TeX. MuPDF would look for them in the TeX, and set what it does not
/// find in places of its own; to poppler they are the span's extent. pdfium reads the first object of each such
/// sequence, so that each has one.
const DRAWN: &str = "/Drawn <</ActualText ()>> BDC\n";
/// The same as an artifact, for all but poppler, which looks for an `ActualText` in spans alone. pdfium overlooks what has no
/// width, pdf.js a code that ends in an invisible character.
const POPPLER: &str = "/Artifact <</ActualText ()>> BDC\n";

/// The letters of a page, as poppler counts them to find its direction.
#[derive(Default)]
struct DirectionCount {
    left: usize,
    right: usize,
    /// Where marks may be set in: a style of right-to-left text.
    style: Option<Style>,
}

impl<'a, 'b> TextWriter<'a, 'b> {
    /// A writer for a page of this height.
    pub(in crate::pdf) fn new(
        height: f32,
        book: &'a mut CodeBook<'b>,
        structure: &'a Structure,
    ) -> Self {
        Self {
            out: Vec::new(),
            height,
            letters: DirectionCount::default(),
            aside: Vec::new(),
            book,
            marks: MarkedContent::new(structure),
        }
    }

    /// One line: one text object. `item` is the line's place among the things of its page.
    ///
    /// # Errors
    /// A face has run out of codes.
    pub(in crate::pdf) fn line(&mut self, line: &ShownLine, item: u32) -> Result<(), PdfError> {
        if line.shows.is_empty() {
            return Ok(());
        }
        self.letters.count(line);
        let baseline = self.height - line.baseline;
        let aside = line.poppler_marks.iter().map(|mark| MarkAside {
            code: mark.clone(),
            style: line.styles[usize::from(mark.style)],
            x: mark.x * line.letters,
            baseline,
        });
        self.aside.extend(aside);
        // A book of many scripts may run out of codes: then what only one program reads is left out.
        let crowded = line
            .styles
            .iter()
            .any(|style| !self.book.has_spare(style.face));
        let plain = crowded.then(|| line.without_hidden());
        let line = plain.as_ref().unwrap_or(line);
        match line.marking() {
            Marking::Element(element) => {
                let start = Start { item, stretch: 0 };
                self.marks.enter_stretch(element, start, &mut self.out);
                self.text_object(line, None)
            }
            Marking::Artifact => {
                let running = line.role == TextRole::Running;
                self.begin_artifact(if running { PAGINATION } else { ARTIFACT });
                self.text_object(line, None)?;
                self.out.extend(b"EMC\n");
                Ok(())
            }
            Marking::Parts => {
                self.leave();
                self.text_object(line, Some(item))
            }
        }
    }

    /// Leaves the element that was written last.
    pub(in crate::pdf) fn leave(&mut self) {
        self.marks.leave(&mut self.out);
    }

    /// Begins what belongs to no element.
    fn begin_artifact(&mut self, artifact: &str) {
        self.leave();
        self.out.extend(artifact.as_bytes());
    }

    /// Goes into an element that is no text.
    pub(in crate::pdf) fn enter(&mut self, element: ElementId, item: u32) {
        self.leave();
        let start = Start { item, stretch: 0 };
        self.marks.enter(element, start, &mut self.out);
    }

    /// The operators of a line; with the line's place among the things of its page, each part of it is
    /// marked with its element.
    fn text_object(&mut self, line: &ShownLine, marked_as: Option<u32>) -> Result<(), PdfError> {
        self.out.extend(b"BT\n");
        let mut current = TextState::default();
        // Neighbouring shows that belong to no element share an artifact.
        let mut is_artifact = false;
        for show in &line.shows {
            let hidden = marked_as.is_some() && show.is_hidden();
            if hidden && !is_artifact {
                self.begin_artifact(ARTIFACT);
            } else if is_artifact && !hidden {
                self.out.extend(b"EMC\n");
            }
            is_artifact = hidden;
            self.show(show, line, marked_as, &mut current)?;
        }
        if is_artifact {
            self.out.extend(b"EMC\n");
        }
        if marked_as.is_some() {
            self.leave();
        }
        if current.ink != BLACK {
            fill_ink(&mut self.out, BLACK);
        }
        self.out.extend(b"ET\n");
        Ok(())
    }

    /// Goes into the element that a code of a line belongs to.
    fn enter_part(&mut self, code: &Code, line: &ShownLine, item: u32) {
        let owner = line.owners.get(usize::from(code.style));
        if let Some((owner, element)) = owner.and_then(|owner| Some((owner, owner.element?))) {
            let start = Start {
                item,
                stretch: owner.stretch,
            };
            self.marks.enter_stretch(element, start, &mut self.out);
        }
    }

    /// Ends a page with the marks that poppler alone reads: it looks at places and not at the order
    /// of the stream.
    ///
    /// # Errors
    /// A face has run out of codes.
    pub(in crate::pdf) fn foot(&mut self) -> Result<(), PdfError> {
        self.leave();
        if self.book.rules.has(Rule::BalancedPage) {
            self.balance();
        }
        let marks = std::mem::take(&mut self.aside);
        if marks.is_empty() {
            return Ok(());
        }
        self.begin_artifact(POPPLER);
        self.out.extend(b"BT\n");
        let mut current = TextState::default();
        for mark in marks {
            let style = Style {
                ink: BLACK,
                ..mark.style
            };
            self.style(style, &mut current);
            let place = PenPlace {
                style,
                baseline: mark.baseline,
                pen: None,
                letters: 1.0,
            };
            let code = Code {
                x: mark.x,
                pypdf: Aside::Nothing,
                ..mark.code
            };
            self.piece(&[code], place)?;
        }
        self.out.extend(b"ET\nEMC\n");
        Ok(())
    }

    /// Where a right-to-left page has more left-to-right letters, poppler takes it for a
    /// left-to-right one, and marks at its foot restore the balance.
    fn balance(&mut self) {
        let DirectionCount {
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
            self.aside.push(MarkAside {
                code: blank(x, text.clone(), 0),
                style,
                x,
                baseline: FOOT_PLACE,
            });
            x += FOOT_STEP;
        }
    }

    /// Ends the page; gives back its sequences in the order of their numbers.
    pub(in crate::pdf) fn finish(self) -> Vec<Sequence> {
        self.marks.finish()
    }

    /// The operators so far, to be gone on with.
    pub(in crate::pdf) fn out(&mut self) -> &mut Vec<u8> {
        &mut self.out
    }

    /// Takes the operators written so far.
    pub(in crate::pdf) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// Codes under one text matrix.
    fn show(
        &mut self,
        show: &Show,
        line: &ShownLine,
        marked_as: Option<u32>,
        current: &mut TextState,
    ) -> Result<(), PdfError> {
        let marked = marked_as.filter(|_| !show.is_hidden());
        if let (Some(item), Some(first)) = (marked, show.codes.first()) {
            self.enter_part(first, line, item);
        }
        self.begin_reading(&show.audience);
        if show.joint == Joint::Begins {
            // pypdf turns round what it has gathered since the last `Tf`.
            current.font = None;
        }
        let is_formula = matches!(show.audience, Audience::Formula(_));
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
            let length = rest.iter().take_while(same).count();
            // The marks at the ends of a formula have no width: pdfium overlooks them where they stand alone.
            let alone = is_formula && (pen.is_none() || rest.len() == 1);
            let length = match is_formula && length == rest.len() {
                _ if alone => 1,
                true => length - 1,
                false => length,
            };
            let (piece, after) = rest.split_at(length);
            let style = line.styles[usize::from(first.style)];
            if let (Some(item), Audience::All) = (marked_as, &show.audience) {
                self.enter_part(first, line, item);
            }
            if is_formula && !alone {
                self.out.extend(DRAWN.as_bytes());
            }
            self.style(style, current);
            let baseline = self.height - line.baseline + height(first);
            // A character of private use needs its text a second time, unless its show has an `ActualText`.
            let has_own_text = private && show.audience == Audience::All;
            if has_own_text {
                self.stand_for("Span", piece.iter().flat_map(|code| &code.text).copied());
            }
            pen = Some(self.piece(
                piece,
                PenPlace {
                    style,
                    baseline,
                    pen: pen.filter(|_| !alone),
                    letters: line.letters,
                },
            )?);
            if has_own_text {
                self.out.extend(b"EMC\n");
            }
            if is_formula && !alone {
                self.out.extend(b"EMC\n");
            }
            rest = after;
        }
        self.out.extend(ends(&show.audience).as_bytes());
        if marked.is_some() && show.audience != Audience::All {
            // poppler leaves a sequence of the tree where the first sequence inside it ends, whatever its tag is: of
            // «An English chapter» with a word of its own in the middle, it would not read the last.
            self.leave();
        }
        Ok(())
    }

    /// Opens what a show is in, by who reads it.
    fn begin_reading(&mut self, audience: &Audience) {
        match audience {
            Audience::All => {}
            Audience::Pdfium => self.out.extend(NOTHING.as_bytes()),
            Audience::Stream => {
                self.out.extend(NOTHING.as_bytes());
                self.out.extend(b"/Span BMC\n");
            }
            Audience::PdfJs(text) | Audience::Formula(text) => {
                self.stand_for("Span", text.chars());
            }
            Audience::Word(text) => self.stand_for("Word", text.chars()),
        }
    }

    /// Opens a sequence that stands for a text.
    fn stand_for(&mut self, tag: &str, text: impl Iterator<Item = char>) {
        self.out.push(b'/');
        self.out.extend(tag.as_bytes());
        self.out.extend(b" <</ActualText <FEFF");
        for character in text {
            for unit in character.encode_utf16(&mut [0; 2]) {
                self.out.extend_from_slice(&hexadecimal(*unit));
            }
        }
        self.out.extend(b">>> BDC\n");
    }

    /// Font and colour, where they change.
    fn style(&mut self, style: Style, current: &mut TextState) {
        let font = Font {
            face: style.face,
            size: style.size,
        };
        if current.font != Some(font) {
            self.out.push(b'/');
            write_resource_name(&mut self.out, style.face);
            self.out.push(b' ');
            number(&mut self.out, style.size);
            self.out.extend(b" Tf\n");
        }
        if current.ink != style.ink {
            fill_ink(&mut self.out, style.ink);
        }
        *current = TextState {
            font: Some(font),
            ink: style.ink,
        };
    }

    /// Codes of one style at one height; gives back where the pen is then.
    fn piece(&mut self, codes: &[Code], place: PenPlace) -> Result<Pen, PdfError> {
        let size = place.style.size;
        let mut pen = match place.pen {
            Some(pen) if pen.baseline == place.baseline => pen,
            _ => self.matrix(codes[0].x, place),
        };
        let mut array = Array {
            out: &mut self.out,
            open: false,
        };
        array.out.push(b'[');
        for code in codes {
            let step = thousandths((pen.x - code.x) / size);
            if step.abs() > TOLERANCE {
                array.step(step, pen.after_format);
                pen.x -= step * size / 1000.0;
            }
            let number = self.book.code(place.style.face, code)?;
            array.code(number);
            pen.x += self.book.advance(place.style, code);
            pen.after_format = code.text.last().is_some_and(|last| is_format(*last));
        }
        array.close();
        self.out.extend(b"] TJ\n");
        Ok(pen)
    }

    fn matrix(&mut self, x: f32, place: PenPlace) -> Pen {
        let y = place.baseline;
        number(&mut self.out, place.letters);
        self.out.extend(b" 0 0 1 ");
        number(&mut self.out, x * place.letters);
        self.out.push(b' ');
        number(&mut self.out, y);
        self.out.extend(b" Tm ");
        Pen {
            x,
            baseline: y,
            after_format: false,
        }
    }
}

/// What ends what a show is in.
fn ends(audience: &Audience) -> &'static str {
    match audience {
        Audience::All => "",
        Audience::Pdfium | Audience::PdfJs(_) | Audience::Formula(_) | Audience::Word(_) => "EMC\n",
        Audience::Stream => "EMC\nEMC\n",
    }
}

/// Whether a code stands for a character of private use, whose text has to stand a second time, in the
/// `ActualText` of a span (ISO 19005-2, 6.2.11.7.3).
fn has_private(code: &Code) -> bool {
    code.text.iter().any(|character| is_private(*character))
}

impl DirectionCount {
    fn count(&mut self, line: &ShownLine) {
        if line.direction == Direction::Rtl && self.style.is_none() {
            self.style = line.styles.first().copied();
        }
        for show in &line.shows {
            match &show.audience {
                // The TeX of a formula, of which its codes say a part.
                Audience::PdfJs(text) | Audience::Formula(text) => {
                    text.chars().for_each(|letter| self.count_letter(letter))
                }
                _ => {
                    let letters = show.codes.iter().flat_map(|code| &code.text);
                    letters.for_each(|letter| self.count_letter(*letter));
                }
            }
        }
    }

    fn count_letter(&mut self, letter: char) {
        match strength(letter) {
            Strength::Left if !is_format(letter) => self.left += 1,
            Strength::Right if !is_format(letter) => self.right += 1,
            Strength::Left | Strength::Right | Strength::Weak | Strength::Neutral => {}
        }
    }
}

/// The array of a `TJ`.
struct Array<'a> {
    out: &'a mut Vec<u8>,
    /// Whether a string of codes is open.
    open: bool,
}

impl Array<'_> {
    /// A move to the left, in thousandths of an em.
    fn step(&mut self, step: f32, after_format: bool) {
        self.close();
        if after_format {
            self.out.extend(LOST_NUMBER.as_bytes());
        }
        number(self.out, step);
    }

    fn code(&mut self, code: u16) {
        if !self.open {
            self.out.push(b'<');
            self.open = true;
        }
        self.out.extend_from_slice(&hexadecimal(code));
    }

    fn close(&mut self) {
        if self.open {
            self.out.push(b'>');
            self.open = false;
        }
    }
}

/// Where codes are written.
#[derive(Clone, Copy)]
struct PenPlace {
    style: Style,
    /// From the bottom of the page, in points.
    baseline: f32,
    /// Where the codes before have left the pen.
    pen: Option<Pen>,
    /// How much wider than natural the line's letters are shown; places are before that.
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

/// A number of two bytes in four digits.
fn hexadecimal(number: u16) -> [u8; 4] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |shift: u16| DIGITS[usize::from(number >> shift & 15)];
    [digit(12), digit(8), digit(4), digit(0)]
}

/// Rounds to what [`number`] keeps, so that the pen is known exactly.
fn thousandths(em: f32) -> f32 {
    (em * 1_000_000.0).round() / 1000.0
}

impl CodeBook<'_> {
    /// How far a code moves the pen: a blank is not empty in every font.
    fn advance(&self, style: Style, code: &Code) -> f32 {
        match code.outline {
            Outline::Glyph(_) | Outline::Composite(_) => code.advance,
            Outline::Blank => self.metrics.get(style.face).blank_advance() * style.size,
        }
    }
}
