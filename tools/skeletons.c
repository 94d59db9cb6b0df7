#include "tools/skeletons.h"

#include <string.h>

#include "sim/base/lex.h"

/* ---- the texts; @NAME@ stands for the name ---- */

static const char scenario[] =
    "# Who does what to which memory, and what you expect of it.  Run it with\n"
    "#   mtsim run FILE\n"
    "# and ask why with 'mtsim explain FILE'; mtsim-scenario(5) has the "
    "language.\n"
    "scenario @NAME@\n"
    "  title \"@NAME@: say in one line what happens\"\n"
    "\n"
    "# The machine: 'mtsim new platform' begins one of your own.\n"
    "platform intel-server\n"
    "\n"
    "# The scenario runs at every combination of these values.\n"
    "param guest-type = WB WC\n"
    "param flush = no clflush\n"
    "\n"
    "# Memory, who owns it, and who maps it as what.  What is not said is as "
    "usual:\n"
    "# the host and the VMM map it too, write-back.\n"
    "ram buffer 4K owner guest\n"
    "map guest buffer as $guest-type\n"
    "\n"
    "# A device that does not look into the CPUs' caches.\n"
    "device gpu owner host no-snoop\n"
    "\n"
    "# Steps, in order, each by some agent.\n"
    "cpu0 guest: store buffer 1\n"
    "when flush=clflush: cpu0 guest: clflush buffer\n"
    "cpu0 guest: sfence\n"
    "cpu0 guest: ring gpu\n"
    "gpu: dma-read buffer -> r0\n"
    "\n"
    "# What is to be seen, under which policies; 'mtsim policy list' names "
    "them.\n"
    "under all with flush=clflush: expect none\n"
    "under vmx-6.14 with flush=clflush: expect r0 == 1\n"
    "under vmx-6.14 with flush=no: expect stale-read victim guest\n";

static const char policy[] =
    "# What the hypervisor does about memory types.  Check it with\n"
    "#   mtsim policy lint FILE\n"
    "# and put it to work with 'mtsim run --policy FILE scenarios'; "
    "mtsim-policy(5)\n"
    "# has the language.\n"
    "policy @NAME@\n"
    "  title \"@NAME@: say in one line what is different\"\n"
    "  cite \"where it comes from: a commit, a thread\"\n"
    "  # All that is not said below is as there; 'mtsim policy show "
    "vmx-6.14'.\n"
    "  base vmx-6.14\n"
    "  tags proposal\n"
    "\n"
    "  # The type of the second-stage mapping; the first rule that matches "
    "decides.\n"
    "  # A table takes the place of the base's, whole.  These rules are "
    "vmx-6.14's.\n"
    "  stage2\n"
    "    host-mmio         -> UC\n"
    "    !noncoherent-dma  -> WB ipat\n"
    "    otherwise         -> WB\n";

/* ---- putting in the name ---- */

static char *
named(const char *text, const char *name)
{
    GString *out = g_string_new(text);

    g_string_replace(out, "@NAME@", name, 0);
    return g_string_free(out, FALSE);
}

char *
skeleton_scenario(const char *name)
{
    return named(scenario, name);
}

char *
skeleton_policy(const char *name)
{
    return named(policy, name);
}

char *
skeleton_platform(const struct source *like, const char *name)
{
    GString *out = g_string_new(NULL);
    struct lexer lx;

    lex_start(&lx, like, NULL);
    do
        lex_next(&lx);
    while (lx.kind != TK_END && !lex_is(&lx, "platform"));
    lex_next(&lx);
    g_string_append_len(out, like->text, lx.from);
    g_string_append(out, name);
    g_string_append_len(out, like->text + lx.to, like->length - lx.to);
    return g_string_free(out, FALSE);
}
