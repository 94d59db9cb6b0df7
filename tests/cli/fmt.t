What is shipped is in canonical form:

  $ mtsim fmt --check $(find scenarios models -name '*.scn' -o -name '*.policy' -o -name '*.platform')

A file that is not is named, then rewritten:

  $ cat > a.scn <<'END'
  > scenario   a
  > title "Spaces   stay in strings"
  > 
  > 
  > platform intel-server # where
  > ram buf 4096 owner   guest
  > map guest buf   as WB
  > cpu0   guest:store buf 0x1
  > under   vmx-6.11:expect none
  > END
  $ cp a.scn b.scn
  $ mtsim fmt --check a.scn b.scn
  a.scn
  b.scn
  [1]
  $ mtsim fmt a.scn && cat a.scn
  scenario a
    title "Spaces   stay in strings"
  
  platform intel-server  # where
  ram buf 4096 owner guest
  map guest buf as WB
  cpu0 guest: store buf 0x1
  under vmx-6.11: expect none
  $ mtsim fmt --check a.scn
  $ mtsim fmt - < b.scn | cmp - a.scn
  $ mtsim fmt --check - < b.scn
  <stdin>
  [1]

Policies and platforms too, also from standard input:

  $ printf 'policy p\narch x86\nlayer kvm\nstage2\nhost-mmio->UC\notherwise->WB ipat\n' | mtsim fmt -
  policy p
    arch x86
    layer kvm
    stage2
      host-mmio  -> UC
      otherwise  -> WB ipat
  $ printf 'platform   p\ntitle "x"\nmodel   x86_pat_ept\ncite "y"\nself-snoop   no\n' | mtsim fmt -
  platform p
    title "x"
    model x86_pat_ept
    cite "y"
    self-snoop no
  $ printf 'policy p\narch   x86\n' > p.policy; mtsim fmt p.policy; cat p.policy
  policy p
    arch x86

A file with an error is left alone; the others are done:

  $ printf 'scenario bad\nfrobnicate\n' > bad.scn; cp b.scn c.scn
  $ mtsim fmt bad.scn c.scn
  bad.scn:2:1: error: no statement begins with 'frobnicate', and no ':' follows [E104]
      2 | frobnicate
        | ^~~~~~~~~~
  [2]
  $ cat bad.scn; cmp c.scn a.scn
  scenario bad
  frobnicate

  $ mtsim fmt nosuch.scn
  mtsim: cannot open 'nosuch.scn': No such file or directory
  [4]
  $ mtsim fmt
  mtsim: usage: mtsim fmt [--check] FILE...
  [2]
  $ mtsim fmt --chekc a.scn
  mtsim: fmt: there is no option '--chekc', did you mean '--check'?
  [2]
