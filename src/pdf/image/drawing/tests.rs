//! Small drawings in, the operators they become out.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::super::raster::RasterTarget;
use super::import;
use crate::config::PrintOptions;
use crate::font::FontSet;
use crate::pdf::object::objects::Objects;
use crate::picture::draw;
use crate::press::Press;
use crate::source::BookPath;

/// A document with one drawing.
struct Drawn {
    doc: Document,
    form: ObjectId,
}

impl Drawn {
    fn new(shapes: &str, press: Option<&Press>) -> Self {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{shapes}</svg>"
        );
        let picture = draw(&svg, &FontSet::embedded()).unwrap();
        let wanted = RasterTarget {
            press,
            archive: true,
            most: None,
        };
        let mut objects = Objects::continuing(Document::with_version("1.7"));
        let path = BookPath::new("a.svg").unwrap();
        let form = import(&path, &picture, &wanted, &mut objects).unwrap();
        Self {
            doc: objects.document().clone(),
            form,
        }
    }

    fn screen(shapes: &str) -> Self {
        Self::new(shapes, None)
    }

    fn black(shapes: &str) -> Self {
        Self::new(shapes, Some(&Press::black(&PrintOptions::default())))
    }

    fn stream(&self, id: ObjectId) -> &Stream {
        self.doc.get_object(id).unwrap().as_stream().unwrap()
    }

    /// The operators of a form, on one line.
    fn operators(&self, id: ObjectId) -> String {
        let stream = self.stream(id);
        let bytes = match stream.dict.has(b"Filter") {
            true => stream.decompressed_content().unwrap(),
            false => stream.content.clone(),
        };
        let text = String::from_utf8(bytes).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn whole(&self) -> String {
        self.operators(self.form)
    }

    /// A resource of the whole drawing.
    fn resource(&self, kind: &str, name: &str) -> &Object {
        let resources = self.stream(self.form).dict.get(b"Resources").unwrap();
        let kind = resources.as_dict().unwrap().get(kind.as_bytes()).unwrap();
        kind.as_dict().unwrap().get(name.as_bytes()).unwrap()
    }

    fn pattern(&self, name: &str) -> &Dictionary {
        let pattern = self.resource("Pattern", name).as_reference().unwrap();
        match self.doc.get_object(pattern).unwrap() {
            Object::Stream(stream) => &stream.dict,
            other => other.as_dict().unwrap(),
        }
    }

    fn soft_mask(&self, state: &str) -> &Dictionary {
        let state = self.resource("ExtGState", state).as_dict().unwrap();
        state.get(b"SMask").unwrap().as_dict().unwrap()
    }
}

const GRADIENT: &str = "<linearGradient id=\"g\"><stop stop-color=\"red\"/>\
                        <stop offset=\"1\" stop-color=\"blue\" stop-opacity=\".5\"/></linearGradient>";

#[test]
fn an_opaque_shape_needs_its_colour_and_its_outline_alone() {
    let drawn = Drawn::screen("<path d=\"M1 2L3 4H5Z\" fill=\"#f00\"/>");
    assert_eq!(drawn.whole(), "q 1 0 0 rg 1 2 m 3 4 l 5 4 l h f Q");
}

#[test]
fn black_of_a_drawing_is_black_ink_and_no_mixture() {
    let drawn = Drawn::black("<path d=\"M1 2L3 4H5Z\"/>");
    assert_eq!(drawn.whole(), "q 0 g 1 2 m 3 4 l 5 4 l h f Q");
}

#[test]
fn a_group_with_an_opacity_is_put_together_before_it_is_faded() {
    let drawn =
        Drawn::screen("<g opacity=\".5\"><path d=\"M0 0H9V9Z\"/><path d=\"M1 1H9V9Z\"/></g>");
    assert_eq!(drawn.whole(), "q q /G0 gs /X0 Do Q Q");
    let form = drawn.resource("XObject", "X0").as_reference().unwrap();
    assert_eq!(
        drawn.operators(form),
        "0 0 0 rg 0 0 m 9 0 l 9 9 l h f 0 0 0 rg 1 1 m 9 1 l 9 9 l h f"
    );
}

#[test]
fn a_gradient_that_fades_has_a_mask_of_its_opacities() {
    let drawn = Drawn::screen(&format!(
        "{GRADIENT}<path d=\"M0 0H9V9Z\" fill=\"url(#g)\"/>"
    ));
    assert!(
        drawn.whole().contains("/G0 gs /Pattern cs /P0 scn"),
        "{}",
        drawn.whole()
    );
    let mask = drawn.soft_mask("G0");
    assert_eq!(mask.get(b"S").unwrap().as_name().unwrap(), b"Luminosity");
    let shading = drawn
        .pattern("P0")
        .get(b"Shading")
        .unwrap()
        .as_dict()
        .unwrap();
    assert_eq!(
        shading.get(b"ColorSpace").unwrap().as_name().unwrap(),
        b"DeviceRGB"
    );
}

