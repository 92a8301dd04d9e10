#!/usr/bin/env python3
"""Damages EPUBs, fonts, drawings, bibliographies and styles by a seed, and runs the real program on each.

    .ci/hostile.py target/debug/sahhaf --seed 1 --epubs 2000 --fonts 1000 --drawings 1000 --bibliographies 1000

A run fails when it ends by a signal, says that the program is at fault, ends with another code than 0, 1 or
3, or takes more than --seconds of processor time or --mebibytes of memory. What failed is kept under --keep with the
command that repeats it; the same seed makes the same inputs. The last line has the figures; the exit code is 1
where a run has failed.
"""

import argparse
import io
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SETTINGS = '[book]\ntitle = "کتاب"\nlanguage = "fa"\nchapters = ["1.md"]\n'
NUMBERS = [b"0", b"-1", b"1", b"1e38", b"-1e38", b"1e-38", b"65536", b"4294967296", b"999999999999", b"NaN", b".5"]
BYTES = [b"\x00", b"\xff", b"\x7f", b"\x80", b"\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff"]


def raw(chance, data):
    """Changes some bytes, whatever they mean."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 16, 64])):
        if not data:
            break
        at = chance.randrange(len(data))
        length = chance.choice([1, 2, 4, 16, 256, 4096])
        kind = chance.randrange(6)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            new = chance.choice(BYTES)
            data[at : at + len(new)] = new
        elif kind == 2:
            del data[at : at + length]
        elif kind == 3:
            data[at:at] = data[at : at + length] * chance.choice([1, 2, 50])
        elif kind == 4:
            other = chance.randrange(len(data))
            data[at:at] = data[other : other + length]
        elif chance.random() < 0.1:
            del data[at:]
    return bytes(data)


def words(chance, data, scraps):
    """Changes numbers, repeats pieces between marks, puts in scraps: what is left can mostly be read."""
    for _ in range(chance.choice([1, 2, 4, 8])):
        kind = chance.randrange(4)
        places = [one.start() for one in re.finditer(rb"[<{;,\n]", data)] or [0]
        at = chance.choice(places)
        if kind == 0:
            numbers = list(re.finditer(rb"\d+(\.\d+)?", data))
            if numbers:
                one = chance.choice(numbers)
                data = data[: one.start()] + chance.choice(NUMBERS) + data[one.end() :]
        elif kind == 1:
            piece = data[at : at + chance.choice([10, 100, 1000])]
            data = data[:at] + piece * chance.choice([2, 20, 200]) + data[at:]
        elif kind == 2:
            data = data[:at] + chance.choice(scraps) * chance.choice([1, 1, 100, 1000]) + data[at:]
        else:
            data = data[:at] + data[at + chance.choice([1, 10, 100]) :]
    return data[: 4 << 20]


def damaged(chance, data, scraps):
    return raw(chance, data) if chance.random() < 0.3 else words(chance, data, scraps)


MARKUP = [
    b"<div>", b"</div>", b"<sup><a href='#n' epub:type='noteref'>1</a></sup>", b"<aside epub:type='footnote' id='n'>",
    b"<span epub:type='pagebreak' role='doc-pagebreak'>", b"<img src='a.png'/>", b"<ol><li>", b"&zwnj;", b"<table><tr><td>",
    b"<a href='#x'>", b"<p xmlns:a1='b'>", b"<!-- ", b"<![CDATA[", b"<svg>", b"<math>", b"{", b"}", b"/*", b"@media x{",
    "می رود ".encode(), "abc ۱۲۳ (x) ".encode(),
]
DRAWING = [
    b"<g>", b"<g opacity='.5'>", b"</g>", b"<use href='#a'/>", b"<g id='a'><use href='#a'/><use href='#b'/></g>",
    b"<rect width='9' height='9' filter='url(#f)'/>", b"<filter id='f'><feGaussianBlur stdDeviation='1e5'/></filter>",
    b"<filter id='f'><feTurbulence baseFrequency='.1' numOctaves='99'/></filter>", b"<feMorphology radius='999'/>",
    b"<pattern id='p' width='1' height='1'><rect width='1' height='1' fill='url(#p)'/></pattern>",
    b"<rect width='1e6' height='1e6' fill='url(#p)'/>", b"<mask id='m'><rect mask='url(#m)' width='9' height='9'/></mask>",
    b"<rect mask='url(#m)' width='90' height='90'/>", "<text x='1' y='9'>سلام abc</text>".encode(),
    b"<path d='M0 0L1e9 1e9' stroke='red' stroke-dasharray='1e-9'/>", b"<image href='data:image/png;base64,AAAA'/>",
    b"<style>*{fill:url(#p)}</style>", b"<marker id='k'><path d='M0 0h1'/></marker><path marker-mid='url(#k)' d='M0 0h1h1h1h1'/>",
    b"<linearGradient id='l'><stop/></linearGradient>", b"<clipPath id='c'><rect clip-path='url(#c)'/></clipPath>",
]
WORKS = [
    b"{", b"}", b"\"", b" # ", b"@string{a = b # b}", b"@book{k, title = a # a # a}", b", xdata = {a, b, c}", b", crossref = {k}",
    b" and ", b"author = {and and and}, ", b"date = {-9999/..}, ", b"\\'{e}", b"$", b"[", b"]", b"{\"type\":\"book\"},",
    b"<text macro=\"author\"/>", b"<group>", b"<macro name=\"author\">", b"<names variable=\"author\"><substitute>",
    b"<choose><if type=\"book\">", b"parent:\n  - ", b"&a *a ", "کتاب".encode(),
]


def epub(chance, seeds):
    data = chance.choice(seeds)
    if chance.random() < 0.3:
        return raw(chance, data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        entries = old.infolist()
        texts = [one for one in entries if one.filename.endswith((".xhtml", ".opf", ".css", ".ncx", ".xml"))]
        chosen = set(chance.sample([one.filename for one in texts], min(len(texts), chance.choice([1, 1, 3]))))
        for entry in entries:
            content = old.read(entry)
            if entry.filename in chosen:
                content = damaged(chance, content, MARKUP)
            if chance.random() < 0.01:
                continue
            packing = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(entry.filename, content, packing)
    return out.getvalue()


def font(chance, seeds):
    """Mostly the insides of one table, sometimes the directory or anything."""
    data = bytearray(chance.choice(seeds))
    if chance.random() < 0.2:
        return raw(chance, data)
    count = int.from_bytes(data[4:6], "big")
    for _ in range(chance.choice([1, 1, 2, 3])):
        record = 12 + 16 * chance.randrange(count)
        if chance.random() < 0.3:
            place = record + chance.randrange(16)
            data[place : place + 4] = chance.choice([b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"zzzz", b"\x00\x00\x10\x00"])
            continue
        start = int.from_bytes(data[record + 8 : record + 12], "big")
        length = int.from_bytes(data[record + 12 : record + 16], "big")
        for _ in range(chance.choice([1, 4, 64])):
            if length and start + length <= len(data):
                at = start + min(chance.randrange(length), chance.randrange(length), chance.randrange(length))
                new = chance.choice(BYTES)
                data[at : at + len(new)] = new[: len(data) - at]
    return bytes(data)


class Limits:
    def __init__(self, options):
        self.seconds, self.mebibytes = options.seconds, options.mebibytes

    def set(self):
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (int(self.seconds) + 1, int(self.seconds) + 2))
        # Stacks of threads are asked for and hardly used: the bound on what is asked for is wider.
        room = (self.mebibytes + 1024) << 20
        resource.setrlimit(resource.RLIMIT_AS, (room, room))

    def run(self, command, folder):
        """Runs a command; what was wrong with it, or None, and what it took."""
        with open(os.path.join(folder, "err"), "wb") as err:
            child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=err, preexec_fn=self.set)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = 0
        code = os.waitstatus_to_exitcode(status)
        seconds, mebibytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        text = pathlib.Path(folder, "err").read_text("utf-8", "replace")
        fault = None
        if code < 0:
            fault = f"ended by {signal.Signals(-code).name}"
        elif code not in (0, 1, 3) or "panicked" in text or "program is at fault" in text or "overflowed" in text:
            fault = f"code {code}: {text[-300:]}"
        elif code == 3 and "no ZIP archive" not in text:
            fault = f"code 3: {text[-300:]}"
        elif seconds > self.seconds:
            fault = f"{seconds:.1f} s"
        elif mebibytes > self.mebibytes:
            fault = f"{mebibytes:.0f} MiB"
        return fault, code, seconds, mebibytes


def book(folder, chapter, settings="", files=()):
    pathlib.Path(folder, "book.toml").write_text(SETTINGS + settings, "utf-8")
    pathlib.Path(folder, "1.md").write_text(chapter, "utf-8")
    for name, data in files:
        pathlib.Path(folder, name).write_bytes(data)


TEXT = "# سرآغاز\n\nاین متن فارسی است و hello 123 «نقل» می‌رود. **پررنگ** *کج* $a^2$\n"


def seeds(program):
    folder = tempfile.mkdtemp()
    subprocess.run([program, "build", str(ROOT / "book"), "--output", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    epubs = [one.read_bytes() for one in pathlib.Path(folder).glob("*.epub")]
    book(folder, TEXT + "[^1] [x](#سرآغاز)\n\n[^1]: یادداشت\n\n1. یک\n2. دو\n\n| ا | ب |\n|-|-|\n| ۱ | ۲ |\n")
    subprocess.run([program, "build", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    epubs += [one.read_bytes() for one in pathlib.Path(folder, "output").glob("*.epub")]
    shutil.rmtree(folder)
    faces = ["SahhafNaskh-Regular", "Vazirmatn-Regular", "VazirCodeHack-Regular", "STIXTwoText-Regular"]
    drawings = [b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">' + scrap + b"</svg>" for scrap in (b"".join(DRAWING[3:8]), b"".join(DRAWING[9:]))]
    drawings += [one.read_bytes() for folder in ("book", "tests") for one in sorted((ROOT / folder).rglob("*.svg"))]
    return {
        "epubs": epubs,
        "fonts": [(ROOT / "fonts" / f"{one}.ttf").read_bytes() for one in faces],
        "drawings": drawings,
        "bib": [one.read_bytes() for one in sorted((ROOT / "tests/cite").glob("*.bib"))],
        "json": [b'[{"id":"a","type":"book","title":"x","author":[{"family":"y","given":"z"}],"issued":{"date-parts":[[1399,1,2]]}}]'],
        "yml": ["a:\n  type: book\n  title: x\n  author: y, z\n  date: 1399\n  parent:\n    type: proceedings\n    title: کتاب\n".encode()],
        "csl": [(ROOT / "src/cite/styles" / name).read_bytes().replace(b"<!--macros-->", (ROOT / "src/cite/styles/macros.xml").read_bytes()) for name in ("fa-author-date.csl", "fa-note.csl")],
    }


def prepare(kind, chance, stock, folder):
    """Writes an input of a kind into a folder; the arguments that try it."""
    if kind == "epubs":
        pathlib.Path(folder, "x.epub").write_bytes(epub(chance, stock["epubs"]))
        return ["check", "--epub", "x.epub"]
    if kind == "fonts":
        book(folder, TEXT, '[fonts]\nbody = "f.ttf"\n', [("f.ttf", font(chance, stock["fonts"]))])
    elif kind == "drawings":
        drawing = damaged(chance, chance.choice(stock["drawings"]), DRAWING)
        cover = 'cover = "a.svg"\n' if chance.random() < 0.2 else ""
        book(folder, "متن\n\n![شرح](a.svg)\n", cover, [("a.svg", drawing)])
    else:
        ending = chance.choice(["bib", "bib", "bib", "json", "yml", "csl"])
        data = damaged(chance, chance.choice(stock[ending]), WORKS)
        works = stock["bib"][0] if ending == "csl" else data
        name = "r.bib" if ending == "csl" else f"r.{ending}"
        style = 'style = "s.csl"\n' if ending == "csl" else ""
        settings = f'[bibliography]\nfiles = ["{name}"]\nnocite = ["*"]\n{style}'
        book(folder, "متن\n", settings, [(name, works), ("s.csl", data)])
    return ["check", "."]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--mebibytes", type=int, default=512)
    parser.add_argument("--keep", default="hostile-failures")
    parser.add_argument("--only", type=int, help="one input of each kind, by its number")
    for kind in ("epubs", "fonts", "drawings", "bibliographies"):
        parser.add_argument(f"--{kind}", type=int, default=0)
    options = parser.parse_args()
    program, limits = os.path.abspath(options.program), Limits(options)
    stock, failed, figures = seeds(program), 0, {}
    for kind in ("epubs", "fonts", "drawings", "bibliographies"):
        codes, slowest, largest, bad = {}, 0.0, 0.0, 0
        for number in range(getattr(options, kind)):
            if options.only not in (None, number):
                continue
            chance = random.Random(f"{options.seed} {kind} {number}")
            folder = tempfile.mkdtemp()
            arguments = prepare(kind, chance, stock, folder)
            fault, code, seconds, mebibytes = limits.run([program, *arguments], folder)
            codes[code] = codes.get(code, 0) + 1
            slowest, largest = max(slowest, seconds), max(largest, mebibytes)
            if fault:
                bad += 1
                kept = pathlib.Path(options.keep, f"{kind}-{options.seed}-{number}")
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(folder, kept)
                print(f"{kept}: {fault.strip()} ({' '.join(arguments)})", flush=True)
            shutil.rmtree(folder)
        failed += bad
        figures[kind] = {"codes": codes, "failed": bad, "seconds": round(slowest, 2), "mebibytes": round(largest)}
    print(json.dumps({"seed": options.seed, **figures}))
    sys.exit(1 if failed else 0)


main()
