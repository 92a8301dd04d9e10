"""Makes a list of small titles by a seed, from the text of the sample book.

    python titles.py ../../book 2000 /tmp/titles --seed 1

Each title has its own settings and two to five chapters of paragraphs drawn from the sample; sizes vary as they do in
a list of booklets and stories. The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path


def paragraphs(book: Path) -> list[str]:
    """Plain paragraphs of the sample: no headings, notes, tables, pictures, citations."""
    texts = (path.read_text() for path in sorted(book.glob("*.md")))
    blocks = (block.strip() for text in texts for block in re.split(r"\n\s*\n", text))
    return [block for block in blocks if len(block) > 80 and not re.search(r"[\[\]#|<>`:{}$*]|^[-\d]", block)]


def chapter(draw: random.Random, number: int, stock: list[str]) -> str:
    """A chapter of a heading and some paragraphs."""
    body = draw.choices(stock, k=draw.randint(3, 12))
    return "\n\n".join([f"# فصل {number}", *body]) + "\n"


def title(folder: Path, number: int, stock: list[str], seed: int) -> None:
    """Writes one title."""
    draw = random.Random(f"{seed}-{number}")
    folder.mkdir(parents=True)
    (folder / "book.toml").write_text(f'[book]\ntitle = "کتاب {number}"\nlanguage = "fa"\n')
    for one in range(1, draw.randint(2, 5) + 1):
        (folder / f"{one:02}.md").write_text(chapter(draw, one, stock))


def main() -> None:
    """Makes the titles that the command line asks for."""
    parser = argparse.ArgumentParser(description="Makes a list of small titles by a seed.")
    parser.add_argument("book", type=Path, help="the sample book")
    parser.add_argument("count", type=int)
    parser.add_argument("into", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    typed = parser.parse_args()
    stock = paragraphs(typed.book)
    for number in range(typed.count):
        title(typed.into / f"t{number:06}", number, stock, typed.seed)


if __name__ == "__main__":
    main()
