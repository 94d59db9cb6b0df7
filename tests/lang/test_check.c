/* Every kind of mistake: where it is reported, as what, in which words. */
#include "tests/lang/kit.h"

#define HEAD "scenario s\nram buf 4K owner guest\ndevice gpu\n"
#define TAIL "under all: expect none\n"

/* A text between HEAD and TAIL, its first line is line 4; and its faults. */
struct bad {
    const char *text, *faults;
};

static void
expect_all(const struct bad *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *text = g_strconcat(HEAD, list[i].text, TAIL, NULL);

        kit_expect(text, list[i].faults);
        g_free(text);
    }
}

// clang-format off
static const struct bad grammar[] = {
    {"", ""},
    {"ram b\n", "4:6 E101 a number expected\n"},
    {"ram b 4K ownr guest\n",
     "4:10 E101 'owner', 'previous', 'holds', 'at', 'no-linear-map', "
     "'linear-map', 'slot-flag', 'vma' or the end of the line expected, did you mean "
     "'owner'?\n"},
    {"ram b 4K owner guest owner host\n", "4:22 E202 'owner' is given twice\n"},
    {"rma b 4K\n", "4:1 E104 no statement begins with 'rma', did you mean 'ram'?\n"},
    {"map guest buf as\n", "4:17 E101 a memory type expected\n"},
    {"cpu0 guest store buf 1\n", "4:1 E104 no statement begins with 'cpu0', and no ':' follows\n"},
    {"cpu0 guest more store: buf 1\n", "4:12 E101 ':' expected\n"},
    {"4K\n", "4:1 E101 a statement expected\n"},
    {"}\n", "4:1 E101 this '}' closes no block\n"},
    {"thread t {\n", "4:10 E105 this block is not closed\n"
                     "5:1 E104 'under' may not stand in this block\n"},
    {"schedule { evict buf }\n", "4:12 E101 the end of the line expected\n"},
    {"schedule {\n  ram b 4K\n}\n",
     "5:3 E104 'ram' may not stand in this block\n"},
    {"thread t {\n  thread u {\n  }\n}\n",
     "5:3 E104 'thread' may not stand in this block\n"},
    {"evict buf\n", "4:1 E104 'evict' may not stand in this block\n"},
    {"cpu0 guest: load buf;\n", "4:21 E102 unexpected ';'\n"},
    {"title \"open\n", "4:7 E103 this string does not end in its line\n"},
    {"ram b 0777\n",
     "4:7 E106 a number does not start with 0; there is no octal\n"},
    {"ram b 99999999999999999999\n", "4:7 E117 not a 64-bit number\n"},
    {"cpu0 guest: load buf[8]\n", "4:23 E101 '..' expected\n"},
    {"cpu0 guest: load buf[8..\n", "4:25 E101 a number expected\n"},
    {"cpu0 guest: load buf ->\n", "4:24 E101 a register expected\n"},
    {"under new-rules: hope none\n",
     "4:18 E101 'expect', 'always', 'possible', 'never', 'exists' or "
     "'forall' expected\n"},
    {"under new-rules expect none\n",
     "4:17 E101 '+', 'with', ':' or ',' expected\n"},
    {"when : fence\n", "4:6 E101 a parameter expected\n"},
    {"ram a 4K x\nram b 4K y\nmap guest a as T1\n",
     "4:10 E101 'owner', 'previous', 'holds', 'at', 'no-linear-map', "
     "'linear-map', 'slot-flag', 'vma' or the end of the line expected\n"
     "5:10 E101 'owner', 'previous', 'holds', 'at', 'no-linear-map', "
     "'linear-map', 'slot-flag', 'vma' or the end of the line expected\n"},
};

