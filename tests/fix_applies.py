#!/usr/bin/env python3
"""What `mtsim fix` prints, put into the files as text, is proved by `mtsim
check`.

    fix_applies.py MTSIM [SCENARIO...]

Of each scenario the sets of one change for the first case with a hazard (of
those given, of two): lines come and go by file and number, as printed; the
claims make room for `never any` at the case's point.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ["x86", "arm64", "iommu"]
EACH = 2  # sets of one scenario
# Long programs about cost, of which exploring ends at its limit.
LONG = ("s15-", "s67-", "s68-")


def edited(text, lines):
    """The text with these lines gone and come."""
    before, behind, gone = {}, {}, set()
    for line in lines:
        if line.get("old") is not None:
            gone.add(line["line"])
        if line.get("new") is not None:
            where = behind if line.get("behind") else before
            where.setdefault(line["line"], []).append(line["new"])
    out = []
    for number, old in enumerate(text.split("\n"), 1):
        out += before.get(number, [])
        if number not in gone:
            out.append(old)
        out += behind.get(number, [])
    return "\n".join(out)


def unclaimed(text):
    return "\n".join(line for line in text.split("\n")
                     if not line.startswith(("under ", "theorem ")))


class Case:
    """One scenario in a folder of its own."""

    def __init__(self, program, path, found, folder):
        self.program, self.found = program, found
        self.path, self.folder = path, pathlib.Path(folder)
        shutil.copytree(ROOT / "scenarios" / "settings",
                        self.folder / "settings")
        (self.folder / "case").mkdir()

    def changes(self, fix):
        """Lines by file."""
        files = {}
        for line in fix["lines"]:
            if line.get("file"):
                files.setdefault(line["file"], []).append(line)
        return files

    def proved(self, fix):
        """Nothing, or what check says against the changed files."""
        point = self.found.get("point") or ""
        stack = fix["policy"]
        claim = "under %s%s: never any\n" % (
            stack, " with " + point if point else "")
        command = [self.program, "check", "--quiet", "--policy"]
        files = self.changes(fix)
        text = edited(self.path.read_text(),
                      files.pop(self.found["file"], []))
        target = self.folder / "case" / self.path.name
        target.write_text(unclaimed(text) + "\n" + claim)
        policies, platform = [], []
        for name, lines in files.items():
            copy = self.folder / pathlib.Path(name).name
            copy.write_text(edited(pathlib.Path(name).read_text(), lines))
            if copy.suffix == ".policy":
                policies.append(str(copy))
            else:
                platform = ["--platform", str(copy)]
        command += [",".join([stack] + policies)] + platform
        if point:
            command += ["--param", ",".join(point.split(" "))]
        run = subprocess.run(command + [str(target)], capture_output=True,
                             text=True)
        return None if run.returncode == 0 else run.stdout + run.stderr


def fixes(program, path, most):
    run = subprocess.run([program, "fix", "--format", "json", "--max", most,
                          str(path)], capture_output=True, text=True,
                         cwd=ROOT)
    return json.loads(run.stdout) if run.stdout.startswith("{") else None


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    given = [pathlib.Path(a).resolve() for a in sys.argv[2:]]
    paths = given or sorted(p for f in FOLDERS
                            for p in (ROOT / "scenarios" / f).glob("*.scn")
                            if not p.name.startswith(LONG))
    passed = failed = 0
    for path in paths:
        sys.stdout.flush()
        found = fixes(program, path, "2" if given else "1")
        for number, fix in enumerate((found or {"fixes": []})["fixes"][:EACH]):
            with tempfile.TemporaryDirectory() as folder:
                why = Case(program, path, found, folder).proved(fix)
            passed += why is None
            failed += why is not None
            if why:
                print(f"{path.name}, set {number + 1}: {why}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
