//! One stretch of text with its segment properties in, its clusters and glyphs in font units out (harfrust).
//!
//! What is prepared for a face and segment properties is kept for the next stretch.

use std::ops::Range;

use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Direction as ShapeDirection, Feature, GlyphInfo, Script,
    ShapeOptions, ShapePlan, ShaperFont, Tag,
};
use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;

use super::reach::{Reach, reach};
use super::shaped::ClusterKind;
use super::stretch::{UnitCluster, UnitGlyph, UnitStretch};
use super::styled::{Digits, Forms, LINE_SEPARATOR};
use crate::font::{FaceId, FontSet};
use crate::locale::{Direction, Language, is_mark};
use crate::lookup::Lookup;

/// What the shapes of a text depend on besides the text (HarfBuzz, `hb_segment_properties_t`), with
/// the face.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct SegmentProperties {
    face: FaceId,
    script: Script,
    direction: Direction,
    /// For `locl` forms.
    language: Language,
    digits: Digits,
}

/// A shape plan that an [`Engine`] has prepared: its place among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PlanId(usize);

impl PlanId {
    /// The place.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// A text to be shaped, with what stands before and after it, for letters that join across its edges.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Text<'t> {
    /// The text itself.
    pub(super) letters: &'t str,
    /// The text before it; the last few letters count.
    pub(super) before: &'t str,
    /// The text after it; the first few letters count.
    pub(super) after: &'t str,
}

/// Segment properties with the plan that harfrust has compiled for them.
struct Prepared {
    segment: SegmentProperties,
    plan: ShapePlan,
    /// Whether words can be shaped one by one, each between its spaces.
    by_word: bool,
}

/// Every plan that was asked for.
#[derive(Default)]
pub(super) struct ShapePlans {
    prepared: Vec<Prepared>,
    known: Lookup<SegmentProperties, PlanId>,
    /// The one asked for last.
    recent: PlanId,
    reaches: Lookup<FaceId, [Option<Reach>; 2]>,
}

/// Shapes stretches, and keeps what it has prepared for the next one.
pub(super) struct Engine<'a> {
    fonts: &'a FontSet,
    faces: Lookup<FaceId, ShaperFont<'a, 'a>>,
    plans: ShapePlans,
    /// What the book asks for besides the usual features.
    features: Vec<Feature>,
    buffer: Buffer,
    /// Glyph ranges of the clusters just shaped.
    groups: Vec<Range<usize>>,
}