static const struct bad places[] = {
    {"ram a 4000\n", "4:7 E204 '4000': a size is a multiple of 4K, up to 64G\n"},
    {"ram a 0\n", "4:7 E204 '0': a size is a multiple of 4K, up to 64G\n"},
    {"ram a 128G\n", "4:7 E204 '128G': a size is a multiple of 4K, up to 64G\n"},
    {"ram a 4K owner gest\n",
     "4:16 E201 'gest' is no principal, did you mean 'guest'?\n"},
    {"ram a 4K at 0x123\n",
     "4:13 E204 '0x123': an address is a multiple of 4K, below 2^46\n"},
    {"ram a 4K slot-flag even\n",
     "4:20 E201 'even' is no memslot flag of this model\n"},
    {"ram a 4K vma warm, hot owner guest\n",
     "4:20 E201 'hot' is no VMA attribute of this model\n"},
    {"ram a 4K vma warm cold\n",
     "4:19 E101 'owner', 'previous', 'holds', 'at', 'no-linear-map', "
     "'linear-map', 'slot-flag', ',' or the end of the line expected\n"},
    {"ram a 4K vma 1\n", "4:14 E101 a name expected\n"},
    {"ram a 4K vma warm vma cold\n", "4:19 E202 'vma' is given twice\n"},
    {"ram a 4K vma cold, mild\n", "4:1 E204 it is warm or cold\n"},
    {"mmio m 4K vma warm, cold\n", "4:1 E204 it is warm or cold\n"},
    {"param heat = warm cold\nram a 4K vma warm, $heat\n",
     "5:1 E204 it is warm or cold\n"},
    {"host: remap buf\n",
     "4:7 E101 'remap' takes a region, then a VMA attribute, then perhaps a "
     "VMA attribute, then perhaps a VMA attribute\n"},
    {"host: remap buf wram\n", "4:17 E201 'wram' is no VMA attribute of this "
                               "model, did you mean 'warm'?\n"},
    {"host: remap buf warm cold\n", "4:1 E204 it is warm or cold\n"},
    {"ram a 4K linear-map T9\n",
     "4:21 E201 'T9' is no memory type of this model, did you mean 'T1'?\n"},
    {"ram a 4K linear-map T1 no-linear-map\n",
     "4:1 E204 'no-linear-map' excludes 'linear-map'\n"},
    {"ram buf 4K\n", "4:1 E202 'buf' is there already\n"},
    {"ram cpu0 4K\n", "4:5 E202 'cpu0' is the name of an agent\n"},
    {"device host\n", "4:8 E202 'host' is the name of an agent\n"},
    {"device map\n",
     "4:8 E202 'map' begins a statement, a device has another name\n"},
    {"mmio b 4K device gup\n",
     "4:18 E201 'gup' is no device, did you mean 'gpu'?\n"},
    {"mmio b 4K window reg\n",
     "4:1 E204 'window' excludes 'reg' and 'read-sensitive'\n"},
    {"mmio b 4K doorbell\n", "4:1 E204 a doorbell has a device\n"},
    {"mmio b 4K uncontained all\n",
     "4:23 E201 'all' is no kind of access, none, nc or any\n"},
    {"map guest bfu\n", "4:11 E201 'bfu' is no region, did you mean 'buf'?\n"},
    {"map guest buf as T2 leaf 3\n", "4:1 E204 'as' excludes 'leaf'\n"},
    {"map host buf\n",
     "4:1 E202 'host' maps a 'buf' already; call this map something else "
     "with 'name'\n"},
    {"map guest buf name gpu.doorbell\n",
     "4:20 E202 'gpu.doorbell' is the name of a region\n"},
    {"map guest buf offset 4K\n",
     "4:1 E204 the offset is behind the end of 'buf'\n"},
    {"map guest buf size 8K\n", "4:1 E204 this is more than 'buf' has\n"},
    {"map guest buf page 8K\n", "4:20 E204 '8K': a page has 4K, 2M or 1G\n"},
    {"map guest buf page 2M\n",
     "4:1 E204 address and size are no multiples of the page\n"},
    {"ram a 8K at 1G\nram b 4K at 0x40001000\n",
     "5:1 E205 'b' overlaps 'a'\n"},
    {"map vmm buf va 1M\nram a 8K\nmap vmm a va 0xff000\n",
     "4:1 E205 this map overlaps that of 'a' in 'vmm'\n"},
    {"host: free buf\nhost: free buf\n", "5:1 E222 'buf' is free already\n"},
    {"host: free buf\nhost: give buf guest\nhost: free buf\nhost: free buf\n",
     "7:1 E222 'buf' is free already\n"},
    {"host: free buf\nthread a {\n  host: free buf\n}\n",
     "6:3 E222 'buf' is free already\n"},
    {"thread a {\n  host: free buf\n}\nthread b {\n  host: free buf\n}\n", ""},
    {"ram c 4K owner guest\nhost: free buf\nhost: free c\n", ""},
    {"principal vm2 gast\n", "4:15 E201 a principal is a 'guest' or a 'user'\n"},
    {"principal host guest\n", "4:11 E202 principal 'host' is there already\n"},
    {"principal a.b guest\n", "4:11 E204 the name of a principal has no '.'\n"},
    {"reg guest CTRL = 3\n", "4:18 E210 '3': bit 0 is reserved\n"},
    {"reg guest CTLR = 2\n",
     "4:11 E201 'CTLR' is no register of this model, did you mean 'CTRL'?\n"},
    {"reg gust CTRL = 2\n",
     "4:5 E201 'gust' is no context, did you mean 'guest'?\n"},
    {"quirk old-wya off\n",
     "4:7 E201 'old-wya' is no quirk of this model, did you mean 'old-way'?\n"},
    {"quirk old-way maybe\n",
     "4:15 E201 'maybe' is no switch position, on or off\n"},
    {"platform sevrer\n",
     "4:10 E201 'sevrer' is no platform, did you mean 'server'?\n"},
    {"platform other\n",
     "4:10 E201 'other': this platform is of another model\n"},
    {"platform server\nplatform server\n",
     "5:1 E202 a scenario names one platform\n"},
    {"kind story\n",
     "4:6 E201 a scenario is of no other kind than 'procedure' or "
     "'setting'\n"},
    {"scenario t\n", "4:1 E202 said twice\n"},
};

