//! Finds the numbers of a right-to-left text that the plain algorithm would turn round: a text in,
//! byte ranges that run left to right out (UAX #9 W4 and W5 know separators, not what they mean).
//!
//! - A range («۱۰-۲۰») and a reference («۱۳۸۶:۲۲») are read from right to left: each number alone.
//! - A date, a time, a telephone number, an ISBN and an equation are read from left to right: whole.
//! - A sign, a currency or a comparison before its number stays at its left: «-5», «$۲۰», «<۰٫۰۵».
//! - A percent sign stands at the left of a number in a text of Arabic script, with a sign before it or not: «۵۰٪»,
//!   «−۵٪»; Hebrew and Latin digits alone have it at the right.

use std::ops::Range;

use super::class_of;
use super::signs::{is_digit, is_operator};
use unicode_bidi::BidiClass;

/// Ranges of the text that run left to right, in order, not overlapping.
pub(crate) fn number_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    let letters = Letters::of(text);
    while let Some(found) = text[at..].find(is_digit) {
        let first = at + found;
        let token = Token::at(text, first, at, letters);
        at = token.end;
        token.give(text, &mut runs);
    }
    runs
}

/// Which letters of right-to-left scripts a text has.
#[derive(Clone, Copy)]
struct Letters {
    /// The first Arabic one.
    arabic: Option<usize>,
    hebrew: bool,
}

impl Letters {
    fn of(text: &str) -> Self {
        let is = |class| move |letter: char| class_of(letter) == class;
        Self {
            arabic: text.find(is(BidiClass::AL)),
            hebrew: text.contains(is(BidiClass::R)),
        }
    }
}

/// A number with what is joined to it.
struct Token {
    /// Sign or currency, else the first digit.
    start: usize,
    first: usize,
    end: usize,
    shape: Shape,
}

enum Shape {
    /// Part of a Latin word, or a number that keeps its order by itself.
    Plain,
    /// One thing from left to right.
    Whole,
    /// Numbers in the order of the line.
    Each(Vec<Range<usize>>),
}

impl Token {
    /// The token whose first digit is at `first`; nothing before `floor` belongs to it.
    fn at(text: &str, first: usize, floor: usize, letters: Letters) -> Self {
        let before = text[floor..first].chars().next_back();
        let start = prefix(text, first, floor);
        let whole = |end| Self {
            start,
            first,
            end,
            shape: Shape::Whole,
        };
        if before.is_some_and(|letter| class_of(letter) == BidiClass::L) {
            let end = digits_end(text, first);
            let shape = Shape::Plain;
            return Self {
                start: first,
                first,
                end,
                shape,
            };
        }
        let known = equation_end(text, first)
            .or_else(|| telephone_end(text, start, first))
            .or_else(|| angle_end(text, first))
            .or_else(|| share_end(text, start, first, letters));
        if let Some(end) = known {
            return whole(end);
        }
        if let Some((start, end)) = bracketed_telephone(text, floor, first) {
            return Self {
                start,
                ..whole(end)
            };
        }
        let chain = Chain::at(text, first);
        Self {
            start,
            first,
            end: chain.end(),
            shape: chain.shape(text, start),
        }
    }

    fn give(self, text: &str, runs: &mut Vec<Range<usize>>) {
        // Arabic writes the sign at the right of its own digits.
        let arabic = text[self.first..].starts_with(|digit| matches!(digit, '٠'..='٩'));
        let start =
            if arabic && self.start < self.first && text[self.start..].starts_with(['-', '−', '+'])
            {
                self.first
            } else {
                self.start
            };
        match self.shape {
            Shape::Plain if start < self.first => runs.push(start..self.end),
            Shape::Plain => {}
            Shape::Whole => runs.push(start..self.end),
            Shape::Each(mut parts) => {
                if let Some(first) = parts.first_mut() {
                    first.start = start;
                }
                runs.extend(parts);
            }
        }
    }
}

/// Where a sign or currency that stands before the number begins, else the number itself.
fn prefix(text: &str, first: usize, floor: usize) -> usize {
    let before = &text[floor..first];
    let mut letters = before.chars().rev();
    let signs = |letter: char| "+-−±$€£¥₺₽₹%٪#№~≈≤≥<>≠".contains(letter);
    let Some(sign) = letters.next().filter(|letter| signs(*letter)) else {
        return first;
    };
    let opens = |letter: char| letter.is_whitespace() || "([{«‹“‘\"'،؛:=…/|".contains(letter);
    if letters.next().is_none_or(opens) && (floor == 0 || before.len() > sign.len_utf8()) {
        first - sign.len_utf8()
    } else {
        first
    }
}

