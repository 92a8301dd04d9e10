//! What a browser asks for in, what it gets out.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde_json::json;

use super::edit_position::Line;
use super::editor::Editor;
use super::exchange::PreviewExchange;
use super::http::{Answer, Answering, Keep, News, Reply, Request};
use super::keyed_book::KeyedBook;
use super::page::{self, PageFile};
use super::state::{self, area};
use crate::book::Written;
use crate::source::{BookPath, LineColumn};
use crate::units::Pt;
use crate::view::{Hit, Point};

/// Places that a search tells.
const HITS: usize = 500;

/// Our page loads what is ours.
const OWN: &str = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A page of the book as a picture holds everything itself.
const PICTURE: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
/// A document of the EPUB runs nothing and reaches nobody.
const BOOK: &str = "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; media-src 'self'; frame-ancestors 'self'";

/// A book that is looked at.
pub(super) struct Preview {
    /// Where it lies.
    pub(super) desk: Arc<PreviewExchange>,
    /// What an address must begin with.
    pub(super) token: String,
    /// The door.
    pub(super) port: u16,
    /// The folder of the book.
    pub(super) folder: PathBuf,
    /// The author's editor.
    pub(super) editor: Editor,
}

/// The part of an address behind the token: the name, and what is asked of it.
struct Wanted<'a> {
    name: String,
    query: &'a str,
}

