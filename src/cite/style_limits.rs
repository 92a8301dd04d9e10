//! The text of a CSL file in, whether it is small and flat enough to be parsed out.
//!
//! A style comes from anywhere, and its parser descends by recursion: `<group>` in `<group>` a
//! hundred thousand times fits into one megabyte and would end the program. Public styles have
//! at most 120 KB, are nested some fourteen deep and give an element eight attributes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{STYLE_ATTRIBUTES as MOST_ATTRIBUTES, STYLE_ELEMENT_DEPTH as MOST_DEPTH};

/// Checks a style before it is parsed; the message says which limit is exceeded.
///
/// # Errors
/// It is nested too deep, or an element has too many attributes. What is not well-formed is left to
/// the parser of styles, which says more about it.
pub(super) fn check(text: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                few_attributes(&start)?;
            }
            Ok(Event::Empty(start)) => few_attributes(&start)?,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        if depth > MOST_DEPTH {
            return Err(format!("its elements are nested deeper than {MOST_DEPTH}"));
        }
    }
}

fn few_attributes(start: &BytesStart<'_>) -> Result<(), String> {
    // Without the check for doubles, which takes time with the square of their number.
    let count = start.attributes().with_checks(false).count();
    if count <= MOST_ATTRIBUTES {
        return Ok(());
    }
    Err(format!(
        "an element has more than {MOST_ATTRIBUTES} attributes"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_too_deep_is_refused_and_what_is_not_is_not() {
        let nested = |depth| format!("{}{}", "<group>".repeat(depth), "</group>".repeat(depth));
        assert!(check(&nested(MOST_DEPTH)).is_ok());
        assert!(check(&nested(MOST_DEPTH + 1)).is_err());
        assert!(check(&"<group>".repeat(100_000)).is_err());
        // Side by side they may be many.
        assert!(check(&"<group></group>".repeat(1000)).is_ok());
    }

    #[test]
    fn an_element_with_too_many_attributes_is_refused() {
        let attributes = |count| {
            let all: String = (0..count).map(|at| format!(" a{at}=\"\"")).collect();
            format!("<text{all}/>")
        };
        assert!(check(&attributes(MOST_ATTRIBUTES)).is_ok());
        assert!(check(&attributes(MOST_ATTRIBUTES + 1)).is_err());
    }

    #[test]
    fn our_own_styles_are_far_below_the_limits() {
        for text in [
            include_str!("styles/fa-author-date.csl"),
            include_str!("styles/macros.xml"),
        ] {
            assert!(check(text).is_ok());
        }
    }
}
