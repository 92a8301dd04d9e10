//! The tree of a drawing in, forms of the document out: groups, paths, clips, masks and pictures.
//!
//! A group whose content is put together before it is laid on the page (one with an opacity, a blend
//! mode or a mask) becomes a form of its own; any other group writes into the stream of its parent.
//! For `<g opacity=".5"><rect/><rect/></g>` the stream says `q /G0 gs /X0 Do Q`, where G0 has the
//! opacity and X0 is the form with both rectangles; an opacity for each rectangle would show one
//! through the other.

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use usvg::{
    BlendMode, ClipPath, Fill, Group, Image, ImageKind, Mask, MaskType, Node, NonZeroRect, Opacity,
    Paint, PaintOrder, Path, Pattern, Rect, Size, Stroke, Transform, Tree,
};

use super::super::image_object::{self, Profiles};
use super::super::raster::Encoded;
use super::canvas::{Canvas, Content, Sheet, Target, corners, is_plain, matrix};
use super::carried::{self, CarriedPictures};
use super::gradient::Gradient;
use super::outlines::Outlines;
use super::palette::Palette;
use crate::pdf::PdfError;
use crate::pdf::object::deflate::deflated;
use crate::pdf::object::objects::Objects;

/// So many `q` are open in one stream at most. PDF/A allows 28 (ISO 19005-2, 6.1.13); below this
/// depth groups become forms, and each form counts from zero.
const DEEPEST: usize = 20;

/// Writes the parts of a drawing into a document.
pub(super) struct Walker<'a> {
    objects: &'a mut Objects,
    pictures: CarriedPictures<'a>,
    profiles: Profiles,
}

impl<'a> Walker<'a> {
    /// A writer into a document.
    pub(super) fn new(objects: &'a mut Objects, pictures: CarriedPictures<'a>) -> Self {
        Self {
            objects,
            pictures,
            profiles: Profiles::default(),
        }
    }

    /// Adds a whole drawing as a form of one unit's width and height.
    ///
    /// # Errors
    /// A picture inside it cannot be decoded.
    pub(super) fn drawing(
        &mut self,
        tree: &Tree,
        palette: Palette<'a>,
    ) -> Result<ObjectId, PdfError> {
        let (width, height) = (tree.size().width(), tree.size().height());
        let sheet = Sheet::whole(palette, area(tree.size()));
        let mut canvas = Canvas::new(sheet);
        self.group(tree.root(), &mut canvas)?;
        let mut dict = form(sheet);
        // SVG counts downwards from the upper left corner, PDF upwards from the lower left one.
        let unit = Transform::from_row(1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0);
        dict.set("Matrix", reals(unit));
        Ok(self.add(dict, canvas.finish()))
    }

    fn add(&mut self, mut dict: Dictionary, content: Content) -> ObjectId {
        dict.set("Resources", content.resources);
        self.objects.add(deflated(dict, content.operators))
    }

