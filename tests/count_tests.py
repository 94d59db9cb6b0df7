#!/usr/bin/env python3
"""Add up what the tests of one CTest run counted: print "PASSED FAILED".

A Criterion program counts its tests in a "Synthesis" line; a script ends with
"N passed, N failed".  A test that died before it could count is one failure.
"""
import pathlib
import re
import sys

SYNTHESIS = re.compile(
    r"Synthesis: Tested: (\d+) \| Passing: (\d+) \| Failing: (\d+)"
    r" \| Crashing: (\d+)")
SCRIPT = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)
COLOUR = re.compile("\x1b\\[[0-9;]*m")


def count(block):
    """Passed and failed of one test's part of the log."""
    passed = failed = 0
    if m := SYNTHESIS.search(block):
        passed, failed = int(m[2]), int(m[3]) + int(m[4])
    elif m := SCRIPT.findall(block):
        passed, failed = int(m[-1][0]), int(m[-1][1])
    if failed == 0 and re.search(r"^Test Passed\.$", block, re.M) is None:
        failed = 1
    return passed, failed


def main():
    log = pathlib.Path(sys.argv[1]).read_text(errors="replace")
    blocks = re.split(r"(?m)^\d+/\d+ Testing: ", COLOUR.sub("", log))[1:]
    counts = [count(b) for b in blocks] or [(0, 1)]
    print(sum(p for p, _ in counts), sum(f for _, f in counts))


main()
