//! A drawing as usvg reads it in, whether drawing it stays within bounds out.
//!
//! What is written as curves costs a little for each node. What only pixels can show (filters, and all of a
//! cover) costs memory for each layer and time for each pixel: both are added up before the first is made.

use usvg::filter::Kind;
use usvg::{Group, ImageKind, Node, Paint, Rect, Tree};

use super::reading::Fault;
use crate::limits;

/// Pixels to a unit of the drawing, at most; the PDF shows filters with as many.
const PIXELS_A_UNIT: f64 = 3.0;

/// Checks what every drawing has to keep.
///
/// # Errors
/// It is too large or too small, has too many nodes, or its filters take too much.
pub(super) fn check(tree: &Tree) -> Result<(), Fault> {
    let sides = [tree.size().width(), tree.size().height()];
    let allowed = limits::DRAWING_LEAST_SIDE..=limits::DRAWING_MOST_SIDE;
    if !sides.iter().all(|side| allowed.contains(side)) {
        let [width, height] = sides;
        return Err(Fault::TooMuch(format!(
            "it is {width} × {height} units large"
        )));
    }
    let mut sum = Sum::default();
    sum.group(tree.root())?;
    if sum.operations > limits::DRAWING_OPERATIONS {
        return Err(Fault::TooMuch("its filters take too long".to_owned()));
    }
    Ok(())
}

/// Checks that a drawing can be made pixels as a whole, as a cover is.
///
/// # Errors
/// The layers on one another take too much memory, or all of them too much time.
pub(super) fn check_pixels(tree: &Tree) -> Result<(), Fault> {
    let longer = tree.size().width().max(tree.size().height());
    let scale = f64::from(limits::COVER_PIXELS) / f64::from(longer);
    let mut layers = Layers {
        canvas: Area::new(tree.size().width(), tree.size().height(), scale),
        scale,
        pixels: 0.0,
        operations: 0.0,
    };
    layers.group(tree.root(), 0.0)?;
    if layers.pixels > limits::DRAWING_OPERATIONS {
        return Err(Fault::TooMuch("its layers take too long".to_owned()));
    }
    if layers.operations > limits::COVER_OPERATIONS {
        return Err(Fault::TooMuch("its filters take too long".to_owned()));
    }
    Ok(())
}

/// What a drawing comes to.
#[derive(Default)]
struct Sum {
    nodes: u64,
    /// Steps of some nanoseconds.
    operations: f64,
}

impl Sum {
    fn group(&mut self, group: &Group) -> Result<(), Fault> {
        self.nodes += 1;
        if self.nodes > limits::DRAWING_NODES {
            return Err(Fault::TooMuch(format!(
                "it has more than {} elements, those that are repeated counted each time",
                limits::DRAWING_NODES
            )));
        }
        self.filters(group)?;
        for inner in inner_groups(group) {
            self.group(inner)?;
        }
        group.children().iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &Node) -> Result<(), Fault> {
        self.nodes += 1;
        match node {
            Node::Group(group) => self.group(group),
            Node::Text(text) => self.group(text.flattened()),
            Node::Path(path) => {
                let paints = [
                    path.fill().map(usvg::Fill::paint),
                    path.stroke().map(usvg::Stroke::paint),
                ];
                paints
                    .into_iter()
                    .flatten()
                    .try_for_each(|paint| match paint {
                        Paint::Pattern(pattern) => self.group(pattern.root()),
                        Paint::Color(_) | Paint::LinearGradient(_) | Paint::RadialGradient(_) => {
                            Ok(())
                        }
                    })
            }
            Node::Image(image) => match image.kind() {
                ImageKind::SVG(tree) => self.group(tree.root()),
                ImageKind::JPEG(_) | ImageKind::PNG(_) | ImageKind::GIF(_) | ImageKind::WEBP(_) => {
                    Ok(())
                }
            },
        }
    }

    fn filters(&mut self, group: &Group) -> Result<(), Fault> {
        if group.filters().is_empty() {
            return Ok(());
        }
        let area = group.layer_bounding_box().to_rect();
        let area = area.transform(group.transform()).unwrap_or(area);
        let longer = f64::from(area.width().max(area.height()));
        if longer > f64::from(limits::DRAWING_MOST_SIDE) {
            let words = format!("a filter of it reaches over {longer} units");
            return Err(Fault::TooMuch(words));
        }
        let scale = PIXELS_A_UNIT.min(f64::from(limits::FILTER_SIDE) / longer);
        let pixels = Area::of(area, scale).pixels();
        let primitives = group
            .filters()
            .iter()
            .flat_map(|filter| filter.primitives());
        for primitive in primitives {
            self.nodes += 1;
            self.operations += pixels * weight(primitive.kind(), scale, pixels);
            if let Kind::Image(image) = primitive.kind() {
                self.group(image.root())?;
            }
        }
        Ok(())
    }
}

/// Steps that a filter takes for one pixel.
fn weight(kind: &Kind, scale: f64, pixels: f64) -> f64 {
    match kind {
        Kind::Morphology(morphology) => {
            let reach = |radius: f32| f64::from(radius) * scale * 2.0 + 1.0;
            let (x, y) = (morphology.radius_x().get(), morphology.radius_y().get());
            (reach(x) * reach(y)).min(pixels)
        }
        Kind::ConvolveMatrix(matrix) => {
            f64::from(matrix.matrix().columns()) * f64::from(matrix.matrix().rows())
        }
        Kind::Turbulence(turbulence) => f64::from(turbulence.num_octaves()) * 40.0 + 8.0,
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 24.0,
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 24.0,
        _ => 6.0,
    }
}

