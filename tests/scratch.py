"""A folder to run commands in: what both console checks need.

The folder holds copies of scenarios/, models/, docs/ and examples/, so that commands may
name files as a reader would and may write beside them; `mtsim` is first on the
path; nothing of the caller's environment changes what is printed.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile

COPIES = ("scenarios", "models", "docs", "examples", "tests/cli")
TIMEOUT = 120  # seconds for one command


class Scratch:
    """Use in a `with`; every command runs in the same folder."""

    def __init__(self, program):
        self.program = pathlib.Path(program).resolve()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mtsim-"))
        for name in COPIES:
            if pathlib.Path(name).is_dir():
                shutil.copytree(name, self.folder / name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, command):
        """Output (both streams, in order) and exit status of a command."""
        env = {
            "PATH": f"{self.program.parent}:{os.environ['PATH']}",
            "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "TERM": "dumb", "COLUMNS": "80", "MTSIM_DATA": str(self.folder),
        }
        for name, value in os.environ.items():
            if name.endswith("SAN_OPTIONS") or name == "G_SLICE":
                env[name] = value
        try:
            done = subprocess.run(
                ["bash", "-c", command], cwd=self.folder, env=env,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired:
            return f"no end after {TIMEOUT} s\n", -1
        return done.stdout.decode(errors="backslashreplace"), done.returncode