static const struct bad steps[] = {
    {"cpu0 guest: stroe buf 1\n",
     "4:13 E201 'stroe' is no operation of this model, did you mean "
     "'store'?\n"},
    {"cpu0 guest: dma-read buf\n",
     "4:13 E203 'dma-read' is not for this context of a CPU\n"},
    {"gpu: store buf 1\n", "4:6 E203 'store' is not for a device\n"},
    {"host: store buf 1\n",
     "4:7 E203 'store' is not for the host as such; a CPU does it\n"},
    {"cpu0 host: only-guest\n",
     "4:12 E203 'only-guest' is not for this context of a CPU\n"},
    {"gup: dma-read buf\n", "4:1 E201 'gup' is no agent, did you mean 'gpu'?\n"},
    {"gpu guest: dma-read buf\n", "4:5 E203 only a CPU runs in a context\n"},
    {"host guest: attach gpu\n", "4:6 E203 only a CPU runs in a context\n"},
    {"cpu0 guest: store buf\n",
     "4:13 E101 'store' takes an address, then a value\n"},
    {"cpu0 guest: fence buf\n", "4:13 E101 'fence' takes no operand\n"},
    {"host: attach\n",
     "4:7 E101 'attach' takes a device, then perhaps a principal\n"},
    {"cpu0 guest: load buf 1 2 3 4 5\n", "4:13 E101 'load' takes an address\n"},
    {"cpu0 guest: load bfu\n",
     "4:18 E201 'bfu' is no region or map, did you mean 'buf'?\n"},
    {"cpu0 guest: load 8\n", "4:18 E203 '8' is no region or map\n"},
    {"cpu0 guest: store buf r7\n",
     "4:23 E201 'r7' is no register of this scenario\n"},
    {"cpu0 guest: store buf buf+8\n",
     "4:23 E203 only an address has an offset or a range\n"},
    {"cpu0 guest: fence -> r0\n", "4:22 E203 'fence' gives no result\n"},
    {"cpu0 guest: load buf == 1\n",
     "4:22 E203 'load' does not wait for a value\n"},
    {"cpu0 guest: await buf 1\n",
     "4:13 E101 'await' takes an address, '==' and a value\n"},
    {"cpu0 guest: load buf+3\n", "4:22 E204 '3': an offset is a multiple of 8\n"},
    {"cpu0 guest: load buf+4K\n",
     "4:18 E204 this is outside: it has 0x1000 bytes\n"},
    {"cpu0 guest: load buf[8..8]\n", "4:18 E204 this range is empty\n"},
    {"cpu0 guest: load buf[0..8K]\n",
     "4:18 E204 this is outside: it has 0x1000 bytes\n"},
    {"mmio bar 4K\ncpu0 guest: load bar\n",
     "5:18 E206 'bar' is not mapped for guest\n"},
    {"cpu0 guest.x: load buf\n",
     "4:6 E201 'guest.x' is no context, did you mean 'guest'?\n"},
    {"cpu0 guest: wait done\n", "4:18 E201 'done' is no signal that is sent\n"},
    {"cpu0 guest: write-reg CTLR 1\n",
     "4:23 E201 'CTLR' is no word this operation takes, did you mean "
     "'CTRL'?\n"},
    {"cpu0 guest: write-reg CTRL T1\n", "4:28 E203 'T1' is no number\n"},
    {"cpu0 guest: leave fully\n",
     "4:19 E201 'fully' is no word this operation takes, did you mean "
     "'full'?\n"},
    {"cpu0 guest: retype buf T3\n",
     "4:24 E201 'T3' is no memory type of this model, did you mean 'T1'?\n"},
    {"host: attach gpu gust\n",
     "4:18 E201 'gust' is no principal, did you mean 'guest'?\n"},
    {"host: kick cpu\n", "4:12 E201 'cpu' is no CPU, did you mean 'cpu0'?\n"},
    {"host: answer -EINVALID\n",
     "4:14 E201 '-EINVALID' is no error, such as -EINVAL, did you mean "
     "'-EINVAL'?\n"},
    {"cpu0 host: back\n", "4:1 E204 'cpu0' is in no guest here\n"},
    {"thread a {\n  cpu0 host: fence\n}\nthread b {\n  cpu0 host: fence\n}\n",
     "8:3 E204 'cpu0' runs in two threads at once\n"},
    {"thread a {\n  cpu0 guest: fence\n}\nthread b {\n  cpu1 guest: fence\n}\n",
     "8:3 E204 'guest' runs on two CPUs at once; a second virtual CPU is "
     "'guest.1'\n"},
    {"thread a {\n}\nthread a {\n}\n", "6:8 E202 thread 'a' is there already\n"},
    {"schedule {\n  speculate buf\n}\n",
     "5:3 E101 'speculate' takes a CPU, perhaps a context of it, and an "
     "address\n"},
    {"schedule {\n  issue mian\n  perform guest\n  perform cpu0 70000\n}\n",
     "5:9 E201 'mian' is no thread, did you mean 'main'?\n"
     "6:11 E203 a CPU performs, or a device\n"
     "7:16 E204 nobody has that many operations waiting\n"},
    {"schedule {\n  issue main\n}\nschedule {\n}\n",
     "7:1 E204 a file with 'issue' or 'perform' has one 'schedule', outside of "
     "threads: all that happens\n"},
    {"thread t {\n  schedule {\n    issue t\n  }\n}\n",
     "5:3 E204 a file with 'issue' or 'perform' has one 'schedule', outside of "
     "threads: all that happens\n"},
    {"schedule {\n  issue main\n  drain cpu0\n}\n",
     "6:3 E204 in a whole schedule a CPU drains an address\n"},
    {"schedule {\n  drain\n}\n", "5:8 E101 a number or a name expected\n"},
    {"schedule {\n  evict cpu0\n}\n",
     "5:3 E101 'evict' takes perhaps a CPU, and an address\n"},
    {"schedule {\n  drain cpu0 guest buf\n}\n",
     "5:3 E101 'drain' takes a CPU, an address, or both\n"},
    {"schedule {\n  speculate cpu0 gust buf\n}\n",
     "5:18 E201 'gust' is no context, did you mean 'guest'?\n"},
    {"matrix rows a columns policy, b\n",
     "4:13 E201 'a' is no parameter, 'policy' or 'platform'\n"
     "4:31 E201 'b' is no parameter, 'policy' or 'platform'\n"},
    {"matrix rows plicy columns platform\n",
     "4:13 E201 'plicy' is no parameter, 'policy' or 'platform', did you mean "
     "'policy'?\n"},
    {"matrix rows policy columns platform, policy\n",
     "4:38 E202 'policy' is an axis already\n"},
    {"matrix rows policy columns platform\n"
     "matrix rows policy columns platform\n",
     "5:1 E202 a scenario has one matrix\n"},
};

