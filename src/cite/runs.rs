//! What hayagriva renders in, runs of text with one look each out; and runs into the model's inlines.
//!
//! Here the output gets what CSL cannot give: digits and year suffixes of the language, the year's own
//! words, "and others", one full stop where two would meet.

use citationberg::{FontStyle, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatting};

use super::item::YearText;
use super::months;
use super::placeholder::{FIELD_GAP, NO_ERA, OTHERS, SUFFIX_END, SUFFIX_START};
use super::voice::{Voice, Words};
use crate::locale::{Direction, Language};
use crate::model::{Attributes, Inline, InlineKind, NodeId, Target};
use crate::source::Span;

/// Text with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The words.
    pub(super) text: String,
    /// How they look.
    pub(super) look: Look,
    /// What they are.
    pub(super) role: Role,
    /// Where they lead: a URL.
    pub(super) url: Option<String>,
}

/// How text looks, as far as a style may ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    italic: bool,
    bold: bool,
    height: Height,
}

/// Where text stands to its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Height {
    #[default]
    OnLine,
    Raised,
    Lowered,
}

/// Where rendered words will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// In a citation.
    Citation,
    /// In the list.
    List,
}

/// What a run was rendered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Names at the head of a citation, or what stands for them.
    Names,
    /// A date.
    Date,
    /// Anything else.
    Other,
}

/// Where a full stop and a comma stand that meet a closing quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Points {
    /// Where the style has put them.
    AsWritten,
    /// Within the quotation, as American print has them (CSL 1.0.2, "punctuation-in-quote").
    InQuotes,
}

/// How rendered words are finished.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finish<'a> {
    /// The voice of the work.
    pub(super) voice: &'a Voice,
    /// What is printed for its year where CSL's own year would not do.
    pub(super) year: Option<&'a YearText>,
    /// Where the words will stand.
    pub(super) stand: Stand,
    /// Where points stand at quotation marks.
    pub(super) points: Points,
}

/// Flattens what was rendered for one work and puts its language in.
pub(super) fn runs(rendered: &ElemChildren, finish: Finish<'_>) -> Vec<Run> {
    let Finish {
        voice,
        year,
        stand,
        points,
    } = finish;
    let mut found = Vec::new();
    flatten(rendered, Role::Other, &mut found);
    let mut found = joined(found);
    for run in &mut found {
        // Only a date has a suffix that the style left to it: the `b` of `T-34b` in a title is the title's.
        if run.role == Role::Date {
            run.text = marked_suffix(&season_last(&run.text, voice, stand));
            if let Some(year) = year {
                put_year(run, year);
            }
        }
        if run.url.is_none() {
            run.text = in_language(&run.text, voice);
        }
        if run.role == Role::Names {
            run.text = joined_and(&run.text, voice);
        }
    }
    field_gap(&mut found);
    one_stop(&mut found);
    if points == Points::InQuotes {
        points_into_quotes(&mut found);
    }
    without_gaps(&mut found, voice);
    found.retain(|run| !run.text.is_empty());
    found
}

fn flatten(children: &ElemChildren, role: Role, found: &mut Vec<Run>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => found.push(run(&text.text, text.formatting, role)),
            ElemChild::Link { text, url } => {
                found.push(Run {
                    url: Some(url.clone()),
                    ..run(&text.text, text.formatting, role)
                });
            }
            ElemChild::Markup(text) => found.push(run(text, Formatting::default(), role)),
            ElemChild::Transparent { .. } => {}
            ElemChild::Elem(elem) => {
                // What a style sets as a line of its own, or beside a margin, is parted from what stands before it.
                if elem.display.is_some() {
                    found.push(run(" ", Formatting::default(), role));
                }
                let inner = match &elem.meta {
                    Some(ElemMeta::Names(_)) => Role::Names,
                    Some(ElemMeta::Date) if role == Role::Other => Role::Date,
                    _ => role,
                };
                flatten(&elem.children, inner, found);
            }
        }
    }
}

fn run(text: &str, formatting: Formatting, role: Role) -> Run {
    let height = match formatting.vertical_align {
        VerticalAlign::Sup => Height::Raised,
        VerticalAlign::Sub => Height::Lowered,
        VerticalAlign::None | VerticalAlign::Baseline => Height::OnLine,
    };
    let look = Look {
        italic: formatting.font_style == FontStyle::Italic,
        bold: formatting.font_weight == FontWeight::Bold,
        height,
    };
    Run {
        text: text.to_owned(),
        look,
        role,
        url: None,
    }
}

/// Joins neighbours that differ in nothing.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match found.last_mut() {
            Some(last)
                if last.url.is_none()
                    && run.url.is_none()
                    && last.look == run.look
                    && last.role == run.role =>
            {
                last.text.push_str(&run.text);
            }
            _ => found.push(run),
        }
    }
    found
}

