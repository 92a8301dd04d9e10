#!/usr/bin/env python3
"""figures.py [--check] [--list KIND]: the figures of the code in src/, in each room and in all.

--check fails if a limit of LIMITS is not met. --list prints the places of one KIND: functions (longest first),
parameters (those that have a tuple anywhere in their type), fields (that are or hold a tuple), circles (files of one
room that know each other; a folder's head may name the files below it), undocumented, comments (files by plain comments
per 1,000 lines of code), files (longer than 600 lines). Tests do not count.
"""
import argparse
import re
import signal
import statistics
import sys
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"

# Figure: the most, or the least, that it may be.
LIMITS = {
    "functions, median": ("most", 10),
    "functions, 90th": ("most", 30),
    "functions, longest": ("most", 80),
    "tuple parameters": ("most", 0),
    "circles": ("most", 0),
    "documented, per cent": ("least", 100),
    "comments per 1,000 lines": ("least", 20),
    "crates in the lock": ("most", 315),
}
# Folders in which an algorithm stands that needs its reason beside it. The first that exists of each row is measured.
EXPLAINED = [["pdf/text", "pdf"], ["line"], ["cite"], ["page"]]
LONG_FILE = 600

TOKEN = re.compile(
    r"""(?P<line>//[^\n]*)|(?P<block>/\*)|(?P<raw>\bb?c?r(?P<hashes>\#*)")|(?P<string>\b[bc]?"|")"""
    r"""|(?P<char>b?'(?:\\(?:u\{[^}]*\}|x..|.)|[^\\'\n])')"""
)


def blank(text: str) -> str:
    """Spaces of the same length and with the same line ends."""
    return re.sub(r"[^\n]", " ", text)


