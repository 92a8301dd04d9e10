"""Measures the pages of a book in five trims against the table of the default page: pages.py SAHHAF FOLDER

Positions and sizes are read from the PDF, so that neither settings nor theme are asked. Lengths are those of roqei
(145 x 210 mm); other trims have them in proportion to their width or height, their text in proportion to the square root
of the width. Fails if one of them is off, if a page of a chapter has fewer than five lines, if facing pages end more than a
line apart, or if a line of text stands off the grid.
"""

import subprocess
import sys
from pathlib import Path

import pymupdf

MM = 72 / 25.4
TRIMS = {"roqei": (145, 210), "vaziri": (165, 235), "jibi": (100, 145), "rahli": (210, 285), "kheshti": (220, 215)}
SENTENCE = (
    "آسیای مرکزی در نیمهٔ نخست قرن بیستم شاهد جنبش‌های گوناگون مردمان این سرزمین بود "
    "و هر یک از آنها نامی دیگر گرفت. "
)
CHAPTER = """# سرگذشت این سرزمین

{long}

{long}

## بخش نخست

{long}[^a]

{short}

{long}

### پارهٔ یکم

{long}

```verse
بنی آدم اعضای یکدیگرند / که در آفرینش ز یک گوهرند
چو عضوی به درد آورد روزگار / دگر عضوها را نماند قرار
```

{long}

***

{long}

[^a]: یادداشتی کوتاه دربارهٔ آنچه گذشت.
"""


class Line:
    """A line of text: its baseline in points from the top, its size, its ends, its words."""

    def __init__(self, line):
        spans = [span for span in line["spans"] if span["text"].strip()]
        self.baseline = max((span["origin"][1] for span in spans), default=0)
        self.size = max((span["size"] for span in spans), default=0)
        self.left = min((span["bbox"][0] for span in spans), default=0)
        self.right = max((span["bbox"][2] for span in spans), default=0)
        self.text = "".join(span["text"] for span in spans)
        self.bold = any("Bold" in span["font"] for span in spans)


def lines_of(page):
    """The lines of a page, from its top; pieces on one baseline are one line."""
    blocks = page.get_text("dict")["blocks"]
    pieces = [Line(line) for block in blocks for line in block.get("lines", [])]
    pieces = sorted((one for one in pieces if one.text), key=lambda one: one.baseline)
    lines = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last and abs(last.baseline - piece.baseline) < 0.5:
            last.left, last.right = min(last.left, piece.left), max(last.right, piece.right)
            last.text += piece.text
            if piece.size > last.size:
                last.size, last.bold = piece.size, piece.bold
        else:
            lines.append(piece)
    return lines


def bind(sahhaf, folder, trim):
    folder.mkdir(parents=True, exist_ok=True)
    settings = f'[book]\ntitle = "سرگذشت"\nlanguage = "fa"\nchapters = ["1.md", "2.md"]\n\n[pdf]\ntrim = "{trim}"\n'
    (folder / "book.toml").write_text(settings)
    chapter = CHAPTER.format(long=SENTENCE * 7, short=SENTENCE)
    for name in ("1.md", "2.md"):
        (folder / name).write_text(chapter)
    subprocess.run([sahhaf, "build", folder, "--format", "pdf", "--output", folder / "out"], check=True, capture_output=True)
    return pymupdf.open(next((folder / "out").glob("*.pdf")))


class Judge:
    """Compares what was read with what is wanted, and prints a line for each."""

    def __init__(self, trim):
        self.trim, self.faults = trim, 0

    def near(self, what, found, wanted, within, unit="mm"):
        good = abs(found - wanted) <= within
        self.faults += not good
        print(f"{self.trim:8} {what:34} {found:7.2f} {unit:2}  wanted {wanted:7.2f} ± {within:<5.2f} {'' if good else 'FAULT'}")

    def holds(self, what, good, shown=""):
        self.faults += not good
        print(f"{self.trim:8} {what:34} {shown:>10}  {'' if good else 'FAULT'}")


def text_size(width):
    return min(max(round(12.5 * (width / 145) ** 0.5 * 2) / 2, 10.5), 14.0)


