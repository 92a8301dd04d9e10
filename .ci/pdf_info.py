#!/usr/bin/env python3
"""pdf_info.py FILE.pdf MIN_PAGES: a title, more than MIN_PAGES pages and one page size, as `pdfinfo` reports them."""
import re
import subprocess
import sys


def pdfinfo(*arguments: str) -> str:
    run = subprocess.run(["pdfinfo", *arguments], check=True, capture_output=True, encoding="utf-8")
    if run.stderr:
        print(run.stderr, end="")
    return run.stdout


def main(pdf: str, least: int) -> int:
    report = pdfinfo(pdf)
    field = {key: value.strip() for key, _, value in (line.partition(":") for line in report.splitlines())}
    pages = int(field["Pages"])
    sizes = set(re.findall(r"^Page +\d+ size: +(.*)$", pdfinfo("-f", "1", "-l", str(pages), pdf), re.MULTILINE))
    print(f"title   {field.get('Title', '')}")
    print(f"tagged  {field.get('Tagged')}")
    print(f"pages   {pages}")
    print(f"size    {'; '.join(sorted(sizes))}")
    faults = []
    if not field.get("Title"):
        faults.append("no title")
    if pages <= least:
        faults.append(f"{pages} pages, expected more than {least}")
    if len(sizes) != 1:
        faults.append(f"{len(sizes)} page sizes, expected one")
    for fault in faults:
        print(f"pdfinfo: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
