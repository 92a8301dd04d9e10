#!/usr/bin/env python3
"""body_text.py WORDS.jsonl FILE.pdf [--book NAME --floors FLOORS] [--intact FILE] [--losses N]: how much of a book's text comes back.

WORDS.jsonl is what `sahhaf build --emit words` prints: the book's paragraphs and notes as the author wrote them,
and every line of the pages with its role and the bytes in it that the tool has set (note marks, bullets, numbers).

The reference is the paragraphs, then the notes, then the lines of the contents and of pages without author's text.
What a program gives back is sorted into the same three streams by the lines of its page:
  - a running head or a folio is taken away where it is a line of its own or stands at an edge of the page, whole
    or not at all;
  - a word that stands on the page as it does in the lines loses the characters that are the tool's;
  - a word that does not is kept as it came, where it came: nothing damaged is ever dropped.
f1 = 2 * words in order / (words of the reference + words given back); NFC, bidi controls left out, nothing else.
marked is the share of the words given back that carry such a control; what poppler adds of its own is left out."""
import argparse
import collections
import json
import sys
import unicodedata

from rapidfuzz.distance import LCSseq

from extract import EXTRACTORS

CONTROLS = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
# What a program adds of its own to every line of right-to-left text; its users see it in every PDF.
OWN = {"poppler": {0x202A, 0x202B, 0x202C}}
# It mirrors brackets of right-to-left text (docs/text-in-pdf.md).
MIRRORS = {"pdfbox"}
STRIP = dict.fromkeys(CONTROLS)
BODY, NOTES, FRONT = "body", "notes", "front"
Token = collections.namedtuple("Token", "text kept stream running")


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(STRIP))


