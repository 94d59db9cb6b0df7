#!/usr/bin/env python3
"""What the program prints depends on its arguments and its files alone.

    determinism.py PROGRAM [TIMES]

Each command runs with one and with four threads, in two folders, two locales
and two environments that move memory about, TIMES each, else twice; every
output must be the same to the byte.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

program = pathlib.Path(sys.argv[1]).resolve()
times = int(sys.argv[2]) if len(sys.argv) > 2 else 2
root = pathlib.Path.cwd()

EXPLAINED = "scenarios/x86/s04-wc-not-drained-before-doorbell.scn"
THREADED = ("run", "report")
COMMANDS = [
    ("run", "--format", "json", "scenarios"),
    ("run", "scenarios"),
    ("run", "--verbose", "--seed", "7", "scenarios"),
    ("run", "--policy", "all", "--seed", "7", "--format", "json", "scenarios"),
    ("explain", EXPLAINED),
    ("explain", "--format", "svg", EXPLAINED),
    ("report", EXPLAINED),
    ("policy", "list"),
]


def locales():
    """C.UTF-8 and another one, if there is one."""
    out = subprocess.run(["locale", "-a"], capture_output=True, text=True,
                         check=False).stdout.split()
    plain = {"C", "POSIX", "C.UTF-8", "C.utf8"}
    other = [name for name in out if name not in plain]
    return ["C.UTF-8", other[0] if other else "C"]


def output(command, folder, **variables):
    """What a command prints, and its exit status."""
    env = dict(os.environ, MTSIM_DATA=str(root), **variables)
    done = subprocess.run([program, *command], cwd=folder, env=env,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


def variants(command, elsewhere):
    """A name for each way to run it, and what it then prints."""
    ways = [("as it is", command, root, {})]
    if command[0] in THREADED:
        ways += [(f"--jobs {n}", (*command, "--jobs", n), root, {})
                 for n in ("1", "4")]
    ways.append(("in another folder", command, elsewhere, {}))
    ways += [(f"LC_ALL={name}", command, root, {"LC_ALL": name})
             for name in locales()]
    ways += [(f"environment {n}", command, root,
              {"G_RANDOM_SEED": n, "MALLOC_PERTURB_": n, "PADDING": "x" * int(n)})
             for n in ("1", "170")]
    for name, words, folder, variables in ways:
        for _ in range(times):
            yield name, output(words, folder, **variables)


passed = failed = 0
with tempfile.TemporaryDirectory(prefix="mtsim-") as temporary:
    for command in COMMANDS:
        first = None
        for name, got in variants(command, temporary):
            first = first or got
            if got == first and got[0] in (0, 1, 3):
                passed += 1
            else:
                print(f"mtsim {' '.join(command)}: {name}: "
                      f"status {got[0]}, {len(got[1])} bytes, "
                      f"at first {first[0]}, {len(first[1])} bytes")
                failed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
