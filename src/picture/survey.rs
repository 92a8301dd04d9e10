//! The text of a drawing in, what reading it would cost out: before usvg sees it.
//!
//! usvg writes out every reference: `<use>`, patterns, markers and masks are copied where they are named.
//! Twenty patterns that each fill two shapes with the next one are a million shapes; so the elements are
//! counted here as they would be written out, each measured once, and nothing is written.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::circles::{self, Step};
use super::reading::{Dropped, Fault};
use super::references::{self, Reference, Rules, Use};
use crate::limits;
use crate::lookup::Lookup;

/// Reads the drawing once as plain XML: refuses one that is over a limit, and notes what is lost.
pub(super) fn survey(bytes: &[u8], dropped: &mut Vec<Dropped>) -> Result<(), Fault> {
    if bytes.len() as u64 > limits::DRAWING_BYTES {
        let most = limits::DRAWING_BYTES >> 20;
        return Err(Fault::TooMuch(format!("it has more than {most} MiB")));
    }
    let mut outline = Outline::default();
    let mut reader = Reader::from_reader(bytes);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => outline.open(&start, dropped)?,
            Ok(Event::Empty(start)) => {
                outline.open(&start, dropped)?;
                outline.close();
            }
            Ok(Event::End(_)) => outline.close(),
            Ok(Event::Text(text)) => outline.words(&text)?,
            Ok(Event::CData(text)) => outline.words(&text)?,
            Ok(Event::GeneralRef(_)) => outline.entity()?,
            Ok(Event::DocType(text)) => entities(&text)?,
            Ok(Event::Eof) => return outline.measure(),
            Ok(_) => {}
            Err(error) => return Err(Fault::Broken(error.to_string())),
        }
    }
}

/// Entities of a document type are put in where they are named; those of drawings hold addresses. One
/// that holds elements or names others could hide anything from this survey.
fn entities(doctype: &str) -> Result<(), Fault> {
    for declared in doctype.split("<!ENTITY").skip(1) {
        let quote = declared.find(['"', '\'']);
        let value = quote.and_then(|at| {
            let (quote, rest) = (declared.as_bytes()[at], &declared[at + 1..]);
            rest.split(char::from(quote)).next()
        });
        let value = value.unwrap_or_default();
        if value.len() > limits::DRAWING_ENTITY_BYTES || value.contains(['<', '&', '#']) {
            let words = "its document type declares more than short texts";
            return Err(Fault::TooMuch(words.to_owned()));
        }
    }
    Ok(())
}

/// Elements that would show something in a browser and cannot in a book.
fn note_loss(name: &str, dropped: &mut Vec<Dropped>) {
    if matches!(
        name,
        "script" | "foreignObject" | "iframe" | "video" | "audio"
    ) {
        dropped.push(Dropped::Element(name.to_owned()));
    }
}

/// The elements of a drawing and what they refer to.
#[derive(Default)]
struct Outline {
    elements: Vec<Element>,
    ids: Lookup<String, usize>,
    rules: Rules,
    /// The elements that are open.
    open: Vec<usize>,
    /// Bytes of words to be set.
    words: usize,
    /// Places where an entity stands.
    entities: usize,
    /// Bytes that reading the styles goes through.
    styled: u64,
}

#[derive(Default)]
struct Element {
    name: String,
    id: Option<String>,
    classes: Vec<String>,
    children: Vec<usize>,
    references: Vec<Reference>,
    /// Points of its own outline, at most.
    points: u64,
    /// Bytes of the words of a text.
    words: u64,
    /// Elements inside a text.
    spans: u64,
    attributes: usize,
    /// Bytes that reading its style goes through.
    styled: u64,
}

