#!/usr/bin/env python3
"""printed_numbers.py LEAST BOOK.pdf…: every page number that a contents list, a list, an index or a reference prints is that
of the page that it leads to, as the file labels it and as that page prints it. LEAST numbers must be found in all."""
import re
import sys
import unicodedata

import pymupdf

# A number alone, with what a list sets around it: «۱۲»، «۱۲پ».
NUMBER = re.compile(r"[^\w]*(\d+)پ?[^\w]*")
# Marks that only say how to show what stands between them.
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]")


def plain(text: str) -> str:
    text = INVISIBLE.sub("", text)
    return "".join(str(unicodedata.digit(letter, letter)) for letter in text)


def number(text: str) -> str | None:
    # «(۳)» is a formula, not a page.
    found = NUMBER.fullmatch(plain(text).strip())
    return found.group(1) if found and "(" not in text else None


def prints(page, label: str) -> bool:
    """Whether a page has its number in its head or its foot."""
    words = page.get_text("words")
    block = page.rect
    edge = 0.18 * block.height
    at_edge = (word[4] for word in words if word[1] < edge or word[3] > block.height - edge)
    return any(label in re.findall(r"\d+", plain(word)) for word in at_edge)


def main(least: str, paths: list[str]) -> int:
    found, faults = 0, 0
    for path in paths:
        with pymupdf.open(path) as document:
            for page in document:
                for link in page.get_links():
                    printed = number(page.get_textbox(link["from"])) if link["kind"] == pymupdf.LINK_GOTO else None
                    # A note stands on the page of its mark.
                    if printed is None or link["page"] == page.number:
                        continue
                    found += 1
                    target = document[link["page"]]
                    label = plain(target.get_label())
                    if printed != label:
                        print(f"{path}: page {page.number + 1} prints {printed} and leads to {label}")
                        faults += 1
                    elif not prints(target, label):
                        print(f"{path}: page {link['page'] + 1} does not print its number {label}")
                        faults += 1
    print(f"{found} printed page numbers lead to their pages, {faults} do not")
    return 1 if faults or found < int(least) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
