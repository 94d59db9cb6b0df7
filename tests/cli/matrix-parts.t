Parts of a matrix that are interrupted, and made beside each other:

  $ cat > buffer.scn <<'END'
  > scenario buffer
  > title "A guest fills a buffer; a device reads it without snooping"
  > param type = WC WB UC
  > param fence = no yes
  > param a = 1 2 3 4 5 6 7 8
  > param b = 1 2 3 4 5 6 7 8
  > param c = 1 2 3 4 5 6 7 8
  > param d = 1 2 3 4 5 6 7 8
  > platform intel-server
  > matrix rows type columns policy
  > ram buf 4K owner guest
  > map guest buf as $type
  > device gpu no-snoop owner host
  > cpu0 guest: store buf 1
  > when fence=yes: cpu0 guest: sfence
  > cpu0 guest: ring gpu
  > gpu: dma-read buf -> r0
  > under vmx-6.14, vmx-memslot-2024, vmx-6.11-rc: never leak
  > END
  $ cat > ask <<'END'
  > exec mtsim matrix --jobs 1 --shard 1/1 --param d=1..2 "$@" buffer.scn
  > END
  $ cat > cut-off <<'END'
  > # cut-off SIGNAL FILE LINES COMMAND...: until the file has so many lines
  > set -m
  > signal=$1 file=$2 lines=$3
  > shift 3
  > "$@" &
  > until [ "$(cat "$file" 2>/dev/null | wc -l)" -gt "$lines" ] ||
  >     ! kill -0 $! 2>/dev/null; do sleep .01; done
  > kill -s "$signal" $!
  > wait $! 2>/dev/null
  > END
  $ sh ask -o whole; tail -n 1 whole
  {"end":18432}
  $ bash cut-off INT part 1000 sh ask -o part
  mtsim: matrix: interrupted; 'mtsim matrix --resume part' with the same words goes on with it
  [3]
  $ head -c $(stat -c %s part) whole | cmp - part; tail -c 1 part | od -An -c
    \n
  $ mtsim merge part
  mtsim: merge: part is not complete; 'mtsim matrix --resume part' with the same words goes on with it
  [2]
  $ bash cut-off KILL part 2000 sh ask --resume part 2>/dev/null
  [137]
  $ head -c $(stat -c %s part) whole | cmp - part
  $ mtsim merge part
  mtsim: merge: part is not complete; 'mtsim matrix --resume part' with the same words goes on with it
  [2]
  $ sh ask --resume part && cmp part whole
  $ sh ask --resume part && cmp part whole

A part that is made anew is none until it is whole:

  $ rm part; bash cut-off KILL part 1000 sh ask -o part 2>/dev/null
  [137]
  $ mtsim merge part
  mtsim: merge: part is not complete; 'mtsim matrix --resume part' with the same words goes on with it
  [2]
  $ sh ask -o part && cmp part whole

What takes long is kept line by line:

  $ bash cut-off KILL slow 3 sh ask --by check -o slow 2>/dev/null
  [137]
  $ tail -c 1 slow | od -An -c
    \n

A pipe and a full disk:

  $ sh ask | cmp - whole
  $ sh ask -o /dev/stdout | cmp - whole
  $ sh ask -o /dev/full
  mtsim: cannot write '/dev/full': No space left on device
  [4]
  $ sh ask > /dev/full
  mtsim: cannot write the output: No space left on device
  [4]
  $ sh ask | head -c 9
  {"schema"
  $ mtsim matrix --param a=1,b=1,c=1 buffer.scn > /dev/full
  mtsim: cannot write the output: No space left on device
  [4]
  $ mtsim matrix --param a=1,b=1,c=1 -f csv buffer.scn > /dev/full
  mtsim: cannot write the output: No space left on device
  [4]
  $ mtsim matrix --param a=1,b=1,c=1 -f csv -o /dev/full buffer.scn
  mtsim: cannot write '/dev/full': No space left on device
  [4]

A case that cannot be run is that also for who goes on:

  $ sed '2s/"level":"[a-z]*"/"level":"n\/a"/' whole > part
  $ sh ask --resume part
  [2]
  $ head -n 9 part > begun; sh ask --resume begun
  [2]
  $ cmp begun part

GNU parallel, as docs/how-to/sweep-in-parts.md has it, runs again what failed:

  $ cat > fails-once <<'END'
  > # the part of a machine that goes down once
  > [ -e part$1.jsonl ] || { bash cut-off KILL part$1.jsonl 50 sh some $1; exit 1; }
  > sh some $1
  > END
  $ cat > some <<'END'
  > exec mtsim matrix --jobs 1 --param d=1 --shard $1/4 --resume part$1.jsonl buffer.scn
  > END
  $ parallel --jobs 2 --retries 3 sh fails-once ::: 1 2 3 4 2>/dev/null
  $ mtsim matrix --param d=1 --format csv buffer.scn > one.csv
  $ mtsim merge --format csv part?.jsonl | cmp - one.csv

What only text has:

  $ mtsim matrix --ascii --format csv buffer.scn
  mtsim: --ascii is about the lines of text; --format csv draws none
  [2]
  $ mtsim merge --ascii --format json part?.jsonl
  mtsim: --ascii is about the lines of text; --format json draws none
  [2]

A platform that is named overrules the parameter that would choose it, which is said:

  $ mtsim matrix --platform amd-server --param guest=WC,host=WB,machine=intel-server m5-x86-alias | sed -n 4,6p
  scenario m5-x86-alias, platform amd-server, policy vmx-delete-ipat-2024,
  machine=intel-server; one replay of each case; --platform overrules machine
  
  $ mtsim matrix --platform amd-server --shard 1/1 -o forced m5-x86-alias; mtsim merge forced | head -5
  Guest type x host type: aliases on each x86 platform
  ====================================================
  
  scenario m5-x86-alias, platform amd-server, policy vmx-delete-ipat-2024; one
  replay of each case; --platform overrules machine; the table holds for every
  $ mtsim matrix --platform amd-server m5-x86-alias > direct; mtsim merge forced | cmp - direct
