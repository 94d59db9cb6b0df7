#include "models/iommu/vtd/tables.h"

#include <assert.h>
#include <stddef.h>

#include "models/iommu/outcome.h"
#include "models/iommu/vtd/rules.h"

enum {
    S = OUTCOME_SNOOPED,
    N = OUTCOME_UNSNOOPED,
    F = OUTCOME_FAULT,
    ANY = VTD_ANY,
    NONE = CONTROL_NONE,
    SNP = CONTROL_SNP,
    PGSNP = CONTROL_PGSNP,
};

// clang-format off
const struct vtd_row vtd_rows[VTD_ROWS] = {
    /*                     SC   control     no-snoop: 0  1                    */
    { VTD_OFF,           ANY, NONE,  ANY,         { S, N }, VTD_RULE_OFF            },
    { VTD_PASS,          ANY, NONE,  ANY,         { S, N }, VTD_RULE_PASS           },
    { VTD_SCALABLE_PASS, ANY, NONE,  ANY,         { S, N }, VTD_RULE_SCALABLE_PASS  },
    { VTD_SECOND,        1,   SNP,   0,           { S, N }, VTD_RULE_SNP_CLEAR      },
    { VTD_SECOND,        1,   SNP,   1,           { S, S }, VTD_RULE_SNP            },
    { VTD_SECOND,        0,   SNP,   0,           { S, N }, VTD_RULE_SECOND_NO_SC   },
    { VTD_SECOND,        0,   SNP,   1,           { F, F }, VTD_RULE_SNP_RESERVED   },
    { VTD_FIRST,         1,   PGSNP, 0,           { S, N }, VTD_RULE_FIRST_CLEAR    },
    { VTD_FIRST,         1,   PGSNP, 1,           { S, S }, VTD_RULE_FIRST_PGSNP    },
    { VTD_FIRST,         0,   PGSNP, 0,           { S, N }, VTD_RULE_FIRST_NO_SC    },
    { VTD_FIRST,         0,   PGSNP, 1,           { F, F }, VTD_RULE_PGSNP_RESERVED },
    { VTD_NESTED,        1,   PGSNP, 0,           { S, N }, VTD_RULE_NESTED_CLEAR   },
    { VTD_NESTED,        1,   PGSNP, 1,           { S, S }, VTD_RULE_NESTED_PGSNP   },
    { VTD_NESTED,        0,   PGSNP, 0,           { S, N }, VTD_RULE_NESTED_NO_SC   },
    { VTD_NESTED,        0,   PGSNP, 1,           { F, F }, VTD_RULE_PGSNP_RESERVED },
};
// clang-format on

static bool
takes(uint8_t cell, bool value)
{
    return cell == VTD_ANY || cell == value;
}

const struct vtd_row *
vtd_find_row(uint8_t mode, bool sc, bool set)
{
    for (unsigned i = 0; i < VTD_ROWS; i++) {
        const struct vtd_row *r = &vtd_rows[i];

        if (r->mode == mode && takes(r->sc, sc) && takes(r->set, set))
            return r;
    }
    assert(!"a mode has a row for each input");
    return NULL;
}
