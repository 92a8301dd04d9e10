//! The last look at what leaves the program: each document is read once more and held against the rules of
//! its vocabulary. What is wrong there is our fault, and the author is told which document to look at.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::container::{Contents, Resource};
use crate::diag::{Code, Sink, isolate};
use crate::markup::{Breach, Fault, Vocabulary, faults};

/// A document and what it is written in.
struct Leaving<'a> {
    file: &'a str,
    text: &'a str,
    vocabulary: Vocabulary,
}

/// Reports what is wrong in the documents of a book: an error for one that is no XML, which reading
/// systems do not show at all, and a warning for one that breaks another rule.
pub(super) fn report(contents: &Contents<'_>, sink: &mut Sink) {
    let leaving = leaving(contents);
    let looked: Vec<(&Leaving<'_>, Vec<Fault>)> = leaving
        .par_iter()
        .map(|one| (one, faults(one.text, one.vocabulary)))
        .collect();
    for (document, faults) in looked {
        let Some(first) = faults.first() else {
            continue;
        };
        let more = match faults.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let file = isolate(document.file);
        let message = format!("{file} would break a rule: {}{more}", first.message);
        let found = match first.breach {
            Breach::IllFormed => sink.error(Code::BadMarkup, None, message),
            _ => sink.warn(Code::BadMarkup, None, message),
        };
        found.hint("this is a fault of the program, not of the book: please report it");
    }
}

fn leaving<'a>(contents: &'a Contents<'_>) -> Vec<Leaving<'a>> {
    let of = |vocabulary| {
        move |file, text| Leaving {
            file,
            text,
            vocabulary,
        }
    };
    let documents = contents.documents.iter();
    let documents = documents
        .map(|document| of(Vocabulary::Xhtml)(document.file.as_str(), document.text.as_str()));
    let drawings = contents
        .resources
        .iter()
        .filter_map(|resource| drawing(resource));
    let mut all = vec![
        of(Vocabulary::Package)("content.opf", contents.package.as_str()),
        of(Vocabulary::Ncx)("toc.ncx", contents.ncx.as_str()),
        of(Vocabulary::Navigation)("nav.xhtml", contents.navigation.as_str()),
    ];
    all.extend(documents.chain(drawings));
    all
}

fn drawing(resource: &Resource) -> Option<Leaving<'_>> {
    let svg = resource.media_type == "image/svg+xml";
    let text = svg
        .then(|| std::str::from_utf8(&resource.bytes))
        .and_then(Result::ok)?;
    Some(Leaving {
        file: &resource.file,
        text,
        vocabulary: Vocabulary::Svg,
    })
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::diag::{Code, Severity, Sink};
    use crate::epub::container::Contents;
    use crate::epub::document::Document;

    #[test]
    fn a_document_that_breaks_a_rule_is_told_by_its_name() {
        let page = |body: &str| Document {
            file: "chapter-01.xhtml".to_owned(),
            text: format!(
                "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head>\
                 <body>{body}</body></html>"
            ),
            has_mathml: false,
        };
        for (body, severity) in [
            ("<p a=\"1\"b=\"2\"/>", Severity::Error),
            ("<p><p/></p>", Severity::Warning),
        ] {
            let documents = [page(body)];
            let contents = Contents {
                package: String::new(),
                navigation: String::new(),
                ncx: String::new(),
                style: String::new(),
                documents: &documents,
                resources: Vec::new(),
            };
            let mut sink = Sink::default();
            report(&contents, &mut sink);
            let found = sink.found();
            let last = found.last().unwrap();
            assert_eq!((last.code, last.severity), (Code::BadMarkup, severity));
            assert!(last.message.contains("chapter-01.xhtml"), "{last:?}");
            assert_eq!(found.len(), 4, "documents that are no XML are told, too");
        }
    }
}
