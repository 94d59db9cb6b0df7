A matrix as a page, and as pictures:

  $ cat > buffer.scn <<'END'
  > scenario buffer
  > title "A guest's buffer & a device that does not snoop"
  > param type = WC WB
  > param fence = no yes
  > platform intel-server
  > matrix rows type columns policy
  > ram buf 4K owner guest
  > map guest buf as $type
  > device gpu no-snoop owner host
  > cpu0 guest: store buf 1
  > when fence=yes: cpu0 guest: sfence
  > cpu0 guest: ring gpu
  > gpu: dma-read buf -> r0
  > under vmx-6.14, vmx-6.11-rc: never leak
  > END
  $ cat > look.py <<'END'
  > import html.parser, re, sys, xml.dom.minidom
  > class Page(html.parser.HTMLParser):
  >     def __init__(self):
  >         super().__init__()
  >         self.open, self.ids, self.links, self.text = [], set(), [], []
  >     def handle_starttag(self, tag, attrs):
  >         attrs = dict(attrs)
  >         if tag not in ("meta", "link"):
  >             self.open.append(tag)
  >         self.ids.add(attrs.get("id"))
  >         if tag == "a":
  >             self.links.append(attrs["href"][1:])
  >     def handle_endtag(self, tag):
  >         assert self.open.pop() == tag, tag
  >     def handle_data(self, data):
  >         if self.open and self.open[-1] == "code":
  >             self.text.append(data)
  > if sys.argv[1] == "html":
  >     page = Page()
  >     page.feed(open(sys.argv[2]).read())
  >     assert not page.open and set(page.links) <= page.ids
  >     print(len(page.links) - 1, "links")
  >     print("\n".join(page.text[1:]))
  > else:
  >     svg = xml.dom.minidom.parse(sys.argv[2])
  >     for e in svg.getElementsByTagName("text"):
  >         print("".join(n.data for n in e.childNodes))
  > END
  $ mtsim matrix --param fence=yes -f html -o page.html buffer.scn
  $ python3 look.py html page.html
  4 links
  mtsim explain --policy vmx-6.14 --param type=WC,fence=yes buffer.scn
  mtsim explain --policy vmx-6.11-rc --param type=WC,fence=yes buffer.scn
  mtsim explain --policy vmx-6.14 --param type=WB,fence=yes buffer.scn
  mtsim explain --policy vmx-6.11-rc --param type=WB,fence=yes buffer.scn
  $ mtsim matrix --param fence=yes -f svg -o map.svg buffer.scn
  $ python3 look.py svg map.svg
  A guest's buffer & a device that does not snoop
  scenario buffer, platform intel-server, fence=yes; one replay of each case
  type / policy
  vmx-6.14
  vmx-6.11-rc
  WC
  stale guest
  ok
  WB
  stale guest
  stale guest
  safe
  functional
  stale: stale-read; ok: no hazard, nothing refused; second word: the victim
  $ mtsim matrix --param fence=yes -f svg --cell cycles buffer.scn > cycles.svg
  $ python3 look.py svg cycles.svg
  A guest's buffer & a device that does not snoop
  scenario buffer, platform intel-server, fence=yes; one replay of each case
  type / policy
  vmx-6.14
  vmx-6.11-rc
  WC
  4739
  4756
  WB
  4739
  4739
  cycles: of the slowest agent, approximately
  $ mtsim matrix -f png -o map.png buffer.scn
  $ head -c 8 map.png | od -An -tx1
   89 50 4e 47 0d 0a 1a 0a
  $ mtsim matrix -f png buffer.scn | head -c 4 | od -An -tx1
   89 50 4e 47

A page is not cut into blocks, and has all pages:

  $ mtsim matrix -f html buffer.scn | grep -c '<caption>'
  2

The bytes do not depend on threads:

  $ for f in html svg; do
  >     mtsim matrix --jobs 1 -f $f buffer.scn > one
  >     mtsim matrix --jobs 4 -f $f buffer.scn | cmp - one
  > done

Parts are merged to the same:

  $ for i in 1 2; do mtsim matrix --shard $i/2 -o part$i buffer.scn; done
  $ mtsim matrix -f svg buffer.scn > whole
  $ mtsim merge -f svg part2 part1 | cmp - whole

Without gnuplot there are no pictures, and nothing is written:

  $ rm map.svg
  $ PATH=/none $(command -v mtsim) matrix -f svg -o map.svg buffer.scn
  mtsim: matrix: no picture: gnuplot is not installed (Debian: gnuplot-nox); text and HTML do without
  [4]
  $ ls map.svg 2>&1 | sed 's/.*: //'
  No such file or directory
  $ PATH=/none $(command -v mtsim) matrix -f html --param fence=yes buffer.scn | cmp - page.html
  $ PATH=/none $(command -v mtsim) matrix --ascii --param fence=yes buffer.scn | tail -5
  --------------+-------------------------
  WC            | stale guest  ok
  WB            | stale guest  stale guest
  
  stale: stale-read; ok: no hazard, nothing refused; second word: the victim

Other things that cannot be:

  $ script -qec 'mtsim matrix -f png buffer.scn' /dev/null | tr -d '\r'
  mtsim: matrix: a PNG is not for a terminal; say --output FILE
  $ mtsim matrix -f gif buffer.scn
  mtsim: --format: no 'gif'; there is text, markdown, csv, json, html, svg, png
  [2]
  $ mtsim matrix -f svg -o no/such/file buffer.scn
  mtsim: cannot write 'no/such/file': No such file or directory
  [4]
  $ for p in a b c; do echo param $p = $(seq 30); done > many
  $ sed '/^param fence/r many' buffer.scn > wide.scn
  $ mtsim matrix -f svg --rows type,a,b --columns policy,c --param fence=no --policy vmx-6.14 wide.scn
  mtsim: matrix: the picture would have 3320 x 46983 pixels, more than 16000; take axes from the sides, choose with --param, or print HTML
  [2]
