#!/usr/bin/env python3
"""pdf_fonts.py FILE.pdf: every font must be embedded, subset and mapped to Unicode, as `pdffonts` reports it."""
import re
import subprocess
import sys

FLAGS = ("embedded", "subset", "mapped to Unicode")
# The name and type columns hold spaces and long names shift the table, so a row is read from its end.
ROW = re.compile(r"^(\S+)\s.*\s(yes|no) (yes|no) (yes|no)\s+\d+\s+\d+\s*$")


def main(pdf: str) -> int:
    table = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True).stdout
    print(table, end="")
    rows = table.splitlines()[2:]
    faults = [] if rows else ["no font in the file"]
    for row in rows:
        match = ROW.match(row)
        if match is None:
            faults.append(f"cannot read the row: {row}")
            continue
        name, *answers = match.groups()
        faults += [f"{name} is not {flag}" for flag, answer in zip(FLAGS, answers) if answer == "no"]
    for fault in faults:
        print(f"fonts: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
