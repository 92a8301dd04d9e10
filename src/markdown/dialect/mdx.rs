//! MDX: what of a line is a program and no text.

use super::Edit;

/// `{/* … */}` of MDX, on one line.
pub(super) fn remarks(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = words[rest..].find("{/*").map(|at| rest + at) {
        let Some(end) = words[start..].find("*/}").map(|end| start + end + 3) else {
            break;
        };
        found.push(Edit::drop(start..end));
        rest = end;
    }
    found
}

/// `import Tabs from '@theme/Tabs';` and `export const x = 1` at the margin of MDX.
pub(super) fn is_module_line(words: &str) -> bool {
    let import = words.starts_with("import ") && (words.contains('\'') || words.contains('"'));
    let export = [
        "export const ",
        "export default ",
        "export function ",
        "export let ",
    ];
    import || export.iter().any(|begin| words.starts_with(begin))
}

/// The tags of components, `<Tabs values={[…]}>` and `</Tabs>`: names with a capital, which HTML has not. What stands
/// between them stays.
pub(super) fn components(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut in_code = false;
    let mut rest = 0;
    while let Some(start) = words[rest..].find(['<', '`']).map(|at| rest + at) {
        rest = start + 1;
        if words[start..].starts_with('`') {
            in_code = !in_code;
            continue;
        }
        let name = words[rest..].trim_start_matches('/');
        if in_code || !name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            continue;
        }
        let Some(end) = end_of_tag(&words[start..]) else {
            continue;
        };
        found.push(Edit::drop(start..start + end));
        rest = start + end;
    }
    found
}

/// One past the `>` of a tag: not one in braces or in quotation marks.
fn end_of_tag(tag: &str) -> Option<usize> {
    /// Longer ones are no tags of one line.
    const LONGEST: usize = 1000;
    let mut braces = 0usize;
    let mut quote = None;
    for (at, sign) in tag.bytes().take(LONGEST).enumerate() {
        match (quote, sign) {
            (Some(open), sign) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(sign),
            (None, b'{') => braces += 1,
            (None, b'}') => braces = braces.saturating_sub(1),
            (None, b'>') if braces == 0 => return Some(at + 1),
            (None, _) => {}
        }
    }
    None
}
