  $ mtsim policy list | head -3
  Policies
  
  policy                   │ title
  $ mtsim policy list --format csv | grep '^vmx-6.11,'
  vmx-6.11,"Linux 6.11 to 6.15 VMX: the guest's PAT decides, only with non-coherent DMA",vmx-6.12 vmx-6.13 vmx-6.14 vmx-6.15,kernel honors-guest-pat-with-noncoherent-dma
  $ mtsim policy list --format json | python3 -c '
  > import json, sys
  > policies, stacks = json.load(sys.stdin)["tables"]
  > print(*policies["columns"]); print(*stacks["columns"])
  > print([s["policies"] for s in stacks["rows"] if s["stack"] == "linux-6.14"])'
  policy title also tags
  stack policies
  ['vmx-6.11']

Rules with the place they stand at:

  $ mtsim policy show vmx-6.11
  vmx-6.11
  ========
  
  Linux 6.11 to 6.15 VMX: the guest's PAT decides, only with non-coherent DMA
  
  Layer kvm of x86. Also called vmx-6.12, vmx-6.13, vmx-6.14, vmx-6.15. Tags:
  kernel, honors-guest-pat-with-noncoherent-dma.
  
  Source: linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v6.11 line 7653
  
  decision               │ when                  does                  rule
  ───────────────────────┼────────────────────────────────────────────────────────
  stage2                 │ host-mmio             UC                    vmx-6.11:15
                         │ !noncoherent-dma      WB ipat               vmx-6.11:16
                         │ otherwise             WB                    vmx-6.11:17
  memslot                │ otherwise             accept                default
  on wbinvd              │ !noncoherent-dma      nothing               vmx-6.11:21
                         │ wbinvd-exits          flush-cpus vcpu-mask  vmx-6.11:22
                         │                       self, clear-mask
                         │ otherwise             flush-cpus self       vmx-6.11:23
  on invd                │ otherwise             nothing               vmx-6.11:26
  on vm-exit             │ !fast-path            full-barrier          vmx-6.11:34
  on vcpu-load           │ noncoherent-dma &     remember-cpu          vmx-6.11:29
                         │ wbinvd-exits
                         │ noncoherent-dma &     flush-cpus previous   vmx-6.11:30
                         │ vcpu-moved
  on                     │ tdp                   zap all               vmx-6.11:37
  noncoherent-dma-change │
  on mtrr-write          │ otherwise             nothing               vmx-6.11:41
  on cr0-cd-write        │ otherwise             nothing               vmx-6.11:42
  $ mtsim policy show vmx-6.13 --format csv | head -3
  decision,when,does,rule,source
  stage2,host-mmio,UC,policy vmx-6.11:15,"linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v6.11 line 7653"
  stage2,!noncoherent-dma,WB ipat,policy vmx-6.11:16,"linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v6.11 line 7653"
  $ mtsim policy show linux-6.14 | head -4
  linux-6.14
  ==========
  
  vmx-6.11
  $ mtsim policy show vmx-6.1l
  mtsim: error: no policy 'vmx-6.1l', did you mean 'vmx-6.1'? [E201]
  [2]
  $ mtsim policy show
  mtsim: policy show: which policy?  'mtsim policy list' names them
  [2]
  $ mtsim policy show a b
  mtsim: policy show: 'b' is a word too many
  [2]

What is shipped has nothing odd; a policy of one's own may:

  $ mtsim policy lint > /dev/null
  $ cat > mine.policy <<'END'
  > policy mine
  >   title "A rule nobody reaches"
  >   cite  "this transcript"
  >   arch  x86
  >   layer kvm
  >   stage2
  >     otherwise -> WB
  >     host-mmio -> UC
  > END
  $ mtsim policy lint mine.policy
  mine.policy:8:5: warning: nothing reaches line 8: line 7 decides first [E311]
      8 |     host-mmio -> UC
        |     ^~~~~~~~~~~~~~~
  mine.policy:7:5: note: this one decides
      7 |     otherwise -> WB
        |     ^~~~~~~~~~~~~~~
  1 policy looked at, 1 finding
  [1]
  $ sed 's/host-mmio/host-mmoi/' mine.policy > wrong.policy
  $ mtsim policy lint wrong.policy
  wrong.policy:8:5: error: no fact 'host-mmoi', did you mean 'host-mmio'? [E301]
      8 |     host-mmoi -> UC
        |     ^~~~~~~~~
  [2]
  $ mtsim policy lint nosuch.policy
  mtsim: cannot open 'nosuch.policy': No such file or directory
  [4]

A file takes the place of the shipped one with its name:

  $ cp models/x86_pat_ept/policies/vmx-6.7.policy . && mtsim policy lint vmx-6.7.policy
  1 policy looked at, 0 findings

Wrong use:

  $ mtsim policy
  mtsim: usage: mtsim policy [OPTION]... list | show NAME | lint [FILE.policy]...
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
  $ mtsim policy lint scenarios/x86
  mtsim: policy lint: 'scenarios/x86' is no *.policy file
  [2]
