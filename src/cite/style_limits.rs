//! The text of a CSL file in, whether it is small and flat enough to be parsed out.
//!
//! A style comes from anywhere, and its parser descends by recursion: `<group>` in `<group>` a
//! hundred thousand times fits into one megabyte and would end the program. Public styles have
//! at most 120 KB, are nested some fourteen deep and give an element eight attributes.
//!
//! The parser of styles may bring an older reader of XML (the registry has citationberg with quick-xml 0.38, whose time
//! grows with the square of an element's attributes). So nothing is left to it that two readers could read in two ways:
//! what is no XML to ours ends here, and a document type, in which the older one looks for the end otherwise.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{STYLE_ATTRIBUTES as MOST_ATTRIBUTES, STYLE_ELEMENT_DEPTH as MOST_DEPTH};

/// Why a style is not given to its parser.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// The limit that it exceeds, in words.
    OverALimit(String),
    /// What is wrong with its XML, in words.
    NoXml(String),
}

/// Checks a style before it is parsed.
///
/// # Errors
/// It is nested too deep, an element has too many attributes, it has a document type, or it is no XML. Whether each
/// element ends with its own name is left to the parser of styles.
pub(super) fn check(text: &str) -> Result<(), Unfit> {
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
            Ok(Event::DocType(_)) => {
                let fault = "it has a document type, as no style does";
                return Err(Unfit::NoXml(fault.to_owned()));
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(fault) => return Err(Unfit::NoXml(fault.to_string())),
        }
        if depth > MOST_DEPTH {
            let fault = format!("its elements are nested deeper than {MOST_DEPTH}");
            return Err(Unfit::OverALimit(fault));
        }
    }
}

fn few_attributes(start: &BytesStart<'_>) -> Result<(), Unfit> {
    // Without the check for doubles, which takes time with the square of their number.
    for (count, attribute) in start.attributes().with_checks(false).enumerate() {
        if count == MOST_ATTRIBUTES {
            let fault = format!("an element has more than {MOST_ATTRIBUTES} attributes");
            return Err(Unfit::OverALimit(fault));
        }
        attribute.map_err(|fault| Unfit::NoXml(fault.to_string()))?;
    }
    Ok(())
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

    /// Behind what one reader takes for an end and another does not, anything could stand.
    #[test]
    fn what_two_readers_could_read_in_two_ways_is_refused() {
        for text in [
            "<style><!-- no end",
            "<style a=1><group>",
            "<style a=\"1\" b><group>",
            "<style><![CDATA[ no end",
            "<!DOCTYPE style [<!ENTITY a \"]>\">]><style/>",
        ] {
            assert!(matches!(check(text), Err(Unfit::NoXml(_))), "{text}");
        }
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