/// One past the digits that begin at a place.
fn digits_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.find(|letter| !is_digit(letter)).unwrap_or(rest.len())
}

/// One past a number with its own points, commas and strokes: «۳٫۱۴», «1,250», «۱۴۰۲/۰۵/۱۲».
fn number_end(text: &str, at: usize) -> usize {
    let mut end = digits_end(text, at);
    while let Some(sign) = text[end..].chars().next() {
        let next = end + sign.len_utf8();
        if !matches!(sign, '.' | ',' | '٫' | '٬' | '/') || !text[next..].starts_with(is_digit) {
            break;
        }
        end = digits_end(text, next);
    }
    end
}

/// Numbers joined by hyphens, dashes or colons without a space.
#[derive(Default)]
struct Chain {
    parts: Vec<Range<usize>>,
    has_colon: bool,
    has_dash: bool,
}

impl Chain {
    fn at(text: &str, first: usize) -> Self {
        let number = |from| from..time_end(text, from).unwrap_or_else(|| number_end(text, from));
        let mut chain = Self::default();
        chain.parts.push(number(first));
        loop {
            let end = chain.end();
            let Some(joint) = text[end..].chars().next() else {
                return chain;
            };
            let next = end + joint.len_utf8();
            match joint {
                _ if !text[next..].starts_with(is_digit) => return chain,
                '-' | '\u{2010}' | '\u{2011}' => {}
                '–' | '—' => chain.has_dash = true,
                ':' => chain.has_colon = true,
                _ => return chain,
            }
            chain.parts.push(number(next));
        }
    }

    fn end(&self) -> usize {
        self.parts.last().map_or(0, |part| part.end)
    }

    fn shape(self, text: &str, start: usize) -> Shape {
        let first = self.parts.first().map_or(0, |part| part.start);
        let dialled = text[start..first].starts_with('+');
        let ascii = text[first..].starts_with(|digit: char| digit.is_ascii_digit());
        if self.parts.len() < 2 || ascii && self.has_colon && !self.has_dash {
            return Shape::Plain;
        }
        let apart = self.has_colon || self.has_dash;
        let one = || self.is_date(text) || self.is_code(text) || ascii && self.is_no_range(text);
        if dialled || !apart && one() {
            return Shape::Whole;
        }
        Shape::Each(self.parts)
    }

    fn lengths(&self, text: &str) -> Vec<usize> {
        let parts = self.parts.iter();
        parts
            .map(|part| text[part.clone()].chars().count())
            .collect()
    }

    /// Year, month and day, or the other way round.
    fn is_date(&self, text: &str) -> bool {
        matches!(
            self.lengths(text).as_slice(),
            [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]
        )
    }

    /// A telephone number (it begins with a nought), an ISBN, or many groups of digits.
    fn is_code(&self, text: &str) -> bool {
        let lengths = self.lengths(text);
        let total: usize = lengths.iter().sum();
        let first = self.parts.first().map_or(0, |part| part.start);
        let nought = text[first..].starts_with(['0', '۰', '٠']);
        (nought || lengths.len() > 2) && total > 6
    }

    /// Two numbers that cannot be the ends of a range, as a telephone number («555-1234») or a type
    /// («747-400»): the second is the smaller one and does not stand for its last digits («1998-99»),
    /// or lies further away than a page or a year would.
    fn is_no_range(&self, text: &str) -> bool {
        const LAST_YEAR: u64 = 2100;
        const FAR: u64 = 500;
        let number = |part: &Range<usize>| text[part.clone()].parse::<u64>().ok();
        let (&[first, second], &[left, right]) = (
            self.parts
                .iter()
                .filter_map(number)
                .collect::<Vec<_>>()
                .as_slice(),
            self.lengths(text).as_slice(),
        ) else {
            return false;
        };
        if second <= first {
            let tail = u32::try_from(right)
                .ok()
                .and_then(|right| 10_u64.checked_pow(right));
            let shortened = right < left && tail.is_some_and(|tail| second > first % tail);
            return second < first && !shortened;
        }
        let years = left == 4 && second <= LAST_YEAR;
        left > 2 && right > 3 && !years && second - first > FAR
    }
}

