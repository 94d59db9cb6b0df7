  $ mtsim policy list | head -3
  Policies
  
  policy                        │ arch   layer  title
  $ mtsim policy list --format csv | grep '^vmx-6.11,'
  vmx-6.11,x86,kvm,"Linux 6.11 to 6.15 VMX: the guest's PAT decides, only with non-coherent DMA",vmx-6.12 vmx-6.13 vmx-6.14 vmx-6.15,kernel honors-guest-pat-with-noncoherent-dma
  $ mtsim policy list --format json | python3 -c '
  > import json, sys
  > policies, stacks = json.load(sys.stdin)["tables"]
  > print(*policies["columns"]); print(*stacks["columns"])
  > print([s["policies"] for s in stacks["rows"] if s["stack"] == "linux-6.14"])'
  policy arch layer title also tags
  stack policies defaults
  ['vmx-6.11 + iommufd-6.16 + flush-none']

What is shipped has nothing odd; a policy of one's own may:

  $ mtsim policy lint > /dev/null
  $ mtsim policy lint --quiet
  $ cat > mine.policy <<'END'
  > policy mine
  >   title "A rule nobody reaches"
  >   cite  "this transcript"
  >   arch  x86
  >   layer kvm
  >   tags  trial
  >   stage2
  >     otherwise -> WB
  >     host-mmio -> UC
  >   on wbinvd if noncoherent-dma & wbinvd-exits -> flush-cpus vcpu-mask self, clear-mask
  >   on wbinvd -> nothing
  > END
  $ mtsim policy lint mine.policy
  mine.policy:9:5: warning: nothing reaches line 9: line 8 decides first [E311]
      9 |     host-mmio -> UC
        |     ^~~~~~~~~~~~~~~
  mine.policy:8:5: note: this one decides
      8 |     otherwise -> WB
        |     ^~~~~~~~~~~~~~~
  1 policy looked at, 1 finding
  [1]
  $ sed 's/host-mmio/host-mmoi/' mine.policy > wrong.policy
  $ mtsim policy lint wrong.policy
  wrong.policy:9:5: error: no fact 'host-mmoi', did you mean 'host-mmio'? [E301]
      9 |     host-mmoi -> UC
        |     ^~~~~~~~~
  [2]
  $ mtsim policy lint nosuch.policy
  mtsim: cannot open 'nosuch.policy': No such file or directory
  [4]

Rules with the place they stand at:

  $ mtsim policy show mine.policy
  mine
  ====
  
  A rule nobody reaches
  
  Layer kvm of x86. Tags: trial.
  
  Source: this transcript
  
  decision  │ when                           does                          rule
  ──────────┼─────────────────────────────────────────────────────────────────────
  stage2    │ otherwise                      WB                            mine:8
            │ host-mmio                      UC                            mine:9
            │ otherwise                      refuse -EFAULT                default
  memslot   │ otherwise                      accept                        default
  on wbinvd │ noncoherent-dma &              flush-cpus vcpu-mask self,    mine:10
            │ wbinvd-exits                   clear-mask
            │ otherwise                      nothing                       mine:11
  $ mtsim policy show mine.policy --format csv | head -3
  decision,when,does,rule,source
  stage2,otherwise,WB,policy mine:8,this transcript
  stage2,host-mmio,UC,policy mine:9,this transcript
  $ mtsim policy show mine.policy --format markdown | sed -n '/---/,$p'
  | --- | --- | --- | --- |
  | stage2 | otherwise | WB | mine:8 |
  |  | host-mmio | UC | mine:9 |
  |  | otherwise | refuse -EFAULT | default |
  | memslot | otherwise | accept | default |
  | on wbinvd | noncoherent-dma & wbinvd-exits | flush-cpus vcpu-mask self, clear-mask | mine:10 |
  |  | otherwise | nothing | mine:11 |
  $ mtsim policy show vmx-6.13 | head -4
  vmx-6.11
  ========
  
  Linux 6.11 to 6.15 VMX: the guest's PAT decides, only with non-coherent DMA
  $ mtsim policy show linux-6.14 | head -4
  linux-6.14
  ==========
  
  vmx-6.11 + iommufd-6.16 + flush-none, by default vmm-as-reported
  $ mtsim policy show vmx-6.1l
  mtsim: error: no policy 'vmx-6.1l', did you mean 'vmx-6.1'? [E201]
  [2]
  $ mtsim policy show
  mtsim: policy show: which policy?  'mtsim policy list' names them
  [2]
  $ mtsim policy show a b
  mtsim: policy show: 'b' is a word too many
  [2]

A file takes the place of the shipped one with its name:

  $ cp models/x86_pat_ept/policies/vmx-6.7.policy . && mtsim policy lint vmx-6.7.policy
  1 policy looked at, 0 findings

Wrong use:

  $ mtsim policy
  mtsim: usage: mtsim policy [OPTION]... list | show NAME | lint [FILE]...
  [2]
  $ mtsim policy shwo vmx-6.11
  mtsim: policy: there is no 'shwo', did you mean 'show'?
  [2]
  $ mtsim policy list --format tap
  mtsim: --format: no 'tap'; there is text, markdown, csv, json
  [2]
  $ mtsim policy list vmx-6.11
  mtsim: policy list: 'vmx-6.11' is a word too many
  [2]
  $ mtsim policy list --quiet
  mtsim: policy list: --quiet is for 'lint'
  [2]
  $ mtsim policy lint scenarios/x86
  mtsim: policy lint: 'scenarios/x86' is no *.policy file
  [2]
