//! Letters, numbers, signs and words of a formula as tokens of MathML.

use pulldown_latex::event::{Content, DelimiterSize, DelimiterType, Font, RelationContent};

use super::atom::{Atom, delimiter};
use super::letters::styled;
use super::part::{Item, Stands, State};
use super::tree::Element;
use super::words;

/// The token of what an event holds.
///
/// # Errors
/// Words that hold TeX.
pub(super) fn token(
    content: Content<'_>,
    state: State,
    stands: Stands,
    next: Option<Atom>,
) -> Result<Item, String> {
    Ok(match content {
        Content::Text(typed) => Item::new(plain(typed, state), Atom::Ord),
        Content::Number(number) => {
            let font = state.font.unwrap_or(Font::UpRight);
            let digits: String = number.chars().map(|digit| styled(digit, font)).collect();
            Item::new(Element::token("mn", digits), Atom::Ord)
        }
        Content::Function(name) => function(name, stands)?,
        Content::Ordinary { content, stretchy } => ordinary(content, stretchy, state),
        Content::BinaryOp { content, .. } => binary(content, stands, next),
        Content::Relation { content, .. } => {
            Item::new(Element::token("mo", relation(content)), Atom::Rel)
        }
        Content::LargeOp { content, small } => {
            let small = small.then_some("false");
            let sign = Element::token("mo", content).maybe("largeop", small);
            Item::new(sign.with("movablelimits", "false"), Atom::Op)
        }
        Content::Delimiter { content, size, ty } => bracket(content, size, ty),
        Content::Punctuation(sign) => Item::new(Element::token("mo", sign), Atom::Punct),
    })
}

/// Words as a token. Spaces at the ends of a token are nothing in XML; no-break spaces are.
pub(super) fn plain(words: &str, state: State) -> Element {
    let font = state.font.unwrap_or(Font::UpRight);
    let core = words.trim();
    let space = |there: bool| if there { "\u{A0}" } else { "" };
    let lead = space(words.starts_with(char::is_whitespace));
    let tail = space(words.ends_with(char::is_whitespace) && !core.is_empty());
    let core: String = core.chars().map(|letter| styled(letter, font)).collect();
    Element::token("mtext", format!("{lead}{core}{tail}"))
}

/// The space between a function and what it is of.
pub(super) fn thin_space() -> Element {
    Element::around("mspace", Vec::new()).with("width", "0.1667em")
}

fn function(typed: &str, stands: Stands) -> Result<Item, String> {
    let name = words::name(typed)?;
    let single = (name.chars().count() == 1).then_some("normal");
    let name = Element::token("mi", name).maybe("mathvariant", single);
    let follows = matches!(stands, Stands::After(Some(before)) if before.ends_a_term());
    let element = if follows {
        Element::around("mrow", vec![thin_space(), name])
    } else {
        name
    };
    Ok(Item::new(element, Atom::Function))
}

fn ordinary(letter: char, stretchy: bool, state: State) -> Item {
    if stretchy {
        let sign = Element::token("mo", letter).with("stretchy", "true");
        return Item::new(sign, Atom::Ord);
    }
    // \mu gives the micro sign, which stands upright and is in few faces.
    let letter = if letter == 'µ' { 'μ' } else { letter };
    // Capitals of Greek stand upright, as TeX sets them; one letter alone is else set in italics.
    let upright = letter.is_uppercase() && !letter.is_ascii_uppercase();
    let (letter, upright) = match (state.font, upright) {
        (Some(Font::UpRight), _) | (None, true) => (letter, true),
        (None, false) => (letter, false),
        (Some(Font::BoldSymbol), false) => (styled(letter, Font::BoldItalic), false),
        (Some(font), _) => (styled(letter, font), false),
    };
    let normal = upright.then_some("normal");
    let name = if letter.is_numeric() { "mn" } else { "mi" };
    let element = Element::token(name, letter);
    let element = if name == "mi" {
        element.maybe("mathvariant", normal)
    } else {
        element
    };
    Item::new(element, Atom::Ord)
}

/// A sign between two things; before one thing, as in −x, it belongs to that.
fn binary(sign: char, stands: Stands, next: Option<Atom>) -> Item {
    let element = Element::token("mo", sign);
    let between = matches!(stands, Stands::After(Some(before)) if before.ends_a_term())
        && next.is_some_and(Atom::begins_a_term);
    if between {
        return Item::new(element, Atom::Bin);
    }
    let tight = element.with("lspace", "0em").with("rspace", "0em");
    let form = next.map(|_| "prefix").filter(|_| stands != Stands::Alone);
    Item::new(tight.maybe("form", form), Atom::Ord)
}

fn bracket(sign: char, size: Option<DelimiterSize>, ty: DelimiterType) -> Item {
    let grows = size.is_some() || ty == DelimiterType::Fence;
    let grows = if grows { "true" } else { "false" };
    // The sizes of plain TeX, of brackets around a line of 1.2 em.
    let size = size.map(|size| match size {
        DelimiterSize::Big => "1.2em",
        DelimiterSize::BIG => "1.8em",
        DelimiterSize::Bigg => "2.4em",
        DelimiterSize::BIGG => "3em",
    });
    let element = Element::token("mo", sign)
        .with("symmetric", grows)
        .with("stretchy", grows)
        .maybe("minsize", size)
        .maybe("maxsize", size);
    Item::new(element, delimiter(ty))
}

fn relation(content: RelationContent) -> String {
    let mut buffer = [0; 8];
    let bytes = content.encode_utf8_to_buf(&mut buffer);
    String::from_utf8_lossy(bytes).into_owned()
}
