//! Names of Markdown files in, whether they are about the repository rather than of the book out.
//!
//! The rule: a name that such files bear (CONTRIBUTING, LICENSE, CHANGELOG …) leaves a file out where it
//! is written in capitals or lies in the folder given. `_articles/fa/code-of-conduct.md` is a chapter
//! about codes of conduct; `CODE_OF_CONDUCT.md` is one. A README is neither: see `folder`.

use super::plan::Reason;
use super::repository::stem;
use crate::source::BookPath;

/// What files about a repository are called; hyphens, underscores and spaces are left aside.
const ABOUT: &[&str] = &[
    "adopters",
    "agents",
    "authors",
    "bugreport",
    "changelog",
    "changes",
    "claude",
    "codeofconduct",
    "codeowners",
    "conduct",
    "contribute",
    "contributing",
    "contributors",
    "copying",
    "copyright",
    "faqfortranslators",
    "funding",
    "governance",
    "history",
    "issuetemplate",
    "license",
    "licence",
    "licensecc",
    "licensecode",
    "licensemit",
    "maintainers",
    "maintenance",
    "news",
    "notice",
    "notices",
    "pullrequesttemplate",
    "releasenotes",
    "releases",
    "roadmap",
    "security",
    "styleguide",
    "support",
    "template",
    "thanks",
    "todo",
    "translate",
    "translating",
    "translation",
    "translations",
    "translationguide",
    "translationnotes",
    "translators",
    "upgrading",
];

/// What navigation files are called.
const NAVIGATION: &[&str] = &["summary", "langs", "_sidebar", "_navbar", "_toc"];

/// What pages of a site are called that no reader of a book misses.
const SITE_PAGES: &[&str] = &[
    "search",
    "tags",
    "categories",
    "archive",
    "archives",
    "sitemap",
    "_footer",
    "_header",
    "_coverpage",
    "_404",
    "offline",
    "playground",
    "feed",
];

/// Folders in which sites keep their pages.
const TOPS: [&str; 5] = ["", "docs", "src", "content", "pages"];

/// Why a file is no chapter by its name; `None` where it may be one.
pub(super) fn reason(path: &BookPath) -> Option<Reason> {
    let stem = stem(path);
    let plain: String = stem
        .chars()
        .filter(|letter| !matches!(letter, '-' | '_' | ' '))
        .collect::<String>()
        .to_lowercase();
    let lower = stem.to_lowercase();
    let capitals = stem.chars().any(char::is_alphabetic) && !stem.chars().any(char::is_lowercase);
    if NAVIGATION.contains(&lower.as_str()) && (capitals || lower.starts_with('_')) {
        return Some(Reason::Read);
    }
    let about = ABOUT.contains(&plain.as_str()) && (capitals || path.folder().is_empty());
    let template = path
        .folder()
        .split('/')
        .any(|part| part.eq_ignore_ascii_case("issue_template"));
    if about || template {
        return Some(Reason::AboutRepository);
    }
    // A chapter may be the 404th; the page of a site for addresses that lead nowhere lies on top.
    let lost = lower == "404" && TOPS.contains(&path.folder());
    let page = SITE_PAGES.contains(&lower.as_str());
    (lost || page && (lower.starts_with('_') || is_near_top(path))).then_some(Reason::SitePage)
}

/// Whether a file lies where a site has its own pages: on top, or in the folder of a language there. Deeper,
/// `search.md` is a chapter about searching.
fn is_near_top(path: &BookPath) -> bool {
    let (first, rest) = path.folder().split_once('/').unwrap_or((path.folder(), ""));
    rest.is_empty() || TOPS.contains(&first) && !rest.contains('/')
}

/// Whether a file is the index of its folder.
pub(super) fn is_index(path: &BookPath) -> bool {
    index_rank(path).is_some()
}

/// The rank of a name among those that make a file the index of its folder.
pub(super) fn index_rank(path: &BookPath) -> Option<usize> {
    const NAMES: [&str; 4] = ["_index", "index", "readme", "article"];
    let stem = stem(path).to_lowercase();
    // `index.fa.md`, `README-fa.md`
    let bare = stem.split(['.', '-']).next().unwrap_or_default();
    NAMES.iter().position(|name| *name == bare)
}

/// Whether a file is a README, in any language.
pub(super) fn is_readme(path: &BookPath) -> bool {
    let stem = stem(path).to_lowercase();
    stem.split(['.', '-', '_']).next() == Some("readme")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(path: &str) -> Option<Reason> {
        reason(&BookPath::new(path).unwrap())
    }

    #[test]
    fn files_about_the_repository_are_no_chapters() {
        for path in [
            "CONTRIBUTING.md",
            "contributing.md",
            "fa/CODE-OF-CONDUCT.md",
            "fa/TEMPLATE.md",
        ] {
            assert_eq!(why(path), Some(Reason::AboutRepository), "{path}");
        }
        for path in [
            "_articles/ar/code-of-conduct.md",
            "guide/security.md",
            "README.md",
            "fa/blog/tech/search.md",
        ] {
            assert_eq!(why(path), None, "{path}");
        }
    }

    #[test]
    fn pages_of_a_site_lie_near_its_top() {
        for path in [
            "search.md",
            "fa/tags.md",
            "docs/fa/search.md",
            "a/b/c/_footer.md",
        ] {
            assert_eq!(why(path), Some(Reason::SitePage), "{path}");
        }
    }

    #[test]
    fn an_index_is_known_by_its_name() {
        for path in ["a/README.md", "a/index.fa.md", "_index.md", "1/article.md"] {
            assert!(is_index(&BookPath::new(path).unwrap()), "{path}");
        }
        assert!(!is_index(&BookPath::new("articles.md").unwrap()));
    }
}