def measure(sahhaf, folder, trim):
    width, height = TRIMS[trim]
    across, down = width / 145, height / 210
    judge = Judge(trim)
    pages = bind(sahhaf, folder / trim, trim)
    all_lines = [lines_of(page) for page in pages]
    size = text_size(width)
    # A line that is filled may have letters two or three hundredths wider: their size is read wider, too.
    is_text = lambda line: size - 0.1 < line.size < size * 1.04 and not line.bold and any(map(str.isalpha, line.text))
    first = next(at for at, lines in enumerate(all_lines) if sum(map(is_text, lines)) > 5)
    opening, ordinary = all_lines[first], all_lines[first + 1]
    text = [line for line in ordinary if is_text(line)]
    judge.near("size of the text", sorted(line.size for line in text)[len(text) // 2], size, size * 0.02, "pt")
    gaps = [b.baseline - a.baseline for a, b in zip(text, text[1:])]
    leading = sorted(gaps)[len(gaps) // 2]
    judge.near("leading", leading, size * 1.6, 0.05, "pt")
    # Page 2 of the text is a right page of a book that is bound at the right: its fore-edge is at the right.
    full = max(text, key=lambda line: line.right - line.left)
    measured = (full.right - full.left) / MM
    judge.near("measure", measured, (145 - 18 - 24) * across, 1.5)
    judge.near("outer margin", (pages[first + 1].rect.width - full.right) / MM, 24 * across, 1.0)
    judge.near("inner margin", full.left / MM, 18 * across, 1.5)
    # The first baseline stands some two thirds of a line below the top of the text block.
    tops = [next((line.baseline for line in lines if is_text(line)), None) for lines in all_lines[first + 1 :]]
    top = min(top for top in tops if top)
    judge.near("first baseline below the trim", top / MM, 25 * down + leading * 0.68 / MM, leading * 0.2 / MM)
    feet = [line.baseline for lines in all_lines[first:] for line in lines if is_text(line)]
    foot = max(feet)
    least = height - 28 * down - leading / MM
    judge.holds("last baseline above the bottom", least - leading * 0.5 / MM <= foot / MM <= height - 28 * down, f"{height - foot / MM:.2f} mm")
    head = [line for line in ordinary if line.baseline < top - leading * 0.5]
    judge.near("running head: size", head[0].size, size * 0.69, 0.1, "pt")
    wanted = max(17 * down, 10)
    judge.holds("running head: from the trim", 10 - 0.05 <= head[0].baseline / MM <= wanted + 0.3, f"{head[0].baseline / MM:.2f} mm")
    folio = opening[-1]
    judge.near("folio of an opening: size", folio.size, size * 0.72, 0.1, "pt")
    judge.holds("folio of an opening: from the trim", height - folio.baseline / MM >= 9.95, f"{height - folio.baseline / MM:.2f} mm")
    title = max(opening, key=lambda line: line.size)
    judge.near("title of a chapter: size", title.size, size * 18 / 12.5, 0.3, "pt")
    judge.holds("title of a chapter: bold", title.bold)
    begins = next(line for line in opening if is_text(line) and line.baseline > title.baseline)
    lines_down = (begins.baseline - top) / leading
    judge.near("text below it begins at line", lines_down + 1, round(lines_down) + 1, 0.02, "")
    grid(judge, all_lines[first:], is_text, top, leading)
    chapters(judge, all_lines[first:], is_text, leading, title.size)
    note = [line for lines in all_lines[first:] for line in lines if "یادداشتی کوتاه" in line.text or "هاتوک یتشاددای" in line.text]
    if note:
        judge.near("notes: size", note[0].size, size * 0.72, 0.1, "pt")
    headings = [line for lines in all_lines[first:] for line in lines if line.bold and line.size < title.size - 0.5]
    sizes = sorted({round(line.size, 1) for line in headings}, reverse=True)
    judge.near("heading of level 2: size", sizes[0], size, 0.2, "pt")
    judge.near("heading of level 3: size", sizes[-1], size * 0.88, 0.2, "pt")
    pages.close()
    return judge.faults


def grid(judge, pages, is_text, top, leading):
    off = [line for lines in pages for line in lines if is_text(line) and abs((line.baseline - top) / leading - round((line.baseline - top) / leading)) > 0.03]
    judge.holds("lines of text off the grid", not off, str(len(off)))


def chapters(judge, pages, is_text, leading, title):
    """No page of a chapter has fewer than five lines, and facing pages end at most a line apart."""
    opens = [any(line.size > title - 0.3 for line in lines) for lines in pages]
    counts = [sum(map(is_text, lines)) for lines in pages]
    few = [at for at, count in enumerate(counts) if 0 < count < 5 and not opens[at]]
    judge.holds("pages of fewer than five lines", not few, str(len(few)))
    apart = 0
    # The text begins on page 1, a left page; 2 and 3 face each other.
    for right in range(1, len(pages) - 1, 2):
        left = right + 1
        ends_chapter = left + 1 >= len(pages) or opens[left + 1] or not counts[left + 1]
        if opens[right] or opens[left] or not counts[left] or not counts[right] or ends_chapter:
            continue
        # Notes stand at the foot: what is seen is the last baseline of the page.
        ends = [max(line.baseline for line in pages[at]) for at in (right, left)]
        apart += abs(ends[0] - ends[1]) > leading * 1.1
    judge.holds("facing pages more than a line apart", not apart, str(apart))


def main(sahhaf, folder):
    faults = sum(measure(sahhaf, Path(folder), trim) for trim in TRIMS)
    print(f"{faults} faults in {len(TRIMS)} trims")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
