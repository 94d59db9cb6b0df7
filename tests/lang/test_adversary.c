/* Adversaries: the menu, the maps, and where their CPUs are. */
#include "tests/lang/kit.h"

#define START "scenario s\nram a 4K owner guest\nram h 4K\ndevice gpu\n"
#define END   "under all: never any\n"

/* "THREAD:TEXT" of each step, a '!' behind the implied ones. */
static char *
steps(const struct plan *p)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < p->nstep; i++)
        g_string_append_printf(out, "%u:%s%s\n", p->step[i].thread,
                               p->step[i].text, p->step[i].implied ? " !" : "");
    return g_string_free(out, FALSE);
}

static void
expect_steps(const char *body, const char *right)
{
    char *text = g_strconcat(START, body, END, NULL);
    struct kit *k = kit_open(text);
    char *got = steps(&kit_experiment(k, 0)->plan);

    cr_expect_str_eq(got, right, "%s---- gives\n%s", body, got);
    g_free(got);
    g_free(text);
    kit_close(k);
}

static void
expect_faults(const char *body, const char *faults)
{
    char *text = g_strconcat(START, body, END, NULL);

    kit_expect(text, faults);
    g_free(text);
}

Test(lang_adversary, a_menu_is_a_thread_with_a_depth)
{
    struct kit *k = kit_open(START "cpu0: fence\n"
                                   "thread t {\n  cpu1: load h\n}\n"
                                   "adversary cpu0 vmm: up to 3 {\n"
                                   "  load a\n  fence\n  store a[8..24] 1\n}\n"
                                   "cpu0: fence\n" END);
    const struct plan *p = &kit_experiment(k, 0)->plan;

    cr_expect_eq(p->nthread, 3);
    cr_expect_str_eq(p->thread[2].name, "adversary-cpu0");
    cr_expect_eq(p->thread[1].depth, 0);
    cr_expect_eq(p->thread[2].depth, 3);
    cr_expect_eq(p->thread[1].start, 1);
    cr_expect_eq(p->thread[2].start, 1);
    cr_expect_eq(p->step[4].thread, 2);
    cr_expect_eq(p->step[4].operand[0].to, 24);
    kit_close(k);
}

Test(lang_adversary, its_cpu_is_in_the_guest_before_the_block)
{
    expect_steps("cpu1: fence\n"
                 "thread t {\n  cpu0: fence\n}\n"
                 "adversary cpu1 guest: up to 2 {\n  fence\n}\n"
                 "cpu1: fence\n",
                 "0:cpu1: fence\n"
                 "0:cpu1 guest: back !\n"
                 "1:cpu0: fence\n"
                 "2:cpu1 guest: fence\n"
                 "0:cpu1 guest: leave !\n"
                 "0:cpu1: fence\n");
}

Test(lang_adversary, any)
{
    expect_steps("adversary gpu: up to 2 {\n  any h+8\n}\n",
                 "1:gpu: dma-read h+8\n"
                 "1:gpu: dma-write h+8 0xbad\n");
    expect_steps("adversary cpu0 guest: up to 2 {\n  any a\n}\n",
                 "0:cpu0 guest: back !\n"
                 "1:cpu0 guest: load a\n"
                 "1:cpu0 guest: store a 0xbad\n"
                 "1:cpu0 guest: swap a 0xbad\n");
}

Test(lang_adversary, maps_of_several_types)
{
    expect_steps("map guest a as T2\nadversary cpu0 guest: up to 2 {\n"
                 "  store a+8 1\n  map-as T1 T2\n  fence\n}\n",
                 "0:cpu0 guest: back !\n"
                 "1:cpu0 guest: store a~T1+8 1\n"
                 "1:cpu0 guest: store a+8 1\n"
                 "1:cpu0 guest: fence\n");
    expect_steps("adversary cpu0 guest: up to 2 {\n"
                 "  map-as any\n  load a\n}\n",
                 "0:cpu0 guest: back !\n"
                 "1:cpu0 guest: load a\n"
                 "1:cpu0 guest: load a~T2\n"
                 "1:cpu0 guest: load a~TR\n");
}

