//! Pages in, a whole file out (ISO 32000-2, 7.7): the crafts in their order, and what a reader asks of
//! a document as a whole.

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

use super::font::code_book::CodeBook;
use super::font::font_dictionary;
use super::font::font_metrics::Metrics;
use super::image::placement::{self, Placement};
use super::object::objects::Objects;
use super::object::page_tree::{PageNumbers, Skeleton};
use super::output_intent;
use super::page::batches::{self, WrittenPage, WrittenPages};
use super::page::boxes::{self, Boxes};
use super::page::page_object::PageObject;
use super::structure::link_annotations::Links;
use super::structure::structure_tree;
use super::structure::{named_destinations, outline, page_labels};
use super::text::rule_set::RuleSet;
use super::{PdfError, Printing, metadata};
use crate::config::{Profile, Standard};
use crate::frame::Pages;
use crate::locale::Direction;

/// Prints the pages.
///
/// # Errors
/// A font could not be subset or a picture not be written.
pub fn print(printing: &Printing<'_>) -> Result<Vec<u8>, PdfError> {
    print_last(printing.pages.clone(), printing)
}

/// Prints pages that nobody needs afterwards: the lines of each are given back as soon as it is written, so that pages and
/// file do not stand in memory together. `printing` says what they are printed with; its own pages are not looked at.
///
/// # Errors
/// A font could not be subset or a picture not be written.
pub fn print_last(pages: Pages, printing: &Printing<'_>) -> Result<Vec<u8>, PdfError> {
    let rules = printing.of(&pages).text_rules();
    print_by(pages, printing, rules)
}

/// Prints pages with text that is arranged by these rules.
///
/// # Errors
/// A font could not be subset or a picture not be written.
pub(in crate::pdf) fn print_by(
    mut pages: Pages,
    printing: &Printing<'_>,
    rules: RuleSet,
) -> Result<Vec<u8>, PdfError> {
    let whole = printing.of(&pages);
    let metrics = Metrics::new(whole.fonts, &whole.used_faces());
    let mut codes = CodeBook::new(&metrics, rules);
    let placement = Placement::new(&whole);
    let all = std::mem::take(&mut pages.pages);
    let WrittenPages { written, rest } =
        batches::write(all, &printing.of(&pages), &placement, &mut codes)?;
    pages.pages = rest;
    complete(written, &printing.of(&pages), &placement, &codes)
}

/// Makes a file of written pages.
fn complete(
    written: Vec<WrittenPage>,
    printing: &Printing<'_>,
    placement: &Placement,
    codes: &CodeBook<'_>,
) -> Result<Vec<u8>, PdfError> {
    let (mut file, pages) = File::begin(written, printing, placement)?;
    file.add_fonts(printing, codes)?;
    file.complete(printing, pages)
}