impl Outline {
    fn open(&mut self, start: &BytesStart<'_>, dropped: &mut Vec<Dropped>) -> Result<(), Fault> {
        let element = Element::read(start);
        note_loss(&element.name, dropped);
        let at = self.elements.len();
        if let Some(id) = &element.id {
            self.ids.entry(id.clone()).or_insert(at);
        }
        if let Some(parent) = self.open.last() {
            self.elements[*parent].children.push(at);
        }
        if let Some(text) = self.open_text() {
            self.elements[text].spans += 1;
        }
        if element.attributes > limits::DRAWING_ATTRIBUTES {
            let most = limits::DRAWING_ATTRIBUTES;
            let words = format!("an element of it has more than {most} attributes");
            return Err(Fault::TooMuch(words));
        }
        self.style(element.styled)?;
        self.elements.push(element);
        self.open.push(at);
        if self.open.len() > limits::DRAWING_DEPTH {
            let most = limits::DRAWING_DEPTH;
            let words = format!("its elements are nested deeper than {most}");
            return Err(Fault::TooMuch(words));
        }
        if self.elements.len() as u64 > limits::DRAWING_NODES {
            return Err(too_many());
        }
        Ok(())
    }

    fn close(&mut self) {
        self.open.pop();
    }

    fn within(&self, name: &str) -> bool {
        self.open.iter().any(|at| self.elements[*at].name == name)
    }

    /// The text that is open.
    fn open_text(&self) -> Option<usize> {
        let mut open = self.open.iter().copied();
        open.find(|at| self.elements[*at].name == "text")
    }

    fn words(&mut self, text: &str) -> Result<(), Fault> {
        if self.within("style") {
            self.style(passes(text))?;
            self.rules.read(text);
        } else if let Some(at) = self.open_text() {
            self.words += text.len();
            self.elements[at].words += text.len() as u64;
        }
        if self.words > limits::DRAWING_WORD_BYTES {
            let most = limits::DRAWING_WORD_BYTES >> 10;
            return Err(Fault::TooMuch(format!(
                "it has more than {most} KiB of words"
            )));
        }
        Ok(())
    }

    /// Counts a style that is read.
    fn style(&mut self, passes: u64) -> Result<(), Fault> {
        self.styled = self.styled.saturating_add(passes);
        if self.styled > limits::DRAWING_STYLE_PASSES {
            let words = "its styles have too many declarations";
            return Err(Fault::TooMuch(words.to_owned()));
        }
        Ok(())
    }

    fn entity(&mut self) -> Result<(), Fault> {
        self.entities += 1;
        let longest = limits::DRAWING_ENTITY_BYTES;
        if self.entities * longest > limits::DRAWING_WORD_BYTES * longest {
            return Err(Fault::TooMuch("it has too many entities".to_owned()));
        }
        Ok(())
    }

    /// Counts the elements as usvg would write them out.
    fn measure(mut self) -> Result<(), Fault> {
        let matches = self.rules.count() as u64 * self.elements.len() as u64;
        if matches > limits::DRAWING_RULE_MATCHES {
            let words = "it has too many rules of style for its elements";
            return Err(Fault::TooMuch(words.to_owned()));
        }
        for element in &mut self.elements {
            let (name, id) = (&element.name, element.id.as_deref());
            let found = self.rules.references(name, id, &element.classes);
            element.references.extend(found);
        }
        let mut scale = Scale {
            sizes: vec![Size::Unknown; self.elements.len()],
            outline: &self,
        };
        if self.elements.is_empty() {
            return Ok(());
        }
        let whole = scale.size(0, 0)?;
        if whole.nodes > limits::DRAWING_NODES {
            return Err(too_many());
        }
        let steps: Vec<Step<'_>> = self.elements.iter().map(Element::step).collect();
        if circles::has_circle(&steps, |id| self.ids.get(id).copied()) {
            let words = "a pattern, mask, marker, clip or filter of it is drawn with itself";
            return Err(Fault::TooMuch(words.to_owned()));
        }
        Ok(())
    }
}

/// Bytes that reading a style goes through: simplecss counts the lines before each declaration.
fn passes(style: &str) -> u64 {
    let declarations = style.bytes().filter(|byte| *byte == b':').count();
    declarations as u64 * style.len() as u64
}

fn too_many() -> Fault {
    Fault::TooMuch(format!(
        "it has more than {} elements, those that are repeated counted each time",
        limits::DRAWING_NODES
    ))
}

