/*
 * Every rule of a policy matters: with any one rule line of a shipped policy
 * taken out, some expectation of a shipped scenario fails.  What survives
 * stands in a list with its reason, and leaves the list when it is killed.
 */
#include "tests/tools/suite.h"

/* On a hook that no rule speaks about nothing happens either.  What such a line
 * overrides in the policy's base, the scenarios do show. */
#define SAYS_NOTHING "'-> nothing' and no rule are the same"
#define EMULATOR_ONLY                                                          \
    "where WBINVD does not exit only KVM's emulator comes here"
#define NO_FETCH     "instruction fetches and caches are not modelled"
#define TAKEN_ANYHOW "what no rule refuses is a memslot"
#define AS_WITHOUT_RULE                                                        \
    "without a rule a device comes and goes, is not forced, and is reported "  \
    "noncoherent"
#define SAME_DOMAIN    "a domain of its own would enforce no more and no less"
#define REFUSED_ANYHOW "enforcing what the unit cannot ends in the same error"
#define NESTED_OR_NOT  "without a first stage its requests snoop just the same"

/* Rule lines, "policy NAME:LINE". */
static const struct {
    const char *id, *why;
} rule_survivors[] = {
    {"policy svm-5.15:26",                      SAYS_NOTHING                                    },
    {"policy tdx-6.16:20",                      SAYS_NOTHING                                    },
    {"policy vmx-5.15:31",                      SAYS_NOTHING                                    },
    {"policy vmx-5.15:45",                      SAYS_NOTHING                                    },
    {"policy vmx-6.7:28",                       SAYS_NOTHING                                    },
    {"policy vmx-6.11:26",                      SAYS_NOTHING                                    },
    {"policy vmx-6.11:41",                      SAYS_NOTHING                                    },
    {"policy vmx-6.11:42",                      SAYS_NOTHING                                    },
    {"policy vmx-6.14-no-exit-barrier:8",       SAYS_NOTHING                                    },
    {"policy vmx-6.14-wbinvd-clflush:12",       SAYS_NOTHING                                    },
    {"policy vmx-delete-ipat-2024:13",          SAYS_NOTHING                                    },
    {"policy vmx-5.15:27",                      EMULATOR_ONLY                                   },
    {"policy vmx-6.7:25",                       EMULATOR_ONLY                                   },
    {"policy vmx-6.11:23",                      EMULATOR_ONLY                                   },
    {"policy vmx-mem-dma-2020:21",              EMULATOR_ONLY                                   },
    {"policy svm-5.15:17",                      "nested entries of AMD ask no policy for a type"},
    {"policy arm64-5.10:15",                    NO_FETCH                                        },
    {"policy arm64-5.10:23",                    NO_FETCH                                        },
    {"policy arm64-5.10:24",                    NO_FETCH                                        },
    {"policy arm64-5.10:25",                    NO_FETCH                                        },
    {"policy arm64-5.10:30",                    TAKEN_ANYHOW                                    },
    {"policy arm64-5.10:35",                    NO_FETCH                                        },
    {"policy arm64-5.10:37",                    NO_FETCH                                        },
    {"policy arm64-5.10:57",
     "a step of a vCPU enters it first: none is reset that never ran"                           },
    {"policy arm64-5.10:58",                    NO_FETCH                                        },
    {"policy arm64-5.10:64",                    SAYS_NOTHING                                    },
    {"policy arm64-5.14:15",                    NO_FETCH                                        },
    {"policy arm64-5.14:24",                    TAKEN_ANYHOW                                    },
    {"policy arm64-6.9:14",                     NO_FETCH                                        },
    {"policy arm64-6.17:20",                    NO_FETCH                                        },
    {"policy arm64-6.17:30",                    TAKEN_ANYHOW                                    },
    {"policy arm64-6.17-flush-before-unmap:10", SAYS_NOTHING                                    },
    {"policy arm64-6.17-keep-leaves:9",         SAYS_NOTHING                                    },
    {"policy arm64-6.17-memslot-only:10",       NO_FETCH                                        },
    {"policy arm64-6.17-no-map-flush:9",        NO_FETCH                                        },
    {"policy arm64-6.17-no-unmap-flush:9",      SAYS_NOTHING                                    },
    {"policy arm64-block-2025:18",              NO_FETCH                                        },
    {"policy arm64-block-2025:26",              TAKEN_ANYHOW                                    },
    {"policy arm64-flag-2025:17",               NO_FETCH                                        },
    {"policy arm64-flag-2025:28",               TAKEN_ANYHOW                                    },
    {"policy arm64-guarantee-2025:31",          NO_FETCH                                        },
    {"policy arm64-guarantee-2025:17",
     "no shipped platform has FWB without DIC"                                                  },
    {"policy arm64-guarantee-2025:18",          TAKEN_ANYHOW                                    },
    {"policy arm64-nc-fallback:17",             NO_FETCH                                        },
    {"policy arm64-nc-fallback:25",             TAKEN_ANYHOW                                    },
    {"policy arm64-v3-2025:16",                 NO_FETCH                                        },
    {"policy arm64-v8-2025:21",                 NO_FETCH                                        },
    {"policy flush-none:9",                     SAYS_NOTHING                                    },
    {"policy flush-none:10",                    SAYS_NOTHING                                    },
    {"policy flush-none:11",                    SAYS_NOTHING                                    },
    {"policy ioasid-2021-group:13",             AS_WITHOUT_RULE                                 },
    {"policy ioasid-2021-narrow:12",            AS_WITHOUT_RULE                                 },
    {"policy ioasid-2021-one-shot:10",          AS_WITHOUT_RULE                                 },
    {"policy ioasid-2021-per-mapping:12",       AS_WITHOUT_RULE                                 },
    {"policy ioasid-2021-probe-reads:12",       AS_WITHOUT_RULE                                 },
    {"policy ioasid-2021:12",                   REFUSED_ANYHOW                                  },
    {"policy ioasid-2021:13",                   AS_WITHOUT_RULE                                 },
    {"policy ioasid-2021:15",                   SAME_DOMAIN                                     },
    {"policy ioasid-2021:21",                   AS_WITHOUT_RULE                                 },
    {"policy ioasid-2021:25",                   AS_WITHOUT_RULE                                 },
    {"policy ioasid-2021:27",                   AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.16-report-domain:11",    AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.16:14",                  AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.16:28",                  AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.16:34",                  AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.16:39",                  NESTED_OR_NOT                                   },
    {"policy iommufd-6.16:40",                  NESTED_OR_NOT                                   },
    {"policy iommufd-6.16:45",                  AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.16:50",                  AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.16:54",                  AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.16:56",                  AS_WITHOUT_RULE                                 },
    {"policy iommufd-6.6:18",                   SAME_DOMAIN                                     },
    {"policy iommufd-accept-silently:11",       SAME_DOMAIN                                     },
    {"policy iommufd-no-entry-flush:9",         SAYS_NOTHING                                    },
    {"policy iommufd-snp-blindly:10",           SAME_DOMAIN                                     },
    {"policy vfio-type1-5.15:16",               AS_WITHOUT_RULE                                 },
    {"policy vfio-type1-5.15:20",               AS_WITHOUT_RULE                                 },
    {"policy vfio-type1-5.15:25",
     "where nothing enforces the default shares, too"                                           },
    {"policy vfio-type1-5.15:29",               AS_WITHOUT_RULE                                 },
    {"policy vfio-type1-5.15:38",               AS_WITHOUT_RULE                                 },
    {"policy vfio-type1-5.15:42",               AS_WITHOUT_RULE                                 },
    {"policy vfio-type1-6.16:10",               SAME_DOMAIN                                     },
    {"policy vfio-type1-6.16:11",               SAME_DOMAIN                                     },
    {"policy vfio-type1-6.16:12",               AS_WITHOUT_RULE                                 },
    {"policy vmm-as-reported:9",                AS_WITHOUT_RULE                                 },
};

/* Ids of the rules that policy files of the program give. */
static GPtrArray *
rule_ids(const struct loaded *s)
{
    GPtrArray *ids = g_ptr_array_new();

    for (uint32_t i = 0; i < policy_count(s->shipped->policies); i++) {
        const struct policy *p = policy_at(s->shipped->policies, i);

        for (uint32_t t = 0; t < POLICY_TABLES_MAX; t++)
            for (uint32_t k = 0; k < p->table[t].n; k++) {
                const struct policy_rule *r = &p->table[t].rule[k];

                if (r->line && policy_gives(s->shipped->policies, p, t))
                    g_ptr_array_add(ids, (gpointer) (uintptr_t) r->why.id);
            }
    }
    return ids;
}

static const char *const words[] = {"scenarios", NULL};

Test(mutation, unmutated_suite_passes)
{
    struct loaded s;

    suite_open(&s, words);
    cr_assert(s.scenario->len >= 4);
    cr_expect_not(suite_killer(&s, &(struct mutant){0}, NULL));
    suite_close(&s);
}

Test(mutation, every_policy_rule_is_shown)
{
    struct loaded s;
    GPtrArray *ids;

    suite_open(&s, words);
    ids = rule_ids(&s);
    cr_assert(ids->len > 30);
    for (guint i = 0; i < ids->len; i++) {
        const char *id = ids->pdata[i];
        bool dead = suite_killer(&s, &(struct mutant){.rule = id}, NULL);
        bool listed = false;

        for (size_t k = 0; k < G_N_ELEMENTS(rule_survivors); k++)
            listed |= !strcmp(rule_survivors[k].id, id);
        cr_expect(dead != listed, "%s is %s", id,
                  dead ? "listed as a survivor and killed"
                       : "shown by no shipped expectation");
    }
    g_ptr_array_unref(ids);
    suite_close(&s);
}
