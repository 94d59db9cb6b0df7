Completion in bash, as it is when the tab key is pressed at the end of a line:

  $ cat > tab <<'END'
  > . "$(dirname "$(command -v mtsim)")/../share/bash-completion/completions/mtsim"
  > tab() { # the words, the last one unfinished
  >     local spec=$(complete -p mtsim) COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  >     [[ $spec == "complete -F _mtsim mtsim" ]] || echo "$spec"
  >     _mtsim "$1" "${@: -1}" "${@: -2:1}"
  >     printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd' '
  > }
  > tab "$@"
  > END

Commands and their options:

  $ bash tab mtsim ''
  --help --version baseline check diff explain fix fmt help matrix merge new policy report run types
  $ bash tab mtsim e
  explain
  $ bash tab mtsim help t
  types
  $ bash tab mtsim run --
  --color --format --help --jobs --junit --param --platform --policy --quiet --seed --summary --tap --verbose
  $ bash tab mtsim run --p
  --param --platform --policy
  $ bash tab mtsim fmt -
  --check --help
  $ bash tab mtsim explain --
  --ascii --color --format --help --param --picture --platform --policy
  $ bash tab ./no/mtsim run --
  

Scenarios that are shipped, files and folders:

  $ bash tab mtsim run s01
  s01-wc-noncoherent-golden-path
  $ bash tab mtsim run s01 x1
  x10-ept-fault-is-no-fence x11-memslot-flag-is-fixed x12-svm-nested-types x13-arm-maintenance-before-removal x14-arm-fault-decides x15-arm-memslot-decides x16-arm-guarantee-at-the-fault x17-arm-caches-off-and-on x18-arm-fallback-maintained
  $ touch mine.scn mine.policy mine.platform mine.txt
  $ bash tab mtsim run mi
  mine.scn
  $ bash tab mtsim explain --policy vmx-6.14 scen
  scenarios
  $ bash tab mtsim explain --policy vmx-6.14 s01 s0
  
  $ bash tab mtsim fmt mi
  mine.platform mine.policy mine.scn

Policies with tags and stacks, several of them; platforms; tables:

  $ bash tab mtsim run --policy vmx-6.1
  vmx-6.1 vmx-6.10 vmx-6.11 vmx-6.11-rc vmx-6.12 vmx-6.13 vmx-6.14 vmx-6.14-mmio-wb vmx-6.14-no-exit-barrier vmx-6.14-wbinvd-clflush vmx-6.15 vmx-6.16 vmx-6.17 vmx-6.18
  $ bash tab mtsim run -p all,linux-6.1
  all,linux-6.11-rc all,linux-6.14 all,linux-6.16
  $ bash tab mtsim run --policy = vmx-6.11+tdx
  vmx-6.11+tdx-6.16 vmx-6.11+tdx-6.17 vmx-6.11+tdx-6.18
  $ bash tab mtsim run --policy honors-guest-pat-with
  honors-guest-pat-with-noncoherent-dma honors-guest-pat-with-quirk-off
  $ bash tab mtsim run --policy mi
  mine.policy
  $ bash tab mtsim run --platform intel-w
  intel-wbinvd-native
  $ bash tab mtsim run --platform m
  mine.platform models
  $ bash tab mtsim types ''
  amd-npt amd-vi arm64-device arm64-mair arm64-s1s2 arm64-s2 dma dma-lines smmuv3 vtd x86-ept x86-pat-mtrr
  $ bash tab mtsim types --format csv x86
  x86-ept x86-pat-mtrr

Values:

  $ bash tab mtsim run --format ''
  json junit tap text
  $ bash tab mtsim run --format =
  json junit tap text
  $ bash tab mtsim run --format = j
  json junit
  $ bash tab mtsim types -f ''
  csv json markdown text
  $ bash tab mtsim policy --format ''
  csv json markdown text
  $ bash tab mtsim run --color a
  always auto
  $ bash tab mtsim run --jobs ''
  

