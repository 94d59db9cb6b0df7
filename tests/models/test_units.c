/* What the kinds of unit give is what the language has. */
#include <criterion/criterion.h>

#include "models/iommu/model.h"
#include "models/iommu/plane.h"

/* A plan has 32 bits for the capabilities of all kinds. */
Test(units, capabilities_are_single_bits_side_by_side)
{
    uint32_t n = 0, all = 0;

    for (; iommu_units[n]; n++) {
        const struct iommu_unit *u = iommu_units[n];
        uint32_t own = 0;

        cr_expect_eq(io_unit_shift(n), all);
        all += u->nhas;
        for (uint32_t i = 0; i < u->nhas; i++) {
            cr_expect(!(u->has[i].code & (u->has[i].code - 1)), "%s",
                      u->has[i].name);
            own |= u->has[i].code;
        }
        cr_expect_eq(own, (1u << u->nhas) - 1, "%s", u->name);
    }
    cr_expect(all <= 32);
}

Test(units, the_language_has_their_words)
{
    for (uint32_t n = 0; iommu_units[n]; n++) {
        const struct iommu_unit *u = iommu_units[n];
        struct word w;

        cr_assert(iommu_model.unit(n, &w));
        cr_expect_str_eq(w.name, u->name);
        for (uint32_t i = 0; i < u->nhas; i++) {
            struct plan_unit unit = {.kind = n};

            cr_assert(iommu_model.unit_has(n, i, &w));
            cr_expect_str_eq(w.name, u->has[i].name);
            unit.has = w.code;
            cr_expect_eq(io_unit_bits(&unit), u->has[i].code, "%s", w.name);
        }
        cr_expect(!iommu_model.unit_has(n, u->nhas, &w));
    }
}
