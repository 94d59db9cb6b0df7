#include "models/iommu/outcome.h"

#include "models/iommu/unit.h"

const char *
unit_outcome_name(uint32_t outcome)
{
    switch (outcome) {
    case OUTCOME_SNOOPED:
        return "snooped";
    case OUTCOME_UNSNOOPED:
        return "not snooped";
    case OUTCOME_FAULT + UNIT_FAULT_ENTRY:
        return "fault: entry not valid";
    case OUTCOME_FAULT + UNIT_FAULT_TABLE:
        return "fault: not mapped";
    case OUTCOME_FAULT + UNIT_FAULT_RIGHT:
        return "fault: not allowed";
    case OUTCOME_FAULT + UNIT_FAULT_RESERVED:
        return "fault: reserved bit";
    default:
        return "fault";
    }
}
