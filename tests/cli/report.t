A report is one page; what is in it, check_report.py looks at.

  $ mtsim report --title 'Series v3' -o v3.html s18-vmexit-without-fence
  $ grep -o '<title>.*' v3.html | head -1
  $ grep -c '</html>' v3.html
  $ sed -n 's/.*class="command">\(.*\)<.code>.*/\1/p' v3.html | sed 's/&apos;/"/g'
  $ mtsim report s18-vmexit-without-fence | head -1

The commands of the page show what the page does:

  $ sed -n 's/.*class="command">\(.*\)<.code>.*/\1/p' v3.html | tail -1 | sh | grep HAZARD

Every schedule:

  $ mtsim report --by check --param reader=same-cpu s18-vmexit-without-fence | grep -o 'Explored: .*[.]' | sort -u

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
  $ grep -A1 '<ul>' wrong.html | grep wrong

Faults:

  $ mtsim report
  $ mtsim report --by guess v3.scn
  $ mtsim report -o nowhere/x.html s18-vmexit-without-fence
  $ mtsim report nosuch.scn
  $ ls nowhere
