//! What must be true of the tags of every PDF, on the book of every block and on the sample.

use std::collections::{BTreeMap, BTreeSet};

use crate::snapshot::{self, project};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use sahhaf::config::Standard;
use sahhaf::diag::{Code, Sink};
use sahhaf::pipeline::{self, Dump, Manuscript, NoObserver, Output};
use sahhaf::source::{DiskFiles, MemoryFiles, SourceMap};

/// A page and a number of marked content on it.
type Place = (ObjectId, i64);

fn manuscript(path: &str) -> (Manuscript, SourceMap) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let files = DiskFiles::new(project(path));
    let manuscript = pipeline::read(&files, &mut map, &mut sink).unwrap();
    assert!(!sink.has_errors(), "{:?}", sink.found());
    (manuscript.unwrap(), map)
}

fn bytes(manuscript: &Manuscript) -> Vec<u8> {
    let pages = manuscript.pages(&mut Sink::default());
    manuscript.pdf(&pages).unwrap()
}

fn document(path: &str) -> Document {
    Document::load_mem(&bytes(&manuscript(path).0)).unwrap()
}

const BOOKS: [&str; 2] = ["tests/every-block", "book"];

fn tree(path: &str) -> String {
    let (manuscript, map) = manuscript(path);
    manuscript.dump(Dump::Tags, &map, &mut Sink::default())
}

#[test]
fn the_tree_of_every_block_is_as_agreed() {
    snapshot::assert("tags/every-block.txt", &tree("tests/every-block"));
}

#[test]
fn a_link_is_read_before_it_is_offered() {
    let is = |dict: &Dictionary, key: &[u8], name: &[u8]| {
        dict.get(key).and_then(Object::as_name).ok() == Some(name)
    };
    for path in BOOKS {
        let (manuscript, _) = manuscript(path);
        // Pages are let go while they are written: what stands on one of them is not to be asked later.
        let made = manuscript.render(&[Output::Pdf], &NoObserver, &mut Sink::default());
        let doc = Document::load_mem(&made.unwrap()[0].bytes).unwrap();
        let elements = doc.objects.values().filter_map(|one| one.as_dict().ok());
        let kids = elements.filter(|element| is(element, b"S", b"Link"));
        let kids = kids.filter_map(|element| element.get(b"K").and_then(Object::as_array).ok());
        let kids: Vec<_> = kids.filter(|kids| kids.len() > 1).collect();
        assert!(!kids.is_empty(), "{path}");
        for kids in kids {
            let first = kids[0].as_dict();
            assert!(
                !first.is_ok_and(|kid| is(kid, b"Type", b"OBJR")),
                "{kids:?}"
            );
        }
    }
}

/// The structure tree of a document, read without our own code.
struct Tree<'a> {
    doc: &'a Document,
    /// Which element holds each piece of marked content.
    holders: BTreeMap<Place, Vec<ObjectId>>,
    /// Which element holds each annotation.
    links: BTreeMap<ObjectId, Vec<ObjectId>>,
    tags: BTreeSet<Vec<u8>>,
}

impl<'a> Tree<'a> {
    fn read(doc: &'a Document) -> Self {
        let mut tree = Self {
            doc,
            holders: BTreeMap::new(),
            links: BTreeMap::new(),
            tags: BTreeSet::new(),
        };
        let top = follow(doc, doc.catalog().unwrap(), b"StructTreeRoot");
        let document = top.get(b"K").unwrap().as_reference().unwrap();
        let above = doc.catalog().unwrap().get(b"StructTreeRoot").unwrap();
        tree.element(document, above.as_reference().unwrap());
        tree
    }

    fn element(&mut self, id: ObjectId, parent: ObjectId) {
        let dict = self.doc.get_dictionary(id).unwrap();
        assert_eq!(dict.get(b"P").unwrap().as_reference().unwrap(), parent);
        self.tags
            .insert(dict.get(b"S").unwrap().as_name().unwrap().to_vec());
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok();
        let kids = match dict.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        for kid in kids {
            match kid {
                Object::Reference(child) => self.element(child, id),
                Object::Integer(number) => self.hold((page.unwrap(), number), id),
                Object::Dictionary(kid) => self.content(&kid, page, id),
                other => panic!("{other:?} in the tree"),
            }
        }
    }

