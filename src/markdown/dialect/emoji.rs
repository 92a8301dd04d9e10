//! Signs by the names that GitHub gives them: `:warning:` is ⚠️.
//!
//! The names that books and READMEs use are read; others stay as typed, since `:name:` has other meanings, too.

use super::edit::Edit;
use std::borrow::Cow;
use std::ops::Range;

/// Names and signs, sorted by name.
const SIGNS: &[Sign] = &[
    Sign("+1", "👍"),
    Sign("-1", "👎"),
    Sign("arrow_down", "⬇️"),
    Sign("arrow_forward", "▶️"),
    Sign("arrow_left", "⬅️"),
    Sign("arrow_right", "➡️"),
    Sign("arrow_up", "⬆️"),
    Sign("art", "🎨"),
    Sign("beer", "🍺"),
    Sign("bell", "🔔"),
    Sign("blue_book", "📘"),
    Sign("blush", "😊"),
    Sign("book", "📖"),
    Sign("bookmark", "🔖"),
    Sign("books", "📚"),
    Sign("boom", "💥"),
    Sign("bug", "🐛"),
    Sign("bulb", "💡"),
    Sign("calendar", "📆"),
    Sign("camera", "📷"),
    Sign("chart_with_upwards_trend", "📈"),
    Sign("clap", "👏"),
    Sign("clipboard", "📋"),
    Sign("closed_book", "📕"),
    Sign("coffee", "☕"),
    Sign("computer", "💻"),
    Sign("construction", "🚧"),
    Sign("dart", "🎯"),
    Sign("email", "📧"),
    Sign("exclamation", "❗"),
    Sign("eyes", "👀"),
    Sign("file_folder", "📁"),
    Sign("fire", "🔥"),
    Sign("gear", "⚙️"),
    Sign("gift", "🎁"),
    Sign("globe_with_meridians", "🌐"),
    Sign("green_book", "📗"),
    Sign("grin", "😁"),
    Sign("grinning", "😀"),
    Sign("hammer", "🔨"),
    Sign("heart", "❤️"),
    Sign("heavy_check_mark", "✔️"),
    Sign("hourglass", "⌛"),
    Sign("information_source", "ℹ️"),
    Sign("iphone", "📱"),
    Sign("key", "🔑"),
    Sign("link", "🔗"),
    Sign("lock", "🔒"),
    Sign("loudspeaker", "📢"),
    Sign("mag", "🔍"),
    Sign("memo", "📝"),
    Sign("movie_camera", "🎥"),
    Sign("muscle", "💪"),
    Sign("no_entry", "⛔"),
    Sign("notebook", "📓"),
    Sign("ok_hand", "👌"),
    Sign("orange_book", "📙"),
    Sign("package", "📦"),
    Sign("pencil", "📝"),
    Sign("pencil2", "✏️"),
    Sign("point_down", "👇"),
    Sign("point_left", "👈"),
    Sign("point_right", "👉"),
    Sign("point_up", "☝️"),
    Sign("pray", "🙏"),
    Sign("pushpin", "📌"),
    Sign("question", "❓"),
    Sign("rocket", "🚀"),
    Sign("scroll", "📜"),
    Sign("seedling", "🌱"),
    Sign("smile", "😄"),
    Sign("smiley", "😃"),
    Sign("snake", "🐍"),
    Sign("sparkles", "✨"),
    Sign("speech_balloon", "💬"),
    Sign("star", "⭐"),
    Sign("star2", "🌟"),
    Sign("sunglasses", "😎"),
    Sign("tada", "🎉"),
    Sign("technologist", "🧑‍💻"),
    Sign("thinking", "🤔"),
    Sign("thumbsup", "👍"),
    Sign("trophy", "🏆"),
    Sign("tv", "📺"),
    Sign("unlock", "🔓"),
    Sign("warning", "⚠️"),
    Sign("wave", "👋"),
    Sign("white_check_mark", "✅"),
    Sign("wink", "😉"),
    Sign("wrench", "🔧"),
    Sign("writing_hand", "✍️"),
    Sign("x", "❌"),
    Sign("zap", "⚡"),
];

/// How the names of a theme's icons begin.
const ICONS: [&str; 4] = ["fontawesome-", "material-", "octicons-", "simple-"];

/// A name and its sign.
struct Sign(&'static str, &'static str);

/// The names in a line, outside code and addresses.
pub(super) fn edits(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut start = None;
    let mut in_code = false;
    // A name may follow another directly: `:smile::tada:`.
    let mut end = 0;
    for (at, letter) in words.char_indices() {
        match letter {
            '`' => in_code = !in_code,
            ':' if !in_code => {
                let name = start.map(|start: usize| &words[start + 1..at]);
                let sign = name.and_then(sign);
                match (start, sign) {
                    (Some(first), Some(sign))
                        if first == end || stands_alone(words, &(first..at + 1)) =>
                    {
                        start = None;
                        end = at + 1;
                        let icon = sign.is_empty();
                        let braces = icon.then(|| attributes_of_icon(&words[end..]));
                        found.push(Edit {
                            range: first..end + braces.unwrap_or_default(),
                            words: Cow::Borrowed(sign),
                        });
                    }
                    _ => start = Some(at),
                }
            }
            'a'..='z' | '0'..='9' | '_' | '+' | '-' => {}
            _ => start = None,
        }
    }
    found
}

/// How many bytes the braces take that say how an icon looks: `:material-check:{ .green }`.
fn attributes_of_icon(behind: &str) -> usize {
    let braces = behind.strip_prefix('{').and_then(|inside| inside.find('}'));
    braces.map_or(0, |length| length + 2)
}

/// Whether a colon begins a name: behind space, a mark of Markdown or a letter that names have not; `a[:x:]` is a
/// slice in a program, `[:book: کتاب](a.md)` a link.
fn stands_alone(words: &str, name: &Range<usize>) -> bool {
    let before = words[..name.start].chars().next_back();
    if before == Some('[') {
        return words[name.end..].starts_with(' ');
    }
    before.is_none_or(|sign| sign.is_whitespace() || !sign.is_ascii() || "(>*_|".contains(sign))
}

/// What stands for a name: its sign, and nothing for an icon of a theme of MkDocs, which is a drawing of the site.
fn sign(name: &str) -> Option<&'static str> {
    if ICONS.iter().any(|set| name.starts_with(set)) {
        return Some("");
    }
    let at = SIGNS.binary_search_by(|sign| sign.0.cmp(name)).ok()?;
    Some(SIGNS[at].1)
}

#[cfg(test)]
mod tests {
    use super::{SIGNS, edits};

    fn signs(words: &str) -> Vec<String> {
        let edits = edits(words).into_iter();
        edits.map(|edit| edit.words.into_owned()).collect()
    }

    #[test]
    fn names_of_signs_are_read_where_they_stand_alone() {
        assert!(SIGNS.is_sorted_by_key(|sign| sign.0));
        assert_eq!(signs("خوب :smile::tada: و :+1:"), ["😄", "🎉", "👍"]);
        assert_eq!(signs("[:book: کتاب :material-web:](a.md)"), ["📖", ""]);
        let icon = edits("آری :material-check:{ .green } و نه");
        assert_eq!(icon[0].range.len(), ":material-check:{ .green }".len());
        for text in [
            "`:smile:`",
            "a:x:b",
            "a[:x:]",
            "ساعت ۱۲:۳۰:۴۵",
            "::warning::",
            ":unknown:",
        ] {
            assert_eq!(signs(text), [""; 0], "{text}");
        }
    }
}
