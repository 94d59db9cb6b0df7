/* What a process can do: of every verb of every model, compared with a list by
 * hand.
 *
 * x86: WBINVD, WBNOINVD, INVD, MOV to CR0, WRMSR and INVLPG are #GP(0) at CPL 3
 * (Intel SDM vol. 2, "Protected Mode Exceptions" of each); CLFLUSH, CLFLUSHOPT,
 * CLWB and fences are not.  arm64: at EL0, with SCTLR_EL1.{UCI,DZE} = 1 as
 * Linux has them (arch/arm64/include/asm/sysreg.h, INIT_SCTLR_EL1_MMU_ON), DC
 * CVAC, CIVAC, CVAU, ZVA and IC IVAU work; DC IVAC, maintenance by set and way,
 * TLBI and MSR of these registers are UNDEFINED (Arm ARM, each instruction's
 * "Accessibility"). */
#include "sim/lang/script.h"
#include "tests/lang/kit.h"
#include "tools/models.h"

/* NULL where a process can. */
static const struct {
    const char *arch, *verb, *says;
} cannot[] = {
    {"x86",   "wbinvd",     "privileged"  },
    {"x86",   "wbnoinvd",   "privileged"  },
    {"x86",   "invd",       "privileged"  },
    {"x86",   "wrmsr",      "privileged"  },
    {"x86",   "flush-tlb",  "privileged"  },
    {"x86",   "set-type",   "privileged"  },
    {"x86",   "cr0-cd",     "this context"},
    {"x86",   "vm-exit",    "this context"},
    {"arm64", "dc-ivac",    "privileged"  },
    {"arm64", "dc-isw",     "privileged"  },
    {"arm64", "dc-csw",     "privileged"  },
    {"arm64", "dc-cisw",    "privileged"  },
    {"arm64", "tlbi",       "privileged"  },
    {"arm64", "msr",        "privileged"  },
    {"arm64", "wr-mair",    "privileged"  },
    {"arm64", "set-type",   "privileged"  },
    {"arm64", "wr-sctlr",   "this context"},
    {"arm64", "vm-exit",    "this context"},
    {"arm64", "vcpu-reset", "this context"},
};

static const char *
why_not(const char *arch, const char *verb)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cannot); i++)
        if (!strcmp(cannot[i].arch, arch) && !strcmp(cannot[i].verb, verb))
            return cannot[i].says;
    return NULL;
}

/* What is said of the verb in a context, whatever its operands are. */
static char *
faults_of(const struct model *m, const char *context, const char *verb)
{
    char *text = g_strdup_printf("scenario s\nram a 4K owner guest\n"
                                 "cpu0 %s: %s\nunder all: expect none\n",
                                 context, verb);
    const struct lang_env env = {m, NULL, NULL, NULL};
    struct source *src = source_new("t", text, strlen(text));
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    char *out;

    script_check(s, &env, sink);
    out = kit_faults(sink);
    script_free(s);
    diag_sink_free(sink);
    source_free(src);
    g_free(text);
    return out;
}

static void
expect_privilege(const char *verb, const char *says, const char *process,
                 const char *guest)
{
    if (says)
        cr_expect(strstr(process, says), "%s: %s", verb, process);
    else
        cr_expect(!strstr(process, "privileged") &&
                      !strstr(process, "is not for"),
                  "%s: %s", verb, process);
    cr_expect(!strstr(guest, "privileged") && !strstr(guest, "is not for"),
              "%s: %s", verb, guest);
}

Test(lang_privilege, of_every_verb)
{
    unsigned privileged = 0;

    for (uint32_t i = 0; models[i]; i++)
        for (uint32_t v = 0; v < models[i]->nverb; v++) {
            const struct model *m = models[i];
            const char *verb = m->verb[v].name;
            const char *says = why_not(m->arch, verb);
            char *process = faults_of(m, "vmm", verb);
            char *guest = faults_of(m, "guest", verb);

            if (!(m->verb[v].who & BY_HOST))
                expect_privilege(verb, says, process, guest);
            privileged += says != NULL;
            g_free(process);
            g_free(guest);
        }
    cr_expect_eq(privileged, G_N_ELEMENTS(cannot));
}
