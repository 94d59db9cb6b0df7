#!/usr/bin/env python3
"""Transcripts: what a user types, what comes out, and the exit status.

    run_transcripts.py test    PROGRAM [FILE.t]...   compare (default: all)
    run_transcripts.py show    PROGRAM [FILE.t]...   print what comes out
    run_transcripts.py promote PROGRAM [FILE.t]...   write it into the files

In a .t file, lines that begin with two blanks are the transcript, all others
are prose:

    What a wrong name gives:

      $ mtsim run nosuch.scn
      mtsim: cannot open 'nosuch.scn': No such file or directory
      [4]

A command goes on in lines that begin with "> ".  A status of 0 is not written.
A line "..." stands for any lines.  The commands of one file share a folder
with copies of scenarios/, models/, docs/ and examples/.
"""
import difflib
import pathlib
import sys

from scratch import Scratch


def matches(expected, got):
    """Whether lines are as expected, where "..." is any number of lines."""
    pieces, at = [[]], 0
    for line in expected:
        if line.strip() == "...":
            pieces.append([])
        else:
            pieces[-1].append(line)
    if len(pieces) == 1:
        return expected == got
    first, *middle, last = pieces
    end = len(got) - len(last)
    if end < len(first) or got[:len(first)] != first or got[end:] != last:
        return False
    at = len(first)
    for piece in middle:  # the earliest place leaves most for the rest
        while at + len(piece) <= end and got[at:at + len(piece)] != piece:
            at += 1
        at += len(piece)
    return at <= end


def parse(lines):
    """The file as parts: prose lines, or [command lines, expected lines]."""
    parts = []
    for line in lines:
        if line.startswith("  $ "):
            parts.append([[line], []])
        elif line.startswith("  > ") and parts and isinstance(
                parts[-1], list) and not parts[-1][1]:
            parts[-1][0].append(line)
        elif line.startswith("  ") and parts and isinstance(parts[-1], list):
            parts[-1][1].append(line[2:])
        else:
            parts.append(line)
    return parts


def run_file(path, program):
    """The file's lines as expected and as they came out."""
    want, came = [], []
    with Scratch(program) as scratch:
        for part in parse(path.read_text().splitlines()):
            if isinstance(part, str):
                want.append(part)
                came.append(part)
                continue
            command, expected = part
            text, status = scratch.run("\n".join(c[4:] for c in command))
            got = text.splitlines() + ([f"[{status}]"] if status else [])
            if matches(expected, got):
                got = expected
            want += command + ["  " + line for line in expected]
            came += command + ["  " + line for line in got]
    return want, came


def main():
    mode, program = sys.argv[1:3]
    files = sys.argv[3:] or sorted(pathlib.Path("tests/cli").glob("**/*.t"))
    passed = failed = 0
    for path in map(pathlib.Path, files):
        want, came = run_file(path, program)
        passed, failed = passed + (want == came), failed + (want != came)
        if mode == "show":
            print("\n".join(came))
        elif want != came:
            print("\n".join(difflib.unified_diff(
                want, came, str(path), "as it came out", lineterm="")))
        if mode == "promote" and want != came:
            path.write_text("\n".join(came) + "\n")
    print(f"{passed} passed, {failed} failed")
    return failed > 0 and mode == "test"


if __name__ == "__main__":
    sys.exit(main())
