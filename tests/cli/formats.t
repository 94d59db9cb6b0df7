The formats for programs, of one scenario with something of everything:

  $ cat > some.scn <<'END'
  > scenario some
  > platform intel-server
  > param type = WC WB
  > ram buf 4K owner guest
  > map guest buf as $type
  > device gpu owner host no-snoop
  > cpu0 guest: store buf 1
  > cpu0 guest: sfence
  > gpu: dma-read buf -> r0
  > under vmx-6.11-rc with type=WC: expect none
  > under vmx-6.11-rc with type=WB: expect none
  > under vmx-6.11-rc with type=WB: possible stale-read
  > END

  $ mtsim run --format json some.scn > some.json
  [1]
  $ python3 - <<'END'
  > import json
  > cases = json.load(open("some.json"))
  > for c in cases:
  >     print(c["schema"], c["scenario"], c["file"], c["policy"], c["platform"],
  >           c["params"], c["verdict"], c["reads"], len(c["digest"]))
  >     for h in c["hazards"]:
  >         print("  ", h["kind"], h["cause"], h["agent"], h["victim"],
  >               h["severity"], h["step"], h["line"], h["where"])
  >         print("  ", *(r["rule"] for r in h["trail"]))
  > print(len({c["digest"] for c in cases}), "digests")
  > END
  1 some some.scn vmx-6.11-rc intel-server {'type': 'WC'} as-expected {'r0': 1} 16
  1 some some.scn vmx-6.11-rc intel-server {'type': 'WB'} unexpected {'r0': 0} 16
     stale-read dirty-line-not-snooped gpu guest functional 4 9 dirty in cpu0's cache
     policy vmx-6.11-rc:14 x86.pat x86.ept.pat-ept
  2 digests

  $ mtsim run --format junit some.scn > some.xml
  [1]
  $ ! command -v xmllint > /dev/null || xmllint --noout some.xml
  $ cat some.xml
  <?xml version="1.0" encoding="UTF-8"?>
  <testsuites name="mtsim 0.1.0" tests="3" failures="1" errors="0">
    <testsuite name="some" file="some.scn" tests="3" failures="1" errors="0" skipped="1">
      <testcase classname="some" name="vmx-6.11-rc type=WC: line 10: under vmx-6.11-rc with type=WC: expect none"/>
      <testcase classname="some" name="vmx-6.11-rc type=WB: line 11: under vmx-6.11-rc with type=WB: expect none">
        <failure message="but saw stale-read victim guest cause dirty-line-not-snooped">some.scn:11: under vmx-6.11-rc with type=WB: expect none
  but saw stale-read victim guest cause dirty-line-not-snooped</failure>
      </testcase>
      <testcase classname="some" name="vmx-6.11-rc type=WB: line 12: under vmx-6.11-rc with type=WB: possible stale-read">
        <skipped message="speaks about every schedule"/>
      </testcase>
    </testsuite>
  </testsuites>

  $ mtsim run --format tap some.scn
  TAP version 13
  1..3
  ok 1 - some vmx-6.11-rc type=WC: line 10: under vmx-6.11-rc with type=WC: expect none
  not ok 2 - some vmx-6.11-rc type=WB: line 11: under vmx-6.11-rc with type=WB: expect none
    ---
    file: "some.scn"
    line: 11
    expected: "under vmx-6.11-rc with type=WB: expect none"
    seen: "saw stale-read victim guest cause dirty-line-not-snooped"
    ...
  ok 3 - some vmx-6.11-rc type=WB: line 12: under vmx-6.11-rc with type=WB: possible stale-read # SKIP speaks about every schedule
  [1]

Without anything to say they are still well-formed:

  $ mtsim run --format tap --policy svm some.scn
  TAP version 13
  1..0 # SKIP no claims
  $ mtsim run --format junit --policy svm some.scn | tail -3
    <testsuite name="some" file="some.scn" tests="0" failures="0" errors="0" skipped="0">
    </testsuite>
  </testsuites>

Two of them have a short form, which stands with no other format:

  $ mtsim run --junit some.scn | cmp - some.xml
  $ mtsim run --tap --format tap some.scn | head -1
  TAP version 13
  $ mtsim run --junit --tap some.scn
  mtsim: run: --junit and --tap contradict each other
  [2]
  $ mtsim run --tap --format json some.scn
  mtsim: run: --tap and --format json contradict each other
  [2]
  $ mtsim run -f text --junit some.scn
  mtsim: run: --junit and --format text contradict each other
  [2]
  $ mtsim run --tap -f jsn some.scn
  mtsim: --format: no 'jsn', did you mean 'json'?
  [2]

The digest is of what is included as well, wherever the text stands:

  $ sed 's/^param .*/include "type.inc"/' some.scn > with.scn
  $ cat > digests <<'END'
  > mtsim run --format json with.scn | grep -o '"digest":"[0-9a-f]*"' | sort
  > END
  $ echo 'param type = WC WB' > type.inc; sh digests > a; wc -l < a
  2
  $ sh digests | cmp - a
  $ echo '# The same.' >> type.inc; sh digests > b; comm -12 a b
  $ mkdir -p deep && mv type.inc deep && echo 'include "deep/type.inc"' > type.inc
  $ sh digests > c; sort -u a b c | wc -l
  6
  $ sed -i 's/same/very &/' deep/type.inc; sh digests | comm -12 - c