static const struct bad claims[] = {
    {"under nwe-rules: expect none\n",
     "4:7 E201 'nwe-rules' is no policy, stack or tag, did you mean "
     "'new-rules'?\n"},
    {"under new-rules + flush: expect none\n", ""},
    {"under all: expect stale-raed\n",
     "4:19 E201 'stale-raed' is no hazard, did you mean 'stale-read'?\n"},
    {"under all: expect leak cause dirty-evictoin\n",
     "4:30 E201 'dirty-evictoin' is no cause, did you mean "
     "'dirty-eviction'?\n"},
    {"under all: never leak victim gest\n",
     "4:30 E201 'gest' is no principal, did you mean 'guest'?\n"},
    {"under all: never leak severity bad\n",
     "4:32 E201 'bad' is no severity\n"},
    {"under all: expect r0 == 1\n",
     "4:19 E201 'r0' is no register of this scenario\n"},
    {"cpu0 guest: load buf -> r0\nunder all: expect r0 == 1, leak\n",
     "5:19 E101 a register stands alone in a claim\n"},
    {"cpu0 guest: load buf -> r0\nunder all: expect r0 == 1 victim host\n",
     "5:19 E101 a register has no victim, cause or severity\n"},
    {"under all: expect count(zaps) == 1\n",
     "4:25 E201 'zaps' is no counted event, did you mean 'zap'?\n"},
    {"under all: expect type guest buf = T4\n",
     "4:36 E201 'T4' is no memory type of this model, did you mean 'T1'?\n"},
    {"mmio bar 4K\nunder all: expect type guest bar = T1\n",
     "5:1 E206 'bar' is not mapped for guest\n"},
    {"under all: expect refused -EFOO\n",
     "4:27 E201 '-EFOO' is no error, such as -EINVAL, did you mean "
     "'-EIO'?\n"},
    {"under all: expect condition aliased\n",
     "4:29 E201 'aliased' is no condition, did you mean 'alias'?\n"},
    {"under all: expect state moed == 1\n",
     "4:25 E201 'moed' is no state of this model, did you mean 'mode'?\n"},
    {"under all: expect arrived buff = []\n",
     "4:27 E201 'buff' is no region, did you mean 'buf'?\n"},
    {"under all: expect arrived buf = [0@0]\n",
     "4:34 E204 an access has 1 to 64 bytes\n"},
    {"under all: always cycles\n", "4:19 E201 'cycles' is no hazard\n"},
};

