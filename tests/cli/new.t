A file to begin with, that is right as it stands:

  $ mtsim new scenario my-buffer
  my-buffer.scn is written; now: mtsim run my-buffer.scn
  $ cat my-buffer.scn
  # Who does what to which memory, and what you expect of it.  Run it with
  #   mtsim run FILE
  # and ask why with 'mtsim explain FILE'; mtsim-scenario(5) has the language.
  scenario my-buffer
    title "my-buffer: say in one line what happens"
  
  # The machine: 'mtsim new platform' begins one of your own.
  platform intel-server
  
  # The scenario runs at every combination of these values.
  param guest-type = WB WC
  param flush = no clflush
  
  # Memory, who owns it, and who maps it as what.  What is not said is as usual:
  # the host and the VMM map it too, write-back.
  ram buffer 4K owner guest
  map guest buffer as $guest-type
  
  # A device that does not look into the CPUs' caches.
  device gpu owner host no-snoop
  
  # Steps, in order, each by some agent.
  cpu0 guest: store buffer 1
  when flush=clflush: cpu0 guest: clflush buffer
  cpu0 guest: sfence
  cpu0 guest: ring gpu
  gpu: dma-read buffer -> r0
  
  # What is to be seen, under which policies; 'mtsim policy list' names them.
  under all with flush=clflush: expect none
  under vmx-6.14 with flush=clflush: expect r0 == 1
  under vmx-6.14 with flush=no: expect stale-read victim guest
  $ mtsim run my-buffer.scn
  my-buffer
  my-buffer: say in one line what happens
  
    as expected  vmx-6.14 with flush=no:
        stale-read: gpu read 0 from buffer, should be 1 (dirty in cpu0's cache)
    as expected  vmx-6.14 with flush=clflush: no hazard
  
  4 as expected, 0 not, 0 refused
  $ mtsim new policy my-idea
  my-idea.policy is written; now: mtsim policy lint my-idea.policy
  $ cat my-idea.policy
  # What the hypervisor does about memory types.  Check it with
  #   mtsim policy lint FILE
  # and put it to work with 'mtsim run --policy FILE scenarios'; mtsim-policy(5)
  # has the language.
  policy my-idea
    title "my-idea: say in one line what is different"
    cite "where it comes from: a commit, a thread"
    # All that is not said below is as there; 'mtsim policy show vmx-6.14'.
    base vmx-6.14
    tags proposal
  
    # The type of the second-stage mapping; the first rule that matches decides.
    # A table takes the place of the base's, whole.  These rules are vmx-6.14's.
    stage2
      host-mmio         -> UC
      !noncoherent-dma  -> WB ipat
      otherwise         -> WB
  $ mtsim policy lint my-idea.policy
  1 policy looked at, 0 findings
  $ mtsim run --summary --policy my-idea.policy my-buffer.scn
  scenario   as expected  not  refused
  my-buffer            2    0        0
  
  2 as expected, 0 not, 0 refused
  $ mtsim new platform my-server
  my-server.platform is written; now: mtsim run --platform my-server.platform s01-wc-noncoherent-golden-path
  $ head -5 my-server.platform
  # An Intel server with self-snoop: every transaction of a CPU looks into its
  # own caches and its peers', whatever type made it.
  platform my-server
    title "Intel server, self-snoop, Skylake-SP class latencies"
    cite "Intel SDM vol. 2A (325383-059), CPUID.01H:EDX.SS"
  $ diff models/x86_pat_ept/platforms/intel-server.platform my-server.platform
  3c3
  < platform intel-server
  ---
  > platform my-server
  [1]
  $ mtsim run --quiet --platform my-server.platform my-buffer.scn
  $ mtsim fmt --check my-buffer.scn my-idea.policy my-server.platform

Another file, or standard output:

  $ mkdir ideas && mtsim new policy second ideas/second.policy
  ideas/second.policy is written; now: mtsim policy lint ideas/second.policy
  $ mtsim new scenario cmd-6.6_b - | sed -n '/^scenario/p'
  scenario cmd-6.6_b
  $ mtsim new policy odd odd.txt
  mtsim: new: 'odd.txt' is no *.policy file
  [2]
  $ mtsim new platform odd odd.policy
  mtsim: new: 'odd.policy' is no *.platform file
  [2]

What is there stays as it is:

  $ sum my-buffer.scn > before
  $ mtsim new scenario other my-buffer.scn
  mtsim: new: 'my-buffer.scn' is there already, and stays as it is
  [2]
  $ mtsim new scenario my-buffer
  mtsim: new: 'my-buffer.scn' is there already, and stays as it is
  [2]
  $ sum my-buffer.scn | cmp - before
  $ ln -s nowhere loose.scn; mtsim new scenario loose
  mtsim: new: 'loose.scn' is there already, and stays as it is
  [2]
  $ mtsim new scenario x ideas
  mtsim: new: 'ideas' is there already, and stays as it is
  [2]
  $ mtsim new scenario x nowhere/x.scn
  mtsim: cannot write 'nowhere/x.scn': No such file or directory
  [4]
  $ ls -A | grep -c '^\.'
  0
  [1]

Names are words of the language, and not those of what is shipped:

  $ for name in 6buffer 'my buffer' '' a/b a- -a -A a.. 'a#' 'a"' '$a' ../up; do
  >     mtsim new scenario -- "$name" new.scn && echo "written: $name"
  > done; ls new.scn
  mtsim: new: '6buffer' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: 'my buffer' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: '' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: 'a/b' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: 'a-' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: '-a' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: '-A' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: 'a..' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: 'a#' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: 'a"' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: '$a' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  mtsim: new: '../up' is no name: a letter or '_', then letters, digits, '_', and '.' or '-' inside
  ls: cannot access 'new.scn': No such file or directory
  [2]
  $ mtsim new policy vmx-6.14
  mtsim: new: a policy, stack or tag 'vmx-6.14' is shipped
  [2]
  $ mtsim new policy linux-6.14
  mtsim: new: a policy, stack or tag 'linux-6.14' is shipped
  [2]
  $ mtsim new policy proposal
  mtsim: new: a policy, stack or tag 'proposal' is shipped
  [2]
  $ mtsim new policy all
  mtsim: new: 'all' means every stack, and is no name
  [2]
  $ mtsim new platform amd-server
  mtsim: new: a platform 'amd-server' is shipped
  [2]
  $ mtsim new scenario all && mtsim run --quiet all.scn
  all.scn is written; now: mtsim run all.scn

Wrong use:

  $ mtsim new
  mtsim: usage: mtsim new scenario|policy|platform NAME [FILE]
  [2]
  $ mtsim new scenario
  mtsim: usage: mtsim new scenario|policy|platform NAME [FILE]
  [2]
  $ mtsim new scenario a b c
  mtsim: usage: mtsim new scenario|policy|platform NAME [FILE]
  [2]
  $ mtsim new scenaro a
  mtsim: new: there is no 'scenaro', did you mean 'scenario'?
  [2]
  $ mtsim new xyzzy a
  mtsim: new: there is no 'xyzzy'; there is scenario, policy, platform
  [2]
  $ mtsim new scenario full - > /dev/full
  mtsim: cannot write the output: No space left on device
  [4]