/// One past a time of day: «۱۲:۳۰», «23:59:59».
fn time_end(text: &str, first: usize) -> Option<usize> {
    let field = |from: usize, end: usize| {
        let digits = text[from..end].chars();
        let mut digits = digits.map(super::digits::digit_value);
        digits.try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(digit?))
    };
    let hour = digits_end(text, first);
    if field(first, hour)? > 24 {
        return None;
    }
    let mut end = hour;
    for _ in 0..2 {
        let Some(rest) = text[end..].strip_prefix(':') else {
            break;
        };
        let from = text.len() - rest.len();
        let to = digits_end(text, from);
        let two = text[from..to].chars().count() == 2;
        if !two || field(from, to)? > 59 {
            return None;
        }
        end = to;
    }
    (end > hour).then_some(end)
}

/// Terms of the longest equation; the search for its end stops there.
const MOST_TERMS: usize = 32;

/// Groups of the longest telephone number; the search for its end stops there.
const MOST_GROUPS: usize = 8;

/// One past an equation that begins with a number: numbers with signs of mathematics between them,
/// with a space at both sides of a sign or at none.
fn equation_end(text: &str, first: usize) -> Option<usize> {
    let mut end = term_end(text, first);
    let mut is_equation = false;
    for _ in 0..MOST_TERMS {
        let Some((next, operator)) = after_operator(text, end) else {
            break;
        };
        end = term_end(text, next);
        is_equation |= operator != '-';
    }
    is_equation.then_some(end)
}

/// A number with a percent sign, if it has one.
fn term_end(text: &str, at: usize) -> usize {
    let end = number_end(text, at);
    let sign = text[end..].chars().next();
    end + sign
        .filter(|sign| matches!(sign, '%' | '٪'))
        .map_or(0, char::len_utf8)
}

/// The number after an operator, and the operator.
fn after_operator(text: &str, end: usize) -> Option<(usize, char)> {
    let rest = text[end..].strip_prefix(' ').unwrap_or(&text[end..]);
    let spaced = rest.len() < text.len() - end;
    let operator = rest
        .chars()
        .next()
        .filter(|sign| is_operator(*sign) || *sign == '-')?;
    let behind = &rest[operator.len_utf8()..];
    let number = if spaced {
        behind.strip_prefix(' ')?
    } else {
        behind
    };
    number
        .starts_with(is_digit)
        .then_some((text.len() - number.len(), operator))
}

/// One past a telephone number in groups: «+98 21 1234 5678», «۰۹۱۲ ۳۴۵ ۶۷۸۹».
fn telephone_end(text: &str, start: usize, first: usize) -> Option<usize> {
    let plus = text[start..first].starts_with('+');
    if !plus && !text[first..].starts_with(['0', '۰', '٠']) {
        return None;
    }
    let (mut end, mut groups) = (digits_end(text, first), 1);
    while let Some(rest) = text[end..].strip_prefix([' ', '-', '\u{A0}']) {
        if !rest.starts_with(is_digit) || groups == MOST_GROUPS {
            break;
        }
        end = digits_end(text, text.len() - rest.len());
        groups += 1;
    }
    let digits = text[first..end]
        .chars()
        .filter(|letter| is_digit(*letter))
        .count();
    let long = if plus { 8..=15 } else { 10..=12 };
    (groups > 1 && long.contains(&digits)).then_some(end)
}

/// One past an angle or a length in feet and inches: «35°41′20″», «5′11″». One figure with its sign is
/// none.
fn angle_end(text: &str, first: usize) -> Option<usize> {
    let (mut end, mut parts) = (number_end(text, first), 1);
    while let Some(rest) = text[end..].strip_prefix(['°', '′', '″']) {
        let next = text.len() - rest.len();
        if !rest.starts_with(is_digit) {
            end = if parts > 1 { next } else { end };
            break;
        }
        end = number_end(text, next);
        parts += 1;
    }
    (parts > 1).then_some(end)
}

/// One past what is read from the left of a number with a percent sign; `None` where it is as any number.
///
/// Behind an Arabic letter the sign goes to the left by itself, and it does at the beginning of a text, too: there the
/// number is taken out of its reach. «-5%» of a Hebrew text and «2.5%» alone in a cell keep it at the right.
fn share_end(text: &str, start: usize, first: usize, letters: Letters) -> Option<usize> {
    let end = number_end(text, first);
    let with_sign = term_end(text, first);
    let digit = text[first..].chars().next()?;
    if with_sign == end || matches!(digit, '٠'..='٩') {
        return None;
    }
    let is_signed = text[start..first].starts_with(['-', '−', '+', '±']);
    match letters.arabic {
        Some(arabic) => (arabic > first).then_some(end),
        None if letters.hebrew => is_signed.then_some(with_sign),
        None if digit.is_ascii_digit() => Some(with_sign),
        None => Some(end),
    }
}

