What there is:

  $ mtsim help
  usage: mtsim COMMAND [OPTION]... [ARGUMENT]...
  
  mtsim replays what two parties do to the same memory with different memory
  types, and says who reads stale, lost or leaked data, and why.
  
    run       replay scenarios and compare with what they expect
    check     prove claims over every schedule, or show the shortest witness
    explain   tell a replay step by step, or what a rule or message means
    fix       find the changes after which no schedule has a hazard
    diff      say what changes between two policies, and by which rules
    baseline  keep what came out, and say what moved since
    report    write what scenarios come to as one HTML page
    matrix    print what comes out over parameters, policies, platforms
    merge     put the parts of a matrix together and print it
    types     print how memory types combine, or list the tables
    policy    list policies, show their rules, look for odd ones
    fmt       put scenarios, policies and platforms in canonical form
    new       write a scenario, policy or platform to begin with
    help      say what there is, or what a command does
  
    mtsim COMMAND --help   options and examples of a command
    mtsim --version        the version
  
  Exit status: 0 as expected, 1 not, 2 wrong use or input, 3 undecided within
  bounds, 4 the outside world failed.
  
  Example:
    mtsim run --summary --policy all scenarios
  $ mtsim --help | head -1
  usage: mtsim COMMAND [OPTION]... [ARGUMENT]...
  $ mtsim | head -1
  usage: mtsim COMMAND [OPTION]... [ARGUMENT]...
  $ mtsim --version
  mtsim 0.1.0

Every command has a help with an example, in two ways:

  $ mtsim run --help
  usage: mtsim run [OPTION]... FILE|FOLDER...
  
  replay scenarios and compare with what they expect.
  
    -p, --policy SEL           policies to run under, else those it names
        --param NAME=VALUE,... only points with these values
        --platform NAME        run on this machine instead of the scenario's
        --seed N               draw evictions, drains and fills with this seed
    -f, --format FORMAT        text, json, junit or tap
        --junit                --format junit
        --tap                  --format tap
    -s, --summary              a line for each scenario, and surprises
    -q, --quiet                print only what is not as expected
    -v, --verbose              also claims that hold, cases without one
    -j, --jobs N               threads, default: one for each processor
        --color WHEN           auto, always or never
    -h, --help                 print this
  
  A folder stands for all its *.scn files.  A name that is no file here is looked
  for among the shipped scenarios.  SEL is a policy, a stack A+B, a tag, a file
  NAME.policy, 'all' (the shipped stacks) or 'all*all' (every combination), or
  several of them with commas.
  
  Examples:
    mtsim run my-buffer.scn
    mtsim run --summary --policy all scenarios
    mtsim run --policy vmx-6.14 --param guest-type=WC --format json my-buffer.scn
  $ mtsim help run | head -1
  usage: mtsim run [OPTION]... FILE|FOLDER...
  $ mtsim explain -h | head -1
  usage: mtsim explain [OPTION]... FILE | RULE | ENUMBER
  $ for c in run explain diff baseline types policy fmt new; do
  >     mtsim $c --help | grep -c '^  mtsim '; done
  3
  6
  4
  2
  3
  3
  3
  3

Wrong use names what is near, on standard error, with status 2:

  $ mtsim rnu
  mtsim: there is no command 'rnu', did you mean 'run'?
  [2]
  $ mtsim xyzzy
  mtsim: there is no command 'xyzzy'; 'mtsim help' lists them
  [2]
  $ mtsim --polcy
  mtsim: there is no option '--polcy'; 'mtsim help' says what there is
  [2]
  $ mtsim help expalin
  mtsim: there is no command 'expalin', did you mean 'explain'?
  [2]
  $ mtsim help run types
  mtsim: usage: mtsim help [COMMAND]
  [2]
  $ mtsim run
  mtsim: usage: mtsim run [OPTION]... FILE|FOLDER...
  [2]
  $ mtsim run --polcy all scenarios
  mtsim: run: there is no option '--polcy', did you mean '--policy'?
  [2]
  $ mtsim run --xyzzy scenarios
  mtsim: run: there is no option '--xyzzy'
  [2]
  $ mtsim run --format jsn scenarios
  mtsim: --format: no 'jsn', did you mean 'json'?
  [2]
  $ mtsim run --format xml scenarios
  mtsim: --format: no 'xml'; there is text, json, junit, tap
  [2]
  $ mtsim run --color sometimes scenarios
  mtsim: --color: no 'sometimes'; there is auto, always, never
  [2]
  $ mtsim run --seed three scenarios
  mtsim: run: Cannot parse integer value 'three' for --seed
  [2]
  $ mtsim run --jobs -1 scenarios
  mtsim: run: --jobs takes no negative number
  [2]
  $ mtsim run -j0x scenarios
  mtsim: run: Cannot parse integer value '0x' for -j
  [2]
  $ mtsim run -j2 -fxml scenarios
  mtsim: --format: no 'xml'; there is text, json, junit, tap
  [2]
  $ mtsim run --policy
  mtsim: run: Missing argument for --policy
  [2]
  $ mtsim rnu 2>/dev/null
  [2]