/// hayagriva puts a season before any year, as `season/year`: a list names it after the year, a citation
/// not at all.
fn season_last(date: &str, voice: &Voice, stand: Stand) -> String {
    let Some((season, year)) = date.split_once('/') else {
        return date.to_owned();
    };
    if !months::is_season(voice, season) {
        return date.to_owned();
    }
    match stand {
        Stand::Citation => year.to_owned(),
        Stand::List => format!("{year}{} {season}", voice.comma()),
    }
}

/// Puts marks around the letters after a year, where a style leaves the suffix to the date: `(1375b)`.
fn marked_suffix(date: &str) -> String {
    let is_letter = |letter: char| letter.is_ascii_lowercase();
    let is_digit = |letter: char| letter.is_ascii_digit();
    // `1375b` ends in a suffix; "March" and "1375 AD" do not.
    let year = date
        .match_indices(is_digit)
        .map(|(at, digit)| at + digit.len())
        .find(|end| date[*end..].starts_with(is_letter));
    let Some(year) = year else {
        return date.to_owned();
    };
    let (stem, rest) = date.split_at(year);
    let (suffix, rest) =
        rest.split_at(rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len()));
    if suffix.len() > 2 || rest.starts_with(char::is_alphanumeric) {
        return date.to_owned();
    }
    format!("{stem}{SUFFIX_START}{suffix}{SUFFIX_END}{rest}")
}

fn put_year(run: &mut Run, year: &YearText) {
    match year {
        YearText::Words(words) => run.text.clone_from(words),
        YearText::Year { printed, wanted } => run.text = run.text.replacen(printed, wanted, 1),
    }
}

/// Suffixes, "and others", digits and list commas of a language.
fn in_language(text: &str, voice: &Voice) -> String {
    let text = others(&suffixes(&text.replace(NO_ERA, ""), voice), voice);
    // Latin works keep their digits: they are read from the left as they stand.
    match voice.direction() {
        Direction::Ltr => apostrophes(&text),
        Direction::Rtl => digits(&text, voice),
    }
}

/// The apostrophe of a word ("Freemen's") as print has it.
fn apostrophes(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let after_letter = found.chars().next_back().is_some_and(char::is_alphabetic);
        let before_letter = letters.peek().is_some_and(|next| next.is_alphabetic());
        found.push(if letter == '\'' && after_letter && before_letter {
            '’'
        } else {
            letter
        });
    }
    found
}

/// `U+E001 b U+E002` becomes «ب» or "b".
fn suffixes(text: &str, voice: &Voice) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(SUFFIX_START) {
        found.push_str(before);
        let (suffix, after) = after.split_once(SUFFIX_END).unwrap_or((after, ""));
        found.push_str(&suffix_letters(suffix, voice));
        rest = after;
    }
    found.push_str(rest);
    found
}

/// The letters of a suffix (`a`, `b`, …, `aa`) in the alphabet of a language.
fn suffix_letters(suffix: &str, voice: &Voice) -> String {
    const PERSIAN: [&str; 26] = [
        "الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش", "ص", "ض",
        "ط", "ظ", "ع", "غ", "ف", "ق", "ک", "گ",
    ];
    const ARABIC: [&str; 26] = [
        "أ", "ب", "ت", "ث", "ج", "ح", "خ", "د", "ذ", "ر", "ز", "س", "ش", "ص", "ض", "ط", "ظ", "ع",
        "غ", "ف", "ق", "ك", "ل", "م", "ن", "ه",
    ];
    const HEBREW: [&str; 26] = [
        "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט", "י", "כ", "ל", "מ", "נ", "ס", "ע", "פ", "צ",
        "ק", "ר", "ש", "ת", "תא", "תב", "תג", "תד",
    ];
    let table = match voice.words() {
        Words::Persian | Words::Urdu => &PERSIAN,
        Words::Arabic => &ARABIC,
        Words::Hebrew => &HEBREW,
        Words::English => return suffix.to_owned(),
    };
    let letter = |letter: char| {
        u8::try_from(letter)
            .ok()
            .and_then(|byte| byte.checked_sub(b'a'))
    };
    suffix
        .chars()
        .filter_map(letter)
        .filter_map(|at| table.get(usize::from(at)))
        .copied()
        .collect()
}

/// The "and" of Arabic and Hebrew is part of the word after it.
pub(super) fn joined_and(text: &str, voice: &Voice) -> String {
    match voice.words() {
        Words::Arabic => text.replace(" و ", " و"),
        Words::Hebrew => text.replace(" ו ", " ו"),
        Words::Persian | Words::Urdu | Words::English => text.to_owned(),
    }
}

