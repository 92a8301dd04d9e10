//! docsify: `_sidebar.md` in the folder of the site, whose `index.html` is a program.

use super::{Reading, Site};
use crate::import::Refusal;
use crate::import::folder::FolderOrder;
use crate::import::outline;
use crate::import::plan::{Dialect, Entry, Layout, LeftOut, Reason, collect};

const NAVIGATION: &[&str] = &["_sidebar.md"];

/// Whether there is a sidebar.
pub(super) fn detect(site: &Site<'_>) -> bool {
    site.named(NAVIGATION).is_some()
}

/// The README is the first page of the site, whether the sidebar names it or not.
fn add_home_page(site: &Site<'_>, folder: &str, reading: &mut Reading) {
    let mut order = FolderOrder::new(site.repository, &reading.edition);
    let preface = order.preface(folder);
    let left_out = order.left_out;
    let named = |preface: &Entry| {
        let Entry::Chapter(home) = preface else {
            return false;
        };
        let mut all = Vec::new();
        collect(&reading.entries, &mut all);
        all.iter().any(|chapter| chapter.path == home.path)
    };
    let preface = preface.filter(|preface| !named(preface));
    if let Some(preface) = preface {
        reading.entries.insert(0, preface);
    }
    reading.left_out.extend(left_out);
}

/// Reads the sidebar.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let edition = site.edition(&site.base)?;
    let own = site.repository.named(&edition.folder, NAVIGATION);
    let sidebar = own.or_else(|| site.named(NAVIGATION));
    let folder = edition.folder.clone();
    let mut reading = Reading::new(Layout::Docsify, edition, site.roots(&[&folder]));
    if let Some(path) = sidebar {
        let bases = site.bases(&[path.folder(), &site.base]);
        let text = site.repository.settings_text(&path).unwrap_or_default();
        reading.entries = outline::read(&text, &path, &bases);
        reading.left_out.push(LeftOut {
            reason: Reason::Read,
            path,
        });
    }
    add_home_page(site, &folder, &mut reading);
    reading.writes(&[Dialect::Containers]);
    Ok(reading)
}