impl<'a> Engine<'a> {
    /// An engine for these faces.
    pub(super) fn new(fonts: &'a FontSet) -> Self {
        let mut buffer = Buffer::new();
        // Default is to merge marks with their bases; each character keeps its own cluster instead,
        // so that every one of them comes back out of the PDF.
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::PRODUCE_SAFE_TO_INSERT_TATWEEL);
        Self {
            fonts,
            faces: Lookup::new(),
            plans: ShapePlans::default(),
            features: features(fonts),
            buffer,
            groups: Vec::new(),
        }
    }

    /// Goes on with plans that were prepared before for the same faces; returns those it had.
    pub(super) fn exchange(&mut self, plans: ShapePlans) -> ShapePlans {
        std::mem::replace(&mut self.plans, plans)
    }

    /// The faces.
    pub(super) fn fonts(&self) -> &'a FontSet {
        self.fonts
    }

    /// The plan for segment properties, prepared now or before.
    pub(super) fn plan_for(
        &mut self,
        face: FaceId,
        script: Script,
        direction: Direction,
        forms: Forms<'_>,
    ) -> PlanId {
        let recent = self
            .plans
            .prepared
            .get(self.plans.recent.0)
            .map(|one| &one.segment);
        let same = recent.is_some_and(|one| {
            (one.face, one.script, one.direction) == (face, script, direction)
                && one.language == *forms.language
                && one.digits == forms.digits
        });
        if same {
            return self.plans.recent;
        }
        let segment = SegmentProperties {
            face,
            script,
            direction,
            language: *forms.language,
            digits: forms.digits,
        };
        let known = self.plans.known.get(&segment).copied();
        self.plans.recent = known.unwrap_or_else(|| self.prepare(segment));
        self.plans.recent
    }

    fn prepare(&mut self, segment: SegmentProperties) -> PlanId {
        let font = self.fonts.face(segment.face).font();
        let spoken = harfrust::Language::new(segment.language.as_str());
        let features = self.features_with(segment.digits);
        let plan = ShapePlan::new(
            font,
            shape_direction(segment.direction),
            Some(segment.script),
            spoken.as_ref(),
            &features,
        );
        let face = self.fonts.face(segment.face);
        let known = self.plans.reaches.entry(segment.face).or_default();
        let known = &mut known[usize::from(segment.digits == Digits::OfOneWidth)];
        let known = *known.get_or_insert_with(|| reach(face.data(), &features));
        let by_word = known == Reach::Word && parts_at_spaces(&segment);
        let id = PlanId(self.plans.prepared.len());
        self.plans.known.insert(segment.clone(), id);
        self.plans.prepared.push(Prepared {
            segment,
            plan,
            by_word,
        });
        id
    }

    /// What the book asks for, behind what these digits are: a book that says `-tnum` has its will.
    fn features_with(&self, digits: Digits) -> Vec<Feature> {
        let tabular = Feature::new(Tag::new(b"tnum"), 1, ..);
        let of_digits = (digits == Digits::OfOneWidth).then_some(tabular);
        let asked = self.features.iter().copied();
        of_digits.into_iter().chain(asked).collect()
    }

    /// Whether words with this plan can be shaped one by one, each between its spaces.
    pub(super) fn goes_by_word(&self, id: PlanId) -> bool {
        self.plans.prepared[id.0].by_word
    }

    /// Shapes a text into `stretch`, which stays empty only where the shaper refuses (a text beyond its
    /// limits).
    pub(super) fn shape(&mut self, id: PlanId, text: Text<'_>, stretch: &mut UnitStretch) {
        stretch.clear();
        let Prepared { segment, plan, .. } = &self.plans.prepared[id.0];
        let buffer = &mut self.buffer;
        fill(buffer, text);
        buffer.set_direction(shape_direction(segment.direction));
        buffer.set_script(Some(segment.script));
        let options = ShapeOptions::new().plan(Some(plan));
        let fonts = self.fonts;
        let face = self.faces.entry(segment.face);
        let face = face.or_insert_with(|| ShaperFont::new(fonts.face(segment.face).font()));
        if harfrust::shape(face, buffer, options).is_ok() {
            group(&mut self.groups, buffer, segment.direction);
            collect(stretch, text.letters, buffer, &self.groups);
            drop_strangers(stretch, fonts.face(segment.face).glyphs());
            lean(stretch, text);
        }
    }
}

/// The features that the book asks for, over whole texts.
fn features(fonts: &FontSet) -> Vec<Feature> {
    let asked = fonts.features().iter();
    asked
        .map(|feature| Feature::new(Tag::new(&feature.tag), feature.value, ..))
        .collect()
}

/// Whether the shaper looks at nothing but glyphs beside each other: the simple scripts and those that
/// join, in their own direction. (In the other one harfrust asks whether *any* letter stands among
/// digits.)
fn parts_at_spaces(segment: &SegmentProperties) -> bool {
    match segment.script {
        Script::ARABIC | Script::HEBREW => segment.direction == Direction::Rtl,
        Script::LATIN | Script::CYRILLIC | Script::GREEK | Script::ARMENIAN | Script::GEORGIAN => {
            segment.direction == Direction::Ltr
        }
        _ => false,
    }
}

/// Writes a stretch into the shaper's buffer.
fn fill(buffer: &mut Buffer, text: Text<'_>) {
    buffer.clear();
    for (at, letter) in text.letters.char_indices() {
        let shown = match letter {
            // It parts letters as the end of a text does.
            LINE_SEPARATOR | '\n' => ZERO_WIDTH_NON_JOINER,
            // No face has a shape for it.
            '\t' => ' ',
            letter => letter,
        };
        buffer.push(shown as u32, index(at));
    }
    // harfrust takes the few letters that joining looks at.
    buffer.set_pre_context(text.before);
    buffer.set_post_context(text.after);
}