Test(lang_adversary, faults)
{
    expect_faults("adversary cpu0: up to 0 {\n  fence\n}\n",
                  "5:23 E204 '0': an adversary runs 1 to 64 operations\n");
    expect_faults("adversary cpu0: up to 65 {\n  fence\n}\n",
                  "5:23 E204 '65': an adversary runs 1 to 64 operations\n");
    expect_faults("adversary guest: up to 1 {\n  fence\n}\n",
                  "5:11 E201 'guest' is no agent\n");
    expect_faults("adversary cpu0 gest: up to 1 {\n  fence\n}\n",
                  "5:16 E201 'gest' is no context, did you mean 'guest'?\n");
    expect_faults(
        "adversary host: up to 1 {\n  give a host\n}\n",
        "5:11 E203 an adversary is a CPU in some context, or a device\n");
    expect_faults("adversary cpu0: up to 1 {\n}\n",
                  "5:1 E204 an adversary has operations to choose from, such "
                  "as 'any' and an address\n");
    expect_faults("adversary cpu0: up to 1 {\n  fense\n}\n",
                  "6:3 E201 'fense' is no operation of this model, did you "
                  "mean 'fence'?\n");
    expect_faults("adversary cpu0: up to 1 {\n  any 4\n  any b\n  any\n}\n",
                  "6:7 E203 'any' takes an address\n"
                  "7:7 E201 'b' is no region or map\n"
                  "8:6 E101 a number or a name expected\n");
    expect_faults("adversary cpu0: up to 1 {\n  load h[..]\n}\n",
                  "6:8 E204 an adversary takes one line at a time: at most 64 "
                  "bytes of one\n");
    expect_faults("adversary cpu0: up to 1 {\n  load h[56..72]\n}\n",
                  "6:8 E204 an adversary takes one line at a time: at most 64 "
                  "bytes of one\n");
    expect_faults("adversary gpu: up to 1 {\n  map-as T1\n  any h\n}\n",
                  "6:3 E203 a device maps nothing: 'map-as' is for a CPU\n");
    expect_faults(
        "adversary cpu0: up to 1 {\n  map-as T9\n  any h\n}\n",
        "6:10 E201 'T9' is no memory type of this model, did you mean 'T1'?\n");
    expect_faults(
        "adversary cpu0: up to 1 {\n  map-as T1\n  map-as any\n  any h\n}\n",
        "7:3 E202 said twice\n");
}

Test(lang_adversary, faults_of_contexts)
{
    expect_faults(
        "adversary cpu0 guest: up to 1 {\n  leave\n  leave full\n  "
        "leave stay\n  back\n  await a\n  signal x\n}\n",
        "6:3 E203 'leave' changes the context: an adversary stays in its own\n"
        "7:3 E203 'leave' changes the context: an adversary stays in its own\n"
        "9:3 E203 'back' changes the context: an adversary stays in its own\n"
        "10:3 E101 'await' takes an address, '==' and a value\n"
        "11:3 E203 'signal' waits or is waited for: no adversary does that\n"
        "11:10 E201 'x' is no signal that is sent\n");
    expect_faults("adversary cpu0 guest: up to 1 {\n  fence\n}\n"
                  "adversary cpu1 guest: up to 1 {\n  fence\n}\n",
                  "5:1 E204 'guest' runs on two CPUs at once; a second virtual "
                  "CPU is 'guest.1'\n");
    expect_faults("adversary cpu0 guest: up to 1 {\n  fence\n}\n"
                  "thread t {\n  cpu0: fence\n}\n",
                  "9:3 E204 'cpu0' runs in two threads at once\n");
    expect_faults("thread t {\n  cpu1 guest: fence\n}\n"
                  "adversary cpu0 guest: up to 1 {\n  fence\n}\n",
                  "6:3 E204 'guest' runs on two CPUs at once; a second virtual "
                  "CPU is 'guest.1'\n");
    expect_faults("when x=1: adversary cpu0: up to 1 {\n  fence\n}\n",
                  "5:6 E201 'x' is no parameter\n"
                  "5:11 E203 this may not stand behind 'when'\n");
    expect_faults("adversary cpu0: up to 1 {\n  thread x {\n}\n}\n",
                  "6:12 E101 '+', '[', a number, a name or the end of the line "
                  "expected\n");
    expect_faults("any h\nmap-as any\n",
                  "5:1 E104 'any' may not stand in this block\n"
                  "6:1 E104 'map-as' may not stand in this block\n");
}
