#!/usr/bin/env python3
"""search.py WORDS.jsonl FILE.pdf [--floors FLOORS] [--missed]: whether readers find what stands in the book.

WORDS.jsonl is what `sahhaf build --emit words` prints. Words, dates and ranges, citations and phrases of two words are
picked evenly over the lines of the book and looked for with pdf.js's find controller, pdfium's FPDFText_FindStart and
MuPDF's search, as they are written. Each is found when a match lies on its page at its place: on its line, across its
words. A citation is looked for where it stands in one line."""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

Query = collections.namedtuple("Query", "kind text page left right baseline")
WANTED = {"words": 200, "dates": 30, "citations": 30, "phrases": 30}
EDGE = re.compile(r"^[^\w]+|[^\w]+$")
YEARS = re.compile(r"\d{3,4}(?:[–-]\d{2,4})?")
CITATION = re.compile(r"\([^()]*\d[^()]*\)")
BASELINE = 4.0  # points between a match's line and the word's: half a line


def trimmed(word: str) -> str:
    """The word without punctuation at its ends; signs on its last letter stay."""
    return EDGE.sub(lambda match: "".join(c for c in match[0] if unicodedata.category(c) in ("Mn", "Cf")), word)


def span(line: dict, start: int, end: int) -> tuple[float, float]:
    """The edges of the words between two bytes."""
    edges = [(left, right) for first, last, left, right in line["words"] if first < end and last > start]
    return min(left for left, _ in edges), max(right for _, right in edges)


def queries(path: str) -> list[Query]:
    found = {kind: [] for kind in WANTED}
    with open(path, encoding="utf-8") as rows:
        lines = [row for row in map(json.loads, rows) if row.get("role", "").startswith(("Body", "Heading"))]
    for line in lines:
        data = line["text"].encode()

        def add(kind: str, text: str, start: int, end: int) -> None:
            found[kind].append(Query(kind, text, line["page"], *span(line, start, end), line["baseline"]))

        pairs = []
        for first, last, _, _ in line["words"]:
            if any(start < last and end > first for start, end in line["marks"]):
                continue
            word = trimmed(data[first:last].decode())
            years = YEARS.search(word)
            if years and years[0] == word:
                add("dates", word, first, last)
            elif sum(map(str.isalpha, word)) >= 3:
                add("words", word, first, last)
            pairs.append((first, last, word == data[first:last].decode()))
        for (start, before, _), (after, end, whole) in zip(pairs, pairs[1:]):
            if whole and before + 1 == after and data[start:before].decode() == trimmed(data[start:before].decode()):
                add("phrases", data[start:end].decode(), start, end)
        for match in CITATION.finditer(line["text"]):
            start, end = (len(line["text"][:at].encode()) for at in match.span())
            if not any(first < end and last > start for first, last in line["marks"]):
                add("citations", match[0], start, end)
    return [query for kind, count in WANTED.items() for query in spread(found[kind], count)]


def spread(items: list[Query], count: int) -> list[Query]:
    """As many as are wanted, different ones, over the whole book."""
    distinct = list({query.text: query for query in items}.values())
    return [distinct[at * len(distinct) // count] for at in range(min(count, len(distinct)))] if len(distinct) > count else distinct


def pdfjs(path: str, texts: list[str]) -> list[list[list[float]]]:
    script = pathlib.Path(__file__).with_name("search_pdfjs.mjs")
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        command = ["node", str(script), os.environ["PDFJS"], os.path.abspath(path), file.name]
        out = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=600).stdout
    return json.loads(out)


def pdfium(path: str, texts: list[str]) -> list[list[list[float]]]:
    import pypdfium2

    found = [[] for _ in texts]
    for number, page in enumerate(pypdfium2.PdfDocument(path)):
        content = page.get_textpage()
        for places, text in zip(found, texts):
            search = content.search(text)
            while (match := search.get_next()) is not None:
                for at in range(content.count_rects(*match)):
                    left, bottom, right, top = content.get_rect(at)
                    places.append([number, left, right, (bottom + top) / 2])
    return found


def mupdf(path: str, texts: list[str]) -> list[list[list[float]]]:
    import pymupdf

    found = [[] for _ in texts]
    with pymupdf.open(path) as document:
        for number, page in enumerate(document):
            content = page.get_textpage()
            for places, text in zip(found, texts):
                for place in page.search_for(text, textpage=content):
                    middle = page.rect.height - (place.y0 + place.y1) / 2
                    places.append([number, place.x0, place.x1, middle])
    return found


def heights(path: str) -> list[float]:
    import pypdfium2

    return [page.get_height() for page in pypdfium2.PdfDocument(path)]


def is_there(query: Query, places: list[list[float]], height: float) -> bool:
    """Whether a match lies across the words, on their line: places are its baseline or its middle."""
    for page, left, right, y in places:
        across = min(right, query.right) - max(left, query.left) > 0.5 * min(right - left, query.right - query.left)
        if page == query.page and across and -BASELINE <= y - (height - query.baseline) <= 2 * BASELINE:
            return True
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words")
    parser.add_argument("pdf")
    parser.add_argument("--floors")
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    asked, height, faults = queries(options.words), heights(options.pdf), []
    texts = [query.text for query in asked]
    floors = {}
    if options.floors:
        with open(options.floors, encoding="utf-8") as rows:
            floors = {row.split()[0]: row.split()[1:] for row in rows if row.strip() and not row.startswith("#")}
    print(f"{'':8}" + "".join(f"{kind:>16}" for kind in WANTED))
    for name, search in {"pdfjs": pdfjs, "pdfium": pdfium, "mupdf": mupdf}.items():
        places, cells = search(options.pdf, texts), []
        for index, kind in enumerate(WANTED):
            results = [(query, is_there(query, where, height[query.page])) for query, where in zip(asked, places) if query.kind == kind]
            hits = sum(there for _, there in results)
            cells.append(f"{hits} of {len(results)}")
            missed = [query.text for query, there in results if not there]
            if options.missed and missed:
                print(f"  {name} {kind} missed: " + " | ".join(missed))
            if name in floors and hits < int(floors[name][index]):
                faults.append(f"{name} finds {hits} {kind}, fewer than {floors[name][index]}: " + " | ".join(missed))
        print(f"{name:8}" + "".join(f"{cell:>16}" for cell in cells))
    print("".join(f"search: {fault}\n" for fault in faults), end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
