What came out, as a file to keep:

  $ mtsim baseline save -o base.txt --policy flush-none,flush-2024 s20-map-without-flush-leak s21-unmap-without-flush-ksm
  $ cat base.txt
  # What came out, a line for each set of points that come out the same:
  #   SCENARIO | POLICY | POINTS | OUTCOME
  # 'mtsim baseline compare' says what moved since.
  baseline 1
  version 0.1.0
  by run
  policy flush-none,flush-2024
  file s20-map-without-flush-leak
  file s21-unmap-without-flush-ksm
  
  s20-map-without-flush-leak | flush-2024 | machine=intel-server unit=none zeroed=after-map | leak victim guest (security), stale-read victim vm2 (functional)
  s20-map-without-flush-leak | flush-2024 | machine=intel-server unit=none zeroed=before-map, or machine=intel-server unit=sc, or machine=amd-server | no hazard
  s20-map-without-flush-leak | flush-none | machine=intel-server unit=none | leak victim guest (security), stale-read victim vm2 (functional)
  s20-map-without-flush-leak | flush-none | machine=intel-server unit=sc, or machine=amd-server | no hazard
  s21-unmap-without-flush-ksm | flush-2024 | all | no hazard
  s21-unmap-without-flush-ksm | flush-none | unit=none zeroed=no | stale-read victim host (security), unstable-read victim host (security)
  s21-unmap-without-flush-ksm | flush-none | unit=none zeroed=yes, or unit=sc | no hazard
  $ mtsim baseline compare base.txt
  48 cases, all as in the baseline
  $ mtsim baseline compare --quiet base.txt

Nothing is written that could not be read back:

  $ touch "$(printf 'a\nb.scn')" "$(printf 'c\302\200.scn')" "$(printf 'd\377.scn')"
  $ mtsim baseline save -o odd.txt "$(printf 'a\nb.scn')"
  mtsim: baseline save: 'a\nb.scn' cannot be written down: it is empty, ends in a blank, or has control characters or bytes that are no UTF-8
  [2]
  $ mtsim baseline save -o odd.txt "$(printf 'c\302\200.scn')"
  mtsim: baseline save: 'c\302\200.scn' cannot be written down: it is empty, ends in a blank, or has control characters or bytes that are no UTF-8
  [2]
  $ mtsim baseline save -o odd.txt "$(printf 'd\377.scn')"
  mtsim: baseline save: 'd\377.scn' cannot be written down: it is empty, ends in a blank, or has control characters or bytes that are no UTF-8
  [2]
  $ mtsim baseline save -o odd.txt 'e.scn '
  mtsim: baseline save: 'e.scn ' cannot be written down: it is empty, ends in a blank, or has control characters or bytes that are no UTF-8
  [2]
  $ mtsim baseline save -o odd.txt --policy "$(printf 'flush-none,\tx.policy')" s21-unmap-without-flush-ksm
  mtsim: baseline save: 'flush-none,\tx.policy' cannot be written down: it is empty, ends in a blank, or has control characters or bytes that are no UTF-8
  [2]
  $ mtsim baseline save -o odd.txt --param '' s21-unmap-without-flush-ksm
  mtsim: baseline save: '' cannot be written down: it is empty, ends in a blank, or has control characters or bytes that are no UTF-8
  [2]
  $ mtsim baseline save -o odd.txt --platform "$(printf 'x\r.platform')" s21-unmap-without-flush-ksm
  mtsim: baseline save: 'x\r.platform' cannot be written down: it is empty, ends in a blank, or has control characters or bytes that are no UTF-8
  [2]
  $ ls odd.txt
  ls: cannot access 'odd.txt': No such file or directory
  [2]
  $ mkdir -p ' a | b' && cp scenarios/iommu/s21-unmap-without-flush-ksm.scn ' a | b/# é.scn'
  $ sed -i 's,\.\./settings,../scenarios/settings,' ' a | b/# é.scn'
  $ mtsim baseline save -o odd.txt ' a | b/# é.scn' && mtsim baseline compare odd.txt
  40 cases, all as in the baseline
  $ mtsim baseline save ' a | b' > odd.txt && mtsim baseline compare odd.txt
  40 cases, all as in the baseline