def mask(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The code with comments and the inside of literals blanked, and the comments with their offsets."""
    parts, comments, at = [], [], 0
    while found := TOKEN.search(text, at):
        start, end = found.span()
        parts.append(text[at:start])
        if found["line"]:
            comments.append((start, found["line"]))
        elif found["block"]:
            depth, end = 1, found.end()
            while depth and (edge := re.compile(r"/\*|\*/").search(text, end)):
                depth += 1 if edge.group() == "/*" else -1
                end = edge.end()
            comments.append((start, text[start:end]))
        elif found["raw"]:
            end = text.index('"' + found["hashes"], end) + 1 + len(found["hashes"])
        elif found["string"]:
            end = re.compile(r'(?:\\.|[^"\\])*"', re.S).match(text, end).end()
        literal = text[start:end]
        is_comment = found["line"] or found["block"]
        parts.append(blank(literal) if is_comment else '"' + blank(literal[1:-1]) + '"')
        at = end
    parts.append(text[at:])
    return "".join(parts), comments


CLOSE = {"(": ")", "[": "]", "{": "}"}


def closing(code: str, start: int) -> int:
    """Where the bracket at `start` is closed."""
    opening, depth = code[start], 0
    for at in range(start, len(code)):
        if code[at] == opening:
            depth += 1
        elif code[at] == CLOSE[opening]:
            depth -= 1
            if depth == 0:
                return at
    raise ValueError(f"{opening} at {start} is not closed")


def item_end(code: str, start: int) -> int:
    """Behind the item that begins at `start`: its body or its semicolon; for a field, where what holds it ends."""
    at = start
    while at < len(code):
        if code[at] == ";":
            return at + 1
        if code[at] == "}":
            return at
        if code[at] in "([":
            at = closing(code, at)
        elif code[at] == "{":
            end = closing(code, at) + 1
            return end + 1 if code[end : end + 1] == ";" else end
        at += 1
    return len(code)


def split(text: str, separator: str = ",") -> list[str]:
    """Parts between separators outside all brackets; `->` and `=>` close no angle."""
    parts, depth, last = [], 0, 0
    for at, letter in enumerate(text):
        if letter in "([{<":
            depth += 1
        elif letter in ")]}" or (letter == ">" and text[at - 1 : at] not in ("-", "=")):
            depth -= 1
        elif letter == separator and depth == 0:
            parts.append(text[last:at])
            last = at + 1
    return [part.strip() for part in [*parts, text[last:]] if part.strip()]


def tuples(kind: str) -> list[str]:
    """The tuples inside a type; the parameters of a function type are none."""
    found, at = [], 0
    while (at := kind.find("(", at)) >= 0:
        end = closing(kind, at)
        inside = kind[at + 1 : end]
        if re.search(r"\bF?f?n(?:Mut|Once)?\s*$", kind[:at]):
            found += [one for part in split(inside) for one in tuples(part)]
        elif len(split(inside)) > 1 or inside.rstrip().endswith(","):
            found.append(kind[at : end + 1])
        else:
            found += tuples(inside)
        at = end + 1
    return found


@dataclass
class File:
    path: Path
    text: str
    code: str
    comments: list[tuple[int, str]]
    module: tuple[str, ...]
    line_starts: list[int] = field(default_factory=list)

    def line(self, offset: int) -> int:
        return bisect_right(self.line_starts, offset)

    def place(self, offset: int) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line(offset)}"

    @property
    def room(self) -> str:
        return self.module[0] if self.module else "lib"


def module_of(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[:-1] if parts[-1] in ("mod", "lib", "main") else parts


def is_modules(code: str, start: int) -> re.Match | None:
    return re.compile(r"\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;").match(code, start)


def read() -> list[File]:
    """The files of the program without its tests."""
    files, tests = [], set()
    for path in sorted(SOURCE.rglob("*.rs")):
        text = path.read_text(encoding="utf-8")
        code, comments = mask(text)
        module = module_of(path)
        cut = []
        for found in re.finditer(r"#\[cfg\((?:all\()?test\b[^\]]*\]", code):
            if declared := is_modules(code, found.end()):
                tests.add((*module, declared[1]))
            cut.append((found.start(), item_end(code, found.end())))
        for start, end in cut:
            code = code[:start] + blank(code[start:end]) + code[end:]
        comments = [one for one in comments if not any(start <= one[0] < end for start, end in cut)]
        starts = [0] + [at + 1 for at, letter in enumerate(text) if letter == "\n"]
        files.append(File(path, text, code, comments, module, starts))
    return [one for one in files if not any(one.module[: len(test)] == test for test in tests)]


@dataclass
class Function:
    place: str
    name: str
    lines: int | None
    parameters: list[str]
    bounds: str
    is_of_trait: bool


FN = re.compile(r"\bfn\s+(\w+)\s*")
OF_TRAIT = re.compile(r"\bimpl\b[^{;]*?\bfor\s+[^<{;][^{;]*\{")


def trait_impls(code: str) -> list[tuple[int, int]]:
    """Start and end of each `impl TRAIT for TYPE`."""
    return [(found.start(), closing(code, found.end() - 1)) for found in OF_TRAIT.finditer(code)]


def functions(file: File) -> list[Function]:
    found, impls = [], trait_impls(file.code)
    for match in FN.finditer(file.code):
        at = match.end()
        if file.code[at] == "<":
            depth = 0
            while True:
                depth += (file.code[at] == "<") - (file.code[at] == ">" and file.code[at - 1] not in "-=")
                at += 1
                if depth == 0:
                    break
        end = closing(file.code, at)
        parameters = split(file.code[at + 1 : end])
        bounds = file.code[match.end() : at]
        stop = item_end(file.code, end + 1)
        has_body = file.code[stop - 1] == "}"
        lines = file.line(stop - 1) - file.line(match.start()) + 1 if has_body else None
        if where := re.match(r"[^{;]*?\bwhere\b([^{;]*)", file.code[end + 1 : stop]):
            bounds += where[1]
        is_of_trait = any(start < match.start() < last for start, last in impls)
        found.append(Function(file.place(match.start()), match[1], lines, parameters, bounds, is_of_trait))
    return found


def parameter_type(parameter: str) -> str:
    """`(a, b): (usize, &str)` -> `(usize, &str)`."""
    parameter = re.sub(r"^(?:#\[[^\]]*\]\s*)+", "", parameter)
    parts = split(parameter.replace("::", "\0\0"), ":")
    return ":".join(parts[1:]).replace("\0\0", "::")


def is_taken_apart(parameter: str) -> bool:
    """`(number, generation): ObjectId`: a type that is a tuple by another name."""
    return re.match(r"(?:#\[[^\]]*\]\s*)*\(", parameter.strip()) is not None


def tuple_parameters(file: File) -> list[str]:
    """Parameters with a tuple anywhere in their type or taken apart as one, and bounds with one, but for methods that a trait prescribes. What
    counts and why is said in `tests/it/architecture`, which counts the same."""
    found = []
    for function in functions(file):
        if function.is_of_trait:
            continue
        found += [f"{function.place} {function.name}: {one}" for one in tuples(function.bounds)]
        for parameter in function.parameters:
            if tuples(parameter_type(parameter)) or is_taken_apart(parameter):
                found.append(f"{function.place} {function.name}: {' '.join(parameter.split())}")
    return found


def bodies(file: File, kind: str) -> list[tuple[int, int, str]]:
    """Start, end and opening bracket of the bodies of structs or enums."""
    found = []
    for match in re.finditer(rf"\b{kind}\s+\w+", file.code):
        at = match.end()
        while file.code[at] not in "{(;":
            at += 1
        if file.code[at] != ";":
            found.append((at + 1, closing(file.code, at), file.code[at]))
    return found


def tuple_fields(file: File) -> list[str]:
    """Fields, of structs and of variants, that are or hold a tuple."""
    found = []

    def add(start: int, text: str, named: bool) -> None:
        for part in split(text):
            bare = re.sub(r"#\[[^\]]*\]|\bpub(?:\([^)]*\))?", " ", part)
            if tuples(parameter_type(bare) if named else bare):
                found.append(f"{file.place(start + text.index(part))} {' '.join(bare.split())}")

    for start, end, bracket in bodies(file, "struct"):
        add(start, file.code[start:end], bracket == "{")
    for start, end, _ in bodies(file, "enum"):
        body = file.code[start:end]
        for match in re.finditer(r"\w+\s*([({])", body):
            inside = body[match.end() : closing(body, match.end() - 1)]
            if body[: match.start()].count("(") == body[: match.start()].count(")"):
                add(start + match.end(), inside, match[1] == "{")
    return found


ITEM = re.compile(
    r"^[ ]*pub\s+(?:(?:const|async|unsafe|extern(?:\s*\"[^\"]*\")?)\s+)*"
    r"(?:(fn|struct|enum|trait|type|const|static|union|mod|macro)\s+)?(\w+)",
    re.M,
)


def public_items(file: File) -> list[tuple[str, bool]]:
    """Each `pub` item and field and each variant of a public enum: its place and name, and whether it is documented."""
    found = []

    def documented(offset: int) -> bool:
        lines = file.text[:offset].split("\n")[:-1]
        while lines and (re.match(r"\s*(#\[.*|\)\]|[^/]*\)\])$", lines[-1]) or lines[-1].strip().startswith("reason =")):
            if "doc" in lines[-1]:
                return True
            lines.pop()
        return bool(lines) and lines[-1].strip().startswith("///")

    for match in ITEM.finditer(file.code):
        kind, name = match.groups()
        if name == "use" or (kind is None and not re.match(r"\s*:", file.code[match.end() :])):
            continue
        is_file = kind == "mod" and file.code[match.end()] == ";"
        found.append((f"{file.place(match.start(2))} {name}", is_file or documented(match.start())))
        if kind == "enum":
            start = file.code.index("{", match.end())
            for variant in re.finditer(r"^    (\w+)\b", file.code[start : closing(file.code, start)], re.M):
                if file.code[start:][: variant.start()].count("{") - file.code[start:][: variant.start()].count("}") != 1:
                    continue
                offset = start + variant.start()
                found.append((f"{file.place(offset)} {name}::{variant[1]}", documented(offset)))
    return found


def uses(code: str) -> list[tuple[str, ...]]:
    """Every path of a `use`, braces resolved: `a::{b, c::d}` -> (a, b), (a, c, d); `x as y` gives x."""
    found = []

    def expand(before: tuple[str, ...], text: str) -> None:
        for part in split(text):
            head, brace, rest = part.partition("{")
            names = tuple(name.split(" as ")[0].strip() for name in head.split("::") if name.strip())
            if brace:
                expand((*before, *names), rest.rstrip()[:-1])
            else:
                found.append((*before, *names))

    for match in re.finditer(r"\buse\s+([^;]+);", code):
        expand((), " ".join(match[1].split()))
    return found


class Modules:
    """The tree of modules: which file a path leads to."""

    def __init__(self, files: list[File]) -> None:
        self.files = {one.module: one for one in files if one.path.name != "main.rs"}
        self.uses = {module: uses(one.code) for module, one in self.files.items()}

    def target(self, module: tuple[str, ...], path: tuple[str, ...], seen: frozenset = frozenset()) -> tuple | None:
        """The module in which the thing stands that `path`, written in `module`, names. Imports are followed."""
        if (module, path) in seen or not path:
            return module if not path else None
        seen = seen | {(module, path)}
        if path[0] == "crate":
            return self.target((), path[1:], seen)
        if path[0] == "self":
            return self.target(module, path[1:], seen)
        if path[0] == "super":
            return self.target(module[:-1], path[1:], seen)
        if (*module, path[0]) in self.files:
            return self.target((*module, path[0]), path[1:], seen)
        for used in self.uses.get(module, []):
            if used[-1] == path[0] and used != path:
                if (end := self.target(module, used, seen)) is not None:
                    return end
        defined = rf"\b(?:fn|struct|enum|trait|type|const|static|union|mod|macro_rules!)\s+{path[0]}\b"
        if module in self.files and re.search(defined, self.files[module].code):
            return module
        return None

    def known(self, file: File) -> set[tuple[str, ...]]:
        """The other files of its room that a file names; not those below it, which the head of a folder stands on."""
        paths = set(self.uses[file.module])
        for match in re.finditer(r"(?<![\w:])((?:crate|self|super|[a-z_]\w*)(?:::\w+)+)", file.code):
            paths.add(tuple(match[1].split("::")))
        ends = {self.target(file.module, path) for path in paths}
        below = len(file.module)
        return {end for end in ends if end and end[:1] == file.module[:1] and end[:below] != file.module}


def circles(files: list[File]) -> list[list[tuple[str, ...]]]:
    """Files of a room that know each other, in one step or by way of others (Tarjan's strong components)."""
    modules = Modules(files)
    known = {module: sorted(modules.known(file)) for module, file in modules.files.items() if module}
    index, low, stack, found = {}, {}, [], []

    def visit(node: tuple[str, ...]) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in known.get(node, []):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            component = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(component) > 1:
                found.append(sorted(component))

    for node in sorted(known):
        if node not in index:
            visit(node)
    return sorted(found)


def code_lines(file: File) -> int:
    return sum(1 for line in file.code.split("\n") if line.strip())


def plain_comments(file: File) -> int:
    """Lines of `//` that are no documentation."""
    return sum(1 for _, text in file.comments if re.match(r"//(?![/!])", text))


def figures(files: list[File], rounds: list[list[tuple[str, ...]]]) -> dict[str, float]:
    lengths = sorted(one.lines for file in files for one in functions(file) if one.lines is not None)
    items = [ok for file in files for _, ok in public_items(file)]
    return {
        "lines of code": sum(map(code_lines, files)),
        "functions": len(lengths),
        "functions, median": statistics.median(lengths) if lengths else 0,
        "functions, 90th": lengths[len(lengths) * 9 // 10] if lengths else 0,
        "functions, longest": lengths[-1] if lengths else 0,
        "tuple parameters": sum(len(tuple_parameters(file)) for file in files),
        "fields with tuples": sum(len(tuple_fields(file)) for file in files),
        "circles": len(rounds),
        "public items": len(items),
        "documented, per cent": 100 * sum(items) / len(items) if items else 100,
        "files over 600 lines": sum(file.text.count("\n") > LONG_FILE for file in files),
    }


def comments_per_thousand(files: list[File]) -> float:
    return 1000 * sum(map(plain_comments, files)) / max(1, sum(map(code_lines, files)))


def explained(files: list[File]) -> dict[str, list[File]]:
    """The files of each folder of EXPLAINED."""
    found = {}
    for row in EXPLAINED:
        name = next((one for one in row if (SOURCE / one).is_dir()), row[0])
        found[name] = [one for one in files if one.path.is_relative_to(SOURCE / name)]
    return found


def crates() -> int:
    return (ROOT / "Cargo.lock").read_text(encoding="utf-8").count("[[package]]\n")


def listing(kind: str, files: list[File]) -> list[str]:
    if kind == "functions":
        found = [one for file in files for one in functions(file) if one.lines]
        return [f"{one.lines:4} {one.place} {one.name}" for one in sorted(found, key=lambda one: -one.lines)]
    if kind == "circles":
        return ["\n  ".join(["circle:", *("/".join(module) for module in one)]) for one in circles(files)]
    if kind == "comments":
        rows = [(comments_per_thousand([one]), one) for group in explained(files).values() for one in group]
        return [f"{share:6.1f} {one.path.relative_to(ROOT)}" for share, one in sorted(rows, key=lambda row: row[0])]
    if kind == "files":
        rows = sorted(((one.text.count("\n"), one) for one in files), key=lambda row: -row[0])
        return [f"{lines:5} {one.path.relative_to(ROOT)}" for lines, one in rows if lines > LONG_FILE]
    if kind == "undocumented":
        return [place for file in files for place, documented in public_items(file) if not documented]
    return [place for file in files for place in (tuple_parameters if kind == "parameters" else tuple_fields)(file)]


def table(files: list[File]) -> dict[str, float]:
    """Prints the rows of the rooms and gives the figures of all."""
    rooms = defaultdict(list)
    for file in files:
        rooms[file.room].append(file)
    rounds = circles(files)
    heads = ["lines", "fns", "median", "90th", "longest", "tuple par.", "tuple fields", "circles", "pub", "doc. %", "long files"]
    print(f"{'room':10}" + "".join(f"{head:>13}" for head in heads))
    rows = [(room, figures(group, [one for one in rounds if one[0][0] == room])) for room, group in sorted(rooms.items())]
    rows.append(("all", figures(files, rounds)))
    for room, row in rows:
        print(f"{room:10}" + "".join(f"{value:13.5g}" for value in row.values()))
    return rows[-1][1]


def main() -> int:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail if a limit is not met")
    kinds = ["functions", "parameters", "fields", "circles", "undocumented", "comments", "files"]
    parser.add_argument("--list", choices=kinds, help="the places of one kind")
    arguments = parser.parse_args()
    files = read()
    if arguments.list:
        print("\n".join(listing(arguments.list, files)))
        return 0
    total = table(files)
    total["crates in the lock"] = crates()
    print(f"\ncrates in the lock: {total['crates in the lock']}\nplain comments per 1,000 lines of code:")
    shares = {name: comments_per_thousand(group) for name, group in explained(files).items()}
    for name, share in shares.items():
        print(f"  {name:9} {share:5.1f}")
    total["comments per 1,000 lines"] = min(shares.values())
    faults = []
    for name, (side, limit) in LIMITS.items():
        if total[name] > limit if side == "most" else total[name] < limit:
            faults.append(f"{name}: {total[name]:.4g}, at {side} {limit}")
    if arguments.check:
        print("\n" + ("\n".join(faults) if faults else "every limit is met"))
    return 1 if arguments.check and faults else 0


if __name__ == "__main__":
    sys.exit(main())
