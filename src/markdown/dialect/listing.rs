//! Listings of programs as «The Rust Programming Language» and its translations have them: a line with a tag in, the
//! Markdown that stands for it out.
//!
//! ```text
//! <Listing number="1-1" file-name="main.rs" caption="برنامه‌ای با `fn`">     `main.rs`
//!
//! …                                                                           …
//!
//! </Listing>                                                                  1-1: برنامه‌ای با `fn`
//! ```

/// What a line with the tag stands for. The caption stands below the program, and waits for its end.
pub(super) fn written(words: &str, caption: &mut String) -> Option<String> {
    let words = words.trim();
    if words == "</Listing>" {
        return Some(format!("\n{}\n", std::mem::take(caption)));
    }
    let inside = words.strip_prefix("<Listing ")?.strip_suffix('>')?;
    let number = attribute(inside, "number").unwrap_or_default();
    let said = attribute(inside, "caption").unwrap_or_default();
    *caption = match (number, said) {
        (number, "") => number.to_owned(),
        ("", said) => said.to_owned(),
        (number, said) => format!("{number}: {said}"),
    };
    let file = attribute(inside, "file-name").filter(|name| !name.is_empty());
    let file = file.map_or_else(String::new, |name| format!("`{name}`"));
    Some(format!("\n{file}\n"))
}

/// The value of an attribute, which stands in quotes.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.find(&format!("{name}=\""))?;
    let rest = tag.get(at + name.len() + 2..)?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn the_caption_of_a_listing_stands_below_it() {
        let mut caption = String::new();
        let tag = "<Listing number=\"1-1\" file-name=\"src/main.rs\" caption=\"با `fn`\">";
        assert_eq!(
            written(tag, &mut caption).as_deref(),
            Some("\n`src/main.rs`\n")
        );
        assert_eq!(
            written("</Listing>", &mut caption).as_deref(),
            Some("\n1-1: با `fn`\n")
        );
        assert_eq!(
            written("<Listing number=\"2-1\">", &mut caption).as_deref(),
            Some("\n\n")
        );
        assert_eq!(
            written("</Listing>", &mut caption).as_deref(),
            Some("\n2-1\n")
        );
        assert_eq!(written("<listing>", &mut caption), None);
    }
}
