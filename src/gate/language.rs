//! Whether languages are given, and use the script of their text (EPUB 3.3, 5.5.3.1.3; WCAG 3.1.1 and 3.1.2).

use std::collections::BTreeMap;

use icu_properties::props::Script;

use super::book::Book;
use super::document::{Document, Role, language_of};
use super::finding::{Code, Findings};
use super::script::{self, Letters, script_of_language};
use super::xml::NodeId;
use crate::diag::{Place, isolate};

/// With fewer letters the text of an element says nothing about its language: names, units.
const FEW: usize = 4;

/// With fewer letters of their own, documents say nothing: a word was left unmarked.
const SOME: usize = 20;

/// With fewer letters two languages of one script cannot be told apart.
const MANY: usize = 200;

/// Below this part of its letters a language's script is not that of the text.
const STRANGE: usize = 25;

/// Letters that Persian has and Arabic has not, and the other way round.
const PERSIAN: &str = "پچژگکی";
const ARABIC: &str = "ةيكىإ";

/// Checks the package, then every document.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    check_package(book, findings);
    for document in &book.documents {
        check_document(document, findings);
    }
    check_labels(book, findings);
}

fn check_package(book: &Book, findings: &mut Findings) {
    let package = &book.package;
    let Some((node, tag)) = package.language() else {
        let message = "the package has no dc:language";
        findings.add(Code::LanguageMissing, package.root_place(), message);
        return;
    };
    if let Some(message) = contradiction(&tag, &book.letters) {
        findings.add(Code::LanguageWrong, package.tree.place(node), message);
    }
    let root = package.tree.root();
    let declared = root.and_then(|root| Some((root, language_of(&package.tree, root)?)));
    let message = declared.and_then(|(_, tag)| contradiction(tag, &book.letters));
    if let Some(((root, _), message)) = declared.zip(message) {
        let place = package.tree.place_of(root, "xml:lang");
        findings.add(Code::LanguageWrong, place, message);
    }
}

fn check_document(document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    for (source, letters) in by_language(document) {
        let Some(source) = source else {
            if letters.total() >= FEW {
                let message = "neither <html> nor what is inside gives a language";
                let root = tree.root().map(|root| tree.place(root));
                findings.extend_missing(root, message);
            }
            continue;
        };
        let tag = document.language(source);
        let whole = matches!(tree.name(source), Some("html" | "body"));
        if whole && letters.total() < SOME {
            continue;
        }
        if let Some(message) = contradiction(tag, &letters) {
            let attribute = match tree.value(source, "xml:lang") {
                Some(_) => "xml:lang",
                None => "lang",
            };
            let place = tree.place_of(source, attribute);
            findings.add(Code::LanguageWrong, place, message);
        }
    }
}

impl Findings {
    fn extend_missing(&mut self, place: Option<Place>, message: &str) {
        let place = place.unwrap_or(Place::Whole);
        self.add(Code::LanguageMissing, place, message);
    }
}

/// The letters of a document by the element that gives them their language.
fn by_language(document: &Document) -> BTreeMap<Option<NodeId>, Letters> {
    let mut groups: BTreeMap<Option<NodeId>, Letters> = BTreeMap::new();
    for (node, words) in document.prose.runs() {
        let source = document.language_source(node);
        groups.entry(source).or_default().add(words);
    }
    groups
}

/// Why a text cannot be in a language, if it cannot.
fn contradiction(tag: &str, letters: &Letters) -> Option<String> {
    let expected = script_of_language(tag)?;
    let main = letters.main()?;
    let strange = letters.total() >= FEW && letters.percent(expected) < STRANGE;
    strange.then(|| {
        format!(
            "the language is {}, and {} % of the letters are {}",
            isolate(tag),
            letters.percent(main),
            script::name(main)
        )
    })
}

/// Persian marked as Arabic, and Arabic marked as Persian: the script is the same, the letters are not.
pub(super) fn check_arabic_script(book: &Book, findings: &mut Findings) {
    for document in &book.documents {
        let mut groups: BTreeMap<Option<NodeId>, String> = BTreeMap::new();
        for (node, words) in document.prose.runs() {
            let source = document.language_source(node);
            groups.entry(source).or_default().push_str(words);
        }
        for (source, text) in groups {
            let Some(source) = source else { continue };
            let tag = document.language(source);
            if let Some(message) = unlike(tag, &text) {
                let place = document.tree.place(source);
                findings.add(Code::LanguageWrong, place, message);
            }
        }
    }
}

