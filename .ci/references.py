#!/usr/bin/env python3
"""references.py NAMES BOOK.epub BOOK.pdf: every surname in NAMES must occur in the text of both books."""
import html
import re
import sys
import unicodedata
import zipfile
from collections import Counter

import pymupdf

# Spaces, joiners, direction marks and tatweel may differ between a name and its printed form; letters may not.
IGNORED = re.compile("[\\s\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]")


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("\u064a", "\u06cc").replace("\u0643", "\u06a9")
    return IGNORED.sub("", folded)


def epub_text(path: str) -> str:
    with zipfile.ZipFile(path) as book:
        chapters = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xhtml")]
    return html.unescape(re.sub(r"<[^>]*>", "", "\n".join(chapters)))


# Running heads and folios stand within so many points of the trim: an entry may go on behind them.
FURNITURE = 58


def pdf_text(path: str) -> str:
    # pdfium turns Latin words of a right-to-left book round (docs/text-in-pdf.md).
    with pymupdf.open(path) as document:
        return "\n".join(text_block(page) for page in document)


def text_block(page) -> str:
    block = page.rect + (0, FURNITURE, 0, -FURNITURE)
    return page.get_text("text", clip=block)


def main(names_path: str, epub: str, pdf: str) -> int:
    with open(names_path, encoding="utf-8") as lines:
        names = Counter(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    faults = 0
    for kind, text in (("EPUB", plain(epub_text(epub))), ("PDF", plain(pdf_text(pdf)))):
        for name, least in names.items():
            found = text.count(plain(name))
            if found < least:
                print(f"references: {name} occurs {found} times in the {kind}, expected {least} or more")
                faults += 1
    print(f"{names.total()} references looked for in the EPUB and the PDF, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