impl Wanted<'_> {
    /// A value of the query; empty where it is not there.
    fn value(&self, key: &str) -> String {
        let pairs = self.query.split('&');
        let mut pairs = pairs.filter_map(|pair| pair.split_once('='));
        let found = pairs.find(|(name, _)| *name == key);
        found.map_or_else(String::new, |(_, value)| decoded(value))
    }

    fn number<N: std::str::FromStr>(&self, key: &str) -> Option<N> {
        self.value(key).parse().ok()
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

impl Answering for Preview {
    fn reply(&self, request: &Request) -> Reply {
        // A page of another site can make a browser ask us, under a name that leads here: it has another
        // host. It cannot know the token.
        let hosts = [
            format!("127.0.0.1:{}", self.port),
            format!("localhost:{}", self.port),
        ];
        if !hosts.contains(&request.host) {
            return Reply::Whole(refusal("403 Forbidden"));
        }
        let inside = request.target.strip_prefix('/');
        let inside = inside.and_then(|rest| rest.strip_prefix(&*self.token)?.strip_prefix('/'));
        let Some(inside) = inside else {
            return Reply::Whole(refusal("404 Not Found"));
        };
        let (name, query) = inside.split_once('?').unwrap_or((inside, ""));
        let name = decoded(name);
        let wanted = Wanted { name, query };
        let answer = match (request.method.as_str(), wanted.name.as_str()) {
            ("GET", "events") => return Reply::Events,
            ("GET", _) => self.get(&wanted),
            ("POST", "open") => self.open(&wanted),
            ("POST", "show") => self.show(&wanted),
            _ => None,
        };
        Reply::Whole(answer.unwrap_or_else(|| refusal("404 Not Found")))
    }

    fn after(&self, told: u64, patience: Duration) -> Option<News> {
        let known = self.desk.after(told, patience)?;
        Some(News {
            round: known.round,
            text: state::news(&known, self.editor.is_known()),
        })
    }
}

impl Preview {
    fn get(&self, wanted: &Wanted<'_>) -> Option<Answer> {
        if let Some(PageFile { kind, text }) = page::file(&wanted.name) {
            return Some(own(kind, text));
        }
        match wanted.name.as_str() {
            "state" => {
                let state = state::whole(&self.desk.now(), self.editor.is_known());
                Some(own("application/json", &state))
            }
            "word" => self.word(wanted),
            "spot" => self.spot(wanted),
            "find" => self.find(wanted),
            "words" => self.words(wanted),
            "spine" => self.spine(wanted),
            name => match name.split_once('/')? {
                ("pages", file) => self.picture(file),
                ("epub", file) => self.document(file),
                _ => None,
            },
        }
    }

    fn good(&self) -> Option<Arc<KeyedBook>> {
        self.desk.now().good
    }

    /// A page by its key: `pages/0123456789abcdef.svg`.
    fn picture(&self, file: &str) -> Option<Answer> {
        let key = u64::from_str_radix(file.strip_suffix(".svg")?, 16).ok()?;
        let good = self.good()?;
        let svg = good.book.svg(*good.by_key.get(&key)?)?;
        Some(Answer {
            status: "200 OK",
            kind: "image/svg+xml",
            keep: Keep::Always,
            policy: PICTURE,
            body: svg.into_bytes(),
        })
    }

    /// The documents of the EPUB, and where in them a page begins: the one that is looked at, or the next one that has a
    /// number.
    fn spine(&self, wanted: &Wanted<'_>) -> Option<Answer> {
        let epub = self.desk.epub()?;
        let good = self.good()?;
        let pages = &good.book.pages().pages;
        let after = wanted.number("page").and_then(|page| pages.get(page..));
        let start = after
            .into_iter()
            .flatten()
            .find_map(|page| epub.page(&page.folio));
        let place = start.map(|start| json!({ "file": start.file, "id": start.id }));
        Some(data(&json!({ "documents": epub.spine, "place": place })))
    }

    /// Behind `epub/` stands a number that changes with the book, so that a browser asks anew.
    fn document(&self, file: &str) -> Option<Answer> {
        let (_, name) = file.split_once('/')?;
        let epub = self.desk.epub()?;
        Some(Answer {
            status: "200 OK",
            kind: kind(name),
            keep: Keep::Never,
            policy: BOOK,
            body: epub.file(name)?.to_vec(),
        })
    }

    /// The word at a place of a page, or its first one where no place is named, and where it was written.
    fn word(&self, wanted: &Wanted<'_>) -> Option<Answer> {
        let book = &self.good()?.book;
        let page = wanted.number("page")?;
        let word = match wanted.number("x").zip(wanted.number("y")) {
            Some((x, y)) => book.word_at(page, Point { x: Pt(x), y: Pt(y) })?,
            None => book.first_word(page)?,
        };
        let Written { path, at } = book.written(word.span);
        Some(data(&json!({
            "word": word.text,
            "area": area(word.rect),
            "file": path.as_str(),
            "line": at.line,
            "column": at.column,
        })))
    }

    /// The page of a line of a file.
    fn spot(&self, wanted: &Wanted<'_>) -> Option<Answer> {
        let spot = self
            .good()?
            .book
            .spot_of(&wanted.value("file"), wanted.number("line")?)?;
        Some(data(&state::spot(spot)))
    }

    /// The author's editor asks to show a place, of a file that it may know by its whole path. Whether the place stands
    /// on a page is not known before there is a book: the place is shown as soon as there is one.
    fn show(&self, wanted: &Wanted<'_>) -> Option<Answer> {
        let file = wanted.value("file");
        let inside = Path::new(&file).strip_prefix(&self.folder);
        let file = inside.map_or(file.as_str().into(), |inside| inside.to_string_lossy());
        let line = wanted.number("line")?;
        let good = self.good();
        let shown = good.map(|good| good.book.spot_of(&file, line).is_some());
        self.desk.show(Line {
            file: file.into_owned(),
            line,
        });
        Some(data(&json!({ "shown": shown })))
    }

    fn find(&self, wanted: &Wanted<'_>) -> Option<Answer> {
        let hits = self.good()?.book.find(&wanted.value("words"), HITS);
        let row = |hit: &Hit| {
            let areas: Vec<_> = hit.areas.iter().map(|rect| area(*rect)).collect();
            json!({ "page": hit.page, "areas": areas, "line": hit.line })
        };
        let hits: Vec<_> = hits.iter().map(row).collect();
        Some(data(&json!(hits)))
    }

    /// The words of a page, for those who cannot see it.
    fn words(&self, wanted: &Wanted<'_>) -> Option<Answer> {
        let good = self.good()?;
        Some(data(&json!(good.book.words(wanted.number("page")?))))
    }

    /// Opens the editor at a place of a file of the book.
    fn open(&self, wanted: &Wanted<'_>) -> Option<Answer> {
        let path = BookPath::new(&wanted.value("file")).ok()?;
        let now = self.desk.now();
        let known = now
            .found
            .is_some_and(|found| found.texts().find(&path).is_some());
        if !known {
            return None;
        }
        let at = LineColumn {
            line: wanted.number("line")?,
            column: wanted.number("column").unwrap_or(1),
        };
        let opened = self.editor.open(&self.folder, &Written { path, at });
        Some(data(&json!({ "opened": opened })))
    }
}

fn own(kind: &'static str, text: &str) -> Answer {
    Answer {
        status: "200 OK",
        kind,
        keep: Keep::Never,
        policy: OWN,
        body: text.as_bytes().to_vec(),
    }
}

fn data(value: &serde_json::Value) -> Answer {
    own("application/json", &value.to_string())
}

fn refusal(status: &'static str) -> Answer {
    Answer {
        status,
        ..own("text/plain; charset=utf-8", status)
    }
}

/// The type of a file of an EPUB that this program has bound.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ncx" | "opf" | "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview() -> Preview {
        Preview {
            desk: Arc::default(),
            token: "secret".to_owned(),
            port: 80,
            folder: PathBuf::new(),
            editor: Editor::of(None),
        }
    }

    fn status(method: &str, target: &str, host: &str) -> &'static str {
        let request = Request {
            method: method.to_owned(),
            target: target.to_owned(),
            host: host.to_owned(),
        };
        match preview().reply(&request) {
            Reply::Whole(answer) => answer.status,
            Reply::Events => "events",
        }
    }

    #[test]
    fn only_who_knows_the_token_and_speaks_with_this_machine_is_answered() {
        let here = "127.0.0.1:80";
        assert_eq!(status("GET", "/secret/", here), "200 OK");
        assert_eq!(status("GET", "/secret/", "localhost:80"), "200 OK");
        assert_eq!(status("GET", "/secret/events", here), "events");
        for other in ["example.org", "127.0.0.1", "127.0.0.1:81", ""] {
            assert_eq!(status("GET", "/secret/", other), "403 Forbidden", "{other}");
        }
        for target in [
            "/",
            "/secret",
            "/other/",
            "/secre/t/",
            "secret/",
            "/secret/nothing",
        ] {
            assert_eq!(status("GET", target, here), "404 Not Found", "{target}");
        }
        assert_eq!(status("POST", "/secret/state", here), "404 Not Found");
        assert_eq!(
            status("POST", "/secret/open?file=/etc/passwd&line=1", here),
            "404 Not Found"
        );
    }
}