fn unlike(tag: &str, text: &str) -> Option<String> {
    let letters = Letters::of(text).count(Script::Arabic);
    if letters < MANY {
        return None;
    }
    // Both languages have the Arabic script; پ چ ژ گ are Persian alone, ة ي ك ى إ hardly ever Persian. One letter
    // in twenty is enough: in running text it is more than one in ten, in names and quotations far fewer.
    let of = |set: &str| text.chars().filter(|letter| set.contains(*letter)).count();
    let (persian, arabic) = (of(PERSIAN), of(ARABIC));
    let primary = tag.split('-').next().unwrap_or_default();
    let (other, named) = match primary {
        "ar" if persian * 20 > letters && persian > arabic => (persian, "پ چ ژ گ ک ی of Persian"),
        // Persian typed with Arabic yeh and kaf still has its own four letters.
        "fa" | "prs" | "pes" if arabic * 20 > letters && of("پچژگ") == 0 => {
            (arabic, "ة ي ك ى إ of Arabic")
        }
        _ => return None,
    };
    let tag = isolate(tag);
    Some(format!(
        "the language is {tag}, and {other} of {letters} letters are {named}"
    ))
}

/// Contents, landmarks and pages are labelled in the script of the book.
fn check_labels(book: &Book, findings: &mut Findings) {
    let Some(main) = book.letters.main() else {
        return;
    };
    for document in &book.documents {
        if document.role != Role::Navigation {
            continue;
        }
        let tree = &document.tree;
        for nav in tree.named("nav") {
            let heading = tree.children(nav).find(|node| is_heading(tree.name(*node)));
            let heading = heading.map(|node| (node, tree.text(node), tree.place(node)));
            let label = tree.value(nav, "aria-label").map(str::to_owned);
            let label = label.map(|label| (nav, label, tree.place_of(nav, "aria-label")));
            for (_, text, place) in heading.into_iter().chain(label) {
                let letters = Letters::of(&text);
                if letters.total() > 0 && letters.count(main) == 0 {
                    let text = isolate(text.trim());
                    let script = script::name(main);
                    let message =
                        format!("the label {text} has no letter of the book’s {script} script");
                    findings.add(Code::LabelLanguage, place, message);
                }
            }
        }
    }
}

fn is_heading(name: Option<&str>) -> bool {
    matches!(name, Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
}

#[cfg(test)]
mod tests {
    use super::unlike;

    const PERSIAN: &str = "پس از آن که گروهی از مردمان دره به کوه رفتند، چند تن دیگر که از راه دور آمده \
        بودند نیز با آنان همراه شدند و روزگاری دراز در آن جا ماندند تا برف کوه آب شد و راه گذر \
        گشوده گردید. سپس هر یک به سوی خانه خویش باز گشت و داستان آن زمستان را برای فرزندان گفت و \
        فرزندان برای فرزندان خود بازگو کردند تا امروز که ما آن را می خوانیم.";
    const ARABIC: &str = "في البداية كان الناس يعيشون في القرية الصغيرة على ضفة النهر، وكانت الحياة هادئة \
        وجميلة. ثم جاءت السنة التي لم تسقط فيها الأمطار، فرحلت العائلات إلى المدينة البعيدة بحثا عن \
        الماء والعمل، ولم يبق في القرية إلا شيخ كبير كان يحكي القصة لكل مسافر يمر من هناك، ويقول إن \
        المطر سيعود يوما ما وستعود معه الحياة والأصوات والأغاني القديمة.";

    #[test]
    fn languages_of_one_script_are_told_apart_by_their_letters() {
        assert!(unlike("ar", PERSIAN).is_some());
        assert!(unlike("fa", ARABIC).is_some());
        assert_eq!((unlike("fa", PERSIAN), unlike("ar", ARABIC)), (None, None));
        assert_eq!(unlike("ckb", PERSIAN), None);
    }

    #[test]
    fn persian_typed_with_arabic_letters_is_still_persian() {
        let typed = PERSIAN.replace('ی', "ي").replace('ک', "ك");
        assert_eq!(unlike("fa", &typed), None);
    }
}