static const struct bad params[] = {
    {"param t = T1 T2 T3\nmap guest buf as $t\n",
     "5:18 E201 'T3', a value of $t is no memory type of this model, did you "
     "mean 'T1'?\n"},
    {"param t = T1 4\nmap guest buf as $t\n",
     "5:18 E203 '4', a value of $t is no memory type of this model\n"},
    {"param t = T1 T9\nwhen t=T1: map guest buf as $t\n", ""},
    {"param n = 4K 5000\nram a $n\n",
     "5:7 E204 '5000', a value of $n: a size is a multiple of 4K, up to 64G\n"},
    {"map guest buf as $tt\nparam t = T1\n",
     "4:18 E201 'tt' is no parameter, did you mean 't'?\n"},
    {"param a = x y\nwhen b=x: cpu0 host: fence\n",
     "5:6 E201 'b' is no parameter\n"},
    {"param a = x y\nwhen a=z: cpu0 host: fence\n",
     "5:8 E201 'z' is no value of parameter 'a'\n"},
    {"param a = x y x\n", "4:15 E202 'x' is there twice\n"},
    {"param a = 4K 4096\n", "4:14 E202 '4096' is there twice\n"},
    {"param a = x\nparam a = y\n", "5:7 E202 parameter 'a' is defined twice\n"},
    {"param a = x y\nwhen a=x: title \"t\"\n",
     "5:11 E203 this may not stand behind 'when'\n"},
    {"param a = x y\nwhen a=x: ram c 4K\ncpu0 host: load c\n",
     "6:17 E206 'c' is not mapped for host\n"},
    {"param a = x y\nwhen a=x: device d\nd: dma-read buf\n",
     "6:1 E201 there is no device 'd' here\n"},
    {"param a = x y\nwhen a=x: ram c 4K\nwhen a!=x: ram c 8K\n", ""},
    {"param a = x y\nwhen a=x: ram c 4K\nwhen a=x|y: ram c 8K\n",
     "6:13 E202 'c' is there already\n"},
    {"param n = 4K 8K\nram a $n\ncpu0 host: load a+4K\n",
     "6:17 E204 this is outside: it has 0x1000 bytes\n"},
    {"param w = all none\nunder all with w=al: never any\n",
     "5:18 E201 'al' is no value of parameter 'w', did you mean 'all'?\n"},
};
// clang-format on

