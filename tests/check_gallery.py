#!/usr/bin/env python3
"""Makes the pictures of docs/gallery again and compares.

    check_gallery.py PROGRAM

Words must be the same with any gnuplot; the bytes of an SVG with the one that
made them. Of a PNG only that it is one, of the size of its SVG twice over.
"""

import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.dom.minidom

MADE_BY = "gnuplot 5.4 patchlevel 4"
GALLERY = pathlib.Path("docs/gallery")
PNG = b"\x89PNG\r\n\x1a\n"

passed = failed = 0


def check(good, what):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("FAILED", what)


def words(svg):
    """All texts of a picture."""
    page = xml.dom.minidom.parse(str(svg))
    return [node.firstChild.data for node in page.getElementsByTagName("text")
            if node.firstChild]


def size(png):
    """Width and height, or None if it is no PNG."""
    head = png.read_bytes()[:24]
    return struct.unpack(">II", head[16:24]) if head[:8] == PNG else None


def twice(svg):
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg.read_text())
    return tuple(2 * int(n) for n in box.groups())


if not shutil.which("gnuplot"):
    print("gnuplot is not there: no pictures to compare")
    print("0 passed, 0 failed")
    sys.exit(0)

version = subprocess.run(["gnuplot", "--version"], capture_output=True,
                         text=True, check=True).stdout.strip()
if version != MADE_BY:
    print(f"{version}, the pictures are of {MADE_BY}: only words are compared")
with tempfile.TemporaryDirectory() as folder:
    made = pathlib.Path(folder)
    program = str(pathlib.Path(sys.argv[1]).resolve())
    subprocess.run([GALLERY / "make", program, made], check=True)
    names = sorted(p.name for p in made.iterdir())
    kept = sorted(p.name for p in GALLERY.iterdir()
                  if p.suffix in (".svg", ".png"))
    check(names == kept, f"pictures: {kept}, made: {names}")
    for name in sorted(set(names) & set(kept)):
        new, old = made / name, GALLERY / name
        if old.suffix == ".png":
            svg = old.with_suffix(".svg")
            check(size(new) == size(old) == twice(svg), f"{name}: size")
            continue
        check(words(new) == words(old), f"{name}: words")
        if version == MADE_BY:
            check(new.read_bytes() == old.read_bytes(), f"{name}: bytes")
        check(f"({name})" in (GALLERY / "README.md").read_text(),
              f"{name} is not in the README")

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
