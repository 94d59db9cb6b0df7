/* The final attributes of a PCIe stream, overrides not applied, for what Linux
 * and its guests program. */

#include "models/iommu/smmuv3/type_table.h"

#include <stddef.h>
#include <stdio.h>

#include "models/iommu/smmuv3/attributes.h"
#include "models/iommu/smmuv3/fields.h"
#include "models/iommu/smmuv3/smmuv3.h"
#include "models/iommu/smmuv3/tables.h"

typedef void emit_row(void *to, const char *const cell[]);

struct first {
    const char *name;
    uint8_t mair; /* 0: off                                                   */
    uint8_t sh;
};
static const struct first first[] = {
    {"off",    0,           0             },
    {"WB",     MAIR_WB,     SH_ENCODED_ISH},
    {"NC",     MAIR_NC,     SH_ENCODED_OSH},
    {"Device", MAIR_DEVICE, SH_ENCODED_OSH},
};

struct second {
    const char *name, *fwb;
    bool on, force;
    uint8_t memattr, sh;
};
static const struct second second[] = {
    {"off", "-", false, false, 0,           0             },
    {"0xf", "0", true,  false, S2_WB,       SH_ENCODED_ISH},
    {"0x5", "0", true,  false, S2_NC,       SH_ENCODED_OSH},
    {"0x1", "0", true,  false, S2_DEVICE,   SH_ENCODED_OSH},
    {"0x6", "1", true,  true,  S2_FORCE_WB, SH_ENCODED_ISH},
    {"0x5", "1", true,  true,  S2_NC,       SH_ENCODED_OSH},
    {"0x1", "1", true,  true,  S2_DEVICE,   SH_ENCODED_OSH},
};

enum {
    FIRSTS = sizeof first / sizeof *first,
    SECONDS = sizeof second / sizeof *second,
};

/* Requests and systems, as readers ask about them. */
struct column {
    const char *name;
    uint32_t has;
    bool no_snoop;
};
static const struct column column[] = {
    {"snoop",            0,                        false},
    {"no-snoop ignored", 0,                        true },
    {"no-snoop",         SMMU_NSSYS,               true },
    {"canwbs",           SMMU_NSSYS | SMMU_CANWBS, true },
};

static struct smmu_output
result(const struct first *s1, const struct second *s2, uint32_t has,
       bool no_snoop)
{
    const struct smmu_input in = {
        .has = has,
        .no_snoop = no_snoop,
        .shcfg = SHCFG_INCOMING,
        .s1 = s1->mair != 0,
        .mair = s1->mair,
        .s1_sh = s1->sh,
        .s2 = s2->on,
        .fwb = s2->force,
        .s2_memattr = s2->memattr,
        .s2_sh = s2->sh,
    };

    return smmu_attributes(&in, NULL);
}

/* Linux maps registers of peers with 0x1, and nothing else. */
static bool
is_memory(const struct second *s2)
{
    return !s2->on || s2->memattr != S2_DEVICE;
}

/* "-": no memory, so that no cache may hold it. */
static const char *
outcome(const struct second *s2, const struct smmu_output *out)
{
    if (!is_memory(s2))
        return "-";
    return out->snooped ? "snooped" : "not snooped";
}

/* ---- every combination ---- */

static void
rows(emit_row *emit, void *to)
{
    static const char *const bit[] = {"0", "1"};

    for (unsigned i = 0; i < SECONDS * FIRSTS * 8; i++) {
        const struct second *s2 = &second[i / FIRSTS / 8];
        const struct first *s1 = &first[i / 8 % FIRSTS];
        unsigned ns = i / 4 % 2, nssys = i / 2 % 2, canwbs = i % 2;
        struct smmu_output out = result(
            s1, s2, (nssys ? SMMU_NSSYS : 0) | (canwbs ? SMMU_CANWBS : 0), ns);

        emit(to, (const char *const[]){s1->name, s2->name, s2->fwb, bit[ns],
                                       bit[nssys], bit[canwbs],
                                       smmu_type_name(&out.attr),
                                       outcome(s2, &out)});
    }
}

/* ---- as it is asked ---- */

static const char *
cell_of(const struct second *s2, const struct column *c,
        const struct smmu_output *out)
{
    if (c->has & SMMU_CANWBS)
        return is_memory(s2) ? "coherent" : "no memory";
    return smmu_type_name(&out->attr);
}

static void
folded_rows(emit_row *emit, void *to)
{
    for (unsigned i = 0; i < SECONDS * FIRSTS * 4; i++) {
        const struct second *s2 = &second[i / 4 / FIRSTS];
        const struct first *s1 = &first[i / 4 % FIRSTS];
        const struct column *c = &column[i % 4];
        struct smmu_output out = result(s1, s2, c->has, c->no_snoop);
        char stages[32];

        snprintf(stages, sizeof stages, "%s, %s%s", s1->name, s2->name,
                 s2->force ? " FWB" : "");
        emit(to, (const char *const[]){stages, c->name, cell_of(s2, c, &out)});
    }
}

static const char *const column_name[] = {
    "stage1", "stage2", "fwb", "no_snoop", "nssys", "canwbs", "type", "outcome",
};
static const char *const folded_column[] = {"stages", "request", "type"};

static const char *const note[] = {
    "stages: stage 1, and MemAttr of stage 2 with S2FWB where FWB stands.  A "
    "stage 1 over a stage 2 is the guest's.",
    "Linux writes 0xf, 0x5 and 0x1; 0x6, 0x5 and 0x1 for nest parents where "
    "the unit has S2FWB.  Its mappings for VFIO and IOMMUFD are 0xf or 0x6, "
    "and 0x1 for registers of peers.",
    "no-snoop: the system implements No_snoop; it comes last, after S2FWB.  "
    "ignored: it does not.",
    "canwbs: the root complex keeps DMA to conventional memory coherent "
    "whatever the attributes, with and without no-snoop.",
    "WB is snooped, NC and Device are not.  Device is Device-nGnRE in stage 1 "
    "and in 0x1; of two Device types the stronger is the result.",
    NULL,
};

static const char cite[] =
    "SMMU (IHI 0070 G.b), 13.1.4 to 13.1.7 and 13.6.1; Linux 6.16 "
    "arm_lpae_prot_to_pte(); IORT (DEN0049 E.f), CANWBS";

static const struct table folded = {
    .name = "smmuv3",
    .title = "SMMUv3: final attributes of a PCIe device's DMA",
    .cite = cite,
    .column = folded_column,
    .ncolumn = 3,
    .row_axis = 0,
    .col_axis = 1,
    .first_value = 2,
    .note = note,
    .rows = folded_rows,
};
static const struct table *const folded_tables[] = {&folded, NULL};

static const struct table flat = {
    .name = "smmuv3",
    .title = "SMMUv3: final attributes of a PCIe device's DMA",
    .cite = cite,
    .column = column_name,
    .ncolumn = 8,
    .row_axis = -1,
    .col_axis = -1,
    .first_value = 6,
    .folded = folded_tables,
    .note = note,
    .rows = rows,
};
const struct table *const smmu_type_tables[] = {&flat, NULL};