impl Element {
    fn step(&self) -> Step<'_> {
        Step {
            name: &self.name,
            children: &self.children,
            references: &self.references,
        }
    }

    fn read(start: &BytesStart<'_>) -> Self {
        let name = start.local_name().as_ref().to_owned();
        let mut element = Self {
            name,
            ..Self::default()
        };
        for attribute in start.attributes().with_checks(false).flatten() {
            element.attributes += 1;
            let key = attribute.key.local_name();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.as_deref().unwrap_or(&attribute.value);
            element.take(key.as_ref(), value);
        }
        element
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            "id" => self.id = Some(value.to_owned()),
            "class" => self.classes = value.split_whitespace().map(str::to_owned).collect(),
            // A link of the reader's is no copy.
            "href" if self.name == "a" => {}
            "href" => {
                if let Some(id) = value.trim().strip_prefix('#') {
                    self.references.push(Reference::new(Use::Copied, id));
                }
            }
            "style" => {
                self.styled += passes(value);
                self.references.extend(references::declarations(value));
            }
            // A number and what parts it from the next are two bytes or more, a point is two numbers.
            "d" | "points" => self.points += value.len() as u64 / 2 + 1,
            key => self.references.extend(references::named(key, value)),
        }
    }

    /// What setting its words comes to, in elements: each letter becomes a path, and the library sets all words of a
    /// text anew for each element in it.
    fn letters(&self) -> u64 {
        let again = self.words.saturating_mul(self.spans) / limits::DRAWING_SPAN_BYTES_A_NODE;
        again.saturating_add(self.words.saturating_mul(limits::DRAWING_NODES_A_WORD_BYTE))
    }

    /// Whether it is a gradient or a filter: what it holds is never copied as shapes.
    fn is_small(&self) -> bool {
        matches!(self.name.as_str(), "linearGradient" | "radialGradient")
    }
}

/// What an element comes to, written out.
#[derive(Clone, Copy, Default)]
struct Written {
    /// Elements, with those of what paints them.
    nodes: u64,
    /// Elements without those: each takes over what its group is painted with.
    shapes: u64,
    /// Points that may carry a marker.
    points: u64,
    /// References and elements below one another.
    depth: usize,
}

#[derive(Clone, Copy)]
enum Size {
    Unknown,
    /// Being measured: what leads back here is a copy in itself, which usvg cuts, or refused as a circle.
    Open,
    Known(Written),
}

struct Scale<'a> {
    sizes: Vec<Size>,
    outline: &'a Outline,
}

impl Scale<'_> {
    fn size(&mut self, at: usize, depth: usize) -> Result<Written, Fault> {
        match self.sizes[at] {
            Size::Known(written) => {
                deep_enough(depth + written.depth)?;
                return Ok(written);
            }
            Size::Open => return Ok(Written::default()),
            Size::Unknown => {}
        }
        deep_enough(depth)?;
        self.sizes[at] = Size::Open;
        let written = self.measure(at, depth)?;
        self.sizes[at] = Size::Known(written);
        Ok(written)
    }

    fn measure(&mut self, at: usize, depth: usize) -> Result<Written, Fault> {
        let element = &self.outline.elements[at];
        let mut sum = Written {
            nodes: 1 + element.letters(),
            shapes: 1,
            points: element.points,
            depth: 0,
        };
        let mut painted = 0_u64;
        let mut marked = 0_u64;
        for child in &element.children {
            let child = self.size(*child, depth + 1)?;
            sum.add(child);
        }
        for Reference { with, id } in &element.references {
            let Some(target) = self.outline.ids.get(id) else {
                continue;
            };
            let target = self.size(*target, depth + 1)?;
            sum.depth = sum.depth.max(target.depth + 1);
            match with {
                Use::Copied => sum.add(target),
                Use::Once => sum.nodes = sum.nodes.saturating_add(target.nodes),
                Use::Twice => {
                    let twice = target.nodes.saturating_mul(2);
                    sum.nodes = sum.nodes.saturating_add(twice);
                }
                Use::Painted => painted = painted.saturating_add(target.nodes),
                Use::Marked => marked = marked.saturating_add(target.nodes),
            }
        }
        let inherited = [
            painted.saturating_mul(sum.shapes),
            marked.saturating_mul(sum.points),
        ];
        sum.nodes = inherited.into_iter().fold(sum.nodes, u64::saturating_add);
        if element.is_small() {
            sum.nodes = sum.nodes / limits::DRAWING_STOPS_A_NODE + 1;
        }
        Ok(sum)
    }
}

