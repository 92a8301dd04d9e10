#!/usr/bin/env python3
"""citations.py AGREED BOOK.epub BOOK.pdf: every line of AGREED must stand in the text of both books, letter for letter."""
import sys
import unicodedata

import pymupdf  # noqa: F401  (references.py reads the books with it)

import references


def plain(text: str) -> str:
    # What a program gives back may have presentation forms, other spaces and no steering signs.
    return references.plain(unicodedata.normalize("NFKC", text))


def main(agreed: str, epub: str, pdf: str) -> int:
    with open(agreed, encoding="utf-8") as lines:
        wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    faults = 0
    for kind, text in (("EPUB", plain(references.epub_text(epub))), ("PDF", plain(references.pdf_text(pdf)))):
        for line in wanted:
            if plain(line) not in text:
                print(f"citations: not in the {kind}: {line}")
                faults += 1
    print(f"{len(wanted)} citations and works looked for in the EPUB and the PDF, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
