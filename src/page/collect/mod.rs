//! Blocks in, flows out: every kind of block as boxes and glue, before pages are known.
//!
//! A chapter is collected on its own: of the resolved book it reads its own chapter, the tables of that, and the names and
//! numbers of places that it leads to (`set_before` compares these to know whether a chapter has to be collected again).
//! Kinds of blocks have a file each; all of them end in paragraphs, which go through `text` and `line` and come back as one
//! box a line (`collector`).

mod announcement;
mod blocks;
mod branch;
mod caption;
mod changeable;
mod chapter;
mod code;
mod code_line;
mod collector;
mod columns;
mod contents;
mod display_formula;
mod facing;
mod figure;
mod formula;
mod front;
mod genre;
mod glossary;
mod heading;
mod index;
mod index_pages;
mod inline;
mod line_box;
mod lines_before;
mod list_marker;
mod margin;
mod notes;
mod numbered_lines;
mod object;
mod origins;
mod panels;
mod parallel;
mod picture;
mod plate;
mod report;
mod running;
mod setting;
mod settle;
mod statement;
mod table;
mod table_columns;
mod table_numbers;
mod table_rows;
mod tags;
mod two_columns;
mod verse;
mod widths;
mod works;

pub(super) use chapter::{
    ChapterLayout, PartPlace, appended_index, bibliography, chapter, part_of_notes,
};
pub(super) use collector::Collector;
pub(super) use contents::contents;
pub(super) use front::{colophon, foreign_title_page, half_title, title_page};
pub(super) use lines_before::LinesBefore;
pub(super) use setting::{Leaf, Setting};