/// Finds the glyphs of each cluster, in logical order.
fn group(groups: &mut Vec<Range<usize>>, buffer: &Buffer, direction: Direction) {
    groups.clear();
    let infos = buffer.glyph_infos();
    for at in 0..infos.len() {
        match groups.last_mut() {
            Some(group) if infos[group.start].cluster == infos[at].cluster => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    if direction == Direction::Rtl {
        groups.reverse();
    }
}

/// Takes the shaped glyphs out of the buffer, cluster by cluster.
fn collect(stretch: &mut UnitStretch, text: &str, buffer: &Buffer, groups: &[Range<usize>]) {
    let infos = buffer.glyph_infos();
    for (order, group) in groups.iter().enumerate() {
        let start = infos[group.start].cluster;
        let next = groups.get(order + 1).map(|next| infos[next.start].cluster);
        let range = start..next.unwrap_or(index(text.len()));
        let glyphs = stretch.glyphs.len();
        stretch
            .glyphs
            .extend(group.clone().map(|at| glyph(buffer, at)));
        let letters = &text[range.start as usize..range.end as usize];
        let attached = letters.chars().next().is_some_and(is_mark);
        let flags: &GlyphInfo = &infos[group.start];
        stretch.clusters.push(UnitCluster {
            text: range,
            glyphs: index(stretch.glyphs.len() - glyphs),
            kind: kind_of(letters),
            // Both flags speak of the side where the cluster's text begins, in both directions.
            safe: !attached && !flags.unsafe_to_break(),
            tatweel: !attached && flags.safe_to_insert_tatweel(),
        });
    }
}

/// Shows the box of a missing glyph for glyphs that the face does not have: a table of forms and ligatures that
/// is damaged leads to any number, and the shaper follows it.
fn drop_strangers(stretch: &mut UnitStretch, glyphs: u16) {
    let strangers = stretch.glyphs.iter_mut().filter(|glyph| glyph.id >= glyphs);
    strangers.for_each(|glyph| glyph.id = 0);
}

fn glyph(buffer: &Buffer, at: usize) -> UnitGlyph {
    let position = buffer.glyph_positions()[at];
    UnitGlyph {
        id: u16::try_from(buffer.glyph_infos()[at].glyph_id).unwrap_or(0),
        advance: position.x_advance,
        dx: position.x_offset,
        dy: position.y_offset,
    }
}

/// The shaper knows nothing of what a cut before the text would do to its first letter.
fn lean(stretch: &mut UnitStretch, text: Text<'_>) {
    let joined = may_join(text.before.chars().next_back(), text.letters.chars().next());
    if let Some(first) = stretch.clusters.first_mut() {
        first.safe &= !joined;
    }
}

/// Whether letters of both sides could touch: neither is one that never joins.
pub(super) fn may_join(before: Option<char>, after: Option<char>) -> bool {
    joins(before) && joins(after)
}

/// Whether a letter could join one beside it, itself or through the letter that it is a sign on.
pub(super) fn joins(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| {
        CodePointMapData::<JoiningType>::new().get(letter) != JoiningType::NonJoining
    })
}

/// Parts letters and has no width.
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';

fn shape_direction(direction: Direction) -> ShapeDirection {
    match direction {
        Direction::Rtl => ShapeDirection::RightToLeft,
        Direction::Ltr => ShapeDirection::LeftToRight,
    }
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A space that carries a vowel sign is a letter: it must not vanish at the end of a line.
fn kind_of(text: &str) -> ClusterKind {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(LINE_SEPARATOR), None) => ClusterKind::Break,
        (Some(' ' | '\u{00A0}' | '\t' | '\n'), None) => ClusterKind::Space,
        _ => ClusterKind::Letter,
    }
}

#[cfg(test)]
mod tests {
    use super::{UnitGlyph, UnitStretch, drop_strangers};

    #[test]
    fn a_glyph_that_the_face_does_not_have_is_the_box_of_a_missing_one() {
        let glyph = |id| UnitGlyph {
            id,
            advance: 500,
            dx: 0,
            dy: 0,
        };
        let mut stretch = UnitStretch::default();
        stretch
            .glyphs
            .extend([glyph(11), glyph(12), glyph(u16::MAX)]);
        drop_strangers(&mut stretch, 12);
        assert_eq!(stretch.glyphs, [glyph(11), glyph(0), glyph(0)]);
    }
}
