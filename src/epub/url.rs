//! Addresses out of the book: as the author wrote them in, as a valid URL out (WHATWG URL).

/// Schemes that are registered and that a reading system can open; EPUBCheck warns of others.
const SCHEMES: [&str; 8] = [
    "http", "https", "mailto", "tel", "ftp", "urn", "news", "geo",
];

/// The address for an `href`; `None` where its scheme has no place in a book.
///
/// What a URL may not hold is percent-encoded, escapes that are there already stay.
pub(super) fn href(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let known = SCHEMES.contains(&scheme.as_str());
    let web = matches!(scheme.as_str(), "http" | "https" | "ftp");
    let host = rest
        .strip_prefix("//")
        .and_then(|rest| rest.split(['/', '?', '#']).next());
    if !known || rest.is_empty() || (web && !host.is_some_and(is_host)) {
        return None;
    }
    Some(format!("{scheme}:{}", encode(rest)))
}

/// Whether an authority can be one: something stands there, and nothing that no name may hold.
fn is_host(host: &str) -> bool {
    let forbidden = |letter: char| letter.is_whitespace() || "<>\"{}|\\^`%".contains(letter);
    !host.is_empty() && !host.contains(forbidden)
}

fn encode(rest: &str) -> String {
    let mut encoded = String::with_capacity(rest.len());
    for (at, byte) in rest.bytes().enumerate() {
        let escape = byte == b'%' && !is_escape(&rest.as_bytes()[at..]);
        let unsafe_here = byte <= b' ' || byte >= 0x7F || b"<>\"{}|\\^`[]".contains(&byte);
        if escape || unsafe_here {
            encoded.push_str(&format!("%{byte:02X}"));
        } else {
            encoded.push(char::from(byte));
        }
    }
    encoded
}

fn is_escape(bytes: &[u8]) -> bool {
    bytes.len() > 2 && bytes[1].is_ascii_hexdigit() && bytes[2].is_ascii_hexdigit()
}

#[cfg(test)]
mod tests {
    use super::href;

    #[test]
    fn an_address_becomes_a_valid_url() {
        assert_eq!(
            href("https://a.org/x y?q=[1]").unwrap(),
            "https://a.org/x%20y?q=%5B1%5D"
        );
        assert_eq!(
            href("HTTPS://a.org/%D8%A7%zz").unwrap(),
            "https://a.org/%D8%A7%25zz"
        );
        assert_eq!(href("mailto:a@b.org").unwrap(), "mailto:a@b.org");
    }

    #[test]
    fn an_address_that_no_reader_can_open_is_refused() {
        for address in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "http:// a/",
            "x",
        ] {
            assert_eq!(href(address), None, "{address}");
        }
    }
}