class Words:
    """What `--emit words` says."""

    def __init__(self, path: str):
        self.paragraphs, self.notes, self.lines = [], [], collections.defaultdict(list)
        with open(path, encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                if "paragraph" in row:
                    self.paragraphs.append(row["paragraph"])
                elif "note" in row:
                    self.notes.append(row["note"])
                else:
                    self.lines[row["page"]].append(row)
        self.front = {page for page, lines in self.lines.items() if self.is_front(lines)}

    def is_front(self, lines: list[dict]) -> bool:
        """A page that the tool has written: the title page, the contents."""
        if any(line["role"] == "Contents" for line in lines):
            return True
        if not all(line["role"].startswith(("Heading", "Running")) for line in lines):
            return False
        heading = " ".join(word for line in lines if line["role"] != "Running" for word in line["text"].split())
        return heading not in {" ".join(text.split()) for text in self.paragraphs}

    def tokens(self, page: int) -> list[Token]:
        tokens = []
        for line in self.lines.get(page, []):
            stream = FRONT if page in self.front else NOTES if line["role"] == "Note" else BODY
            tokens += line_tokens(line, stream)
        return tokens

    def reference(self) -> list[str]:
        front = [line for page in sorted(self.front) for line in self.lines[page] if line["role"] != "Running"]
        texts = self.paragraphs + self.notes + [line["text"] for line in front]
        return [word for text in texts for word in plain(text).split()]


def line_tokens(line: dict, stream: str) -> list[Token]:
    """The words of a line, each with what is left of it without the tool's marks."""
    data, ours = line["text"].encode(), set()
    for start, end in line["marks"]:
        ours.update(range(start, end))
    tokens, text, kept, at = [], "", "", 0
    for letter in line["text"] + " ":
        if letter.isspace():
            if text:
                tokens.append(Token(plain(text), plain(kept), stream, line["role"] == "Running"))
            text = kept = ""
        else:
            text += letter
            kept += "" if at in ours else letter
        at += len(letter.encode())
    assert at == len(data) + 1
    return [token for token in tokens if token.text]


def numbers(*lists: list[str]) -> list[list[int]]:
    ids: dict[str, int] = {}
    return [[ids.setdefault(word, len(ids)) for word in words] for words in lists]


def without_running(text: str, running: list[list[str]]) -> list[str]:
    """The words of a page without those of running lines: where one is a line of its own, or stands at an edge."""
    lines, left = [plain(line).split() for line in unicodedata.normalize("NFC", text).splitlines()], []
    for words in running:
        if words in lines:
            lines.remove(words)
        else:
            left.append(words)
    got = [word for line in lines for word in line]
    room = sum(map(len, running))
    for words in left:
        count = len(words)
        last = len(got) - count
        edges = [at for at in range(last + 1) if at < room or at > last - room]
        edges.sort(key=lambda at: min(at, last - at))
        place = next((at for at in edges if got[at : at + count] == words), None)
        if place is not None:
            del got[place : place + count]
    return got


def sort_page(got: list[str], tokens: list[Token]) -> list[tuple[str, str]]:
    """The words of a page with their streams."""
    tokens = [token for token in tokens if not token.running]
    there, here = numbers([token.text for token in tokens], got)
    pairs = {}
    for block in LCSseq.opcodes(there, here):
        if block.tag == "equal":
            pairs.update(zip(range(block.dest_start, block.dest_end), range(block.src_start, block.src_end)))
    stream = tokens[0].stream if tokens else BODY
    sorted_words = []
    for at, word in enumerate(got):
        if at in pairs:
            token = tokens[pairs[at]]
            word, stream = token.kept, token.stream
        if word:
            sorted_words.append((stream, word))
    return sorted_words


def measure(words: Words, pages: list[str], reference: list[str], controls: set[int]) -> dict:
    streams = {BODY: [], NOTES: [], FRONT: []}
    given = marked = 0
    for page, text in enumerate(pages):
        raw = unicodedata.normalize("NFC", text).split()
        given += len(raw)
        marked += sum(1 for word in raw if any(ord(letter) in controls for letter in word))
        tokens = words.tokens(page)
        running = [line for line in words.lines.get(page, []) if line["role"] == "Running"]
        running = [plain(line["text"]).split() for line in running]
        for stream, word in sort_page(without_running(text, running), tokens):
            streams[stream].append(word)
    got = streams[BODY] + streams[NOTES] + streams[FRONT]
    there, here = numbers(reference, got)
    common = LCSseq.similarity(there, here)
    return {
        "f1": 200 * common / max(1, len(reference) + len(got)),
        "lost": len(reference) - common,
        "extra": len(got) - common,
        "words": len(got),
        "marked": 100 * marked / max(1, given),
        "difference": differences(reference, got),
    }


def differences(reference: list[str], got: list[str]) -> list[str]:
    there, here = numbers(reference, got)
    found = []
    for block in LCSseq.opcodes(there, here):
        if block.tag != "equal":
            if found and found[-1][1] == block.src_start and found[-1][3] == block.dest_start:
                found[-1] = (found[-1][0], block.src_end, found[-1][2], block.dest_end)
            else:
                found.append((block.src_start, block.src_end, block.dest_start, block.dest_end))
    show = lambda words: " ".join(words) or "∅"
    return [f"{show(reference[a:b])}  →  {show(got[c:d])}  (after {show(reference[max(0, a - 2):a])})" for a, b, c, d in found]


def read_floors(path: str, book: str) -> dict[str, list[float]]:
    """Rows of: book, program, least f1, most marked, and where it is known exactly how many words are lost."""
    with open(path, encoding="utf-8") as lines:
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {row[1]: [float(number) for number in row[2:]] for row in rows if row[0] == book}


def judge(name: str, result: dict, floor: list[float]) -> list[str]:
    """What is worse than a floor, or better than one that is exact: then the floor is to be raised."""
    least, most, *lost = floor
    faults = []
    if result["f1"] < least:
        faults.append(f"{name}: f1 {result['f1']:.2f} is under {least:g}")
    if result["marked"] > most:
        faults.append(f"{name}: {result['marked']:.1f} % of the words carry a mark, over {most:g} %")
    if lost and result["lost"] != lost[0]:
        faults.append(f"{name}: {result['lost']} words are lost, not {lost[0]:g}")
    return faults


def missing(examples: str, pages: list[str]) -> list[str]:
    """Lines of a file that do not come back as they are, whatever white space is between their words."""
    with open(examples, encoding="utf-8") as lines:
        wanted = [" ".join(line.split()) for line in lines if line.strip()]
    text = " ".join(plain(" ".join(pages)).split())
    return [example for example in wanted if plain(example) not in text]


def measure_all(words_path: str, pdf: str, options: argparse.Namespace) -> list[str]:
    """Prints a row a program; gives back what is wrong."""
    words, faults = Words(words_path), []
    floors = read_floors(options.floors, options.book) if options.floors else {}
    reference = words.reference()
    print(f"{options.book}: {len(reference)} words\n{'':12}{'f1':>9}{'lost':>7}{'extra':>7}{'marked':>7}")
    for name, extract in EXTRACTORS.items():
        if options.only and name not in options.only:
            continue
        pages = extract(pdf)
        result = measure(words, pages, reference, CONTROLS - OWN.get(name, set()))
        print(f"{name:12}{result['f1']:9.2f}{result['lost']:7}{result['extra']:7}{result['marked']:7.1f} %")
        for difference in result["difference"][: options.losses]:
            print("    " + difference)
        if name in floors:
            faults += judge(name, result, floors[name])
        if options.intact and name not in MIRRORS:
            faults += [f"{name}: damaged: {example}" for example in missing(options.intact, pages)]
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words")
    parser.add_argument("pdf")
    parser.add_argument("--book", default="book", help="its name in the floors")
    parser.add_argument("--floors")
    parser.add_argument("--intact", help="a file of lines that have to come back whole")
    parser.add_argument("--losses", type=int, default=0)
    parser.add_argument("--only")
    options = parser.parse_args()
    faults = measure_all(options.words, options.pdf, options)
    print("".join(f"text: {fault}\n" for fault in faults), end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
