//! The words that the tool sets beside blocks: at a table that goes on, before theorems and their like.

use super::Language;

/// A word beside a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockTerm {
    /// At a table that goes on from the page before.
    Continued,
}

/// The table of a language: one word for each [`BlockTerm`], in its order.
type Words = [&'static str; 1];

/// The word of a language; English where we have no table.
pub(super) fn look_up(language: &Language, term: BlockTerm) -> &'static str {
    let words: Words = match language.primary() {
        "fa" | "prs" | "pes" => ["ادامه"],
        "ps" => ["پاتې برخه"],
        "ar" => ["تابع"],
        "ur" | "sd" => ["جاری"],
        "he" | "iw" => ["המשך"],
        "ckb" => ["درێژە"],
        "ug" => ["داۋامى"],
        "yi" => ["המשך"],
        _ => ["continued"],
    };
    words[term as usize]
}
