A report is one page; what is in it, check_report.py looks at.

  $ mtsim report --title 'Series v3' -o v3.html s18-vmexit-without-fence
  $ grep -o '<title>.*' v3.html | head -1
  <title>Series v3</title>
  $ grep -c '</html>' v3.html
  1
  $ sed -n 's/.*class="command">\(.*\)<.code>.*/\1/p' v3.html | sed 's/&apos;/"/g'
  mtsim explain --policy vmx-6.6 --param machine=intel-server,reason=hlt,reader=other-cpu scenarios/x86/s18-vmexit-without-fence.scn
  mtsim explain --policy vmx-6.14-no-exit-barrier --param machine=intel-server,reason=hlt,reader=other-cpu scenarios/x86/s18-vmexit-without-fence.scn
  mtsim explain --policy vmx-6.14-no-exit-barrier --param machine=intel-server,reason=hlt,reader=same-cpu scenarios/x86/s18-vmexit-without-fence.scn
  $ mtsim report s18-vmexit-without-fence | head -1
  <!DOCTYPE html>

The commands of the page show what the page does:

  $ sed -n 's/.*class="command">\(.*\)<.code>.*/\1/p' v3.html | tail -1 | sh | grep HAZARD
      HAZARD stale-read: cpu0 read 0 from buf, should be 1 (in cpu0's

Every schedule:

  $ mtsim report --by check --param reader=same-cpu s18-vmexit-without-fence | grep -o 'Explored: .*[.]' | sort -u
  Explored: complete, 14 states, depth 8.

What no claim asks about is replayed only; a schedule is drawn where the replay
does not show its hazard:

  $ mtsim report --by check --max-states 1000000 --memory 4G s17-self-snoop-cpu-aliases > raced.html
  $ grep -c 'which the replay does not' raced.html
  1
  $ grep -o '<p>Bounds: .*[.]</p>' raced.html
  <p>Bounds: max-states 1000000, memory 4G.</p>
  $ mtsim report --by check --param machine=intel-server s17-self-snoop-cpu-aliases | grep -c "No claim asks"
  2

What is not as expected is told by the status:

  $ cat > wrong.scn <<'END'
  > scenario wrong
  > platform intel-server
  > ram buf 4K owner guest
  > map guest buf as WB
  > cpu0 guest: load buf -> r0
  > under vmx-6.14: expect r0 == 7
  > END
  $ mtsim report -o wrong.html wrong.scn
  [1]
  $ grep -A1 '<ul>' wrong.html | grep wrong
  <li><a href="#o0">wrong</a>: no hazard</li>

Faults:

  $ mtsim report
  mtsim: usage: mtsim report [OPTION]... FILE|FOLDER...
  [2]
  $ mtsim report --memory 4G v3.scn
  mtsim: report: --memory is about --by check
  [2]
  $ mtsim report --by guess v3.scn
  mtsim: --by: no 'guess'; there is run, check
  [2]
  $ mtsim report -o nowhere/x.html s18-vmexit-without-fence
  mtsim: cannot write 'nowhere/x.html': No such file or directory
  [4]
  $ mtsim report nosuch.scn
  mtsim: cannot open 'nosuch.scn': No such file or directory
  [4]
  $ ls nowhere
  ls: cannot access 'nowhere': No such file or directory
  [2]