    /// Adds what a function draws as a form.
    fn layer(
        &mut self,
        sheet: Sheet<'a>,
        draw: impl FnOnce(&mut Self, &mut Canvas<'a>) -> Result<(), PdfError>,
    ) -> Result<ObjectId, PdfError> {
        let mut canvas = Canvas::new(sheet);
        draw(self, &mut canvas)?;
        Ok(self.add(form(sheet), canvas.finish()))
    }

    fn children(&mut self, group: &Group, canvas: &mut Canvas<'a>) -> Result<(), PdfError> {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, canvas)?,
                Node::Path(path) => self.path(path, canvas)?,
                Node::Image(image) => self.image(image, canvas)?,
                // Its letters as outlines: the alternative text of the figure says the words.
                Node::Text(text) => self.group(text.flattened(), canvas)?,
            }
        }
        Ok(())
    }

    fn group(&mut self, group: &Group, canvas: &mut Canvas<'a>) -> Result<(), PdfError> {
        if !group.filters().is_empty() {
            return self.filtered(group, canvas);
        }
        canvas.save();
        canvas.concat(group.transform());
        let mut states = Vec::new();
        if let Some(clip) = group.clip_path() {
            states.extend(self.clip(clip, group.layer_bounding_box(), canvas)?);
        }
        let sheet = canvas.sheet(group.layer_bounding_box());
        states.extend(self.blend(group, sheet)?);
        if states.is_empty() && !group.isolate() && canvas.depth() < DEEPEST {
            self.children(group, canvas)?;
        } else {
            self.isolated(group, states, canvas)?;
        }
        canvas.restore();
        Ok(())
    }

    /// Draws a group as a form. A state applies to what is drawn after it as a whole, and a soft mask
    /// takes the place of the one before it: each but the last gets a form around the former.
    fn isolated(
        &mut self,
        group: &Group,
        mut states: Vec<Dictionary>,
        canvas: &mut Canvas<'a>,
    ) -> Result<(), PdfError> {
        let sheet = canvas.sheet(group.layer_bounding_box());
        let last = states.pop();
        let mut form = self.layer(sheet, |walker, inner| walker.children(group, inner))?;
        for state in states {
            form = self.layer(sheet, |_, outer| {
                outer.state(state);
                outer.show(form);
                Ok(())
            })?;
        }
        last.into_iter().for_each(|state| canvas.state(state));
        canvas.show(form);
        Ok(())
    }

    /// Opacity, blend mode and mask of a group as one state; `None` without any.
    fn blend(&mut self, group: &Group, sheet: Sheet<'a>) -> Result<Option<Dictionary>, PdfError> {
        let mut state = Dictionary::new();
        if group.opacity() != Opacity::ONE {
            let opacity = group.opacity().get();
            state.set("ca", opacity);
            state.set("CA", opacity);
        }
        if group.blend_mode() != BlendMode::Normal {
            state.set("BM", blend_mode(group.blend_mode()));
        }
        if let Some(mask) = group.mask() {
            state.set("SMask", self.mask(mask, sheet)?);
        }
        Ok((!state.is_empty()).then_some(state))
    }

    /// Clips the canvas where a path of PDF can do it; else gives back a state with a mask.
    fn clip(
        &mut self,
        clip: &ClipPath,
        bounds: NonZeroRect,
        canvas: &mut Canvas<'a>,
    ) -> Result<Option<Dictionary>, PdfError> {
        if let Some(outlines) = Outlines::of(clip) {
            outlines.clip(canvas);
            return match clip.clip_path() {
                Some(outer) => self.clip(outer, bounds, canvas),
                None => Ok(None),
            };
        }
        let sheet = canvas.sheet(bounds).with(Palette::Luminance);
        let shapes = self.layer(sheet, |walker, inner| {
            inner.concat(clip.transform());
            walker.group(clip.root(), inner)
        })?;
        let shapes = match clip.clip_path() {
            None => shapes,
            Some(outer) => self.layer(sheet, |walker, inner| {
                let state = walker.clip(outer, bounds, inner)?;
                state.into_iter().for_each(|state| inner.state(state));
                inner.show(shapes);
                Ok(())
            })?,
        };
        let mut state = Dictionary::new();
        state.set("SMask", soft_mask("Alpha", shapes));
        Ok(Some(state))
    }

    /// The soft mask of a mask (ISO 32000-2, 11.6.5.2).
    fn mask(&mut self, mask: &Mask, sheet: Sheet<'a>) -> Result<Dictionary, PdfError> {
        let area = mask.rect();
        let sheet = sheet.with(Palette::Luminance).part(area);
        let mut form = self.layer(sheet, |walker, inner| {
            // The box of the form says the same; pdf.js does not heed it under every transform.
            inner.rectangle(area);
            inner.clip(usvg::FillRule::NonZero);
            walker.group(mask.root(), inner)
        })?;
        if let Some(outer) = mask.mask() {
            let outer = self.mask(outer, sheet)?;
            form = self.layer(sheet, |_, inner| {
                let mut state = Dictionary::new();
                state.set("SMask", outer);
                inner.state(state);
                inner.show(form);
                Ok(())
            })?;
        }
        let kind = match mask.kind() {
            MaskType::Luminance => "Luminosity",
            MaskType::Alpha => "Alpha",
        };
        Ok(soft_mask(kind, form))
    }

    fn path(&mut self, path: &Path, canvas: &mut Canvas<'a>) -> Result<(), PdfError> {
        if !path.is_visible() {
            return Ok(());
        }
        match path.paint_order() {
            PaintOrder::FillAndStroke => {
                self.fill(path, canvas)?;
                self.stroke(path, canvas)
            }
            PaintOrder::StrokeAndFill => {
                self.stroke(path, canvas)?;
                self.fill(path, canvas)
            }
        }
    }

    fn fill(&mut self, path: &Path, canvas: &mut Canvas<'a>) -> Result<(), PdfError> {
        let bounds = path.data().bounds();
        let Some(fill) = path.fill() else {
            return Ok(());
        };
        // What has no area has no inside; some viewers draw a hairline there.
        if bounds.width() == 0.0 || bounds.height() == 0.0 {
            return Ok(());
        }
        let lasting = is_lasting(fill.paint(), fill.opacity());
        let paint = Painted::fill(fill, path);
        self.between(lasting, canvas, |walker, canvas| {
            walker.paint(&paint, canvas)?;
            canvas.outline(path.data());
            canvas.fill(fill.rule());
            Ok(())
        })
    }

    fn stroke(&mut self, path: &Path, canvas: &mut Canvas<'a>) -> Result<(), PdfError> {
        let bounds = path.data().bounds();
        let Some(stroke) = path.stroke() else {
            return Ok(());
        };
        if bounds.width() == 0.0 && bounds.height() == 0.0 {
            return Ok(());
        }
        let lasting = match is_plain(stroke) {
            true => is_lasting(stroke.paint(), stroke.opacity()),
            false => Lasting::No,
        };
        let paint = Painted::stroke(stroke, path);
        self.between(lasting, canvas, |walker, canvas| {
            walker.paint(&paint, canvas)?;
            canvas.line(stroke);
            canvas.outline(path.data());
            canvas.stroke();
            Ok(())
        })
    }

    /// Draws, and takes back what the drawing set unless the next path sets it anyway.
    fn between(
        &mut self,
        lasting: Lasting,
        canvas: &mut Canvas<'a>,
        draw: impl FnOnce(&mut Self, &mut Canvas<'a>) -> Result<(), PdfError>,
    ) -> Result<(), PdfError> {
        match lasting {
            Lasting::Yes => draw(self, canvas),
            Lasting::No => {
                canvas.save();
                draw(self, canvas)?;
                canvas.restore();
                Ok(())
            }
        }
    }

    /// Sets what the next path is painted with.
    fn paint(&mut self, painted: &Painted<'_>, canvas: &mut Canvas<'a>) -> Result<(), PdfError> {
        let target = painted.target;
        match painted.paint {
            Paint::Color(color) => {
                fade(painted, canvas);
                canvas.color(*color, target);
            }
            Paint::Pattern(pattern) => {
                let tile = self.tile(pattern, painted.opacity, canvas)?;
                canvas.pattern(tile, target);
            }
            Paint::LinearGradient(gradient) => {
                let gradient = Gradient::linear(gradient, painted.bounds);
                self.gradient(&gradient, painted, canvas);
            }
            Paint::RadialGradient(gradient) => {
                let gradient = Gradient::radial(gradient, painted.bounds);
                self.gradient(&gradient, painted, canvas);
            }
        }
        Ok(())
    }

    fn gradient(&mut self, gradient: &Gradient, painted: &Painted<'_>, canvas: &mut Canvas<'a>) {
        fade(painted, canvas);
        let sheet = painted.bounds.to_non_zero_rect();
        let sheet = sheet.map(|bounds| canvas.sheet(bounds).with(Palette::Luminance));
        if let Some(mask) = sheet.and_then(|sheet| self.gradient_mask(gradient, sheet)) {
            let mut state = Dictionary::new();
            state.set("SMask", soft_mask("Luminosity", mask));
            canvas.state(state);
        }
        let pattern = self.objects.add(dictionary! {
            "Type" => "Pattern",
            "PatternType" => 2,
            "Matrix" => reals(canvas.transform().pre_concat(gradient.transform)),
            "Shading" => gradient.colors(canvas.palette()),
        });
        canvas.pattern(pattern, painted.target);
    }

    /// The opacities of a gradient as a form of grays: colours of PDF have none.
    fn gradient_mask(&mut self, gradient: &Gradient, sheet: Sheet<'a>) -> Option<ObjectId> {
        let opacities = gradient.opacities()?;
        let mut canvas = Canvas::new(sheet);
        canvas.concat(gradient.transform);
        let content = canvas.shade(opacities);
        Some(self.add(form(sheet), content))
    }

    /// A tile that is laid beside itself over an area (ISO 32000-2, 8.7.3).
    fn tile(
        &mut self,
        pattern: &Pattern,
        opacity: Opacity,
        canvas: &Canvas<'a>,
    ) -> Result<ObjectId, PdfError> {
        let rect = pattern.rect();
        let size = Size::from_wh(rect.width(), rect.height());
        let bounds = size.map_or(rect, area);
        let place = Transform::from_translate(rect.x(), rect.y());
        let transform = canvas.transform().pre_concat(pattern.transform());
        let sheet = canvas.tile(pattern.transform(), bounds);
        let mut tile = Canvas::new(sheet);
        if opacity == Opacity::ONE {
            self.group(pattern.root(), &mut tile)?;
        } else {
            // The opacity of a fill does not reach into its pattern.
            let whole = self.layer(sheet, |walker, inner| walker.group(pattern.root(), inner))?;
            let mut state = Dictionary::new();
            state.set("ca", opacity.get());
            tile.state(state);
            tile.show(whole);
        }
        let dict = dictionary! {
            "Type" => "Pattern",
            "PatternType" => 1,
            "PaintType" => 1,
            "TilingType" => 1,
            "BBox" => corners(bounds),
            "XStep" => rect.width(),
            "YStep" => rect.height(),
            "Matrix" => reals(transform.pre_concat(place)),
        };
        Ok(self.add(dict, tile.finish()))
    }

    fn image(&mut self, image: &Image, canvas: &mut Canvas<'a>) -> Result<(), PdfError> {
        if !image.is_visible() {
            return Ok(());
        }
        if let ImageKind::SVG(tree) = image.kind() {
            let sheet = canvas.sheet(area(tree.size()));
            let form = self.layer(sheet, |walker, inner| walker.group(tree.root(), inner))?;
            canvas.show(form);
            return Ok(());
        }
        let picture = self.pictures.encode(image.kind(), canvas.palette())?;
        self.picture(picture, area(image.size()), canvas);
        Ok(())
    }

    /// Shows an image, whose own space is one unit wide and counts upwards, in an area.
    fn picture(&mut self, encoded: Encoded, area: NonZeroRect, canvas: &mut Canvas<'_>) {
        let image = image_object::add(self.objects, encoded, &mut self.profiles);
        let (width, height) = (area.width(), area.height());
        let upwards = Transform::from_row(width, 0.0, 0.0, -height, area.x(), area.bottom());
        canvas.save();
        canvas.concat(upwards);
        canvas.show(image);
        canvas.restore();
    }

    /// A filter works on pixels, and PDF has none: the group is drawn as a picture.
    fn filtered(&mut self, group: &Group, canvas: &mut Canvas<'a>) -> Result<(), PdfError> {
        let area = group.layer_bounding_box().transform(group.transform());
        let Some(area) = area else {
            return Ok(());
        };
        if let Some(image) = carried::drawn(group, area) {
            let picture = carried::encode(&image, canvas.palette());
            self.picture(picture, area, canvas);
        }
        Ok(())
    }
}

