//! The page that a browser loads: a name in, the file of this folder out.
//!
//! The files are in the program as they stand here, a craft each; the browser puts the modules together.

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// A file of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageFile {
    /// Its type.
    pub(super) kind: &'static str,
    /// What is in it.
    pub(super) text: &'static str,
}

/// A file by its name; the page itself has none.
pub(super) fn file(name: &str) -> Option<PageFile> {
    let (kind, text) = match name {
        "" => ("text/html; charset=utf-8", include_str!("page.html")),
        "page.css" => ("text/css; charset=utf-8", include_str!("page.css")),
        "epub.js" => (SCRIPT, include_str!("epub.js")),
        "keys.js" => (SCRIPT, include_str!("keys.js")),
        "known.js" => (SCRIPT, include_str!("known.js")),
        "lists.js" => (SCRIPT, include_str!("lists.js")),
        "main.js" => (SCRIPT, include_str!("main.js")),
        "marks.js" => (SCRIPT, include_str!("marks.js")),
        "messages.js" => (SCRIPT, include_str!("messages.js")),
        "pages.js" => (SCRIPT, include_str!("pages.js")),
        "pictures.js" => (SCRIPT, include_str!("pictures.js")),
        "places.js" => (SCRIPT, include_str!("places.js")),
        "search.js" => (SCRIPT, include_str!("search.js")),
        "tabs.js" => (SCRIPT, include_str!("tabs.js")),
        "words.js" => (SCRIPT, include_str!("words.js")),
        _ => return None,
    };
    Some(PageFile { kind, text })
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn every_module_that_a_module_names_is_there() {
        let mut open = vec!["main.js".to_owned()];
        let mut seen = Vec::new();
        while let Some(name) = open.pop() {
            if seen.contains(&name) {
                continue;
            }
            let text = file(&name).unwrap_or_else(|| panic!("{name}")).text;
            let named = text.lines().filter_map(|line| {
                let (_, name) = line.strip_prefix("import ")?.split_once(" from './")?;
                name.strip_suffix('\'')
            });
            open.extend(named.map(str::to_owned));
            seen.push(name);
        }
        assert!(seen.len() > 8, "{seen:?}");
        assert!(file("").unwrap().text.contains("src=\"main.js\""));
    }
}
