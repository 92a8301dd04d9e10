//! The words before a name on a title page: «ترجمهٔ …», one table a language.

use super::Language;

impl Language {
    /// What stands before the name of somebody with a part in the book, by its MARC relator code;
    /// empty for authors, whose names stand alone. English where we have no table.
    pub fn credit(&self, relator: &str) -> &'static str {
        let [translator, editor, illustrator] = match self.primary() {
            "fa" | "prs" | "pes" => ["ترجمهٔ", "ویراستهٔ", "تصویرگر:"],
            "ps" => ["ژباړن:", "سمونپال:", "انځورګر:"],
            "ar" => ["ترجمة", "تحرير", "رسوم"],
            "ur" => ["مترجم:", "مدیر:", "مصور:"],
            "he" | "iw" => ["תרגום:", "עריכה:", "איורים:"],
            "ckb" => ["وەرگێڕانی", "سەرپەرشتیاری", "وێنەکێشی"],
            "ug" => ["تەرجىمە قىلغۇچى:", "تەھرىرلىگۈچى:", "رەسىم سىزغۇچى:"],
            _ => ["Translated by", "Edited by", "Illustrated by"],
        };
        match relator {
            "trl" => translator,
            "edt" => editor,
            "ill" => illustrator,
            _ => "",
        }
    }
}