/// Puts the language's words in the place of "and others".
fn others(text: &str, voice: &Voice) -> String {
    if !text.contains(OTHERS) {
        return text.to_owned();
    }
    let (and, et_al) = voice.and_others();
    // CSL joins "and others" like a last name: «فریزر و U+E003», «فریزر، پارسا، U+E003».
    let text = text
        .replace(&format!("{and} {OTHERS}"), et_al)
        .replace(&format!("& {OTHERS}"), et_al);
    let comma = format!("{} {OTHERS}", voice.comma());
    text.replace(&comma, &format!(" {et_al}"))
        .replace(OTHERS, et_al)
}

/// Digits of the language; those that touch Latin letters («T-34») stay, for they belong to a Latin word.
fn digits(text: &str, voice: &Voice) -> String {
    let mut found = String::with_capacity(text.len() * 2);
    // Word by word, for «T-34» in a Persian title keeps its digits while «جلد 2» takes Persian ones. In
    // `12345[P]` the bracket parts the words.
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '[' | '(' | ']' | ')');
    for word in text.split_inclusive(ends) {
        let latin = word.chars().any(|letter| letter.is_ascii_alphabetic());
        if latin {
            found.push_str(word);
            continue;
        }
        let converted = voice.language.digits().convert(word);
        // «۳۳، ۳۵»: the comma of a list of pages is the script's own.
        let blanks = converted.len() - converted.trim_end().len();
        let solid = &converted[..converted.len() - blanks];
        match solid.strip_suffix(',') {
            Some(number) if blanks > 0 && is_number(number) => {
                found.push_str(number);
                found.push_str(voice.comma());
                found.push_str(&converted[solid.len()..]);
            }
            _ => found.push_str(&converted),
        }
    }
    found
}

fn is_number(text: &str) -> bool {
    let last = text.chars().next_back();
    last.is_some_and(char::is_numeric)
}

/// Puts a space where an entry begins after its number, unless the style has put one.
fn field_gap(runs: &mut [Run]) {
    let mut spaced = false;
    // "[1] فریزر" and "1. فریزر": the style may have put a space behind its number, or none.
    for run in runs {
        if let Some(at) = run.text.find(FIELD_GAP) {
            let before = if at == 0 {
                spaced
            } else {
                run.text[..at].ends_with(' ')
            };
            let gap = if before { "" } else { " " };
            run.text = run.text.replacen(FIELD_GAP, gap, 1);
        }
        spaced = run.text.ends_with(' ');
    }
}

/// Takes out a full stop that would follow another stop: «…؟.», "et al..", “Why?”..
fn one_stop(runs: &mut [Run]) {
    const STOPS: [char; 6] = ['.', '؟', '?', '!', '…', '۔'];
    let mut last = ' ';
    for run in runs {
        if run.url.is_some() {
            last = ' ';
            continue;
        }
        let mut text = String::with_capacity(run.text.len());
        // «چه باید کرد؟» before the full stop of the entry: one stop is enough, and the title's own stays.
        for letter in run.text.chars() {
            let stopped = STOPS.contains(&last);
            if letter == '.' && stopped {
                continue;
            }
            text.push(letter);
            // A stop within an English quotation closes the sentence around it, too.
            if !(stopped && matches!(letter, '”' | '’')) {
                last = letter;
            }
        }
        run.text = text;
    }
}

/// Brings a full stop or a comma into the quotation marks before it: `“On Things”,` becomes `“On Things,”`.
fn points_into_quotes(runs: &mut [Run]) {
    for at in 0..runs.len() {
        if runs[at].url.is_some() {
            continue;
        }
        for point in ['.', ','] {
            let [outside, inside] = [format!("”{point}"), format!("{point}”")];
            runs[at].text = runs[at].text.replace(&outside, &inside);
        }
        let Some([run, next]) = runs.get_mut(at..at + 2) else {
            continue;
        };
        if run.text.ends_with('”')
            && next.url.is_none()
            && let Some(point) = next
                .text
                .chars()
                .next()
                .filter(|first| matches!(first, '.' | ','))
        {
            let quotation = run.text.trim_end_matches('”').len();
            run.text.insert(quotation, point);
            next.text.remove(0);
        }
    }
}

/// A letter and the run that it is in.
struct RunCharacter {
    sign: char,
    run: usize,
}

/// Takes the full stop of a number before a Persian comma: «ویرایش ۷.، ۵ ج.».
fn numbered_stop(kept: &mut Vec<RunCharacter>, comma: char) {
    let [.., number, stop] = kept.as_slice() else {
        return;
    };
    if matches!(comma, '،' | '؛') && stop.sign == '.' && number.sign.is_numeric() {
        kept.pop();
    }
}

