#!/usr/bin/env python3
"""printed_numbers.py LEAST BOOK.pdf…: every page number that a contents list, a list of figures or an index prints is that of
the page that it leads to, as the file labels it and as that page prints it. LEAST numbers must be found in all."""
import re
import sys
import unicodedata

import pymupdf

# Marks that only say how to show what stands between them.
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]")
NUMBER = re.compile(r"\D*?(\d+)پ?\W*")
# Running heads and folios stand within so many points of the trim.
FURNITURE = 58
INDEX = ("نمایه", "Index")


def plain(text: str) -> str:
    text = INVISIBLE.sub("", text)
    return "".join(str(unicodedata.digit(letter, letter)) for letter in text)


def label_of(page) -> str:
    label = page.get_label()
    if label.startswith("<FEFF"):
        label = bytes.fromhex(label[5:-1]).decode("utf-16-be")
    return plain(label)


def number(word: str) -> str | None:
    found = NUMBER.fullmatch(plain(word))
    return found.group(1) if found else None


def lists(document) -> set[int]:
    """The pages before the text, and those of indexes."""
    pages = {page.number for page in document if not label_of(page).isdigit()}
    outline = [(title, page - 1) for _, title, page in document.get_toc()] + [("", len(document))]
    for (title, first), (_, end) in zip(outline, outline[1:]):
        if plain(title).strip().startswith(INDEX):
            pages.update(range(first, max(end, first + 1)))
    return pages


def printed(words: list, link) -> set[str]:
    """The numbers at both ends of the words of a link, which is as high as its line."""
    area = link["from"]
    middle, reach = (area.y0 + area.y1) / 2, (area.y1 - area.y0) / 4
    inside = [
        word
        for word in words
        if area.x0 - 1 < (word[0] + word[2]) / 2 < area.x1 + 1 and abs((word[1] + word[3]) / 2 - middle) < reach
    ]
    inside.sort()
    ends = {number(inside[0][4]), number(inside[-1][4])} if inside else set()
    return {end for end in ends if end is not None}


def folio(page) -> set[str]:
    """The numbers in the head and at the foot of a page; none on pages of parts and pictures."""
    found = set()
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", []):
            _, top, _, foot = line["bbox"]
            if top < FURNITURE or foot > page.rect.height - FURNITURE:
                found.update(re.findall(r"\d+", plain("".join(span["text"] for span in line["spans"]))))
    return found


def check(path: str) -> tuple[int, int]:
    found, faults = 0, 0
    with pymupdf.open(path) as document:
        for at in sorted(lists(document)):
            words = document[at].get_text("words")
            for link in document[at].get_links():
                if link["kind"] != pymupdf.LINK_GOTO or link["page"] == at:
                    continue
                target = document[link["page"]]
                label, numbers = label_of(target), printed(words, link)
                # Pages before the text are counted in letters.
                if not label.isdigit() or not numbers:
                    continue
                found += 1
                if label not in numbers:
                    print(f"{path}: page {at + 1} prints {sorted(numbers)} and leads to {label}")
                    faults += 1
                elif folio(target) and label not in folio(target):
                    print(f"{path}: page {link['page'] + 1} prints {folio(target)} and is labelled {label}")
                    faults += 1
    return found, faults


def main(least: str, paths: list[str]) -> int:
    counts = [check(path) for path in paths]
    found, faults = (sum(column) for column in zip(*counts))
    print(f"{found} printed page numbers, {faults} of them lead to other pages")
    return 1 if faults or found < int(least) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
