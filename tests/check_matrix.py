#!/usr/bin/env python3
"""The page of a matrix is good HTML whose cells lead to their commands, and in a
browser, where there is one, it says so without an error, by day and by night.

    check_matrix.py PROGRAM

The browser is Chromium; without it that part is skipped, which is said.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import html_page

program = pathlib.Path(sys.argv[1]).resolve()
root = pathlib.Path.cwd()
results = []

# Opens every cell; says in an attribute of <body> how that went.
PROBE = """
<script>
window.addEventListener("load", function () {
  var said = [], opened = 0, seen = 0, odd = [];
  var cells = Array.from(document.querySelectorAll(".matrix td a"));
  function box(e) { return e.getBoundingClientRect(); }
  function next(i) {
    var target;
    if (i === cells.length) {
      said.push("cells " + cells.length, "opened " + opened, "seen " + seen);
      said.push("same words " + (odd.length === 0));
      said.push("wide " +
        (document.documentElement.scrollWidth <= window.innerWidth));
      said.push("night " + matchMedia("(prefers-color-scheme:dark)").matches);
      said.push("paper " + getComputedStyle(document.body).backgroundColor);
      document.body.setAttribute("data-said", said.join("; "));
      return;
    }
    cells[i].click();
    target = document.querySelector(":target");
    if (target && "#" + target.id === cells[i].getAttribute("href"))
      opened++;
    if (target && box(target).bottom > 0 &&
        box(target).top < window.innerHeight)
      seen++;
    if (target && target.textContent.indexOf(
        cells[i].textContent.replace(" *", "")) !== 0)
      odd.push(i);
    setTimeout(next, 0, i + 1);
  }
  next(0);
});
</script>
</body>
"""


def check(what, good):
    results.append(bool(good))
    if not good:
        print(f"check_matrix: {what}")


def run(*arguments):
    env = dict(os.environ, MTSIM_DATA=str(root))
    done = subprocess.run([program, *arguments], cwd=root, env=env,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=300, check=False)
    check(f"{arguments}: {done.returncode} {done.stderr.decode()}",
          done.returncode == 0)
    return done.stdout.decode()


def commands(page):
    """Those of all cells, in their order."""
    return [re.sub("&(amp|lt|gt|quot|apos|#39);", lambda m: {
        "amp": "&", "lt": "<", "gt": ">", "quot": '"'}.get(m[1], "'"), text)
        for text in re.findall(r"<dd><code>(.*?)</code></dd>", page)]


def in_browser(name, *looks):
    page = pages[name]
    cells = len(commands(page))
    for width, dark in looks:
        night = "true" if dark else "false"
        paper = "rgb(21, 25, 30)" if dark else "rgb(255, 255, 255)"
        wanted = (f"cells {cells}; opened {cells}; seen {cells}; "
                  f"same words true; wide true; night {night}; paper {paper}")
        with tempfile.TemporaryDirectory() as folder:
            dom, errors = html_page.dump(page, PROBE, width,
                                         pathlib.Path(folder), dark)
        check(f"{name}, {width} pixels: {html_page.said(dom)}, not {wanted}",
              html_page.said(dom) == wanted)
        check(f"{name}, {width} pixels: the console says {errors[:3]}",
              not errors)


pages = {
    "hazards": run("matrix", "--format", "html", "m1-kvm-history"),
    "types": run("matrix", "--format", "html", "--cell", "type",
                 "m7-s1-s2-fwb"),
    "cycles": run("matrix", "--format", "html", "--cell", "cycles",
                  "m8-cost-of-coherence"),
    "explored": run("matrix", "--format", "html", "--by", "check",
                    "--param", "machine=intel-alias-fatal", "m5-x86-alias"),
}
for name, page in pages.items():
    html_page.look(name, page, check)
    check(f"{name}: a command for each cell",
          len(commands(page)) == len(re.findall(r'<a href="#c\d+">', page)))
    command = shlex.split(commands(page)[0])
    check(f"{name}: {command}", command[0] == "mtsim")
    check(f"{name}: the command opens the cell", run(*command[1:]))
if html_page.browser():
    in_browser("hazards", (1280, False), (390, False), (1280, True))
    in_browser("cycles", (390, True))
else:
    print("check_matrix: skipped: cells in a browser (no chromium)")
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
