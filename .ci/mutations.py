"""Damages an EPUB in many ways, one fault at a time, and compares what EPUBCheck and our gate say of each.

mutations.py SAHHAF JAR EPUB COUNT SEED WORK: what EPUBCheck calls an error, ours has to call one, and what
EPUBCheck accepts, ours may find fault with for readers alone, not as invalid. The same seed gives the same faults.
"""

import copy
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

XHTML = "http://www.w3.org/1999/xhtml"
OPF = "http://www.idpf.org/2007/opf"
OPS = "http://www.idpf.org/2007/ops"
NAMESPACES = {
    "": XHTML,
    "epub": OPS,
    "opf": OPF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://www.w3.org/1998/Math/MathML",
    "svg": "http://www.w3.org/2000/svg",
    "xlink": "http://www.w3.org/1999/xlink",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
# What EPUBCheck does not look at: faults for readers, not of the format.
FOR_READERS = {
    "direction-missing", "direction-wrong", "language-missing", "language-wrong", "th-missing", "alt-missing",
    "alt-empty", "page-list-match", "page-list-order", "page-break-label", "font-broken", "font-joins",
    "promise-not-kept", "claim-without-basis", "too-large", "drm",
}
ELEMENTS = ["p", "div", "span", "a", "em", "li", "ul", "table", "td", "tr", "h2", "section", "dl", "dt", "dd",
            "figure", "figcaption", "img", "center", "title", "br", "pre", "aside", "nav", "header", "ruby"]
ATTRIBUTES = [("align", "left"), ("id", "a b"), ("id", ""), ("dir", "right"), ("lang", "fa_IR"), ("role", "nothing"),
              ("class", "x"), ("title", "x"), ("start", "x"), ("colspan", "0"), ("border", "2"), ("width", "10"),
              ("aria-labelledby", "nowhere"), ("aria-hidden", "maybe"), ("tabindex", "1"), ("style", "margin: 0"),
              ("data-x", "1"), ("href", "#nowhere"), ("src", "nowhere.png"), ("hidden", "hidden"), ("onclick", "x()"),
              ("epub:type", "footnote"), ("xml:lang", "en"), ("bgcolor", "red"), ("name", "x"), ("value", "x")]


def qualified(name):
    prefix, _, local = name.rpartition(":")
    if prefix == "xml":
        return "{http://www.w3.org/XML/1998/namespace}" + local
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


class Damage:
    """One fault in the making."""

    def __init__(self, files, seed):
        self.files = dict(files)
        self.random = random.Random(seed)
        self.what = ""

    def name(self, *endings):
        return self.random.choice(sorted(name for name in self.files if name.endswith(endings)))

    def tree(self, name):
        root = ElementTree.fromstring(self.files[name])
        parents = {child: parent for parent in root.iter() for child in parent}
        return root, parents

    def save(self, name, root):
        head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
        self.files[name] = head + ElementTree.tostring(root, encoding="utf-8")

    def element(self, *endings, only=None):
        name = self.name(*endings)
        root, parents = self.tree(name)
        choice = [one for one in parents if only is None or only(one)]
        if not choice:
            return None
        return name, root, parents, self.random.choice(choice)

    def delete(self, found):
        name, root, parents, one = found
        self.what = f"{name}: without {one.tag.rpartition('}')[2]}"
        parents[one].remove(one)
        self.save(name, root)

    def duplicate(self, found):
        name, root, parents, one = found
        self.what = f"{name}: {one.tag.rpartition('}')[2]} twice"
        parent = parents[one]
        parent.insert(list(parent).index(one), copy.deepcopy(one))
        self.save(name, root)

    def rename(self, found):
        name, root, _, one = found
        new = self.random.choice(ELEMENTS)
        self.what = f"{name}: {one.tag.rpartition('}')[2]} renamed {new}"
        one.tag = one.tag.rpartition("}")[0] + "}" + new
        self.save(name, root)

    def wrap(self, found):
        name, root, parents, one = found
        new = self.random.choice(ELEMENTS)
        self.what = f"{name}: {one.tag.rpartition('}')[2]} wrapped in {new}"
        parent, at = parents[one], list(parents[one]).index(one)
        outer = ElementTree.Element(f"{{{XHTML}}}{new}", {"href": "#"} if new == "a" else {})
        outer.tail, one.tail = one.tail, None
        parent.remove(one)
        outer.append(one)
        parent.insert(at, outer)
        self.save(name, root)

    def unwrap(self, found):
        name, root, parents, one = found
        self.what = f"{name}: {one.tag.rpartition('}')[2]} unwrapped"
        parent, at = parents[one], list(parents[one]).index(one)
        parent.remove(one)
        for child in reversed(list(one)):
            parent.insert(at, child)
        self.save(name, root)

    def move(self, found):
        name, root, parents, one = found
        inside = set(one.iter())
        target = self.random.choice([other for other in parents if other not in inside])
        self.what = f"{name}: {one.tag.rpartition('}')[2]} moved into {target.tag.rpartition('}')[2]}"
        parents[one].remove(one)
        target.append(one)
        self.save(name, root)

    def empty(self, found):
        name, root, _, one = found
        self.what = f"{name}: {one.tag.rpartition('}')[2]} emptied"
        for child in list(one):
            one.remove(child)
        one.text = None
        self.save(name, root)

    def words(self, found):
        name, root, _, one = found
        self.what = f"{name}: words in {one.tag.rpartition('}')[2]}"
        one.text = (one.text or "") + " واژه "
        self.save(name, root)

    def add_attribute(self, found):
        name, root, _, one = found
        attribute, value = self.random.choice(ATTRIBUTES)
        self.what = f"{name}: {one.tag.rpartition('}')[2]} with {attribute}={value!r}"
        one.set(qualified(attribute), value)
        self.save(name, root)

    def drop_attribute(self, found):
        name, root, _, one = found
        if not one.attrib:
            return
        attribute = self.random.choice(sorted(one.attrib))
        self.what = f"{name}: {one.tag.rpartition('}')[2]} without {attribute}"
        del one.attrib[attribute]
        self.save(name, root)

    def change_attribute(self, found):
        name, root, _, one = found
        if not one.attrib:
            return
        attribute = self.random.choice(sorted(one.attrib))
        value = self.random.choice(["", "x y", "nowhere", "#nowhere", "1", "true", one.get(attribute) + "x"])
        self.what = f"{name}: {attribute} of {one.tag.rpartition('}')[2]} is {value!r}"
        one.set(attribute, value)
        self.save(name, root)

    def same_id(self, found):
        name, root, _, one = found
        ids = [other.get("id") for other in root.iter() if other.get("id") and other is not one]
        if ids:
            one.set("id", self.random.choice(ids))
            self.what = f"{name}: {one.tag.rpartition('}')[2]} with the id of another"
            self.save(name, root)

    def break_text(self, *endings):
        name = self.name(*endings)
        text = self.files[name].decode()
        kind = self.random.choice(["drop", "insert", "cut", "join"])
        if kind == "drop":
            places = [m.start() for m in re.finditer(r'[<>"/=]', text)]
            at = self.random.choice(places)
            self.what, text = f"{name}: without {text[at]} at {at}", text[:at] + text[at + 1:]
        elif kind == "insert":
            at = self.random.choice([m.start() for m in re.finditer(r"</", text)])
            piece = self.random.choice(["&nbsp;", "&", "<b>", "</b>", "\x01", "<x:y/>", "<!-- -- -->", "]]>", "&#0;"])
            self.what, text = f"{name}: {piece!r} at {at}", text[:at] + piece + text[at:]
        elif kind == "cut":
            at = self.random.randrange(len(text) // 2, len(text) - 10)
            self.what, text = f"{name}: ends at {at}", text[:at]
        else:
            places = [m.start() + 1 for m in re.finditer(r'" [a-z]', text)]
            if places:
                at = self.random.choice(places)
                self.what, text = f"{name}: attributes joined at {at}", text[:at] + text[at + 1:]
        self.files[name] = text.encode()

    def drop_file(self):
        name = self.name(".xhtml", ".svg", ".png", ".css", ".ncx", ".opf", ".xml", ".ttf", ".otf", ".jpg")
        self.what = f"without {name}"
        del self.files[name]

    def spoil_file(self):
        name = self.name(".png", ".jpg", ".xhtml", ".opf", ".xml", ".svg")
        self.what = f"{name} is something else"
        self.files[name] = self.random.choice([b"", b"\xff\xfe\xfd", b"words", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"])

    def media_type(self):
        name = self.name(".opf")
        root, _ = self.tree(name)
        item = self.random.choice([one for one in root.iter(f"{{{OPF}}}item")])
        kind = self.random.choice(["image/png", "image/jpeg", "text/css", "application/xhtml+xml", "image/svg+xml",
                                   "application/x-dtbncx+xml", "text/plain", "text/html", "font/ttf", ""])
        self.what = f"{item.get('href')} is of type {kind!r}"
        item.set("media-type", kind)
        self.save(name, root)


PAGES = (".xhtml",)
STEPS = ["delete", "duplicate", "rename", "wrap", "unwrap", "move", "empty", "words", "add_attribute",
         "drop_attribute", "change_attribute", "same_id"]
PACKAGE_STEPS = ["delete", "duplicate", "empty", "words", "drop_attribute", "change_attribute", "same_id", "move"]


def in_body(one):
    return one.tag.startswith("{") and not one.tag.endswith("}head")


def damage(files, seed):
    """A damaged copy, and what was done to it; nothing where the fault could not be made."""
    made = Damage(files, seed)
    kind = made.random.choices(["page", "math", "package", "ncx", "svg", "text", "file", "spoil", "type"],
                               [46, 12, 14, 4, 4, 12, 3, 2, 3])[0]
    try:
        if kind == "page":
            found = made.element(*PAGES, only=in_body)
            getattr(made, made.random.choice(STEPS))(found)
        elif kind == "math":
            found = made.element(*PAGES, only=lambda one: "MathML" in one.tag)
            if found:
                getattr(made, made.random.choice(STEPS))(found)
        elif kind == "package":
            getattr(made, made.random.choice(PACKAGE_STEPS))(made.element(".opf"))
        elif kind == "ncx":
            getattr(made, made.random.choice(PACKAGE_STEPS))(made.element(".ncx"))
        elif kind == "svg":
            found = made.element(".svg")
            if found:
                getattr(made, made.random.choice(["delete", "add_attribute", "same_id", "change_attribute"]))(found)
        elif kind == "text":
            made.break_text(".xhtml", ".opf", ".ncx", ".svg", "container.xml")
        elif kind == "file":
            made.drop_file()
        elif kind == "spoil":
            made.spoil_file()
        else:
            made.media_type()
    except (IndexError, ElementTree.ParseError):
        return None
    return made if made.what else None


def write(files, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", files.get("mimetype", b""), zipfile.ZIP_STORED)
        for name, content in files.items():
            if name != "mimetype":
                archive.writestr(name, content)


def ours(sahhaf, path):
    run = subprocess.run([sahhaf, "check", "--message-format", "json", "--epub", path], capture_output=True, text=True,
                         check=False)
    found = [json.loads(line) for line in run.stderr.splitlines() if line.startswith("{")]
    errors = [one for one in found if one["severity"] == "error" and one["code"] not in FOR_READERS]
    return [f"{one['code']} {one['file']}:{one['line']} {one['message']}" for one in errors]


def theirs(jar, paths):
    jar = pathlib.Path(jar)
    driver = pathlib.Path(__file__).with_name("EpubChecks.java")
    command = ["java", "-cp", f"{jar}:{jar.parent}/lib/*", str(driver), *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = {str(path): None for path in paths}
    for line in run.stdout.splitlines():
        path, severity, code, place, text = (line.split("\t") + [""] * 5)[:5]
        if severity == "done":
            found[path] = found[path] or []
        elif path in found:
            found[path] = (found[path] or []) + [f"{code} {place} {text}"]
    return found


def main():
    sahhaf, jar, epub, count, seed, work = sys.argv[1:7]
    for prefix, address in NAMESPACES.items():
        ElementTree.register_namespace(prefix, address)
    with zipfile.ZipFile(epub) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    work = pathlib.Path(work)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    faults, at = {}, 0
    while len(faults) < int(count):
        made = damage(files, f"{seed}/{at}")
        at += 1
        if made:
            path = str(work / f"{at:04}.epub")
            write(made.files, path)
            faults[path] = made.what
    write(files, work / "sound.epub")
    faults[str(work / "sound.epub")] = "nothing"
    with ThreadPoolExecutor(3) as pool:
        checking = pool.submit(theirs, jar, list(faults))
        own = dict(zip(faults, pool.map(lambda path: ours(sahhaf, path), faults)))
        their = checking.result()
    missed = [path for path in faults if their[path] and not own[path]]
    strict = [path for path in faults if their[path] == [] and own[path]]
    lost = [path for path in faults if their[path] is None]
    for path in missed:
        print(f"MISSED {path}: {faults[path]}\n    {their[path][0][:200]}")
    for path in strict:
        print(f"TOO STRICT {path}: {faults[path]}\n    {own[path][0][:200]}")
    for path in lost:
        print(f"NOT CHECKED by EPUBCheck {path}: {faults[path]}")
    invalid = sum(1 for path in faults if their[path])
    print(f"{len(faults)} books, {invalid} invalid; missed {len(missed)}, too strict {len(strict)}")
    sys.exit(1 if missed or strict or lost else 0)


if __name__ == "__main__":
    main()
