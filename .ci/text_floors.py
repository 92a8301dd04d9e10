#!/usr/bin/env python3
"""text_floors.py ROUNDTRIP.json FLOORS: prints what each program reads back from the PDF; f1 below its floor fails."""
import json
import sys

COLUMNS = ("strict", "strict_nc", "f1", "relaxed", "bag", "letters")


def read_floors(path: str) -> dict[str, float]:
    with open(path, encoding="utf-8") as lines:
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {name: float(floor) for name, floor in rows}


def main(results_path: str, floors_path: str) -> int:
    with open(results_path, encoding="utf-8") as file:
        results = json.load(file)
    floors = read_floors(floors_path)
    faults = [f"{name} was not measured" for name in floors if name not in results]
    print(f"{'':12}" + "".join(f"{column:>10}" for column in COLUMNS) + f"{'words':>8}{'floor':>8}")
    for name, result in results.items():
        if "error" in result:
            print(f"{name:12}{result['error']}")
            if name in floors:
                faults.append(f"{name} could not read the file")
            continue
        figures = "".join(f"{100 * result[column]:10.2f}" for column in COLUMNS)
        print(f"{name:12}{figures}{result['words_got']:8}{floors.get(name, '-'):>8}")
        if name in floors and 100 * result["f1"] < floors[name]:
            faults.append(f"{name} f1 {100 * result['f1']:.2f} is under its floor {floors[name]:g}")
    for fault in faults:
        print(f"text: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
