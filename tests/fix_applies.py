#!/usr/bin/env python3
"""What `mtsim fix` prints, put into the files as text, is proved by `mtsim
check`.

    fix_applies.py MTSIM [SCENARIO...]

Of each scenario the first set of each kind of change, for the first case with a
hazard, and for one under another policy: one change alone, of some scenarios
two together.  Lines come and go by file and number, as printed; the claims make
room for `never any` at the case's point.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ["x86", "arm64", "iommu"]
# Long programs about cost, of which exploring ends at its limit.
LONG = ("s15-", "s67-", "s68-")
# Where more than one change is needed.
PAIRS = ("s06-", "s22-", "s40-r", "s54-", "x21-")
# Every scenario is asked about one of these that it fits, in turn.
OTHERS = {
    "x86": ["linux-6.6", "vmx-6.14-no-exit-barrier", "linux-6.16", "svm-5.15",
            "vmx-6.11-rc"],
    "arm64": ["arm64-5.10", "arm64-6.17", "arm64-6.17-no-map-flush",
              "arm64-nc-fallback"],
    "iommu": ["flush-none", "linux-6.6", "iommufd-6.6", "flush-map-only",
              "vfio-type1-5.15"],
}
# What must be among the answers: everybody knows it.
KNOWN = {"x09-": ["flush-tlb"], "s18-": ["sfence"], "s20-": ["clflush page"],
         "s21-": ["clflush page"], "s22-": ["clflush page", "clflush page"],
         "s40-guest": ["dc-civac page", "dsb"]}
KINDS = {"operation", "unit", "platform", "rule", "policy"}


def kinds(fix):
    """What its lines change."""
    out = set()
    for line in fix["lines"]:
        name = line.get("file")
        if not name:
            out.add("policy")
        elif name.endswith(".policy"):
            out.add("rule")
        elif name.endswith(".platform"):
            out.add("platform")
        else:
            out.add("unit" if line.get("old") is not None else "operation")
    return out


def one_of_each(found):
    """The first set of each mixture of kinds, with its number."""
    seen = set()
    for number, fix in enumerate(found["fixes"], 1):
        key = (frozenset(kinds(fix)), len(fix["lines"]) > 1)
        if key not in seen:
            seen.add(key)
            yield number, fix


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


def fixes(program, path, most, policy):
    command = [program, "fix", "--format", "json", "--max", most]
    command += ["--policy", policy] if policy else []
    run = subprocess.run(command + [str(path)], capture_output=True, text=True,
                         cwd=ROOT)
    if run.returncode not in (0, 1, 3):
        sys.exit(f"{path.name}: status {run.returncode}\n{run.stderr}")
    return json.loads(run.stdout) if run.stdout.startswith("{") else None


def knows(path, found):
    """Of what everybody knows of the scenario: whether each is a set."""
    said = [[line["new"].partition(": ")[2] for line in fix["lines"]
             if line.get("new")] for fix in found["fixes"]]
    return [words in said for begin, words in KNOWN.items()
            if path.name.startswith(begin)]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    given = [pathlib.Path(a).resolve() for a in sys.argv[2:]]
    paths = given or sorted(p for f in FOLDERS
                            for p in (ROOT / "scenarios" / f).glob("*.scn")
                            if not p.name.startswith(LONG))
    passed = failed = 0
    covered = set()
    for turn, path in enumerate(paths):
        others = OTHERS.get(path.parent.name, [None])
        most = "2" if given or path.name.startswith(PAIRS) else "1"
        for policy in (None, others[turn % len(others)]):
            found = fixes(program, path, most, policy) or {"fixes": []}
            if policy is None:
                known = knows(path, found)
                passed += sum(known)
                failed += len(known) - sum(known)
                if not all(known):
                    print(f"{path.name}: what is known is not found")
            for number, fix in one_of_each(found):
                with tempfile.TemporaryDirectory() as folder:
                    why = Case(program, path, found, folder).proved(fix)
                passed += why is None
                failed += why is not None
                covered |= kinds(fix)
                if why:
                    print(f"{path.name}, {found['policy']}, set {number}: "
                          f"{why}", flush=True)
    for kind in sorted(KINDS - covered) if not given else []:
        print(f"no set changes a {kind}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
