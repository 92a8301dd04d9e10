#!/usr/bin/env python3
"""Kills builds at random moments and looks at what stands afterwards.

    .ci/killed.py target/release/sahhaf --builds 300 --seed 1

Two versions of one book are bound by turns into one folder. Every build gets SIGTERM, SIGINT, SIGHUP or SIGKILL at a
random moment, each third one while its files are being written. Afterwards every output has to be whole: that of the
old version or that of the new one, both of the same version. What SIGKILL interrupts between two renames may be a
pair of two versions, which no program can prevent; it is counted. A build that was told to end leaves no
unfinished file; one that was killed may, and the next build that ends has swept it. The same seed makes the same
signals and waits; the moments depend on the machine. The last line has the figures; the exit code is 1 where a
rule was broken.
"""

import argparse
import hashlib
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

SETTINGS = '[book]\ntitle = "کتاب"\nlanguage = "fa"\nchapters = ["1.md"]\n'
SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL, signal.SIGKILL]


class Book:
    """A book of two versions, and what each comes to."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.output = folder / "output"
        (folder / "book.toml").write_text(SETTINGS, "utf-8")
        self.whole, self.seconds = [], 0.0
        for version in (0, 1):
            start = time.monotonic()
            self.write(version)
            self.build()
            self.seconds = time.monotonic() - start
            self.whole.append(self.made())

    def write(self, version):
        text = f"# فصل {version}\n\n" + f"متن کتاب که دراز است و شمارهٔ {version} دارد.\n\n" * 400
        (self.folder / "1.md").write_text(text, "utf-8")

    def begin(self):
        command = [self.program, "build", "."]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=self.folder, **quiet)

    def build(self):
        code = self.begin().wait()
        assert code == 0, f"a build that nobody disturbs ends with {code}"

    def made(self):
        """What each output comes to, by its name."""
        found = sorted(self.output.glob("*.*"))
        return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in found if not self.is_part(one)}

    def parts(self):
        return [one.name for one in self.output.iterdir() if self.is_part(one)]

    @staticmethod
    def is_part(path):
        return path.name.startswith(".sahhaf-")


def wait(chance, book, child, while_writing):
    """Waits for a random moment of a build."""
    if not while_writing:
        time.sleep(chance.uniform(0, 1.1) * book.seconds)
        return
    while child.poll() is None and not book.parts():
        time.sleep(0.0005)
    time.sleep(chance.choice([0, 0, 0.001, 0.005, 0.02]))


def faults(book, sent, code, standing, versions):
    """What is wrong after a build that was sent a signal."""
    gentle = sent != signal.SIGKILL
    if code not in (0, -sent):
        yield f"ended with {code}"
    if gentle and book.parts():
        yield f"left {book.parts()}"
    if standing.keys() != book.whole[0].keys():
        yield f"the outputs are {sorted(standing)}"
    if not all(versions.values()):
        yield f"not whole: {[name for name, found in versions.items() if not found]}"
    if gentle and not common(versions):
        yield "outputs of two versions"


def common(versions):
    """The versions that all outputs are of."""
    return set.intersection({0, 1}, *versions.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--builds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    figures = {"builds": options.builds, "while writing": 0, "ended before": 0, "replaced": 0, "parts swept": 0, "mixed by SIGKILL": 0}
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        book = Book(os.path.abspath(options.program), pathlib.Path(folder))
        for number in range(options.builds):
            version, sent = number % 2, chance.choice(SIGNALS)
            book.write(version)
            child = book.begin()
            while_writing = number % 3 == 0
            wait(chance, book, child, while_writing)
            figures["ended before"] += child.poll() is not None
            figures["while writing"] += while_writing and child.poll() is None
            child.send_signal(sent)
            code = child.wait()
            standing = book.made()
            versions = {name: {at for at in (0, 1) if book.whole[at].get(name) == found} for name, found in standing.items()}
            found = list(faults(book, sent, code, standing, versions))
            for fault in found:
                print(f"build {number}, {sent.name}: {fault}", flush=True)
            broken += bool(found)
            same = common(versions)
            figures["replaced"] += version in same
            figures["mixed by SIGKILL"] += not same
            left = book.parts()
            if left or number % 10 == 9:
                book.build()
                figures["parts swept"] += len(left)
                if book.parts() or book.made() != book.whole[version]:
                    print(f"build {number}, {sent.name}: the next build left {book.parts()} or bound something else", flush=True)
                    broken += 1
    print(json.dumps({"seed": options.seed, **figures, "broken": broken}))
    sys.exit(1 if broken else 0)


main()