What comes behind a verb:

  $ bash tab mtsim policy ''
  lint list show
  $ bash tab mtsim policy show linux-6.1
  linux-6.11-rc linux-6.14 linux-6.16
  $ bash tab mtsim policy lint mi
  mine.policy
  $ bash tab mtsim policy --format json s
  show
  $ bash tab mtsim policy list ''
  
  $ bash tab mtsim new ''
  platform policy scenario
  $ bash tab mtsim new policy ''
  
  $ bash tab mtsim new policy name mi
  mine.policy

Options of check:

  $ bash tab mtsim check --property ''
  guest-coherent host-safe isolated unaliased
  $ bash tab mtsim check --property host-safe,
  host-safe,guest-coherent host-safe,host-safe host-safe,isolated host-safe,unaliased
  $ bash tab mtsim check --reduce a
  all ample
  $ bash tab mtsim check --max-states ''
  
  $ mkdir -p found && bash tab mtsim check --witness fo
  found
  $ touch SB.litmus list && bash tab mtsim check SB
  SB.litmus
  $ bash tab mtsim check @li
  @list

What is offered, first, for each option that takes a value, by the help of each
command; files stand here for themselves:

  $ mkdir -p empty && cat > empty/values <<'END'
  > cd empty
  > mtsim help | sed -n 's/^  \([a-z]*\)  .*/\1/p' | while read -r c; do
  >     mtsim $c --help | sed -n -E 's/^  (-., |    )--([a-z-]+) [A-Z].*/\2/p' |
  >         while read -r o; do
  >             echo "$c --$o: $(bash ../tab mtsim $c --$o '' | cut -d' ' -f-4)"
  >         done
  > done
  > END
  $ bash empty/values
  run --policy: all amd arm64-5.10 arm64-5.11
  run --param: 
  run --platform: abstract-coherent-aliases amd-server bench-two-cpus grace-coherent-link
  run --seed: 
  run --format: json junit tap text
  run --jobs: 
  run --color: always auto never
  check --policy: all amd arm64-5.10 arm64-5.11
  check --param: 
  check --platform: abstract-coherent-aliases amd-server bench-two-cpus grace-coherent-link
  check --property: guest-coherent host-safe isolated unaliased
  check --witness: 
  check --max-states: 
  check --max-depth: 
  check --memory: 
  check --reduce: all ample dead none
  check --format: json junit markdown tap
  check --jobs: 
  check --color: always auto never
  explain --policy: all amd arm64-5.10 arm64-5.11
  explain --param: 
  explain --platform: abstract-coherent-aliases amd-server bench-two-cpus grace-coherent-link
  explain --format: json svg text
  explain --color: always auto never
  fix --policy: all amd arm64-5.10 arm64-5.11
  fix --param: 
  fix --platform: abstract-coherent-aliases amd-server bench-two-cpus grace-coherent-link
  fix --property: guest-coherent host-safe isolated
  fix --max: 
  fix --format: json text
  diff --by: check run
  diff --param: 
  diff --platform: abstract-coherent-aliases amd-server bench-two-cpus grace-coherent-link
  diff --max-states: 
  diff --search: 
  diff --setting: 
  diff --format: json markdown text
  diff --jobs: 
  baseline --output: values
  baseline --by: check run
  baseline --policy: all amd arm64-5.10 arm64-5.11
  baseline --param: 
  baseline --platform: abstract-coherent-aliases amd-server bench-two-cpus grace-coherent-link
  baseline --max-states: 
  baseline --jobs: 
  report --policy: all amd arm64-5.10 arm64-5.11
  report --param: 
  report --platform: abstract-coherent-aliases amd-server bench-two-cpus grace-coherent-link
  report --by: check run
  report --max-states: 
  report --memory: 
  report --title: 
  report --output: values
  report --jobs: 
  matrix --rows: platform policy scenario
  matrix --columns: platform policy scenario
  matrix --pages: none platform policy scenario
  matrix --policy: all amd arm64-5.10 arm64-5.11
  matrix --param: 
  matrix --platform: abstract-coherent-aliases all amd-server bench-two-cpus
  matrix --by: check run
  matrix --cell: cycles hazard severity type
  matrix --format: csv html json markdown
  matrix --output: values
  matrix --shard: 
  matrix --resume: values
  matrix --max-states: 
  matrix --memory: 
  matrix --jobs: 
  merge --format: csv html json markdown
  merge --output: values
  types --format: csv json markdown text
  policy --format: csv json markdown text