impl Written {
    fn add(&mut self, other: Self) {
        self.nodes = self.nodes.saturating_add(other.nodes);
        self.shapes = self.shapes.saturating_add(other.shapes);
        self.points = self.points.saturating_add(other.points);
        self.depth = self.depth.max(other.depth + 1);
    }
}

fn deep_enough(depth: usize) -> Result<(), Fault> {
    if depth <= limits::DRAWING_REFERENCE_DEPTH {
        return Ok(());
    }
    Err(Fault::TooMuch(format!(
        "its elements and references are nested deeper than {}",
        limits::DRAWING_REFERENCE_DEPTH
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(content: &str) -> Vec<u8> {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{content}</svg>")
            .into_bytes()
    }

    fn fits(content: &str) -> bool {
        match survey(&svg(content), &mut Vec::new()) {
            Ok(()) => true,
            Err(Fault::TooMuch(_)) => false,
            Err(_) => panic!("it is well-formed"),
        }
    }

    /// Thirty definitions, each of which names the next one twice.
    fn doubling(one: impl Fn(usize, usize) -> String) -> String {
        (0..30).map(|at| one(at, at + 1)).collect()
    }

    #[test]
    fn a_mask_in_a_mask_counts_twice_as_often() {
        let masks = |count: usize| -> String {
            let one = |at: usize| {
                let next = at + 1;
                format!("<mask id='m{at}'><rect mask='url(#m{next})'/></mask>")
            };
            (0..count).map(one).collect::<String>() + "<rect mask='url(#m0)'/>"
        };
        assert!(fits(&masks(10)));
        assert!(!fits(&masks(24)));
    }

    #[test]
    fn a_style_has_a_bounded_number_of_declarations() {
        let drawing = |count: usize| {
            let style = "fill:red;".repeat(count);
            [
                format!("<path style='{style}'/>"),
                format!("<style>path{{{style}}}</style><path/>"),
            ]
        };
        assert!(drawing(2_000).iter().all(|one| fits(one)));
        assert!(drawing(20_000).iter().all(|one| !fits(one)));
    }

    #[test]
    fn an_element_has_a_bounded_number_of_attributes() {
        let path = |count: usize| {
            let attributes: String = (0..count).map(|at| format!(" a{at}='b'")).collect();
            format!("<path{attributes}/>")
        };
        assert!(fits(&path(1_000)));
        assert!(!fits(&path(1_001)));
    }

    #[test]
    fn words_count_for_each_element_of_their_text() {
        let text = |spans: usize| format!("<text>{}</text>", "<tspan>سلام</tspan>".repeat(spans));
        assert!(fits(&text(100)));
        assert!(!fits(&text(800)));
        assert!(fits(&text(1).repeat(800)));
    }

    #[test]
    fn whatever_is_copied_is_counted_as_often_as_it_is_named() {
        let bombs = [
            doubling(|at, next| {
                format!("<g id='p{at}'><use href='#p{next}'/><use href='#p{next}'/></g>")
            }),
            doubling(|at, next| {
                format!(
                    "<pattern id='p{at}'><rect fill='url(#p{next})'/><rect style='stroke: url(\"#p{next}\")'/></pattern>"
                )
            }),
            doubling(|at, next| {
                format!(
                    "<mask id='p{at}'><g mask='url(#p{next})'/><g mask='url(&#35;p{next})'/></mask>"
                )
            }),
            doubling(|at, next| {
                format!(
                    "<style>.c{at}, x {{ fill: url(#p{next}) }}</style><pattern id='p{at}'><rect class='c{at}'/><rect class='b c{at}'/></pattern>"
                )
            }),
            doubling(|at, next| {
                format!(
                    "<filter id='p{at}'><feImage href='#p{next}'/><feImage href='#p{next}'/></filter>"
                )
            }),
            format!(
                "<pattern id='p'>{}</pattern><g fill='url(#p)'>{}</g>",
                "<rect/>".repeat(999),
                "<rect/>".repeat(999)
            ),
            format!(
                "<marker id='p'>{}</marker><g marker-mid='url(#p)'><path d='M0 0{}'/></g>",
                "<rect/>".repeat(999),
                "h1".repeat(2000)
            ),
        ];
        for bomb in &bombs {
            assert!(!fits(bomb), "{}", &bomb[..200]);
        }
    }

    #[test]
    fn ordinary_drawings_are_far_below_the_limits() {
        let gradient = "<linearGradient id='a'><stop/><stop/><stop/></linearGradient>";
        let shapes = "<path class='s' d='M0 0h1v1z'/>".repeat(20_000);
        assert!(fits(&format!(
            "<style>.s {{ fill: url(#a) }}</style>{gradient}<g fill='url(#a)'>{shapes}</g>"
        )));
        assert!(fits("<a href='#a'><g id='a'><a href='#a'/></g></a>"));
        assert!(fits("<g id='a'><use href='#a'/><use href='#nowhere'/></g>"));
    }

    #[test]
    fn what_is_drawn_with_itself_is_refused_and_what_only_stands_around_is_not() {
        let pattern = |inside: &str| format!("<pattern id='p'>{inside}</pattern>");
        let shape = "<rect width='9' height='9'/>";
        let masked = "<rect mask='url(#m)'/>";
        let circles = [
            // The colour of what is around.
            format!("<g fill='url(#p)'>{}{shape}</g>", pattern(shape)),
            format!("<g fill='url(#p)'>{}<mask id='m'>{shape}</mask>{shape}</g>", pattern(masked)),
            // By way of another.
            format!("{}<mask id='m'><rect fill='url(#p)'/></mask>", pattern(masked)),
            format!("<style>*{{fill:url(#p)}}</style>{}<mask id='m'>{shape}</mask>", pattern(masked)),
            format!(
                "{}<pattern id='q'><rect fill='url(#r)'/></pattern><pattern id='r'><rect fill='url(#p)'/></pattern>",
                pattern("<rect fill='url(#q)'/>")
            ),
            "<clipPath id='a' clip-path='url(#b)'/><clipPath id='b' clip-path='url(#c)'/><clipPath id='c' clip-path='url(#a)'/>".to_owned(),
            "<filter id='f'><feImage href='#g'/></filter><g id='g'><rect mask='url(#m)'/></g><mask id='m'><rect filter='url(#f)'/></mask>".to_owned(),
            // The colour of where a copy is made.
            format!("<defs><g id='g'>{}{shape}</g></defs><use href='#g' fill='url(#p)'/>", pattern(shape)),
        ];
        for circle in &circles {
            assert!(!fits(circle), "{circle}");
        }
        let sound = [
            "<g fill='url(#a)'><linearGradient id='a'><stop/></linearGradient><mask id='m'><rect/></mask><rect mask='url(#m)'/></g>".to_owned(),
            "<style>*{fill:url(#a)}</style><linearGradient id='a'><stop/></linearGradient><linearGradient id='b' href='#a'/>".to_owned(),
            format!("<g mask='url(#m)'><mask id='m'>{shape}</mask>{shape}</g>"),
            format!("{}<g fill='url(#p)'>{shape}</g>", pattern(shape)),
            format!("{}<g id='g'>{shape}</g><use href='#g' fill='url(#p)'/>", pattern("<use href='#g'/>")),
        ];
        for drawing in &sound {
            assert!(fits(drawing), "{drawing}");
        }
    }

    #[test]
    fn references_that_lead_far_are_refused_whatever_is_measured_first() {
        let forward: String = (0..999)
            .map(|at| format!("<g id='p{at}'><use href='#p{}'/></g>", at + 1))
            .collect();
        let backward: String = (0..999)
            .map(|at| format!("<g id='p{}'><use href='#p{at}'/></g>", at + 1))
            .collect();
        assert!(!fits(&forward) && !fits(&backward));
    }

    #[test]
    fn long_words_and_entities_that_hide_elements_are_refused() {
        assert!(fits("<text>سلام</text>"));
        assert!(!fits(&format!("<text>{}</text>", "سلام ".repeat(20_000))));
        let with = |value: &str| {
            let doctype = format!("<!DOCTYPE svg [<!ENTITY a \"{value}\">]><svg/>");
            survey(doctype.as_bytes(), &mut Vec::new()).is_ok()
        };
        assert!(with("http://www.w3.org/2000/svg"));
        assert!(!with("<g/>") && !with("&b;") && !with("#p") && !with(&"x".repeat(999)));
    }
}