/// Groups that cut and mask a group.
fn inner_groups(group: &Group) -> Vec<&Group> {
    let mut found = Vec::new();
    let mut clip = group.clip_path();
    while let Some(one) = clip {
        found.push(one.root());
        clip = one.clip_path();
    }
    let mut mask = group.mask();
    while let Some(one) = mask {
        found.push(one.root());
        mask = one.mask();
    }
    found
}

/// A rectangle in pixels.
#[derive(Clone, Copy)]
struct Area {
    width: f64,
    height: f64,
}

impl Area {
    fn of(rect: Rect, scale: f64) -> Self {
        Self::new(rect.width(), rect.height(), scale)
    }

    fn new(width: f32, height: f32, scale: f64) -> Self {
        /// The library adds so many pixels around a layer.
        const AROUND: f64 = 4.0;
        Self {
            width: f64::from(width) * scale + AROUND,
            height: f64::from(height) * scale + AROUND,
        }
    }

    fn pixels(self) -> f64 {
        self.width * self.height
    }

    fn within(self, other: Self) -> Self {
        Self {
            width: self.width.min(other.width),
            height: self.height.min(other.height),
        }
    }
}

/// Layers of a drawing that is made pixels.
struct Layers {
    canvas: Area,
    scale: f64,
    /// Pixels of all layers.
    pixels: f64,
    /// Steps of filters whose numbers multiply them.
    operations: f64,
}

impl Layers {
    /// Adds the layers of a group that lies on so many pixels of other layers.
    fn group(&mut self, group: &Group, below: f64) -> Result<(), Fault> {
        /// The library cuts layers to so many times the sides of the whole.
        const CUT: f64 = 5.0;
        let mut below = below;
        if group.should_isolate() {
            let most = Area {
                width: self.canvas.width * CUT,
                height: self.canvas.height * CUT,
            };
            let area = Area::of(group.abs_layer_bounding_box().to_rect(), self.scale);
            let area = area.within(most).pixels();
            let filters = group.filters().iter();
            let primitives: usize = filters.map(|filter| filter.primitives().len() + 2).sum();
            #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
            let layers = (1 + primitives + inner_groups(group).len()) as f64;
            below += area * layers;
            self.pixels += area * layers;
            self.operations += self.multiplied(group, area);
        }
        if below > limits::DRAWING_LAYER_PIXELS {
            let words = "its layers on one another take too much memory";
            return Err(Fault::TooMuch(words.to_owned()));
        }
        for inner in inner_groups(group) {
            self.group(inner, below)?;
        }
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, below)?,
                Node::Text(text) => self.group(text.flattened(), below)?,
                Node::Path(path) => self.paints(path, below)?,
                Node::Image(image) => self.image(image, below)?,
            }
        }
        Ok(())
    }

    /// What the filters of a group take beyond a step for each pixel, where its author's numbers multiply them: a
    /// blur takes the same time however wide it is, turbulence of 99 octaves 99 times that of one.
    fn multiplied(&self, group: &Group, area: f64) -> f64 {
        let (x, y) = group.abs_transform().get_scale();
        let scale = self.scale * f64::from(x.max(y));
        let filters = group.filters().iter();
        let primitives = filters.flat_map(|filter| filter.primitives());
        let weights = primitives.map(|primitive| match primitive.kind() {
            kind @ (Kind::Morphology(_) | Kind::ConvolveMatrix(_) | Kind::Turbulence(_)) => {
                weight(kind, scale, area)
            }
            _ => 0.0,
        });
        weights.sum::<f64>() * area
    }

    fn paints(&mut self, path: &usvg::Path, below: f64) -> Result<(), Fault> {
        let paints = [
            path.fill().map(usvg::Fill::paint),
            path.stroke().map(usvg::Stroke::paint),
        ];
        for paint in paints.into_iter().flatten() {
            if let Paint::Pattern(pattern) = paint {
                let whole = path.abs_transform().pre_concat(pattern.transform());
                let (x, y) = whole.get_scale();
                let scale = self.scale * f64::from(x.max(y));
                let tile = Area::of(pattern.rect().to_rect(), scale).pixels();
                self.pixels += tile;
                if below + tile > limits::DRAWING_LAYER_PIXELS {
                    let words = "a pattern of it takes too much memory";
                    return Err(Fault::TooMuch(words.to_owned()));
                }
                self.group(pattern.root(), below + tile)?;
            }
        }
        Ok(())
    }

    fn image(&mut self, image: &usvg::Image, below: f64) -> Result<(), Fault> {
        match image.kind() {
            ImageKind::SVG(tree) => self.group(tree.root(), below + self.canvas.pixels()),
            ImageKind::JPEG(_) | ImageKind::PNG(_) | ImageKind::GIF(_) | ImageKind::WEBP(_) => {
                self.pixels += self.canvas.pixels();
                Ok(())
            }
        }
    }
}
