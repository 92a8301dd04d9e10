//! A pattern of paths and a path in, whether the one means the other out: `*` and `?` stand within a name, `**`
//! over folders.

/// Whether a pattern means a path: `guide/*.md`, `**/intro.md`.
///
/// Work is the product of both lengths: each column of the table is what the pattern up to there can have eaten.
pub(super) fn means(pattern: &str, path: &str) -> bool {
    let path: Vec<char> = path.chars().collect();
    // Whether what was read of the pattern means the first letters of the path, by their number.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    let mut signs = pattern.chars().peekable();
    while let Some(sign) = signs.next() {
        let over_folders = sign == '*' && signs.next_if_eq(&'*').is_some();
        if over_folders {
            // `**/x` means `x`, too.
            signs.next_if_eq(&'/');
        }
        let mut next = vec![false; path.len() + 1];
        for at in 0..=path.len() {
            let before = at.checked_sub(1).map(|before| (before, path[before]));
            next[at] = match sign {
                '*' => {
                    let goes_on = before.is_some_and(|(before, letter)| {
                        next[before] && (over_folders || letter != '/')
                    });
                    reached[at] || goes_on
                }
                '?' => before.is_some_and(|(before, letter)| reached[before] && letter != '/'),
                sign => before.is_some_and(|(before, letter)| reached[before] && letter == sign),
            };
        }
        reached = next;
    }
    reached[path.len()]
}

/// The folder in which all that a pattern means lies: `guide` of `guide/*.md`.
pub(super) fn folder_of(pattern: &str) -> &str {
    let fixed = pattern.split(['*', '?']).next().unwrap_or_default();
    fixed.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_within_names_and_two_of_them_over_folders() {
        assert!(means("*.md", "a.md"));
        assert!(!means("*.md", "a/b.md"));
        assert!(means("a/*", "a/b.md"));
        assert!(means("**/*.md", "a/b/c.md"));
        assert!(means("**/c.md", "c.md"));
        assert!(means("ch?.md", "ch1.md"));
        assert!(!means("ch?.md", "ch10.md"));
    }
}
