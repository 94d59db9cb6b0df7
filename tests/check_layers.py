#!/usr/bin/env python3
"""Includes may only point down the list; siblings on one line may not meet.

Further: nothing under sim/ names an architecture, in code or in comments, and
only one file of tools/ names the models.  Kinds of IOMMU meet in one file:
nobody else includes their folders or has their names, sources aside.
"""
import pathlib
import re
import sys

LAYERS = [
    ["sim/base"],
    ["sim/core"],
    ["sim/engine", "sim/explore", "sim/lang", "sim/litmus", "sim/policy",
     "sim/report", "models/x86_pat_ept", "models/arm64_s2fwb", "models/iommu"],
    ["tools"],
]
RANK = {d: i for i, row in enumerate(LAYERS) for d in row}
MODELS = [d for d in RANK if d.startswith("models/")]
WIRING = "tools/models.c"
UNITS = "models/iommu/units.c"
UNIT_FOLDER = re.compile(r"(models/iommu/\w+)/")

# Architectures, vendors and their tables and registers.  Compared with whole
# parts of names, so that "accept" is no "ept" and "pattern" no "pat".
FOREIGN = set("""
    x86 amd64 intel amd vmx svm ept npt pat mtrr ipat vtd smmu smmuv3 msr
    arm arm64 armv8 armv9 aarch64 mair fwb s2fwb riscv
""".split())


def layer(path):
    """The layer a path from the root belongs to, or None."""
    return next((d for d in RANK if path.startswith(d + "/")), None)


def check_includes(path, number, line):
    """Complaints about one line's include."""
    m = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
    if not m:
        return
    here, there = layer(path), layer(m[1])
    if there is None:
        yield f"'{m[1]}' is not a path from the root into a layer"
    elif there != here and RANK[there] >= RANK[here]:
        yield f"{here} may not include {m[1]}"
    if here == "tools" and there in MODELS and path != WIRING:
        yield f"only {WIRING} may include a model"


def unit_names():
    """What begins a name in the code of some kind of IOMMU."""
    for f in pathlib.Path("models/iommu").glob("*/*.h"):
        yield f.parent.name
        yield from re.findall(r"extern const struct iommu_unit (\w+)",
                              f.read_text())
        # enum vtd_has { VTD_C = 1 << 0, ...
        yield from re.findall(r"enum \w+_has \{[^}]*?([A-Z]+(?:_VI)?_)\w+ =",
                              f.read_text())


def check_units(path, number, line):
    """Complaints about a kind of IOMMU outside of its folder."""
    own = UNIT_FOLDER.match(path)
    m = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
    there = UNIT_FOLDER.match(m[1]) if m else None
    if path == UNITS:
        return
    if there and (not own or own[1] != there[1]):
        yield f"only {UNITS} may include the folder of a kind of IOMMU"
    elif path.startswith("models/iommu/") and not own:
        for name in UNIT_NAMES:
            if re.search(rf"\b{name}", re.sub(r'"[^"]*"', "", line)):
                yield f"only {UNITS} may name a kind of IOMMU: '{name}'"


def check_names(path, number, line):
    """Complaints about names of architectures or models in one line."""
    if path.startswith("sim/"):
        for word in re.findall(r"[A-Za-z0-9]+", line):
            if word.lower() in FOREIGN:
                yield f"sim/ knows no architecture: '{word}'"
    elif path.startswith("tools/") and path != WIRING:
        for model in MODELS:
            if pathlib.Path(model).name in line.replace("-", "_"):
                if not model.endswith("/iommu"):
                    yield f"only {WIRING} may name the models"


UNIT_NAMES = sorted(set(unit_names()))


def main():
    passed = failed = 0
    for top in ("sim", "models", "tools"):
        for f in sorted(pathlib.Path(top).rglob("*")):
            if f.suffix not in (".c", ".h", ".def"):
                continue
            path, clean = f.as_posix(), True
            for number, line in enumerate(f.read_text().splitlines(), 1):
                for check in (check_includes, check_units, check_names):
                    for complaint in check(path, number, line):
                        print(f"{path}:{number}: error: {complaint}")
                        clean = False
            passed, failed = passed + clean, failed + (not clean)
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


sys.exit(main())