    fn content(&mut self, kid: &Dictionary, page: Option<ObjectId>, id: ObjectId) {
        let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        match kid.get(b"MCID") {
            Ok(number) => self.hold((page.unwrap(), number.as_i64().unwrap()), id),
            Err(_) => {
                let link = kid.get(b"Obj").unwrap().as_reference().unwrap();
                self.links.entry(link).or_default().push(id);
            }
        }
    }

    fn hold(&mut self, place: Place, id: ObjectId) {
        self.holders.entry(place).or_default().push(id);
    }
}

fn follow<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> &'a Dictionary {
    let value = doc.dereference(dict.get(key).unwrap()).unwrap().1;
    value.as_dict().unwrap()
}

/// The entries of a number tree.
fn numbers(doc: &Document, node: &Dictionary) -> BTreeMap<i64, Object> {
    let mut found = BTreeMap::new();
    if let Ok(Object::Array(kids)) = node.get(b"Kids") {
        for kid in kids {
            let kid = doc.get_dictionary(kid.as_reference().unwrap()).unwrap();
            found.append(&mut numbers(doc, kid));
        }
    }
    if let Ok(Object::Array(pairs)) = node.get(b"Nums") {
        for pair in pairs.chunks(2) {
            let value = doc.dereference(&pair[1]).unwrap();
            let value = value.0.map_or_else(|| value.1.clone(), Object::Reference);
            found.insert(pair[0].as_i64().unwrap(), value);
        }
    }
    found
}

