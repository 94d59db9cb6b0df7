#include "models/iommu/amd_vi/tables.h"

#include "models/iommu/amd_vi/rules.h"
#include "models/iommu/outcome.h"

enum { S = OUTCOME_SNOOPED, N = OUTCOME_UNSNOOPED };

// clang-format off
const struct amd_vi_row amd_vi_rows[AMD_VI_ROWS] = {
    /*             no-snoop: 0  1                    */
    [AMD_VI_FC_CLEAR] = { { S, N }, AMD_VI_RULE_FC_CLEAR },
    [AMD_VI_FC_SET]   = { { S, S }, AMD_VI_RULE_FC       },
    [AMD_VI_PASS]     = { { S, N }, AMD_VI_RULE_PASS     },
    [AMD_VI_INVALID]  = { { S, N }, AMD_VI_RULE_INVALID  },
};
// clang-format on