/// A telephone number whose town stands in brackets, with them: «(021) 8877-6655».
fn bracketed_telephone(text: &str, floor: usize, first: usize) -> Option<(usize, usize)> {
    let start = text[floor..first]
        .strip_suffix('(')
        .map(|before| floor + before.len())?;
    let town = digits_end(text, first);
    let rest = text[town..].strip_prefix(')')?;
    let rest = rest.strip_prefix([' ', '\u{A0}']).unwrap_or(rest);
    if !text[first..].starts_with(['0', '۰', '٠']) || !rest.starts_with(is_digit) {
        return None;
    }
    let mut end = digits_end(text, text.len() - rest.len());
    for _ in 0..MOST_GROUPS {
        match text[end..].strip_prefix([' ', '-', '\u{A0}']) {
            Some(rest) if rest.starts_with(is_digit) => {
                end = digits_end(text, text.len() - rest.len());
            }
            _ => break,
        }
    }
    let digits = text[first..end].chars().filter(|letter| is_digit(*letter));
    (8..=12).contains(&digits.count()).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::number_runs;

    fn runs(text: &str) -> Vec<&str> {
        number_runs(text)
            .into_iter()
            .map(|run| &text[run])
            .collect()
    }

    #[test]
    fn ranges_and_references_are_read_number_by_number() {
        assert_eq!(runs("ص ۱۰-۲۰ ب"), ["۱۰", "۲۰"]);
        assert_eq!(runs("(۱۳۸۶:۲۲)"), ["۱۳۸۶", "۲۲"]);
        assert_eq!(runs("ج۳:۱۲۵"), ["۳", "۱۲۵"]);
        assert_eq!(runs("10-20"), ["10", "20"]);
    }

    #[test]
    fn dates_times_and_telephones_are_read_whole() {
        assert_eq!(runs("۱۴۰۲-۰۵-۱۲"), ["۱۴۰۲-۰۵-۱۲"]);
        assert_eq!(runs("۰۲۱-۱۲۳۴۵۶۷۸"), ["۰۲۱-۱۲۳۴۵۶۷۸"]);
        assert_eq!(runs("+98 21 1234 5678"), ["+98 21 1234 5678"]);
        assert_eq!(runs("۱۲:۳۰-۱۳:۴۵"), ["۱۲:۳۰", "۱۳:۴۵"]);
        assert_eq!(runs("ساعت ۱۲:۳۰ است"), [""; 0]);
    }

    #[test]
    fn a_sign_stays_at_the_left_of_its_number() {
        assert_eq!(runs("دما -5 و −۵ و ۱۰-۵"), ["-5", "−۵", "۱۰", "۵"]);
        assert_eq!(runs("کووید-۱۹"), [""; 0]);
        assert_eq!(runs("دما -٥ است"), [""; 0]);
    }

    #[test]
    fn a_percent_sign_stands_on_one_side_of_numbers_with_a_sign_and_without() {
        // What is no part of the run goes to the left.
        assert_eq!(runs("رشد -۶٫۸٪ و ۲٫۵٪ بود"), ["-۶٫۸"]);
        assert_eq!(runs("۲٫۵٪ بود"), ["۲٫۵"]);
        assert_eq!(runs("-۶٫۸٪"), ["-۶٫۸"]);
        assert_eq!(runs("۲٫۵٪"), ["۲٫۵"]);
        assert_eq!(runs("-6.8%"), ["-6.8%"]);
        assert_eq!(runs("2.5%"), ["2.5%"]);
        assert_eq!(runs("ירד -5% שם"), ["-5%"]);
    }

    #[test]
    fn comparisons_stand_on_one_side_of_their_numbers() {
        for text in ["<۰٫۰۵", "≥۰٫۰۵", ">0.05", "≠۳"] {
            assert_eq!(runs(text), [text]);
        }
        assert_eq!(runs("اگر <۵ باشد"), ["<۵"]);
    }

    #[test]
    fn an_equation_is_read_whole() {
        assert_eq!(runs("که ۲ + ۳ = ۵ است"), ["۲ + ۳ = ۵"]);
        assert_eq!(runs("ابعاد ۵×۷ است"), ["۵×۷"]);
        assert_eq!(runs("از ۱۰ - ۲۰ است"), [""; 0]);
    }
}