Words that bash has cut, and words in quotes:

  $ bash tab mtsim check @ li
  @list
  $ bash tab mtsim run --format = json mi
  mine.scn
  $ bash tab mtsim run s17-self-snoop-cpu-aliases --param = guest-type = W
  WC
  $ bash tab mtsim run s17-self-snoop-cpu-aliases --param "'guest-type=UC|W"
  guest-type=UC|WC
  $ bash tab mtsim run scenarios/x86 --param guest-t
  guest-type=
  $ bash tab mtsim run s17-self-snoop-cpu-aliases --param guest-type = UC,
  UC,UC UC,WC UC,fence= UC,guest-type= UC,machine= UC,pat-quirk=

The rest of matrix and diff:

  $ bash tab mtsim matrix --platform a
  abstract-coherent-aliases all amd-server
  $ bash tab mtsim matrix --platform intel-server,am
  intel-server,amd-server
  $ bash tab mtsim matrix --pages n
  none
  $ bash tab mtsim matrix --cell c
  cycles
  $ touch mine.setting && bash tab mtsim diff --search 4 --setting mi
  mine.scn mine.setting
  $ bash tab mtsim diff --search 4 --setting mine.setting flush-n
  flush-none

Files under a home; without data to look in, only files; of no program, nothing:

  $ mkdir -p sub && touch sub/one.scn && bash tab mtsim run '~/sub/'
  ~/sub/one.scn

  $ MTSIM_DATA=/nowhere bash tab mtsim run s
  scenarios sub
  $ bash tab nosuch/mtsim e
  

Two policies, then scenarios:

  $ bash tab mtsim diff vmx-6.16 my
  
  $ bash tab mtsim diff flush-n
  flush-none
  $ bash tab mtsim diff vmx-6.16 mi
  mine.policy
  $ bash tab mtsim diff vmx-6.14 mine.policy mi
  mine.scn
  $ bash tab mtsim diff --by check vmx-6.14 vmx-6.16 s01
  s01-wc-noncoherent-golden-path
  $ bash tab mtsim diff --by ''
  check run
  $ bash tab mtsim diff --format m
  markdown
  $ bash tab mtsim baseline ''
  compare save
  $ bash tab mtsim baseline save -o mine.tx
  mine.txt
  $ bash tab mtsim baseline save -o mine.txt s01
  s01-wc-noncoherent-golden-path
  $ bash tab mtsim baseline compare mine.t
  mine.txt

Parameters and axes of the scenarios on the line:

  $ bash tab mtsim matrix s17-self-snoop-cpu-aliases --param ''
  fence= guest-type= machine= pat-quirk=
  $ bash tab mtsim matrix s17-self-snoop-cpu-aliases --param guest-type =
  UC WC
  $ bash tab mtsim matrix s17-self-snoop-cpu-aliases --param fence = y
  yes
  $ bash tab mtsim matrix s17-self-snoop-cpu-aliases --param fence = no,ma
  no,machine=
  $ bash tab mtsim matrix s17-self-snoop-cpu-aliases --param machine = 'intel-server|am'
  intel-server|amd-server
  $ bash tab mtsim matrix s17-self-snoop-cpu-aliases --rows policy,
  policy,fence policy,guest-type policy,machine policy,pat-quirk policy,platform policy,policy policy,scenario
  $ bash tab mtsim matrix --param ''
  
