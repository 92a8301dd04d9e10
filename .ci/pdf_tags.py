#!/usr/bin/env python3
"""pdf_tags.py FILE.pdf...: the words of the tags, as poppler reads them, stand in the order of the pages' text.

The oracle for the order is the text layer itself: each heading of the tags is looked for in the text of the pages, behind
the one before it. poppler gives the letters of a tag as they are painted, from left to right, so words are compared by
their letters in alphabetical order."""
import re
import subprocess
import sys
import unicodedata

ELEMENT = re.compile(r"^(\s*)(\w+)(?: <[^>]*>)?(?: \((?:block|inline)\))?:?$")
CONTENT = re.compile(r'^(\s*)"(.*)"$')
NEEDED = ("H1", "H2", "P", "Link", "TOCI", "Note", "Lbl")


def poppler(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def letters(text: str) -> str:
    """The letters and digits of a text, sorted: the same from left and from right."""
    return "".join(sorted(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()))


def headings(struct: str) -> tuple[list[str], set[str]]:
    """The words of each heading, in the order of the tree, and the kinds of elements."""
    found, kinds, depth = [], set(), None
    for line in struct.splitlines():
        if (element := ELEMENT.match(line)) is not None:
            indent, kind = len(element[1]), element[2]
            kinds.add(kind)
            if depth is None or indent <= depth:
                depth = indent if re.fullmatch(r"H[1-6]", kind) else None
                if depth is not None:
                    found.append("")
        elif depth is not None and (content := CONTENT.match(line)) is not None and len(content[1]) > depth:
            found[-1] += content[2]
    return [letters(words) for words in found], kinds


def main(pdf: str) -> list[str]:
    titles, kinds = headings(poppler("pdfinfo", "-struct-text", pdf))
    faults = [f"no {kind} in the tags" for kind in NEEDED if kind not in kinds]
    lines = [letters(line) for line in poppler("pdftotext", "-layout", pdf, "-").splitlines()]
    at = 0
    for title in titles:
        # A heading may take several lines, and its note marks stand on lines of their own.
        reach = lambda start: any(letters("".join(lines[start : start + count])) == title for count in range(1, 5))
        place = next((start for start in range(at, len(lines)) if reach(start)), None)
        if place is None:
            faults.append(f"the heading of these letters is out of order or lost: {title}")
        else:
            at = place + 1
    print(f"{pdf}: {len(titles)} headings in order, {len(kinds)} kinds of elements")
    return faults


if __name__ == "__main__":
    all_faults = [fault for pdf in sys.argv[1:] for fault in main(pdf)]
    print("\n".join(all_faults))
    sys.exit(1 if all_faults else 0)
