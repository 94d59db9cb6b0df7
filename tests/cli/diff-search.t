The smallest program on which two versions of KVM differ: with the quirk off, 6.16
honours the guest's WC.

  $ mtsim diff --search 6 vmx-6.14 vmx-6.16
  # What tells vmx-6.14 and vmx-6.16 apart:
  # 2 operations; in order, no fewer of the settings' do.
  scenario x86-difference
    title "A guest, its host, and a device that need not snoop"
  
  platform intel-server
  quirk ignore-guest-pat off
  ram page 4K owner guest
  map guest page as WC
  
  cpu0 guest: store page 1
  cpu1 host: load page -> r0
  
  under vmx-6.14: expect none
  under vmx-6.14: expect r0 == 1
  under vmx-6.16: expect stale-read victim guest cause write-combining-pending
  under vmx-6.16: expect r0 == 0
  [1]

It is a regression test of both.

  $ mtsim diff --search 6 vmx-6.14 vmx-6.16 > difference.scn
  [1]
  $ mtsim run --quiet difference.scn

A flush before pages come to a device, and no flush:

  $ mtsim diff --search 6 flush-none flush-map-only
  # What tells flush-none and flush-map-only apart:
  # 1 operation; in order, no fewer of the settings' do.
  scenario x86-dma-difference
    title "A guest and two devices: the unit of one can force a snoop"
  
  platform intel-server
  principal vm2 guest
  iommu dmar1 vtd has c
  ioas io iommufd
  ram page 4K owner host previous vm2
  device gpu behind dmar1 owner guest no-snoop
  
  host: attach gpu io
  cpu1 host: zero page
  host: dma-map io page
  host: give page guest
  gpu: dma-read page -> r0
  
  under flush-none: expect stale-read victim guest cause dirty-line-not-snooped, leak victim vm2 cause dirty-line-not-snooped
  under flush-map-only: expect none
  [1]

A flush when the guest's caches go off:

  $ mtsim diff --search 6 arm64-6.17 arm64-6.17-no-toggle-flush
  # What tells arm64-6.17 and arm64-6.17-no-toggle-flush apart:
  # 4 operations; in order, no fewer of the settings' do.
  scenario arm64-difference
    title "A guest, its VMM and the host's kernel on pages of three kinds"
  
  platform neoverse-n1
  principal vm2 guest
  ram page 4K owner host previous vm2 slot-flag none
  map guest page as WB
  
  host: give page guest
  cpu0 guest: dc-cisw
  cpu0 guest: store page 1
  cpu0 guest: wr-sctlr all-off
  cpu0 guest: load page -> r0
  
  under arm64-6.17: expect none
  under arm64-6.17: expect r0 == 1
  under arm64-6.17-no-toggle-flush: expect stale-read victim guest cause dirty-line-not-snooped
  under arm64-6.17-no-toggle-flush: expect r0 == 0
  [1]

One address space, a domain for each kind of unit or one for both:

  $ mtsim diff --search 6 vfio-type1-6.16 iommufd-6.16
  # What tells vfio-type1-6.16 and iommufd-6.16 apart:
  # 1 operation; in order, no fewer of the settings' do.
  scenario x86-dma-difference
    title "A guest and two devices: the unit of one can force a snoop"
  
  platform intel-server
  principal vm2 guest
  iommu dmar0 vtd has sc, c
  iommu dmar1 vtd has c
  ioas io iommufd
  ram page 4K owner host previous vm2
  device gpu behind dmar1 owner guest no-snoop
  device nic behind dmar0 owner guest no-snoop
  
  host: attach gpu io
  host: attach nic io
  cpu1 host: zero page
  host: dma-map io page
  host: give page guest
  nic: dma-read page -> r0
  
  under vfio-type1-6.16: expect none
  under iommufd-6.16: expect stale-read victim guest cause dirty-line-not-snooped, leak victim vm2 cause dirty-line-not-snooped
  [1]