Test(lang_check, grammar)
{
    expect_all(grammar, G_N_ELEMENTS(grammar));
}

Test(lang_check, places)
{
    expect_all(places, G_N_ELEMENTS(places));
}

Test(lang_check, steps)
{
    expect_all(steps, G_N_ELEMENTS(steps));
}

Test(lang_check, claims)
{
    expect_all(claims, G_N_ELEMENTS(claims));
}

Test(lang_check, params)
{
    expect_all(params, G_N_ELEMENTS(params));
}

Test(lang_check, a_scenario_is_named_and_expects_something)
{
    kit_expect("", "1:1 E101 a scenario begins with 'scenario' and its name\n");
    kit_expect("under all: never any\n",
               "1:1 E101 a scenario begins with 'scenario' and its name\n");
    kit_expect("scenario s\n", "1:1 E213 a scenario says what it expects, "
                               "'under' some policies\n");
}

Test(lang_check, a_fault_in_a_declaration_is_reported_once)
{
    kit_expect("scenario s\nram buf 4K x\ndevice gpu y\nparam p =\n"
               "cpu0 host: load buf -> r0\ngpu: dma-read buf\n"
               "map guest buf as $p\nunder all: expect r0 == 1\n",
               "2:12 E101 'owner', 'previous', 'holds', 'at', 'no-linear-map', "
               "'linear-map', 'slot-flag', 'vma' or the end of the line "
               "expected\n"
               "3:12 E101 'owner', 'no-snoop', 'llc-coherent', "
               "'behind', 'pcie', 'group' or the end of the "
               "line expected\n"
               "4:10 E101 a value expected\n");
}

Test(lang_check, line_ends_and_characters)
{
    kit_expect(
        "scenario s\r\n# k\xc3\xb6nig\r\ntitle \"gr\xc3\xbc\xc3\x9f\" 4\r\n"
        "under all: never any\r\n",
        "3:14 E101 the end of the line expected\n");
    kit_expect("scenario s\n\xc3\xa4\nunder all: never any\n",
               "2:1 E102 unexpected '\xc3\xa4'\n");
}

// clang-format off
static const struct bad needs[] = {
    {"cpu0 guest: load buf -> r0\ncpu0 guest: store buf+8 1 needs r0\n", ""},
    {"cpu0 guest: load buf -> r0\ncpu0 guest: load buf -> r1 needs r0\n", ""},
    {"cpu0 guest: load buf -> r0\ncpu0 guest: load buf+8 -> r1\n"
     "cpu0 guest: fence needs r0 r1\n", ""},
    {"cpu0 guest: load buf -> r0\ncpu0 guest: store buf 1 needs\n",
     "5:25 E101 a register expected behind 'needs'\n"},
    {"cpu0 guest: load buf -> r0\ncpu0 guest: store buf 1 needs r9\n",
     "5:31 E201 'r9' is no register of this scenario, did you mean 'r0'?\n"},
    {"cpu0 guest: load buf -> r0\ncpu0 guest: load buf needs r0 -> r1\n",
     "5:34 E101 'needs' stands behind the result\n"},
    {"cpu0 guest: store buf 1 needs r0\ncpu0 guest: load buf -> r0\n",
     "4:1 E204 no step of 'cpu0' before this one sets 'r0'\n"},
    {"cpu0 guest: load buf -> r0\ncpu1: store buf 1 needs r0\n",
     "5:1 E204 no step of 'cpu1' before this one sets 'r0'\n"},
    {"gpu: dma-read buf -> r0\ngpu: dma-write buf 1 needs r0\n",
     "5:22 E203 only a CPU's step needs a register\n"},
};
// clang-format on

Test(lang_check, needs)
{
    expect_all(needs, sizeof needs / sizeof *needs);
}