#[test]
fn a_gradient_for_black_ink_has_one_component() {
    let drawn = Drawn::black(&format!(
        "{GRADIENT}<path d=\"M0 0H9V9Z\" fill=\"url(#g)\"/>"
    ));
    let shading = drawn
        .pattern("P0")
        .get(b"Shading")
        .unwrap()
        .as_dict()
        .unwrap();
    let function = shading.get(b"Function").unwrap().as_dict().unwrap();
    assert_eq!(function.get(b"C0").unwrap().as_array().unwrap().len(), 1);
}

#[test]
fn a_pattern_lies_where_the_transforms_before_it_put_it() {
    let drawn = Drawn::screen(
        "<pattern id=\"p\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">\
         <path d=\"M0 0H2V2Z\"/></pattern>\
         <g transform=\"translate(5 6)\"><path d=\"M0 0H9V9Z\" fill=\"url(#p)\"/></g>",
    );
    let matrix = drawn
        .pattern("P0")
        .get(b"Matrix")
        .unwrap()
        .as_array()
        .unwrap();
    let matrix: Vec<f32> = matrix
        .iter()
        .map(|number| number.as_float().unwrap())
        .collect();
    assert_eq!(matrix, [1.0, 0.0, 0.0, 1.0, 5.0, 6.0]);
}

#[test]
fn one_shape_clips_as_a_path_and_two_that_touch_as_a_mask() {
    let clipped = |shapes: &str| {
        Drawn::screen(&format!(
            "<clipPath id=\"c\">{shapes}</clipPath><g clip-path=\"url(#c)\"><path d=\"M0 0H9V9Z\"/></g>"
        ))
    };
    let one = clipped("<path d=\"M0 0H5V5Z\"/>");
    assert!(
        one.whole().contains("0 0 m 5 0 l 5 5 l h W n"),
        "{}",
        one.whole()
    );
    let two = clipped("<path d=\"M0 0H5V5Z\"/><path d=\"M3 0V5H6Z\"/>");
    assert!(!two.whole().contains('W'), "{}", two.whole());
    let mask = two.soft_mask("G0");
    assert_eq!(mask.get(b"S").unwrap().as_name().unwrap(), b"Alpha");
    let nothing = clipped("<path d=\"M0 0H5V5Z\" visibility=\"hidden\"/>");
    assert!(!nothing.whole().contains("5 0 l"), "{}", nothing.whole());
}

#[test]
fn groups_become_forms_before_a_stream_is_nested_too_deep() {
    let depth = 60;
    let drawn = Drawn::screen(&format!(
        "{}<path d=\"M0 0H9V9Z\"/>{}",
        "<g transform=\"translate(1)\">".repeat(depth),
        "</g>".repeat(depth)
    ));
    let streams = drawn.doc.objects.keys().map(|id| drawn.operators(*id));
    for operators in streams {
        let deepest = operators
            .split(' ')
            .filter(|operator| *operator == "q")
            .count();
        assert!(deepest <= 28, "{operators}");
    }
}

#[test]
fn a_shadow_is_drawn_as_pixels_where_it_lies() {
    let drawn = Drawn::screen(
        "<filter id=\"f\" x=\"0\" y=\"0\" width=\"1\" height=\"1\"><feGaussianBlur stdDeviation=\"1\"/>\
         </filter><g transform=\"translate(10 4)\"><path d=\"M0 0H8V8H0Z\" filter=\"url(#f)\"/></g>",
    );
    assert!(
        drawn.whole().contains("8 0 0 -8 0 8 cm /X0 Do"),
        "{}",
        drawn.whole()
    );
    let image = drawn.resource("XObject", "X0").as_reference().unwrap();
    assert_eq!(
        drawn
            .stream(image)
            .dict
            .get(b"Width")
            .unwrap()
            .as_i64()
            .unwrap(),
        24
    );
}

#[test]
fn a_filter_over_a_large_region_takes_no_more_memory_than_a_large_picture() {
    let drawn = Drawn::screen(
        "<filter id=\"f\" x=\"-100\" y=\"-100\" width=\"200\" height=\"200\">\
         <feGaussianBlur stdDeviation=\"1\"/></filter><path d=\"M0 0H8V8H0Z\" filter=\"url(#f)\"/>",
    );
    let images = drawn
        .doc
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let widths = images.filter_map(|stream| stream.dict.get(b"Width").ok()?.as_i64().ok());
    assert!(widths.into_iter().all(|width| width <= 4096));
}
