//! VitePress and VuePress: a program in `.vitepress` or `.vuepress` that keeps the sidebar, read as far as
//! its literals go; one folder for each language, with a sidebar under `locales`.
//!
//! ```text
//! sidebar: [{ text: 'بخش', items: [{ text: 'باب', link: '/guide/one' }] }]
//! sidebar: { '/guide/': ['', 'one', ['two', 'باب دوم']] }
//! ```

use super::{Reading, Site};
use crate::import::data::{Document, Node, Value};
use crate::import::folder::is_home_page;
use crate::import::listed::Bases;
use crate::import::plan::{Chapter, Dialect, Entry, Layout, LeftOut, Reason};
use crate::import::repository::joined;
use crate::import::{Refusal, limits};

const VITEPRESS: &[&str] = &[
    ".vitepress/config.ts",
    ".vitepress/config.mts",
    ".vitepress/config.js",
    ".vitepress/config.mjs",
    ".vitepress/config/index.ts",
    ".vitepress/config/index.mts",
    ".vitepress/config/index.js",
];

const VUEPRESS: &[&str] = &[
    ".vuepress/config.js",
    ".vuepress/config.ts",
    ".vuepress/config.mjs",
    ".vuepress/config/index.js",
    ".vuepress/config/index.ts",
];

pub(super) fn detect_vitepress(site: &Site<'_>) -> bool {
    site.named(VITEPRESS).is_some()
}

pub(super) fn detect_vuepress(site: &Site<'_>) -> bool {
    site.named(VUEPRESS).is_some()
}

pub(super) fn read_vitepress(site: &Site<'_>) -> Result<Reading, Refusal> {
    read(site, Layout::VitePress, VITEPRESS)
}

pub(super) fn read_vuepress(site: &Site<'_>) -> Result<Reading, Refusal> {
    read(site, Layout::VuePress, VUEPRESS)
}

fn read(site: &Site<'_>, layout: Layout, settings: &[&str]) -> Result<Reading, Refusal> {
    let document = site.script(settings);
    let source = document
        .as_ref()
        .and_then(|document| document.root.text_at("srcDir"));
    let source = site.folder(source.unwrap_or("").trim_matches(['.', '/']));
    let edition = site.edition(&source)?;
    let folder = edition.folder.clone();
    let name = folder
        .strip_prefix(source.as_str())
        .unwrap_or_default()
        .trim_matches('/');
    let name = name.to_owned();
    let mut roots = site.roots(&[&source, &folder]);
    // A hidden folder, which no list of files has.
    if layout == Layout::VuePress {
        roots.push(joined(&source, ".vuepress/public"));
    }
    let mut reading = Reading::new(layout, edition, roots);
    if let Some(document) = &document {
        let bases = site.bases(&[&source, &folder]);
        let sidebar = Sidebar {
            document,
            bases: &bases,
        };
        for node in sidebars(&document.root, &name) {
            reading.entries.extend(sidebar.top(node));
        }
        if let Some(locale) = locale(&document.root, &name) {
            let below = format!("locales.{locale}");
            reading.facts.complete_from(document, &below);
        }
        reading.facts.complete_from(document, "");
        reading.published = document.root.text_at("sitemap.hostname").map(str::to_owned);
    }
    let chapters = reading
        .entries
        .iter()
        .any(|entry| matches!(entry, Entry::Chapter(_)) || !entry.entries().is_empty());
    if chapters {
        leave_out_home_pages(site, &mut reading);
    } else {
        reading.entries.clear();
        reading.order_folder(site, &folder);
    }
    reading.writes(&[Dialect::Containers]);
    Ok(reading)
}

/// The key of a language under `locales`: `fa`, `/fa/`; `root` and `/` for the language without a folder.
fn locale<'n>(root: &'n Node, name: &str) -> Option<&'n str> {
    let keys = root.get("locales").map(Node::pairs).unwrap_or_default();
    let mut keys = keys.iter().map(|pair| pair.key.as_str());
    keys.find(|key| key.trim_matches('/') == name || name.is_empty() && *key == "root")
}

