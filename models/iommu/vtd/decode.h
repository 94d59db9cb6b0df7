/*
 * Formats of VT-d: context entries, scalable-mode PASID-table entries, and the
 * entries of both stages, with a host address width of 52 bits.
 *
 * Second stage, snoop bits: Linux 6.16, drivers/iommu/intel/{iommu,pasid}.h;
 * which bits are reserved: VirtualBox, VBox/iommu-intel.h (VT-d 3.x), and
 * openvmm, vm/devices/iommu (VT-d 4.1, sections 9.4 to 9.6).  Where both differ
 * (bits 5, 91 to 95, 129 of a PASID-table entry) 4.1 stands.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define VTD_ADDR UINT64_C(0x000ffffffffff000) /* bits 51:12 */

/* ---- context entry, legacy mode: words 0 and 1 ---- */

#define VTD_CTX_P      UINT64_C(1)
#define VTD_CTX_FPD    (UINT64_C(1) << 1)
#define VTD_CTX_TT(n)  ((uint64_t) (n) << 2)
#define VTD_CTX_AW(n)  ((uint64_t) (n))      /* word 1 */
#define VTD_CTX_DID(n) ((uint64_t) (n) << 8) /* word 1 */

/* TT. */
enum { TT_SECOND, TT_DEVICE_TLB, TT_PASS, TT_RESERVED };

/* ---- PASID-table entry, scalable mode: words 0 to 7 ---- */

#define VTD_PASID_P       UINT64_C(1)
#define VTD_PASID_FPD     (UINT64_C(1) << 1)
#define VTD_PASID_AW(n)   ((uint64_t) (n) << 2)
#define VTD_PASID_PGTT(n) ((uint64_t) (n) << 6)
#define VTD_PASID_SSADE   (UINT64_C(1) << 9)
#define VTD_PASID_DID(n)  ((uint64_t) (n))      /* word 1 */
#define VTD_PASID_PWSNP   (UINT64_C(1) << 23)   /* word 1: bit 87 */
#define VTD_PASID_PGSNP   (UINT64_C(1) << 24)   /* word 1: bit 88 */
#define VTD_PASID_CD      (UINT64_C(1) << 25)   /* word 1: bit 89 */
#define VTD_PASID_EMTE    (UINT64_C(1) << 26)   /* word 1: bit 90 */
#define VTD_PASID_PAT     (~UINT64_C(0) << 32)  /* word 1: bits 127:96 */
#define VTD_PASID_FLPM(n) ((uint64_t) (n) << 2) /* word 2 */

/* PGTT. */
enum { PGTT_FIRST = 1, PGTT_SECOND = 2, PGTT_NESTED = 3, PGTT_PASS = 4 };

/* AW of both entries: levels of the second stage, less two. */
enum { AW_39 = 1, AW_48 = 2 };

/* ---- second stage ---- */

#define VTD_S2_R      UINT64_C(1)
#define VTD_S2_W      (UINT64_C(1) << 1)
#define VTD_S2_X      (UINT64_C(1) << 2)
#define VTD_S2_EMT(n) ((uint64_t) (n) << 3) /* leaves */
#define VTD_S2_IPAT   (UINT64_C(1) << 6)    /* leaves */
#define VTD_S2_PS     (UINT64_C(1) << 7)    /* of 2M and 1G */
#define VTD_S2_A      (UINT64_C(1) << 8)
#define VTD_S2_D      (UINT64_C(1) << 9)  /* leaves */
#define VTD_S2_SNP    (UINT64_C(1) << 11) /* leaves */

/* ---- first stage: as a CPU's 4-level tables ---- */

#define VTD_S1_P   UINT64_C(1)
#define VTD_S1_RW  (UINT64_C(1) << 1)
#define VTD_S1_US  (UINT64_C(1) << 2)
#define VTD_S1_PWT (UINT64_C(1) << 3)
#define VTD_S1_PCD (UINT64_C(1) << 4)
#define VTD_S1_A   (UINT64_C(1) << 5)
#define VTD_S1_D   (UINT64_C(1) << 6)
#define VTD_S1_PS  (UINT64_C(1) << 7)
#define VTD_S1_XD  (UINT64_C(1) << 63)

/* How requests of a device are treated; rows of the decision table. */
enum vtd_mode {
    VTD_OFF, /* remapping is off: there is no entry                          */
    VTD_PASS,
    VTD_SCALABLE_PASS,
    VTD_SECOND, /* legacy and scalable                                       */
    VTD_FIRST,
    VTD_NESTED,
    VTD_MODES
};

enum vtd_entry_state {
    ENTRY_GOOD,
    ENTRY_ABSENT,
    ENTRY_RESERVED, /* a reserved bit is set                                 */
    ENTRY_PGSNP,    /* PGSNP is set and there is no snoop control            */
    ENTRY_TYPE,     /* a translation type, width or paging mode that the
                       unit does not have                                    */
};

/* A device's entry in fields; those of another mode are 0. */
struct vtd_entry {
    uint8_t state;  /* enum vtd_entry_state; the rest only if ENTRY_GOOD      */
    uint8_t mode;   /* enum vtd_mode                                          */
    uint8_t levels; /* of the second stage                                */
    bool translated; /* takes requests that a device has translated        */
    bool pgsnp, pwsnp;
    bool walk_snooped; /* set by who knows both the entry and the unit        */
    uint16_t domain;
    uint64_t second, first; /* root tables                                   */
};

/* Both give the fields of an entry under these capabilities (enum vtd_has). */
struct vtd_entry vtd_context_entry(const uint64_t word[2], uint32_t has);
struct vtd_entry vtd_pasid_entry(const uint64_t word[8], uint32_t has);

/* Levels count from 1, the 4K leaves. */
uint64_t vtd_level_size(unsigned level);
uint64_t vtd_offset(uint64_t address, unsigned level);

/* The same of both stages. */
bool vtd_is_leaf(uint64_t entry, unsigned level);
uint64_t vtd_leaf_address(uint64_t leaf, unsigned level);

/* Bits that must be 0 in this entry.  SNP of a leaf is not among them: whether
 * it may be set is the decision table's. */
uint64_t vtd_second_reserved(uint64_t entry, unsigned level);
uint64_t vtd_first_reserved(uint64_t entry, unsigned level);
