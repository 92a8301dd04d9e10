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
    /// A document of `pages` pages.
    pub(in crate::pdf) fn new(pages: usize) -> Self {
        let mut made = make(pages);
        let reference =
            |dict: &Dictionary, key: &[u8]| dict.get(key).and_then(Object::as_reference);
        let pages = made.page_iter().filter_map(|page| {
            let dict = made.get_dictionary(page).ok()?;
            Some(PageNumbers {
                page,
                contents: reference(dict, b"Contents").ok()?,
                parent: reference(dict, b"Parent").ok()?,
            })
        });
        let pages: Vec<PageNumbers> = pages.collect();
        let catalog = reference(&made.trailer, b"Root").expect("printpdf names the root");
        let mut root = Dictionary::new();
        let tree = made.catalog().ok();
        let tree = tree.and_then(|root| reference(root, b"Pages").ok());
        let tree = tree.expect("printpdf makes a tree of pages");
        root.set("Type", "Catalog");
        root.set("Pages", tree);
        made.objects.retain(|id, _| *id == tree);
        Self {
            objects: Objects::continuing(made),
            catalog,
            root,
            pages,
        }
    }
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