/// The sidebars of a language, most particular first; the first that there is.
fn sidebars<'n>(root: &'n Node, name: &str) -> Vec<&'n Node> {
    let of_locale = locale(root, name).and_then(|locale| {
        let locale = root.get("locales")?.get(locale)?;
        let themed = locale.at("themeConfig.sidebar");
        themed
            .or_else(|| locale.at("theme.sidebar"))
            .or_else(|| locale.get("sidebar"))
    });
    let of_theme = ["themeConfig", "theme"].iter().find_map(|theme| {
        let locales = root.at(&format!("{theme}.locales"))?.pairs().iter();
        let mut locales = locales.filter(|pair| pair.key.trim_matches('/') == name);
        locales.find_map(|pair| pair.node.get("sidebar"))
    });
    let plain = root
        .at("themeConfig.sidebar")
        .or_else(|| root.at("theme.sidebar"));
    of_locale.or(of_theme).or(plain).into_iter().collect()
}

/// A page that a program fills is no chapter, whether the sidebar names it or not.
fn leave_out_home_pages(site: &Site<'_>, reading: &mut Reading) {
    let home = |path: &&crate::source::BookPath| is_home_page(&site.repository.article(path));
    let pages: Vec<_> = reading.edition.files.iter().filter(home).cloned().collect();
    for path in pages {
        let reason = Reason::SitePage;
        reading.left_out.push(LeftOut { reason, path });
    }
}

struct Sidebar<'s> {
    document: &'s Document,
    bases: &'s Bases<'s>,
}

impl Sidebar<'_> {
    /// A list, or lists by the path of the pages beside which they stand.
    fn top(&self, node: &Node) -> Vec<Entry> {
        if node.pairs().is_empty() {
            return self.entries(node, "", 0);
        }
        let mut entries = Vec::new();
        for pair in node.pairs() {
            // VitePress: { '/guide/': { base: '/guide/', items: [...] } }
            let list = pair.node.get("items").unwrap_or(&pair.node);
            let prefix = pair.node.text_at("base").unwrap_or(&pair.key);
            entries.extend(self.entries(list, prefix, 0));
        }
        entries
    }

    fn entries(&self, node: &Node, prefix: &str, depth: usize) -> Vec<Entry> {
        if depth >= limits::DEPTH {
            return Vec::new();
        }
        if node.is_unread() || matches!(node.text(), Some("auto" | "structure" | "heading")) {
            self.not_run(node);
            return Vec::new();
        }
        let items = node.items().iter();
        items
            .filter_map(|item| self.item(item, prefix, depth))
            .collect()
    }

    fn not_run(&self, node: &Node) {
        self.bases.repository.not_run(self.document.place(node));
    }

    fn item(&self, item: &Node, prefix: &str, depth: usize) -> Option<Entry> {
        match &item.value {
            Value::Scalar(link) => self.chapter(link, None, prefix, item),
            Value::Nothing => self.chapter("", None, prefix, item),
            Value::Unread => {
                self.not_run(item);
                None
            }
            // VuePress 1: ['path', 'title']
            Value::List(pair) => {
                let link = pair.first()?.text().unwrap_or_default();
                let title = pair.get(1).and_then(Node::text);
                self.chapter(link, title, prefix, item)
            }
            Value::Map(_) => self.group(item, prefix, depth),
        }
    }

    fn group(&self, item: &Node, prefix: &str, depth: usize) -> Option<Entry> {
        let first = |keys: &[&str]| keys.iter().find_map(|key| item.text_at(key));
        let title = first(&["text", "title"]);
        let own = first(&["base", "prefix"]).map(|own| {
            if own.starts_with('/') {
                own.to_owned()
            } else {
                format!("{prefix}{own}")
            }
        });
        let prefix = own.as_deref().unwrap_or(prefix);
        let below = ["items", "children"].iter().find_map(|key| item.get(key));
        let entries = below.map_or_else(Vec::new, |node| self.entries(node, prefix, depth + 1));
        let linked =
            first(&["link", "path"]).and_then(|link| self.chapter(link, title, prefix, item));
        match linked {
            Some(Entry::Chapter(chapter)) => Some(Entry::Chapter(Chapter { entries, ..chapter })),
            _ => Some(Entry::Heading {
                title: title.unwrap_or_default().to_owned(),
                origin: self.document.place(item),
                entries,
            }),
        }
    }

    fn chapter(&self, link: &str, title: Option<&str>, prefix: &str, node: &Node) -> Option<Entry> {
        let written = if link.starts_with('/') || link.contains("://") {
            link.to_owned()
        } else {
            format!("{prefix}{}", link.trim_start_matches("./"))
        };
        let written = if written.is_empty() { "/" } else { &written };
        let origin = self.document.place(node);
        let path = self.bases.chapter(written, &origin)?;
        Some(Entry::titled(path, title, origin))
    }
}
