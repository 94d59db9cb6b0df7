#!/usr/bin/env python3
"""Every console block of README.md and docs/ says what really comes out.

    check_docs.py PROGRAM

In a ```console block, a line "$ mtsim ..." is run and the lines below it are
compared with its output.  Other commands (git, cmake) are for the reader and
are not run, unless the block begins with ```console run.  A line "..." stands
for any lines; a last line "[N]" for the exit status N (0 if there is none).
A command goes on in the next line after a '\\'.  A block that begins with
```LANGUAGE file=NAME is written to that file first, so that a tutorial can show
a file and then use it.  The blocks of one page share a folder.
"""
import pathlib
import re
import sys

from run_transcripts import matches
from scratch import Scratch

FENCE = re.compile(r"^( *)```(\S*)(.*)$")


def blocks(text):
    """(line number, language, rest of the info string, lines) of each fence."""
    inside = None
    for number, line in enumerate(text.splitlines(), 1):
        m = FENCE.match(line)
        if inside is None and m:
            inside = (number, m[2], m[3].strip(), [])
            indent = len(m[1])
        elif inside and m and not m[2]:
            yield inside
            inside = None
        elif inside:
            inside[3].append(line[indent:] if line[:indent].isspace()
                             else line)


def commands(number, lines):
    """(line number, command, expected output) of a console block."""
    found = []
    for number, line in enumerate(lines, number + 1):
        if line.startswith("$ "):
            found.append([number, line[2:], []])
        elif found and found[-1][1].endswith("\\") and not found[-1][2]:
            found[-1][1] += "\n" + line
        elif found:
            found[-1][2].append(line)
    return found


def check(scratch, path, number, command, expected):
    """Run one command and compare; whether it is as the page says."""
    text, status = scratch.run(command)
    got = [line.rstrip() for line in text.splitlines()]
    got += [f"[{status}]"] if status else []
    while expected and not expected[-1]:
        expected.pop()
    while got and not got[-1]:
        got.pop()
    if matches([e.rstrip() for e in expected], got):
        return True
    print(f"{path}:{number}: error: $ {command}")
    print("  the page says:", *expected, sep="\n    ")
    print("  it prints:", *got, sep="\n    ")
    return False


def check_page(path, program):
    """Passed and failed commands of one page."""
    passed = failed = 0
    with Scratch(program) as scratch:
        for number, language, info, lines in blocks(path.read_text()):
            if m := re.search(r"\bfile=(\S+)", info):
                target = scratch.folder / m[1]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text("\n".join(lines) + "\n")
            if language != "console":
                continue
            for at, command, expected in commands(number, lines):
                if "run" in info.split() or re.match(r"mtsim\b", command):
                    good = check(scratch, path, at, command, expected)
                    passed, failed = passed + good, failed + (not good)
    return passed, failed


def main():
    passed = failed = 0
    pages = [pathlib.Path("README.md")]
    pages += sorted(pathlib.Path("docs").glob("**/*.md"))
    for path in pages:
        if path.exists():
            p, f = check_page(path, sys.argv[1])
            passed, failed = passed + p, failed + f
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