/// The numbers of the marked content of a page; nothing may be painted outside tags and artifacts,
/// and no tag may lie in another.
fn marked(doc: &Document, page: ObjectId) -> Vec<i64> {
    let content = Content::decode(&doc.get_page_content(page)).unwrap();
    let mut open: Vec<Option<i64>> = Vec::new();
    let mut artifacts: Vec<bool> = Vec::new();
    let mut found = Vec::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let properties = operation.operands.get(1).and_then(|o| o.as_dict().ok());
                let number = properties.and_then(|p| p.get(b"MCID").ok());
                let number = number.map(|number| number.as_i64().unwrap());
                let artifact = operation.operands[0].as_name().unwrap() == b"Artifact";
                let inside = open.iter().any(Option::is_some) || artifacts.contains(&true);
                assert!(
                    !(inside && (number.is_some() || artifact)),
                    "a tag in another"
                );
                found.extend(number);
                open.push(number);
                artifacts.push(artifact);
            }
            "EMC" => {
                open.pop().unwrap();
                artifacts.pop();
            }
            "TJ" | "Tj" | "'" | "\"" | "Do" | "f" | "F" | "f*" | "B" | "S" | "s" | "sh" => {
                let said = open.iter().any(Option::is_some) || artifacts.contains(&true);
                assert!(said, "{} outside of tags and artifacts", operation.operator);
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

#[test]
fn all_that_is_painted_is_reached_from_the_tree_once_or_is_an_artifact() {
    for book in BOOKS {
        let doc = document(book);
        let mut tree = Tree::read(&doc);
        for page in doc.page_iter() {
            let found = marked(&doc, page);
            let in_order: Vec<i64> = (0..).take(found.len()).collect();
            assert_eq!(found, in_order, "numbers count the page's content");
            for number in found {
                let holders = tree.holders.remove(&(page, number)).unwrap_or_default();
                assert_eq!(holders.len(), 1, "{number} of {page:?} in {book}");
            }
        }
        assert!(tree.holders.is_empty(), "the tree names what is not there");
    }
}

#[test]
fn content_and_links_lead_back_to_the_element_that_holds_them() {
    for book in BOOKS {
        let doc = document(book);
        let tree = Tree::read(&doc);
        let top = follow(&doc, doc.catalog().unwrap(), b"StructTreeRoot");
        let parents = numbers(&doc, follow(&doc, top, b"ParentTree"));
        let next = top.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap();
        assert!(parents.keys().all(|key| *key < next));
        for ((page, number), holders) in &tree.holders {
            let dict = doc.get_dictionary(*page).unwrap();
            let key = dict.get(b"StructParents").unwrap().as_i64().unwrap();
            let owners = doc
                .dereference(&parents[&key])
                .unwrap()
                .1
                .as_array()
                .unwrap();
            let owner = &owners[usize::try_from(*number).unwrap()];
            assert_eq!(owner.as_reference().unwrap(), holders[0]);
        }
        for (link, holders) in &tree.links {
            let dict = doc.get_dictionary(*link).unwrap();
            let key = dict.get(b"StructParent").unwrap().as_i64().unwrap();
            assert_eq!(parents[&key].as_reference().unwrap(), holders[0]);
            let holder = doc.get_dictionary(holders[0]).unwrap();
            assert_eq!(holder.get(b"S").unwrap().as_name().unwrap(), b"Link");
            assert_eq!(holders.len(), 1);
        }
    }
}

#[test]
fn every_link_is_in_the_tree_says_its_words_and_is_printed() {
    for book in BOOKS {
        let doc = document(book);
        let tree = Tree::read(&doc);
        let mut count = 0;
        for page in doc.page_iter() {
            let dict = doc.get_dictionary(page).unwrap();
            assert_eq!(dict.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
            let Ok(Object::Array(links)) = dict.get(b"Annots") else {
                continue;
            };
            for link in links {
                let id = link.as_reference().unwrap();
                assert!(tree.links.contains_key(&id));
                let link = doc.get_dictionary(id).unwrap();
                assert!(!link.get(b"Contents").unwrap().as_str().unwrap().is_empty());
                assert_eq!(link.get(b"F").unwrap().as_i64().unwrap(), 4);
                count += 1;
            }
        }
        assert_eq!(count, tree.links.len());
        assert!(count > 20);
    }
}

#[test]
fn every_kind_of_element_is_there() {
    let doc = document("tests/every-block");
    let tags = Tree::read(&doc).tags;
    let wanted = "BibEntry BlockQuote Caption Code Div Document Figure Formula H1 H2 H3 L LBody LI Lbl \
                  Link Note P Part Reference Sect Span TBody TD TH THead TOC TOCI TR Table";
    for tag in wanted.split_whitespace() {
        assert!(tags.contains(tag.as_bytes()), "{tag}");
    }
}

#[test]
fn notes_and_heads_of_columns_are_found_by_their_names() {
    let doc = document("tests/every-block");
    let top = follow(&doc, doc.catalog().unwrap(), b"StructTreeRoot");
    let leaf = follow(&doc, top, b"IDTree").get(b"Kids").unwrap();
    let leaf = leaf.as_array().unwrap()[0].as_reference().unwrap();
    let names = doc.get_dictionary(leaf).unwrap().get(b"Names").unwrap();
    let names = names.as_array().unwrap();
    let mut last = Vec::new();
    for pair in names.chunks(2) {
        let name = pair[0].as_str().unwrap().to_vec();
        assert!(last < name, "names are sorted and different");
        let element = doc.get_dictionary(pair[1].as_reference().unwrap()).unwrap();
        assert_eq!(element.get(b"ID").unwrap().as_str().unwrap(), name);
        last = name;
    }
    let heads = doc
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    let heads = heads.filter_map(|dict| dict.get(b"A").ok()?.as_dict().ok());
    let heads = heads.filter_map(|attributes| attributes.get(b"Headers").ok());
    let mut count = 0;
    for head in heads {
        let head = &head.as_array().unwrap()[0];
        assert!(names.contains(head));
        count += 1;
    }
    assert!(count > 60, "{count}");
}

#[test]
fn the_same_book_has_the_same_tags_twice() {
    let (manuscript, _) = manuscript("tests/every-block");
    assert!(bytes(&manuscript) == bytes(&manuscript));
}

/// A book of one chapter, with what was found in it.
fn little(chapter: &str) -> (Manuscript, Sink) {
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n\
                    [pdf]\ntrim = \"90x120mm\"\n";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", chapter);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink).unwrap();
    (manuscript.unwrap(), sink)
}

/// The metadata packet of a document.
fn packet(doc: &Document) -> String {
    let packet = doc.catalog().unwrap().get(b"Metadata").unwrap();
    let packet = doc.get_object(packet.as_reference().unwrap()).unwrap();
    String::from_utf8(packet.as_stream().unwrap().content.clone()).unwrap()
}

#[test]
fn a_file_claims_what_was_asked_for_and_nothing_else() {
    let (mut manuscript, _) = little("# فصل\n\nمتن.\n");
    let parts = |part: Option<u8>, name: &str| {
        part.map(|part| format!("<{name}:part>{part}</{name}:part>"))
    };
    let standards = Standard::NAMED.map(|(_, standard)| standard);
    for standard in standards.into_iter().chain([Standard::default()]) {
        manuscript.config.pdf.standard = standard;
        let doc = Document::load_mem(&bytes(&manuscript)).unwrap();
        let packet = packet(&doc);
        let claims = [
            parts(standard.accessibility(), "pdfuaid"),
            parts(standard.archive().map(|archive| archive.part), "pdfaid"),
        ];
        let claimed = claims
            .iter()
            .flatten()
            .filter(|claim| packet.contains(*claim));
        assert_eq!(claimed.count(), claims.iter().flatten().count());
        assert_eq!(
            packet.matches(":part>").count(),
            2 * claims.iter().flatten().count()
        );
        let intents = doc.catalog().unwrap().has(b"OutputIntents");
        assert_eq!(intents, standard.archive().is_some());
        assert_eq!(doc.trailer.has(b"Info"), !standard.is_second_version());
        assert!(doc.catalog().unwrap().has(b"StructTreeRoot"));
    }
}

#[test]
fn a_letter_of_private_use_is_told_at_its_line_and_as_the_text_of_a_span() {
    let (manuscript, _) = little("# فصل\n\nمتن \u{E000} متن.\n");
    let mut sink = Sink::default();
    let pages = manuscript.pages(&mut sink);
    let told = sink
        .found()
        .iter()
        .find(|found| found.code == Code::PrivateLetter);
    assert!(told.unwrap().span().is_some());
    let doc = Document::load_mem(&manuscript.pdf(&pages).unwrap()).unwrap();
    let spoken = |page| {
        let content = Content::decode(&doc.get_page_content(page)).unwrap();
        let mut properties = content.operations.into_iter().filter_map(|operation| {
            let properties = operation.operands.into_iter().nth(1)?;
            properties
                .as_dict()
                .ok()?
                .get(b"ActualText")
                .ok()?
                .as_str()
                .ok()
                .map(<[u8]>::to_vec)
        });
        properties.any(|text| text == [0xFE, 0xFF, 0xE0, 0x00])
    };
    assert!(doc.page_iter().any(spoken));
}

#[test]
fn a_paragraph_on_two_pages_is_one_element() {
    let sentence = "آسیای مرکزی در نیمه اول قرن بیستم شاهد جنبش‌های گوناگون این سرزمین بود. ";
    let (manuscript, _) = little(&format!("# فصل\n\n{}\n", sentence.repeat(60)));
    let doc = Document::load_mem(&bytes(&manuscript)).unwrap();
    let tree = Tree::read(&doc);
    let mut pages: BTreeMap<ObjectId, BTreeSet<ObjectId>> = BTreeMap::new();
    for ((page, _), holders) in &tree.holders {
        pages.entry(holders[0]).or_default().insert(*page);
    }
    assert!(pages.values().any(|pages| pages.len() > 2));
}

const KINDS: &str = "# فصل\n\nمتن[^1] و [پیوند](#b).\n\n[^1]: یادداشت.\n\n## بخش {#b}\n\n\
                     واژهٔ [words]{lang=en} و `code`.\n\n- [x] کار\n";

/// All dictionaries of a document, also those inside others.
fn dictionaries(doc: &Document) -> Vec<Dictionary> {
    let mut found = Vec::new();
    let mut open: Vec<Object> = doc.objects.values().cloned().collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Dictionary(dict) => {
                open.extend(dict.iter().map(|(_, value)| value.clone()));
                found.push(dict);
            }
            Object::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

/// The type of the element that a structure destination leads to.
fn led_to(doc: &Document, destination: &Object) -> Vec<u8> {
    let element = destination.as_array().unwrap()[0].as_reference().unwrap();
    let element = doc.get_dictionary(element).unwrap();
    element.get(b"S").unwrap().as_name().unwrap().to_vec()
}

#[test]
fn in_pdf_2_every_way_leads_to_an_element() {
    let (mut manuscript, _) = little(KINDS);
    manuscript.config.pdf.standard = Standard::Ua2;
    let doc = Document::load_mem(&bytes(&manuscript)).unwrap();
    let dictionaries = dictionaries(&doc);
    let is = |dict: &&Dictionary, name: &[u8]| {
        dict.get(b"S")
            .is_ok_and(|s| s.as_name().is_ok_and(|s| s == name))
    };
    let ways: Vec<_> = dictionaries
        .iter()
        .filter(|dict| is(dict, b"GoTo"))
        .collect();
    // Two headings in the outline and in the contents, the link, the note and the way back.
    assert!(ways.len() >= 6, "{}", ways.len());
    for way in &ways {
        assert!(!led_to(&doc, way.get(b"SD").unwrap()).is_empty());
    }
    let headings = ways
        .iter()
        .filter(|way| led_to(&doc, way.get(b"SD").unwrap()).starts_with(b"H"));
    assert_eq!(headings.count(), 5);
    assert!(dictionaries.iter().all(|dict| !dict.has(b"Dest")));
    let lines: Vec<_> = dictionaries
        .iter()
        .filter(|dict| is(dict, b"TOCI"))
        .collect();
    assert_eq!(lines.len(), 2);
    for line in lines {
        assert!(led_to(&doc, line.get(b"Ref").unwrap()).starts_with(b"H"));
    }
    assert!(dictionaries.iter().any(|dict| is(&dict, b"FENote")));
    assert!(!dictionaries.iter().any(|dict| is(&dict, b"Note")));
}

/// What is open at an operator: whether it is a sequence of the tree, and whether one inside it has ended.
struct Open {
    of_tree: bool,
    ended_inside: bool,
}

#[test]
fn nothing_is_shown_in_a_sequence_of_the_tree_behind_one_that_ends_inside_it() {
    // poppler leaves the outer one there, and reads no more of its words.
    let (manuscript, _) = little(
        "# An English chapter of a book\n\nمتن Basmachi movement of the year و \\(a^2 + b\\) را.\n",
    );
    for file in BOOKS
        .map(|path| bytes(&self::manuscript(path).0))
        .into_iter()
        .chain([bytes(&manuscript)])
    {
        let doc = Document::load_mem(&file).unwrap();
        for (number, page) in doc.get_pages() {
            let mut open: Vec<Open> = Vec::new();
            for operation in Content::decode(&doc.get_page_content(page))
                .unwrap()
                .operations
            {
                match operation.operator.as_str() {
                    "BMC" => open.push(Open {
                        of_tree: false,
                        ended_inside: false,
                    }),
                    "BDC" => {
                        let properties = operation
                            .operands
                            .last()
                            .and_then(|last| last.as_dict().ok());
                        // A formula is said by its element.
                        let is_formula = operation.operands.first() == Some(&"Formula".into());
                        let of_tree =
                            properties.is_some_and(|dict| dict.has(b"MCID")) && !is_formula;
                        open.push(Open {
                            of_tree,
                            ended_inside: false,
                        });
                    }
                    "EMC" => {
                        open.pop();
                        open.iter_mut().for_each(|outer| outer.ended_inside = true);
                    }
                    "Tj" | "TJ" => {
                        let is_lost = open.iter().any(|outer| outer.of_tree && outer.ended_inside);
                        assert!(!is_lost, "page {number}");
                    }
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn words_that_run_the_other_way_say_so() {
    let (manuscript, _) = little(KINDS);
    let doc = Document::load_mem(&bytes(&manuscript)).unwrap();
    let runs = |tag: &[u8]| {
        let found = dictionaries(&doc).into_iter().find(|dict| {
            dict.get(b"S")
                .is_ok_and(|s| s.as_name().is_ok_and(|s| s == tag))
                && dict.has(b"P")
        });
        found
            .unwrap()
            .get(b"C")
            .ok()
            .and_then(|class| class.as_name().ok().map(<[u8]>::to_vec))
    };
    assert_eq!(runs(b"Span"), Some(b"wl".to_vec()));
    assert_eq!(runs(b"Code"), Some(b"wl".to_vec()));
    assert_eq!(runs(b"H1"), None);
    let root = follow(&doc, doc.catalog().unwrap(), b"StructTreeRoot");
    let class = follow(&doc, follow(&doc, root, b"ClassMap"), b"wl");
    assert_eq!(class.get(b"WritingMode").unwrap(), &"LrTb".into());
}

#[test]
fn everybody_is_named_with_the_part_in_the_book() {
    let (mut manuscript, _) = little("# فصل\n\nمتن.\n");
    let person = |name: &str, role| sahhaf::config::Person {
        name: name.to_owned(),
        file_as: None,
        role,
    };
    manuscript.config.book.people = vec![
        person("مریم نادری", sahhaf::config::Role::Author),
        person("بهرام", sahhaf::config::Role::Translator),
    ];
    let doc = Document::load_mem(&bytes(&manuscript)).unwrap();
    let packet = packet(&doc);
    assert!(
        packet.contains("<marcrel:trl><rdf:Bag><rdf:li>بهرام</rdf:li>"),
        "{packet}"
    );
    assert!(packet.contains("<pdfaProperty:name>trl</pdfaProperty:name>"));
    assert!(!packet.contains("marcrel:edt"));
}
