//! Hugo: `hugo.toml` (or `config.*`, or `config/_default/*`) and the folder `content`; sections are ordered by
//! `weight`, and `_index.md` is the text of a section. Languages lie in folders (`content/fa`) or behind
//! names (`intro.fa.md`).

use super::plain;
use super::{Reading, Site};
use crate::import::Refusal;
use crate::import::data::{Document, Node};
use crate::import::languages;
use crate::import::plan::{Dialect, Layout};
use crate::import::repository::{is_under, joined};

const SETTINGS: &[&str] = &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"];
const OLD_SETTINGS: &[&str] = &["config.toml", "config.yaml", "config.yml", "config.json"];

/// The settings of a site, whichever of the places they lie in.
fn settings(site: &Site<'_>) -> Option<Document> {
    let below = joined(&site.base, "config/_default");
    let all: Vec<&str> = SETTINGS.iter().chain(OLD_SETTINGS).copied().collect();
    site.document(SETTINGS)
        .or_else(|| site.repository.document_named(&below, &all))
        .or_else(|| {
            let content = site.repository.has_folder(&joined(&site.base, "content"));
            site.document(OLD_SETTINGS).filter(|_| content)
        })
}

/// Whether there are settings of Hugo, and a folder of content.
pub(super) fn detect(site: &Site<'_>) -> bool {
    settings(site).is_some_and(|document| {
        let content = source(site, Some(&document));
        content.is_empty() || site.repository.has_folder(&content)
    })
}

/// The folder that holds the text in all languages: each may name one of its own, `content/en` for the site and
/// `content/fa` for a language; then it is the folder around them.
fn source(site: &Site<'_>, document: Option<&Document>) -> String {
    let root = document.map(|document| &document.root);
    let own = root.and_then(|root| root.text_at("contentDir"));
    let own = site.folder(own.unwrap_or("content"));
    let name = own.rsplit('/').next().unwrap_or_default();
    let around = own.rsplit_once('/').map_or("", |(folder, _)| folder);
    let sisters = languages::language_folders(site.repository, around);
    if languages::tag_of(name).is_some() && sisters.len() > 1 {
        return around.to_owned();
    }
    let languages = root.and_then(|root| root.get("languages"));
    let pairs = languages.map(Node::pairs).unwrap_or_default().iter();
    let folders = pairs.filter_map(|pair| pair.node.text_at("contentDir"));
    let mut folders = folders.map(|folder| site.folder(folder)).peekable();
    if folders.peek().is_none() {
        return own;
    }
    folders.fold(own, |around, folder| shared(&around, &folder).to_owned())
}

/// The folder that two folders lie in, or are.
fn shared<'f>(one: &'f str, other: &str) -> &'f str {
    let mut shared = one;
    while !is_under(other, shared) {
        shared = shared.rsplit_once('/').map_or("", |(folder, _)| folder);
    }
    shared
}

/// Reads settings and sections.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let document = settings(site);
    let content = source(site, document.as_ref());
    let edition = site.edition(&content)?;
    let folder = edition.folder.clone();
    let tag = edition.language.as_ref().map(|found| found.value);
    let statics = joined(&site.base, "static");
    let roots = site.roots(&[&folder, &content, &statics]);
    let mut reading = Reading::new(Layout::Hugo, edition, roots);
    plain::order(site, &folder, &mut reading);
    if let Some(document) = &document {
        let languages = document
            .root
            .get("languages")
            .map(Node::pairs)
            .unwrap_or_default();
        let own = languages.iter().find(|pair| {
            let key = pair.key.to_lowercase();
            tag.as_ref()
                .is_some_and(|tag| tag.as_str().to_lowercase() == key || tag.primary() == key)
        });
        if let Some(pair) = own {
            let below = format!("languages.{}", pair.key);
            reading.facts.complete_from(document, &below);
            reading
                .facts
                .complete_from(document, &format!("{below}.params"));
        }
        reading.facts.complete_from(document, "");
        reading.facts.complete_from(document, "params");
        let address = document
            .root
            .text_at("baseURL")
            .or_else(|| document.root.text_at("baseurl"));
        reading.published = address.map(str::to_owned);
        for pair in document
            .root
            .get("params")
            .map(Node::pairs)
            .unwrap_or_default()
        {
            if let Some(value) = pair.node.text() {
                let name = format!("site.Params.{}", pair.key);
                reading.variables.insert(name, value.to_owned());
            }
        }
    }
    reading.writes(&[Dialect::Hugo]);
    Ok(reading)
}
