#!/usr/bin/env python3
"""struct_text.py WORDS.jsonl FILE.pdf [--floors FLOORS] [--losses N]: whether the tree of tags says the book's words, in order.

WORDS.jsonl is what `sahhaf build --emit words` prints. Two programs read the tree:
  pdfjs    what Firefox hands to a screen reader, as it comes
  pdfinfo  `pdfinfo -struct-text`, which prints letters as they are painted: each line is turned round here
Note marks, labels and bullets are left out by their role; notes and what the tool has written (title page, contents)
are compared by themselves. f1 = 2 * words in order / (words of the book + words of the tree)."""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

from rapidfuzz.distance import LCSseq

from body_text import BODY, FRONT, NOTES, Words, differences, numbers, plain, read_floors

HERE = pathlib.Path(__file__).parent
OURS = {"Lbl", "Reference"}
RTL = re.compile("[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff]")
# Digits or letters of the other direction with the signs between them; anything else.
LTR = r"[^\W\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff]"
STRETCH = re.compile(rf"{LTR}+(?:[^\w\s]*{LTR}+)*|(?:(?!{LTR}).)+", re.DOTALL)
INLINE = {"Link", "Span", "Code", "Reference", "Quote", "Lbl"}
Content = tuple[bool, list[str], str]


def by_pdfjs(path: str, front: set[int]) -> list[Content]:
    command = ["node", str(HERE / "struct_pdfjs.mjs"), os.environ["PDFJS"], os.path.abspath(path)]
    rows = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=600).stdout)
    return [(page in front, roles, text) for page, roles, text in rows]


def by_pdfinfo(path: str, _front: set[int]) -> list[Content]:
    """The first part is what stands before the text."""
    command = ["pdfinfo", "-struct-text", path]
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=600).stdout
    roles, found, parts = [], [], 0
    for line in out.decode("utf-8", "replace").splitlines():
        name = line.strip()
        depth = (len(line) - len(line.lstrip())) // 2
        if name.startswith('"'):
            found.append((parts <= 1, list(roles), turned(name.strip('"'))))
        elif re.match(r"[A-Z]", name) and not name.startswith("Object"):
            roles[depth:] = [name.split()[0].rstrip(":")]
            parts += name.startswith("Part")
    return found


def turned(text: str) -> str:
    """A line that was painted from left to right, in the order in which it is read. What stands between two U+200E is
    shown by itself, after its run; «<» is for pdf.js (docs/text-in-pdf.md)."""
    parts = [part[2:] if part.startswith("< ") else part for part in text.split("\u200e")]
    return "".join(turned_part(plain(part)) for part in parts)


def turned_part(text: str) -> str:
    """Runs come in logical order, letters from left to right: every right-to-left stretch is turned in its place."""
    if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        signs = len(text.split()) == 1 < len(text.strip()) and not any(map(str.isalnum, text))
        return text[::-1] if signs else text
    return "".join(part if part[0].isalnum() and not RTL.match(part) else part[::-1] for part in STRETCH.findall(text))


def joined(before: str, after: str) -> str:
    """What stands between two sequences: nothing inside a line, where digits, signs and spaces part them; else an end
    of a line."""
    letter = lambda text: bool(text) and unicodedata.bidirectional(text) in ("R", "AL", "L", "NSM")
    inside = not letter(after[:1]) or not (letter(before[-1:]) or before[-1:] in ".،؛؟!»")
    return "" if inside else "\n"


def streams(content: list[Content], join) -> list[str]:
    """The words of the tree: the body's, the notes', then those before the text."""
    found = {BODY: "", NOTES: "", FRONT: ""}
    last = None
    for front, roles, text in content:
        stream = FRONT if front else NOTES if "Note" in roles else BODY
        block = (stream, [role for role in roles if role not in INLINE])
        if stream != FRONT and OURS & set(roles):
            last = None
            continue
        between = join(found[stream], text) if block == last else "\n"
        found[stream] += between + text
        last = block
    return plain("\n".join(found.values())).split()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words")
    parser.add_argument("pdf")
    parser.add_argument("--floors")
    parser.add_argument("--losses", type=int, default=0)
    options = parser.parse_args()
    words, faults = Words(options.words), []
    reference = words.reference()
    floors = read_floors(options.floors, "tags") if options.floors else {}
    readers = {"pdfjs": (by_pdfjs, lambda before, after: ""), "pdfinfo": (by_pdfinfo, joined)}
    for name, (read, join) in readers.items():
        got = streams(read(options.pdf, words.front), join)
        there, here = numbers(reference, got)
        common = LCSseq.similarity(there, here)
        f1 = 200 * common / max(1, len(reference) + len(got))
        print(f"{name:8} f1 {f1:6.2f}  lost {len(reference) - common}  extra {len(got) - common}")
        for difference in differences(reference, got)[: options.losses]:
            print("    " + difference)
        if name in floors and f1 < floors[name][0]:
            faults.append(f"{name}: f1 of the tree's words {f1:.2f} is under {floors[name][0]:g}")
    print("".join(f"tags: {fault}\n" for fault in faults), end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
