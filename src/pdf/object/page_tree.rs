//! The catalogue, the tree of pages and the numbers of pages, as printpdf makes them
//! (ISO 32000-2, 7.7.2 and 7.7.3).
//!
//! This file alone knows printpdf. It makes the document; what it states by the clock, by chance or
//! without being asked is left out, and so are the empty contents and resources that it gives each
//! page: contents are streams that are written and compressed already, since one of its operators
//! for each glyph would cost more than shaping, and one dictionary of resources serves all pages.
//! Pages and the catalogue come out as numbers, to be put in once with all that they hold.

use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use super::objects::Objects;

/// A document whose pages have numbers and no content yet.
pub(in crate::pdf) struct Skeleton {
    /// Its objects: the tree of pages, and nothing else.
    pub(in crate::pdf) objects: Objects,
    /// Its root, not put in yet.
    pub(in crate::pdf) catalog: ObjectId,
    /// What the root holds already: its type and the tree of pages.
    pub(in crate::pdf) root: Dictionary,
    /// Its pages in order, not put in yet.
    pub(in crate::pdf) pages: Vec<PageNumbers>,
}

/// The numbers of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct PageNumbers {
    /// Its own.
    pub(in crate::pdf) page: ObjectId,
    /// That of its content.
    pub(in crate::pdf) contents: ObjectId,
    /// That of the node of the tree that it hangs from.
    pub(in crate::pdf) parent: ObjectId,
}

impl Skeleton {
    /// A document of `pages` pages, each with the numbers that printpdf would give it.
    ///
    /// printpdf makes the document of one page, and the others are counted on from it: what it makes of a page takes five
    /// kilobytes, of which numbers are all that is kept.
    pub(in crate::pdf) fn new(pages: usize) -> Self {
        let count = u32::try_from(pages).expect("a PDF has fewer objects");
        let mut made = make(1);
        let first = made.page_iter().next().expect("it has a page");
        let tree = tree(&made);
        // Pages are numbered first, then each has resources and contents, and the root comes behind them.
        let behind = first.0 + count;
        let number = |number: u32| (number, 0);
        let pages = (0..count).map(|page| PageNumbers {
            page: number(first.0 + page),
            contents: number(behind + 2 * page + 1),
            parent: tree,
        });
        let pages: Vec<PageNumbers> = pages.collect();
        let catalog = number(behind + 2 * count);
        let mut root = Dictionary::new();
        root.set("Type", "Catalog");
        root.set("Pages", tree);
        made.objects.retain(|id, _| *id == tree);
        if let Ok(node) = made.get_dictionary_mut(tree) {
            let kids = pages.iter().map(|page| page.page.into());
            node.set("Kids", kids.collect::<Vec<Object>>());
            node.set("Count", i64::from(count));
        }
        // Behind the root are facts about the document, which are left out.
        made.max_id = catalog.0 + 1;
        Self {
            objects: Objects::continuing(made),
            catalog,
            root,
            pages,
        }
    }
}

/// The node that all pages hang from.
fn tree(made: &Document) -> ObjectId {
    let root = made.catalog().ok();
    let tree = root.and_then(|root| root.get(b"Pages").and_then(Object::as_reference).ok());
    tree.expect("printpdf makes a tree of pages")
}

/// Has printpdf make a document of empty pages.
fn make(pages: usize) -> Document {
    // The boxes are stated when the pages are put in: one that does not begin at the origin would be
    // written with its width for its right edge, and printpdf knows no BleedBox.
    let nothing = Rect::from_wh(Pt(0.0), Pt(0.0));
    let page = PdfPage {
        media_box: nothing.clone(),
        trim_box: nothing.clone(),
        crop_box: nothing,
        ops: Vec::new(),
    };
    let mut pdf = PdfDocument::new("");
    pdf.pages = vec![page; pages];
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    printpdf::serialize::to_lopdf_doc(&pdf, &options, &mut Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printpdf_numbers_the_pages_in_order_and_hangs_them_from_one_tree() {
        let skeleton = Skeleton::new(3);
        assert_eq!(skeleton.pages.len(), 3);
        assert!(skeleton.pages.is_sorted_by_key(|page| page.page));
        let tree = skeleton.root.get(b"Pages").unwrap().as_reference().unwrap();
        let document = skeleton.objects.document();
        let node = document.get_dictionary(tree).unwrap();
        assert_eq!(node.get(b"Count").unwrap().as_i64().unwrap(), 3);
        let kids = node.get(b"Kids").unwrap().as_array().unwrap();
        let kids: Vec<ObjectId> = kids.iter().map(|kid| kid.as_reference().unwrap()).collect();
        let pages: Vec<ObjectId> = skeleton.pages.iter().map(|page| page.page).collect();
        assert_eq!(kids, pages);
        assert!(skeleton.pages.iter().all(|page| page.parent == tree));
    }

    #[test]
    fn pages_have_the_numbers_that_printpdf_gives_them() {
        for count in [0, 1, 2, 50] {
            let skeleton = Skeleton::new(count);
            let made = make(count);
            let reference =
                |dict: &Dictionary, key: &[u8]| dict.get(key).unwrap().as_reference().unwrap();
            let numbers = made.page_iter().map(|page| {
                let dict = made.get_dictionary(page).unwrap();
                PageNumbers {
                    page,
                    contents: reference(dict, b"Contents"),
                    parent: reference(dict, b"Parent"),
                }
            });
            assert_eq!(skeleton.pages, numbers.collect::<Vec<_>>());
            assert_eq!(skeleton.catalog, reference(&made.trailer, b"Root"));
            let document = skeleton.objects.document();
            assert_eq!(document.max_id, made.max_id);
            let node = tree(&made);
            assert_eq!(
                document.get_object(node).unwrap(),
                made.get_object(node).unwrap()
            );
        }
    }

    #[test]
    fn nothing_of_printpdf_is_left_but_the_tree_of_pages() {
        let skeleton = Skeleton::new(2);
        let numbers: Vec<ObjectId> = skeleton.pages.iter().map(|page| page.contents).collect();
        let document = skeleton.objects.document();
        assert_eq!(document.objects.len(), 1);
        assert!(document.max_id > numbers[1].0 && skeleton.catalog.0 <= document.max_id);
    }

    #[test]
    fn two_documents_of_one_process_have_the_same_numbers() {
        let [one, other] = [Skeleton::new(4), Skeleton::new(4)];
        assert_eq!(one.pages, other.pages);
        assert_eq!(one.catalog, other.catalog);
    }
}
