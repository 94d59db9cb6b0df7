#!/usr/bin/env python3
"""A report is one good HTML page: complete, linked, readable without its script,
and in a browser, where there is one, without an error.

    check_report.py PROGRAM

The browser is Chromium; without it that part is skipped, which is said.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import html_page

program = pathlib.Path(sys.argv[1]).resolve()
root = pathlib.Path.cwd()
results = []

NASTY = """scenario nasty
  title "<script>alert('1') & \\\\ </script>"
platform intel-server
ram buf 4K owner guest
map guest buf as WC
device gpu owner host no-snoop
cpu0 guest: store buf 1
gpu: dma-read buf -> r0
under vmx-6.11-rc: expect r0 == 7
"""
# Says in an attribute of <body> how the filters did.
PROBE = """
<script>
window.addEventListener("load", function () {
  function shown() {
    return Array.from(document.querySelectorAll(".matrix tbody tr"))
      .filter(function (r) { return r.offsetParent !== null; }).length;
  }
  function say(what) { said.push(what); }
  var said = [], name = document.getElementById("f-name");
  var level = document.getElementById("f-level"), box, cell, target;
  function change(e, value) {
    e.value = value;
    e.dispatchEvent(new Event("input", {bubbles: true}));
  }
  say("all " + shown());
  change(name, "s18");
  say("s18 " + shown());
  say("sections " + Array.from(document.querySelectorAll(".scenario"))
    .filter(function (r) { return !r.hidden; }).length);
  say("count " + document.getElementById("f-count").textContent);
  change(name, "no such scenario");
  say("none " + shown());
  change(name, "");
  change(level, "security");
  say("security " + shown());
  change(level, "not");
  say("not " + shown());
  change(level, "all");
  box = document.querySelector(".f-policy");
  cell = document.querySelector(".p" + box.value);
  box.click();
  say("hidden " + (cell.offsetParent === null));
  box.click();
  say("back " + (cell.offsetParent !== null));
  target = document.querySelector(".matrix td a").getAttribute("href");
  location.hash = target;
  setTimeout(function () {
    say("open " + document.querySelector(target).open);
    say("wide " + (document.documentElement.scrollWidth <= window.innerWidth));
    document.body.setAttribute("data-said", said.join("; "));
  }, 300);
});
</script>
</body>
"""


def check(what, good):
    results.append(bool(good))
    if not good:
        print(f"check_report: {what}")


def look(name, text):
    return html_page.look(name, text, check)


def report(*arguments, path=None):
    """Exit status, page and messages."""
    env = dict(os.environ, MTSIM_DATA=str(root))
    if path is not None:
        env["PATH"] = path
    done = subprocess.run([program, "report", *arguments], cwd=root, env=env,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=300, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# ---- what comes out ----

status, whole, said = report("--policy", "all", "--jobs", "4", "scenarios")
check(f"the whole suite: {status} {said}", status == 0 and not said)
check("the whole suite is under 10 MB", len(whole.encode()) < 10e6)
look("the whole suite", whole)
check("one thread writes what four do",
      report("--policy", "all", "--jobs", "1", "scenarios")[1] == whole)
check("a command tells each outcome again",
      whole.count("<details ") == whole.count("mtsim explain --policy"))

with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    (folder / "nasty.scn").write_text(NASTY)
    status, page, said = report("--title", "A <b> & \"c\"",
                                str(folder / "nasty.scn"))
    check(f"what is not as expected: {status} {said}", status == 1)
    look("nasty", page)
    check("names are escaped",
          "<title>A &lt;b&gt; &amp; &quot;c&quot;</title>" in page and
          "<script>alert" not in page)
    check("what is not as expected is listed and open",
          re.search(r'<li><a href="#o0">nasty</a>', page) and
          re.search(r'<details id="o0"[^>]* open>', page))

    status, page, said = report("--by", "check", "s18-vmexit-without-fence")
    check(f"every schedule: {status} {said}", status == 0)
    look("every schedule", page)
    check("states are plotted, schedules told",
          "States explored" in page and "Possible: stale-read" in page)

    status, page, said = report("s18-vmexit-without-fence", path=str(folder))
    check("without gnuplot the page says so",
          status == 0 and "There are no plots: gnuplot is not" in page and
          said == "mtsim: report: no plots: gnuplot is not installed (Debian: "
                  "gnuplot-nox)\n")
    look("without gnuplot", page)

    out = folder / "no-such-folder" / "x.html"
    status, page, said = report("-o", str(out), "s18-vmexit-without-fence")
    check("output that cannot be written", status == 4 and not page and
          "cannot write" in said)
    out = folder / "page.html"
    report("-o", str(out), "s18-vmexit-without-fence")
    check("a page in a file, and nothing beside it",
          look("file", out.read_text()) and
          sorted(p.name for p in folder.iterdir()) == ["nasty.scn",
                                                       "page.html"])

# ---- in a browser ----


def in_browser():
    rows = whole.count("<tr data-s=")
    security = len(re.findall(r'<tr data-s="\d+" data-level="6"', whole))
    wanted = (f"all {rows}; s18 1; sections 1; count 1 of {rows} scenarios; "
              f"none 0; security {security}; not 0; hidden true; back true; "
              f"open true; wide true")
    for width in (1280, 390):
        with tempfile.TemporaryDirectory() as folder:
            dom, errors = html_page.dump(whole, PROBE, width,
                                         pathlib.Path(folder))
        check(f"{width} pixels: {html_page.said(dom)}, not {wanted}",
              html_page.said(dom) == wanted)
        check(f"{width} pixels: the console says {errors[:3]}", not errors)


if html_page.browser():
    in_browser()
else:
    print("check_report: skipped: filters and links in a browser (no chromium)")
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