/// Whether what is set for a path may stay set after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lasting {
    /// The next path sets all of it anew.
    Yes,
    /// It would reach the next path.
    No,
}

/// A plain colour is set anew by every path; an opacity or a mask only where there is one.
fn is_lasting(paint: &Paint, opacity: Opacity) -> Lasting {
    match paint {
        Paint::Color(_) if opacity == Opacity::ONE => Lasting::Yes,
        _ => Lasting::No,
    }
}

/// What a path is painted with.
struct Painted<'a> {
    paint: &'a Paint,
    opacity: Opacity,
    target: Target,
    /// What it can reach, in the space of the path.
    bounds: Rect,
}

impl<'a> Painted<'a> {
    fn fill(fill: &'a Fill, path: &Path) -> Self {
        Self {
            paint: fill.paint(),
            opacity: fill.opacity(),
            target: Target::Fill,
            bounds: path.bounding_box(),
        }
    }

    fn stroke(stroke: &'a Stroke, path: &Path) -> Self {
        Self {
            paint: stroke.paint(),
            opacity: stroke.opacity(),
            target: Target::Stroke,
            bounds: path.stroke_bounding_box(),
        }
    }
}

/// Sets the opacity of the next path.
fn fade(painted: &Painted<'_>, canvas: &mut Canvas<'_>) {
    if painted.opacity == Opacity::ONE {
        return;
    }
    let key = match painted.target {
        Target::Fill => "ca",
        Target::Stroke => "CA",
    };
    let mut state = Dictionary::new();
    state.set(key, painted.opacity.get());
    canvas.state(state);
}

/// The dictionary of a form whose content is put together before it is laid on the page.
fn form(sheet: Sheet<'_>) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => corners(sheet.bounds),
        "Group" => dictionary! {
            "Type" => "Group",
            "S" => "Transparency",
            "I" => true,
            "CS" => sheet.palette.space(),
        },
    }
}

fn soft_mask(kind: &str, form: ObjectId) -> Dictionary {
    dictionary! { "Type" => "Mask", "S" => kind, "G" => form }
}

fn blend_mode(mode: BlendMode) -> &'static str {
    match mode {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        // PDF cannot add colours up; a screen is what comes nearest.
        BlendMode::Screen | BlendMode::PlusLighter => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }
}

fn area(size: Size) -> NonZeroRect {
    size.to_non_zero_rect(0.0, 0.0)
}

fn reals(transform: Transform) -> Vec<Object> {
    matrix(transform).map(Object::Real).to_vec()
}
