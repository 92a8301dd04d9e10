//! Blocks and words that are meant for one output alone: `{=html}`, `{=latex}`. Their format in, what becomes of them
//! out.

/// What is done with text of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// It is read as HTML.
    Html,
    /// It is read as the text around it.
    Markdown,
    /// It is for another program.
    Other,
}

impl Raw {
    /// The format of an info string or of braces behind code: `{=html}`.
    pub(super) fn of(braces: &str) -> Option<Self> {
        let format = braces.trim().strip_prefix("{=")?.strip_suffix('}')?;
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || "-_+".contains(sign);
        if format.is_empty() || !format.chars().all(is_name) {
            return None;
        }
        Some(match format {
            "html" | "html4" | "html5" | "epub" | "epub2" | "epub3" => Self::Html,
            "markdown" | "md" | "commonmark" | "gfm" => Self::Markdown,
            _ => Self::Other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Raw;

    #[test]
    fn braces_with_an_equals_sign_name_a_format() {
        assert_eq!(Raw::of("{=html}"), Some(Raw::Html));
        assert_eq!(Raw::of("{=latex}"), Some(Raw::Other));
        assert_eq!(Raw::of("{=markdown}"), Some(Raw::Markdown));
        for none in ["html", "{html}", "{=}", "{=a b}"] {
            assert_eq!(Raw::of(none), None, "{none}");
        }
    }
}