A refusal at once, which is no operation more than the setting has:

  $ mtsim diff --search 2 arm64-6.9 arm64-6.17
  # What tells arm64-6.9 and arm64-6.17 apart:
  # No operation is needed: the setting's beginning shows it.
  scenario arm64-difference
    title "A guest, its VMM and the host's kernel on pages of three kinds"
  
  platform neoverse-n1
  principal vm2 guest
  ram page 4K owner host previous vm2 no-linear-map vma pfnmap, WB slot-flag none
  
  host: slot-create page
  
  under arm64-6.9: expect none
  under arm64-6.17: expect none
  under arm64-6.17: expect refused -EINVAL
  [1]

What differs when two things happen at once only, for every schedule:

  $ mtsim diff --search 6 arm64-6.17 arm64-6.17-flush-before-unmap > overlap.scn
  [1]
  $ mtsim check --quiet overlap.scn

No further than it was told:

  $ mtsim diff --search 2 arm64-6.17 arm64-6.17-flush-before-unmap
  No program of up to 2 operations in order was found that tells arm64-6.17 and arm64-6.17-flush-before-unmap apart.
  
  13455 programs were run, from 705 pairs of states, told apart by 128 bits
  of hash.  That proves it for steps in order, each done before the next, in
  these settings:
    scenarios/settings/arm64-dma.setting
      12 beginnings, 19 operations to choose from
    scenarios/settings/arm64.setting
      48 beginnings, 19 operations to choose from
  
  Where operations may overlap, and hardware, with an idle CPU of the host, do
  things unasked, 24 programs were explored over every schedule: of those that
  the two handle differently in order and that end in a read, all.
  None tells them apart; of others nothing is known.

  $ mtsim diff --search 6 vmx-6.14 vmx-6.12
  vmx-6.14 and vmx-6.12 have the same rules in every setting.

A policy and a copy that kept its name: what the copy shows is a comment.

  $ sed 's/^policy flush-map-only/policy flush-none/' models/iommu/policies/flush-map-only.policy > copy.policy
  $ mtsim diff --search 6 flush-none copy.policy | tail -n 2
  under flush-none: expect stale-read victim guest cause dirty-line-not-snooped, leak victim vm2 cause dirty-line-not-snooped
  # under copy.policy: expect none
  $ mtsim diff --search 6 copy.policy flush-none > copy.scn
  [1]
  $ mtsim run --quiet copy.scn

Where operations overlap, too:

  $ sed 's/^policy arm64-6.17/&-flush-before-unmap/' models/arm64_s2fwb/policies/arm64-6.17.policy > order.policy
  $ mtsim diff --search 6 arm64-6.17-flush-before-unmap order.policy | tail -n 2
  under arm64-6.17-flush-before-unmap: possible stale-read victim guest cause stale-clean-line
  # under order.policy: never stale-read victim guest cause stale-clean-line

Wrong use:

  $ mtsim diff --search 13 vmx-6.14 vmx-6.16
  mtsim: diff: --search takes 0 to 12 operations
  [2]
  $ mtsim diff --search 2 vmx-6.14 vmx-6.16 s18-vmexit-without-fence
  mtsim: diff: --search takes no scenario, as 's18-vmexit-without-fence'; --setting FILE says what programs are made of
  [2]
  $ mtsim diff --search 2 --by check vmx-6.14 vmx-6.16
  mtsim: diff: --by means nothing for --search
  [2]
  $ mtsim diff --setting x.setting vmx-6.14 vmx-6.16
  mtsim: diff: --setting is for --search
  [2]
  $ mtsim diff --search 2 --setting no-such.setting vmx-6.14 vmx-6.16
  mtsim: cannot open 'no-such.setting': No such file or directory
  [4]
  $ mtsim diff --search 2 --setting tests/cli/none.setting vmx-6.14
  mtsim: usage: mtsim diff [OPTION]... POLICY POLICY [FILE|FOLDER]...
  [2]
