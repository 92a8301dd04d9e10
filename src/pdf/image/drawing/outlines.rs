//! The shapes of a clip path in, one path of PDF out, where one path can say the same.
//!
//! SVG shows what is inside of any of the shapes; PDF clips by one path and its winding rule. Both
//! are the same for a single shape, and for shapes that do not touch. Two circles that overlap would
//! lose their common part if one runs clockwise and the other does not, so they need a mask.

use usvg::tiny_skia_path::Path;
use usvg::{ClipPath, FillRule, Group, Node, Rect, Transform};

use super::canvas::Canvas;

/// The shapes of a clip path, in the space of what is clipped.
pub(super) struct Outlines {
    paths: Vec<Path>,
    rule: FillRule,
}

impl Outlines {
    /// The shapes; `None` if one path of PDF would not show what the clip path does.
    pub(super) fn of(clip: &ClipPath) -> Option<Self> {
        let mut outlines = Self {
            paths: Vec::new(),
            rule: FillRule::NonZero,
        };
        outlines.gather(clip.root(), clip.transform())?;
        outlines.are_apart().then_some(outlines)
    }

    fn gather(&mut self, group: &Group, outer: Transform) -> Option<()> {
        if group.clip_path().is_some() || group.mask().is_some() {
            return None;
        }
        let transform = outer.pre_concat(group.transform());
        for node in group.children() {
            match node {
                Node::Group(group) => self.gather(group, transform)?,
                Node::Text(text) => self.gather(text.flattened(), transform)?,
                Node::Path(path) if path.is_visible() => {
                    let rule = path.fill().map_or(FillRule::NonZero, usvg::Fill::rule);
                    if !self.paths.is_empty() && rule != self.rule {
                        return None;
                    }
                    self.rule = rule;
                    self.paths.extend(path.data().clone().transform(transform));
                }
                // A picture clips nothing (SVG 1.1, 14.3.5).
                Node::Path(_) | Node::Image(_) => {}
            }
        }
        Some(())
    }

    fn are_apart(&self) -> bool {
        /// Comparing each shape with each: of more than these a mask is made without comparing.
        const MOST: usize = 64;
        let bounds: Vec<Rect> = self.paths.iter().map(Path::bounds).collect();
        let mut rest = bounds.as_slice();
        while let Some((one, others)) = rest.split_first() {
            if others.iter().any(|other| touch(one, other)) {
                return false;
            }
            rest = others;
        }
        bounds.len() <= MOST
    }

    /// Clips a canvas. Without a shape nothing is inside, and nothing is shown.
    pub(super) fn clip(&self, canvas: &mut Canvas<'_>) {
        if self.paths.is_empty() {
            canvas.nowhere();
        }
        self.paths.iter().for_each(|path| canvas.outline(path));
        canvas.clip(self.rule);
    }
}

fn touch(one: &Rect, other: &Rect) -> bool {
    let beside = one.right() < other.left() || other.right() < one.left();
    let below = one.bottom() < other.top() || other.bottom() < one.top();
    !beside && !below
}
