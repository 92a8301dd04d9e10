//! The words before a name on a title page: «ترجمهٔ …», one table a language.

use super::{Language, Tongue};

impl Language {
    /// What stands before the name of somebody with a part in the book, by its MARC relator code;
    /// empty for authors, whose names stand alone. English where we have no table.
    pub fn credit(&self, relator: &str) -> &'static str {
        let [translator, editor, illustrator] = match self.spoken() {
            Tongue::Persian | Tongue::Dari => ["ترجمهٔ", "ویراستهٔ", "تصویرگر:"],
            Tongue::Pashto => ["ژباړن:", "سمونپال:", "انځورګر:"],
            Tongue::Arabic => ["ترجمة", "تحرير", "رسوم"],
            Tongue::Urdu => ["مترجم:", "مدیر:", "مصور:"],
            Tongue::Hebrew => ["תרגום:", "עריכה:", "איורים:"],
            Tongue::Sorani => ["وەرگێڕانی", "سەرپەرشتیاری", "وێنەکێشی"],
            Tongue::Uyghur => ["تەرجىمە قىلغۇچى:", "تەھرىرلىگۈچى:", "رەسىم سىزغۇچى:"],
            Tongue::Yiddish | Tongue::Sindhi | Tongue::SouthAzerbaijani | Tongue::English => {
                ["Translated by", "Edited by", "Illustrated by"]
            }
        };
        match relator {
            "trl" => translator,
            "edt" => editor,
            "ill" => illustrator,
            _ => "",
        }
    }
}