/// Stands for an address among letters.
const ADDRESS: char = '\u{FFFC}';

/// Takes out what stands for parts that are not there: spaces at the beginning and beside other spaces, a space
/// before a comma or a colon, a comma before a closing bracket («(۱۳۹۰، )»).
fn without_gaps(runs: &mut [Run], voice: &Voice) {
    let mut kept: Vec<RunCharacter> = Vec::new();
    let ends_in = |kept: &[RunCharacter], signs: &[char]| {
        let last = kept.last();
        last.is_some_and(|last| signs.contains(&last.sign))
    };
    // How many letters there are without the spaces at the end.
    let solid = |kept: &[RunCharacter]| {
        let last = kept.iter().rposition(|letter| letter.sign != ' ');
        last.map_or(0, |at| at + 1)
    };
    // French puts a space before its colons.
    let spaced_points = voice.language.primary() == "fr";
    for (at, run) in runs.iter_mut().enumerate() {
        if run.url.is_some() {
            kept.push(RunCharacter {
                sign: ADDRESS,
                run: at,
            });
            continue;
        }
        for sign in std::mem::take(&mut run.text).chars() {
            match sign {
                ' ' if kept.is_empty() || ends_in(&kept, &[' ']) => continue,
                ',' | '،' | ';' | '؛' | ':' if !spaced_points => {
                    let before = solid(&kept);
                    // «؛ ، ج. ۲»: of two commas the second stands.
                    let parted = ends_in(&kept[..before], &[',', '،', ';', '؛']) && sign != ':';
                    kept.truncate(before - usize::from(parted));
                    numbered_stop(&mut kept, sign);
                }
                ')' | ']' => {
                    let before = solid(&kept);
                    if ends_in(&kept[..before], &[',', '،', ';', '؛']) {
                        kept.truncate(before - 1);
                    }
                }
                _ => {}
            }
            kept.push(RunCharacter { sign, run: at });
        }
    }
    for letter in kept.iter().filter(|letter| letter.sign != ADDRESS) {
        runs[letter.run].text.push(letter.sign);
    }
}

/// Takes the names at the head of a citation away, and the separator after them with them.
pub(super) fn split_names(runs: Vec<Run>) -> (Vec<Run>, Vec<Run>) {
    let is_name = |run: &Run| run.role == Role::Names;
    // A note may name translators, too; only the first names are the work's own.
    // «فریزر (۱۳۹۴: ۵)»: the name goes before the brackets, and the comma behind it would open them.
    let start = runs.iter().position(is_name).unwrap_or(0);
    let mut rest = runs;
    let count = rest[start..].iter().take_while(|run| is_name(run)).count();
    let names: Vec<Run> = rest.drain(start..start + count).collect();
    if !names.is_empty() {
        let separator = |letter: char| matches!(letter, ' ' | '،' | ',' | ';' | '؛' | ':' | '.');
        for run in &mut rest {
            run.text = run.text.trim_start_matches(separator).to_owned();
            if !run.text.is_empty() {
                break;
            }
        }
        rest.retain(|run| !run.text.is_empty());
    }
    (names, rest)
}

/// What rendered words stand for; `resolve` counts them as nodes of their own once they have a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct StandsFor {
    /// The citation in the text, or the first node of the list.
    pub(super) node: NodeId,
    /// Where it was written.
    pub(super) span: Span,
}

impl StandsFor {
    /// An inline in its place.
    pub(super) fn inline(self, kind: InlineKind) -> Inline {
        let Self { node: id, span } = self;
        Inline { id, kind, span }
    }
}

/// Runs as the model's inlines, all at one place in the source.
pub(super) fn inlines(runs: &[Run], place: StandsFor) -> Vec<Inline> {
    runs.iter().map(|run| inline(run, place)).collect()
}

fn inline(run: &Run, place: StandsFor) -> Inline {
    let at = |kind| place.inline(kind);
    let mut inline = at(InlineKind::Text(run.text.clone()));
    if let Some(url) = &run.url {
        let attributes = Attributes {
            language: Some(Language::english()),
            direction: Some(Direction::Ltr),
            ..Attributes::default()
        };
        let content = vec![at(InlineKind::Span {
            attributes,
            content: vec![inline],
        })];
        inline = at(InlineKind::Link {
            target: Target::External(url.clone()),
            content,
        });
    }
    inline = match run.look.height {
        Height::OnLine => inline,
        Height::Raised => at(InlineKind::Superscript(vec![inline])),
        Height::Lowered => at(InlineKind::Subscript(vec![inline])),
    };
    if run.look.bold {
        inline = at(InlineKind::Strong(vec![inline]));
    }
    if run.look.italic {
        at(InlineKind::Emphasis(vec![inline]))
    } else {
        inline
    }
}
