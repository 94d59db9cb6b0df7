"""An HTML page that mtsim wrote: how it is made, and what a browser makes of it."""
import html.parser
import os
import re
import shutil
import subprocess

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta",
        "source", "wbr"}


class Page(html.parser.HTMLParser):
    """What a page is made of, and what is wrong with how it is nested."""

    def __init__(self, text):
        super().__init__()
        self.open, self.wrong = [], []
        self.tags, self.ids, self.links, self.headings = [], [], [], []
        self.captions = self.tables = self.loose = 0
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "th" and has.get("scope") not in ("col", "row"):
            self.loose += 1

    def handle_startendtag(self, tag, attrs):
        has = dict(attrs)
        self.tags.append((tag, has))
        if "id" in has:
            self.ids.append(has["id"])
        self.links += [has[k] for k in ("href", "src", "xlink:href")
                       if has.get(k) is not None]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.tables += tag == "table"
        self.captions += tag == "caption"

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


def look(name, text, check):
    """Everything that must be so of any page; CHECK is told what and whether."""
    page = Page(text)
    ids = set(page.ids)
    check(f"{name}: {page.wrong[:3]}", not page.wrong)
    check(f"{name}: an id stands twice", len(ids) == len(page.ids))
    dead = [link for link in page.links
            if link.startswith("#") and link[1:] not in ids]
    check(f"{name}: links that lead nowhere: {dead[:3]}", not dead)
    far = [link for link in page.links
           if not link.startswith("#") and link != "data:,"]
    check(f"{name}: links that leave the page: {far[:3]}", not far)
    check(f"{name}: it loads something",
          not re.search(r"@import|url\(", text))
    steps = zip([0] + page.headings, page.headings)
    check(f"{name}: headings skip a level",
          all(now <= before + 1 for before, now in steps))
    check(f"{name}: one h1, one main, a language",
          page.headings.count(1) == 1 and
          sum(tag == "main" for tag, _ in page.tags) == 1 and
          page.tags[0] == ("html", {"lang": "en"}))
    check(f"{name}: tables have captions, their heads a scope",
          page.tables == page.captions and page.loose == 0)
    check(f"{name}: pictures are named",
          all("aria-labelledby" in has or "aria-label" in has
              for tag, has in page.tags if tag == "svg"))
    labelled = [i for tag, has in page.tags if tag == "svg"
                for i in has.get("aria-labelledby", "").split()]
    check(f"{name}: names of pictures are there", set(labelled) <= ids)
    return page


# ---- in a browser ----


def browser():
    """Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def dump(text, probe, width, folder, dark=False):
    """The document after its scripts and PROBE ran, and what the console said."""
    (folder / "page.html").write_text(text.replace("</body>", probe))
    done = subprocess.run(
        [browser(), "--headless=new", "--disable-gpu", "--no-first-run",
         f"--user-data-dir={folder}/profile", f"--window-size={width},900",
         f"--blink-settings=preferredColorScheme={0 if dark else 1}",
         "--enable-logging=stderr", "--virtual-time-budget=5000",
         *(["--no-sandbox"] if os.getuid() == 0 else []),
         "--dump-dom", f"file://{folder}/page.html"],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
        check=False)
    errors = [line for line in done.stderr.decode(errors="replace").splitlines()
              if "CONSOLE" in line]
    return done.stdout.decode(), errors


def said(dom):
    """What the probe wrote into an attribute of <body>; None without that."""
    found = re.search(r'data-said="([^"]*)"', dom)
    return found and found[1]
