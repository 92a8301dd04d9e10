#!/usr/bin/env python3
"""ace_report.py REPORT.json: prints the violations that Ace found, one a line: file, rule, element."""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
for chapter in report["assertions"]:
    for violation in chapter["assertions"]:
        element = " ".join(violation["earl:result"].get("html", "").split())
        print(f"{chapter['earl:testSubject']['url']}: {violation['earl:test']['dct:title']}: {element[:200]}")