What moved since, here because the file says something else:

  $ sed -e 's/leak victim guest (security), //' -e '/s21.*flush-2024/d' -e '$s/no hazard/refused -EINVAL/' base.txt > old.txt
  $ echo 'gone | flush-none | all | no hazard' >> old.txt
  $ mtsim baseline compare old.txt
  worse
  - s20-map-without-flush-leak | flush-none | machine=intel-server unit=none | stale-read victim vm2 (functional)
  + s20-map-without-flush-leak | flush-none | machine=intel-server unit=none | leak victim guest (security), stale-read victim vm2 (functional)
  
  worse
  - s20-map-without-flush-leak | flush-2024 | machine=intel-server unit=none zeroed=after-map | stale-read victim vm2 (functional)
  + s20-map-without-flush-leak | flush-2024 | machine=intel-server unit=none zeroed=after-map | leak victim guest (security), stale-read victim vm2 (functional)
  
  better
  - s21-unmap-without-flush-ksm | flush-none | unit=none zeroed=yes, or unit=sc | refused -EINVAL
  + s21-unmap-without-flush-ksm | flush-none | unit=none zeroed=yes, or unit=sc | no hazard
  
  new
  + s21-unmap-without-flush-ksm | flush-2024 | all | no hazard
  
  missing
  - gone | flush-none | all | no hazard
  
  12 of 48 cases moved: 6 worse, 6 better, 0 other; 8 new; 1 line missing
  [1]

  $ mtsim baseline compare --summary old.txt
  12 of 48 cases moved: 6 worse, 6 better, 0 other; 8 new; 1 line missing
  [1]

Of some scenarios and policies only:

  $ mtsim baseline compare old.txt s21-unmap-without-flush-ksm
  better
  - s21-unmap-without-flush-ksm | flush-none | unit=none zeroed=yes, or unit=sc | refused -EINVAL
  + s21-unmap-without-flush-ksm | flush-none | unit=none zeroed=yes, or unit=sc | no hazard
  
  new
  + s21-unmap-without-flush-ksm | flush-2024 | all | no hazard
  
  6 of 16 cases moved: 0 worse, 6 better, 0 other; 8 new
  [1]
  $ mtsim baseline compare --policy flush-2024 base.txt s20-map-without-flush-leak
  16 cases, all as in the baseline

Of some points, about which nothing is missing:

  $ mtsim baseline compare --param unit=sc base.txt
  24 cases, all as in the baseline

With cycles; of every schedule; to standard output:

  $ mtsim baseline save --cost --policy flush-none --param unit=none s21-unmap-without-flush-ksm | tee cost.txt
  # What came out, a line for each set of points that come out the same:
  #   SCENARIO | POLICY | POINTS | OUTCOME | CYCLES
  # 'mtsim baseline compare' says what moved since.
  baseline 1
  version 0.1.0
  by run
  cost
  policy flush-none
  param unit=none
  file s21-unmap-without-flush-ksm
  
  s21-unmap-without-flush-ksm | flush-none | unit=none late=no zeroed=no | stale-read victim host (security), unstable-read victim host (security) | 586
  s21-unmap-without-flush-ksm | flush-none | unit=none late=no zeroed=yes | no hazard | 587
  s21-unmap-without-flush-ksm | flush-none | unit=none late=yes zeroed=no | stale-read victim host (security), unstable-read victim host (security) | 777
  s21-unmap-without-flush-ksm | flush-none | unit=none late=yes zeroed=yes | no hazard | 778
  $ sed -i 's/| 586$/| 585/' cost.txt; mtsim baseline compare cost.txt
  costs more
  - s21-unmap-without-flush-ksm | flush-none | unit=none late=no zeroed=no | stale-read victim host (security), unstable-read victim host (security) | 585
  + s21-unmap-without-flush-ksm | flush-none | unit=none late=no zeroed=no | stale-read victim host (security), unstable-read victim host (security) | 586
  
  0 of 4 cases moved: 0 worse, 0 better, 0 other; 1 only in cost
  [1]
  $ mtsim baseline save --by check --policy flush-none s21-unmap-without-flush-ksm | tee check.txt | tail -2
  s21-unmap-without-flush-ksm | flush-none | unit=none zeroed=no | stale-read victim host (security) possible, 2 unstable-read victim host (security) possible
  s21-unmap-without-flush-ksm | flush-none | unit=none zeroed=yes, or unit=sc | no hazard
  $ mtsim baseline compare check.txt
  8 cases, all as in the baseline
  $ mtsim baseline compare --max-states 3 check.txt > /dev/null
  [1]
  $ mtsim baseline save --by check --max-states 3 -o open.txt --policy flush-none s21-unmap-without-flush-ksm; echo $?; tail -1 open.txt
  3
  s21-unmap-without-flush-ksm | flush-none | all | undecided
  $ mtsim baseline compare open.txt
  8 cases, all as in the baseline
  [3]
  $ mtsim baseline compare --max-states 1000000 open.txt > /dev/null
  [1]
  $ sed 's/^max-states 3/max-states 0/' open.txt > bad.txt; mtsim baseline compare bad.txt
  mtsim: bad.txt:8: 'max-states' and a number of states are expected
  [2]