/// The version that the file states; nothing in it is newer. A press gets what its standard is
/// made of (ISO 15930-7, 6.1).
fn version(printing: &Printing<'_>) -> &'static str {
    match printing.profile {
        // What keeps a standard of PDF 2.0 is one (ISO 19005-4, 6.1.2).
        Profile::Screen if printing.is_second_version() => "2.0",
        Profile::Screen => "1.7",
        Profile::Print => "1.6",
    }
}

/// A file whose pages are written and whose pictures are in it.
pub(in crate::pdf) struct File {
    objects: Objects,
    /// The number of the root.
    catalog: ObjectId,
    /// What the root holds so far.
    root: Dictionary,
    /// The number that the resources name the fonts by; put in when all codes are known.
    fonts: ObjectId,
}

impl File {
    /// Puts in the contents of the pages and what they show; the pages themselves are put in last,
    /// when it is known which links they have.
    ///
    /// # Errors
    /// A picture cannot be decoded or converted.
    pub(in crate::pdf) fn begin(
        written: Vec<WrittenPage>,
        printing: &Printing<'_>,
        placement: &Placement,
    ) -> Result<(Self, Vec<PageObject>), PdfError> {
        let boxes = Boxes::new(printing);
        let Skeleton {
            mut objects,
            catalog,
            root,
            pages,
        } = Skeleton::new(written.len());
        let mut shown = placement::add(&mut objects, printing, placement)?;
        if let Some(marks) = boxes.add_marks(&mut objects, printing) {
            shown.set(boxes::MARKS, marks);
        }
        let fonts = objects.reserve();
        let resources = add_resources(&mut objects, fonts, shown);
        let page = |(page, numbers): (WrittenPage, PageNumbers)| {
            objects.put(numbers.contents, page.stream);
            PageObject {
                numbers,
                boxes,
                resources,
                sequences: page.sequences,
                links: Vec::new(),
            }
        };
        let pages = written.into_iter().zip(pages).map(page).collect();
        let file = Self {
            objects,
            catalog,
            root,
            fonts,
        };
        Ok((file, pages))
    }

    /// Adds the fonts that the pages show codes of.
    ///
    /// # Errors
    /// A font cannot be subset.
    pub(in crate::pdf) fn add_fonts(
        &mut self,
        printing: &Printing<'_>,
        codes: &CodeBook<'_>,
    ) -> Result<(), PdfError> {
        let names = font_dictionary::add(&mut self.objects, printing.fonts, codes)?;
        self.objects.put(self.fonts, names);
        Ok(())
    }

    /// Adds what readers ask a whole document for (language, direction, outline, labels, places,
    /// metadata) and writes the file.
    ///
    /// # Errors
    /// The colour profile cannot be written.
    fn complete(
        mut self,
        printing: &Printing<'_>,
        mut pages: Vec<PageObject>,
    ) -> Result<Vec<u8>, PdfError> {
        let objects = &mut self.objects;
        let links = Links::reserve(objects, printing, &mut pages);
        let tree = structure_tree::add(objects, printing, &pages, &links);
        links.put(objects, printing, &tree, &pages);
        let ids: Vec<ObjectId> = pages.iter().map(|page| page.numbers.page).collect();
        for (key, page) in pages.into_iter().enumerate() {
            page.put_tagged(objects, key);
        }
        let outline = outline::add(objects, printing, &ids, &tree);
        let places = named_destinations::add(objects, printing.pages, &ids, &tree);
        let labels = page_labels::add(objects, printing.pages);
        self.describe(printing, outline);
        self.root.set("PageLabels", labels);
        self.root.set("Names", dictionary! { "Dests" => places });
        self.root.set("StructTreeRoot", tree.root);
        self.root.set("MarkInfo", dictionary! { "Marked" => true });
        if let Some(outline) = outline {
            self.root.set("Outlines", outline);
        }
        self.finish(printing)
    }

    /// Says in the root in which language the book is and how a reader is to open it.
    fn describe(&mut self, printing: &Printing<'_>, outline: Option<ObjectId>) {
        let book = &printing.config.book;
        let direction = match book.direction {
            Direction::Rtl => "R2L",
            Direction::Ltr => "L2R",
        };
        let mode = match outline {
            Some(_) => "UseOutlines",
            None => "UseNone",
        };
        let preferences = dictionary! { "Direction" => direction, "DisplayDocTitle" => true };
        self.state_language(printing);
        self.root.set("ViewerPreferences", preferences);
        self.root.set("PageLayout", "TwoPageRight");
        self.root.set("PageMode", mode);
    }

    fn state_language(&mut self, printing: &Printing<'_>) {
        let language = printing.config.book.language.as_str();
        self.root.set("Lang", Object::string_literal(language));
    }

    /// Adds what a single sheet needs, through which no reader goes, and writes the file.
    ///
    /// # Errors
    /// The colour profile cannot be written.
    pub(in crate::pdf) fn complete_sheet(
        mut self,
        printing: &Printing<'_>,
        pages: Vec<PageObject>,
    ) -> Result<Vec<u8>, PdfError> {
        for page in pages {
            page.put(&mut self.objects);
        }
        self.state_language(printing);
        let preferences = dictionary! { "DisplayDocTitle" => true };
        self.root.set("ViewerPreferences", preferences);
        self.finish(printing)
    }

    /// Adds the output intent and the metadata, and writes the file.
    fn finish(mut self, printing: &Printing<'_>) -> Result<Vec<u8>, PdfError> {
        let profile = printing.profile;
        let standard = match profile {
            Profile::Screen => printing.config.pdf.standard,
            // The file keeps the standard of presses, and claims no other.
            Profile::Print => Standard::None,
        };
        let intent = match profile {
            Profile::Print => Some(output_intent::add_press(&mut self.objects, printing.press)),
            Profile::Screen if standard.archive().is_some() => {
                Some(output_intent::add(&mut self.objects)?)
            }
            Profile::Screen => None,
        };
        if let Some(intent) = intent {
            self.root.set("OutputIntents", vec![intent.into()]);
        }
        let hash = self.objects.hash_streams();
        let about = metadata::About {
            book: &printing.config.book,
            hash: &hash,
            standard,
            profile,
        };
        let packet = self.objects.add(xmp_stream(&about));
        self.root.set("Metadata", packet);
        self.objects.put(self.catalog, self.root);
        let trailer = trailer(&mut self.objects, self.catalog, &about);
        Ok(self.objects.write(version(printing), trailer))
    }
}

/// One dictionary of resources for all pages: what one page shows, another shows too.
fn add_resources(objects: &mut Objects, fonts: ObjectId, shown: Dictionary) -> ObjectId {
    let mut resources = dictionary! { "Font" => fonts };
    if !shown.is_empty() {
        let shown = objects.add(shown);
        resources.set("XObject", shown);
    }
    objects.add(resources)
}

/// A metadata stream stays readable to tools that know nothing of PDF.
fn xmp_stream(about: &metadata::About<'_>) -> Stream {
    let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dict, metadata::xmp(about).into_bytes()).with_compression(false)
}

/// What the end of the file names: the root, the information, the file's identity.
fn trailer(objects: &mut Objects, root: ObjectId, about: &metadata::About<'_>) -> Dictionary {
    let mut trailer = dictionary! { "Root" => root };
    // In PDF 2.0 the packet alone describes the file (ISO 19005-4, 6.1.3).
    if !about.standard.is_second_version() {
        trailer.set("Info", objects.add(metadata::info(about)));
    }
    let id = Object::String(about.hash.to_vec(), StringFormat::Hexadecimal);
    trailer.set("ID", vec![id.clone(), id]);
    trailer
}
