//! The flaps: what stands on the parts of the cover that are folded in.

use super::{Setter, Words, aligned};
use crate::diag::Code;
use crate::frame::PageItem;
use crate::model::Alignment;
use crate::page::flow::Flow;
use crate::text::TextStyle;
use crate::units::Pt;

impl Setter<'_, '_> {
    /// The words of both flaps; nothing on a cover without any.
    pub(super) fn flaps(&mut self) -> Vec<PageItem> {
        let config = self.sources.config;
        let Some(width) = config.cover.flaps else {
            self.report_no_flaps();
            return Vec::new();
        };
        let margin = Pt::from_mm(self.theme.flap_margin);
        let top = self.theme.back_top.of(self.margin());
        let cover = &config.cover;
        let mut items = Vec::new();
        for (key, place, paragraphs, x) in [
            (
                "front-flap",
                "the flap of the front",
                &cover.front_flap,
                self.parts.front_flap,
            ),
            (
                "back-flap",
                "the flap of the back",
                &cover.back_flap,
                self.parts.back_flap,
            ),
        ] {
            let mut words = self.set(width - margin * 2.0, |collector| {
                let design = collector.design;
                let style = TextStyle {
                    size: design.theme.cover.flap.of(design.size),
                    ..design.body(&config.book.language)
                };
                let origin = config.places.origin(key);
                let mut flow = Flow::default();
                for paragraph in paragraphs {
                    flow.append(aligned(
                        collector,
                        paragraph,
                        origin,
                        &style,
                        Alignment::Justify,
                    ));
                    flow.space(design.space(design.theme.cover.between_paragraphs));
                }
                flow
            });
            self.report_room(&Words {
                key,
                place,
                height: words.height,
                room: config.page.trim.height - top - self.margin(),
            });
            words.shift(x + margin, top);
            items.extend(words.items);
        }
        items
    }

    /// Reports words for a flap of a cover that has none.
    fn report_no_flaps(&mut self) {
        let config = self.sources.config;
        let cover = &config.cover;
        for (key, words) in [
            ("front-flap", &cover.front_flap),
            ("back-flap", &cover.back_flap),
        ] {
            if words.is_empty() {
                continue;
            }
            let place = config.places.origin(key).span();
            let message = "these words stand on a flap, and the cover has none";
            self.sink
                .warn(Code::CoverRoom, place, message)
                .hint("say how wide the flaps are, in millimetres: `flaps = 80` under [cover]");
        }
    }
}