What is no baseline:

  $ mtsim baseline compare /dev/null
  mtsim: /dev/null:1: no baseline: it begins with 'baseline 1'
  [2]
  $ mtsim baseline compare scenarios/x86/s19-implicit-srcu-barrier.scn
  mtsim: scenarios/x86/s19-implicit-srcu-barrier.scn:5: no baseline: it begins with 'baseline 1'
  [2]
  $ for s in '4s/1/2/' '5d' '6s/run/chance/' '7s/policy/polly/' '11s/ | / /' '11s/=/:/' '11s/victim/of/' '13s/$/,/' '13s/hazard/hazards/'; do
  >     sed "$s" base.txt > bad.txt; mtsim baseline compare bad.txt; done
  mtsim: bad.txt:4: a baseline of another version of this format; save it again
  mtsim: bad.txt:9: 'version' is missing before this line
  mtsim: bad.txt:6: 'by run' or 'by check' is expected
  mtsim: bad.txt:7: version, by, cost, policy, param, max-states, platform or file is expected
  mtsim: bad.txt:11: SCENARIO | POLICY | POINTS | OUTCOME is expected
  mtsim: bad.txt:11: points are 'all' or NAME=VALUE|VALUE ..., or ...
  mtsim: bad.txt:11: no outcome: 'no hazard', 'KIND victim NAME (SEVERITY)' or 'refused WHAT' is expected
  mtsim: bad.txt:13: no outcome: 'no hazard', 'KIND victim NAME (SEVERITY)' or 'refused WHAT' is expected
  48 cases, all as in the baseline

Wrong use:

  $ mtsim baseline
  mtsim: usage: mtsim baseline [OPTION]... save FILE|FOLDER... | compare BASELINE [FILE]...
  [2]
  $ mtsim baseline kompare base.txt
  mtsim: baseline: there is no 'kompare', did you mean 'compare'?
  [2]
  $ mtsim baseline save
  mtsim: baseline save: which scenarios?
  [2]
  $ mtsim baseline compare
  mtsim: baseline compare: with which baseline?
  [2]
  $ mtsim baseline compare --by check base.txt
  mtsim: baseline compare: --by is for 'save'; the baseline says how it was made
  [2]
  $ mtsim baseline save --by check --cost s21-unmap-without-flush-ksm
  mtsim: baseline save: exploring has no cost; --cost is for --by run
  [2]
  $ mtsim baseline save --max-states 3 s21-unmap-without-flush-ksm
  mtsim: baseline save: --max-states is for --by check
  [2]
  $ mtsim baseline compare --max-states 3 base.txt
  mtsim: baseline compare: --max-states is for what was saved --by check
  [2]
  $ mtsim baseline save --quiet s21-unmap-without-flush-ksm
  mtsim: baseline save: --quiet is for 'compare'
  [2]
  $ mtsim baseline save --summary s21-unmap-without-flush-ksm
  mtsim: baseline save: --summary is for 'compare'
  [2]
  $ mtsim baseline compare nosuch.txt
  mtsim: cannot open 'nosuch.txt': No such file or directory
  [4]
  $ mtsim baseline save -o nosuch/base.txt s21-unmap-without-flush-ksm
  mtsim: cannot write 'nosuch/base.txt': No such file or directory
  [4]
  $ cp scenarios/iommu/s21-unmap-without-flush-ksm.scn twice.scn; sed -i 's,\.\./settings,scenarios/settings,' twice.scn
  $ mtsim baseline save twice.scn s21-unmap-without-flush-ksm
  mtsim: baseline save: twice.scn and scenarios/iommu/s21-unmap-without-flush-ksm.scn are both called 's21-unmap-without-flush-ksm'
  [2]

The example of a repository of policies:

  $ examples/policy-repository/check.sh
  == files are in canonical form
  == no rule is odd
  1 policy looked at, 0 findings
  == claims hold over every schedule
  == what comes out is in the baseline
  28 cases, all as in the baseline
  $ mtsim new policy my-idea examples/policy-repository/policies/my-idea.policy
  examples/policy-repository/policies/my-idea.policy is written; now: mtsim policy lint examples/policy-repository/policies/my-idea.policy
  $ examples/policy-repository/check.sh | tail -2
  28 cases, all as in the baseline
  policies/my-idea.policy is not in baseline.txt; save it again
  $ rm examples/policy-repository/policies/my-idea.policy
  $ MTSIM=nosuch examples/policy-repository/check.sh
  check.sh: there is no program 'nosuch'; put it on PATH, or set MTSIM
  [4]
  $ echo 'frame-behind-doorbell | nt-barrier | reason=none | no hazard' >> examples/policy-repository/baseline.txt
  $ examples/policy-repository/check.sh
  == files are in canonical form
  == no rule is odd
  1 policy looked at, 0 findings
  == claims hold over every schedule
  == what comes out is in the baseline
  missing
  - frame-behind-doorbell | nt-barrier | reason=none | no hazard
  
  0 of 28 cases moved: 0 worse, 0 better, 0 other; 1 line missing
  [1]
