#!/usr/bin/env python3
"""text_visible.py WORDS.jsonl FILE.pdf: whether the codes of every page stand for the author's text and nothing else.

What a program reads that knows no ActualText: every code that is shown, through its font's ToUnicode map. The characters that
somebody sees, and half-spaces, are those of the page's lines, each as often as there."""
import collections
import json
import re
import sys
import unicodedata

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

ENTRY = re.compile(r"^<([0-9A-F]{4})> <([0-9A-F]*)>$", re.MULTILINE)
RANGE = ("0000", "FFFF")  # the font's range of codes has the form of an entry


def count(text: str) -> collections.Counter:
    seen = lambda letter: letter == "\u200c" or not (letter.isspace() or unicodedata.category(letter) == "Cf")
    return collections.Counter(filter(seen, text))


def maps(page: PageObject) -> dict[str, dict[int, str]]:
    found = {}
    for name, font in page["/Resources"]["/Font"].items():
        entries = ENTRY.findall(font.get_object()["/ToUnicode"].get_data().decode("ascii"))
        texts = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in entries if (code, text) != RANGE}
        found[name] = texts
    return found


def shown(reader: PdfReader, page: PageObject) -> str:
    fonts, texts, text = maps(page), {}, ""
    if page.get_contents() is None:
        return ""
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            texts = fonts[operands[0]]
        elif operator == b"TJ":
            for codes in (piece.original_bytes for piece in operands[0] if hasattr(piece, "original_bytes")):
                text += "".join(texts[high << 8 | low] for high, low in zip(codes[::2], codes[1::2]))
    return text


def main(words: str, pdf: str) -> int:
    lines = collections.defaultdict(str)
    with open(words, encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if "role" in row:
                lines[row["page"]] += row["text"]
    reader, faults = PdfReader(pdf), 0
    for number, page in enumerate(reader.pages):
        codes, written = count(shown(reader, page)), count(lines[number])
        if codes != written:
            faults += 1
            print(f"page {number}: too much {dict(codes - written)}, too little {dict(written - codes)}")
    print(f"{len(reader.pages)} pages, {faults} of them with other characters than the author's")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
