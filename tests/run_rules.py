#!/usr/bin/env python3
"""Replays the scenarios that pin down the rules.

    run_rules.py PROGRAM [FOLDER]

Every case under tests/rules must come out as it expects, and every scenario
must name the rule it is about in its first lines.
"""
import pathlib
import re
import subprocess
import sys

program = sys.argv[1]
folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "tests/rules")

failed = passed = 0
for path in sorted(folder.glob("*.scn")):
    if re.search(r"^#.*\bR\d+\b", path.read_text(), re.M):
        passed += 1
    else:
        print(f"{path}: error: names no rule")
        failed += 1

run = subprocess.run([program, "run", "--summary", str(folder)],
                     capture_output=True, text=True)
count = re.search(r"(\d+) as expected, (\d+) not, (\d+) refused",
                  re.sub(r"\s+", " ", run.stdout))
if not count or run.returncode or int(count[2]):
    print(run.stdout + run.stderr, end="")
if count:
    passed += int(count[1]) + int(count[3])
    failed += int(count[2])
if run.returncode and not failed:
    failed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
