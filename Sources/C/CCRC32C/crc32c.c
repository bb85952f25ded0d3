// SPDX-License-Identifier: Apache-2.0
#include "CCRC32C.h"

#include <string.h>

// The Castagnoli polynomial, bits reversed (RFC 3720 section 12.1).
#define POLYNOMIAL 0x82F63B78u
// Three parts of this length are summed side by side: the instruction answers after three cycles
// but takes new work in each.
#define PART 256

static uint32_t table[256];
// What PART more bytes of zero make of each byte of a sum.
static uint32_t shifted[4][256];

static uint32_t by_table(uint32_t crc, const uint8_t *p, size_t n) {
    while (n--) crc = (crc >> 8) ^ table[(crc ^ *p++) & 0xFF];
    return crc;
}

__attribute__((constructor)) static void make_tables(void) {
    static const uint8_t zeros[PART];
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t c = n;
        for (int k = 0; k < 8; k++) c = c & 1 ? (c >> 1) ^ POLYNOMIAL : c >> 1;
        table[n] = c;
    }
    // Sums are linear: those of single bits make up the others.
    for (int bit = 0; bit < 32; bit++) {
        uint32_t sum = by_table(1u << bit, zeros, PART);
        for (uint32_t n = 0; n < 256; n++)
            if (n >> (bit % 8) & 1) shifted[bit / 8][n] ^= sum;
    }
}

#if defined(__x86_64__)
#include <nmmintrin.h>

// The sum of a text followed by PART bytes, but for those bytes' own (sums are linear).
static uint32_t shift(uint32_t crc) {
    return shifted[0][crc & 0xFF] ^ shifted[1][crc >> 8 & 0xFF] ^ shifted[2][crc >> 16 & 0xFF] ^
           shifted[3][crc >> 24];
}

__attribute__((target("sse4.2"))) static uint64_t word(uint64_t crc, const uint8_t *p) {
    uint64_t bytes;
    memcpy(&bytes, p, 8);
    return _mm_crc32_u64(crc, bytes);
}

__attribute__((target("sse4.2"))) static uint32_t by_instruction(
    uint32_t crc, const uint8_t *p, size_t n) {
    uint64_t a = crc;
    for (; n >= 3 * PART; n -= 3 * PART, p += 3 * PART) {
        uint64_t b = 0, c = 0;
        for (size_t i = 0; i < PART; i += 8) {
            a = word(a, p + i);
            b = word(b, p + PART + i);
            c = word(c, p + 2 * PART + i);
        }
        a = shift(shift((uint32_t)a) ^ (uint32_t)b) ^ (uint32_t)c;
    }
    for (; n >= 8; n -= 8, p += 8) a = word(a, p);
    crc = (uint32_t)a;
    while (n--) crc = _mm_crc32_u8(crc, *p++);
    return crc;
}
#endif

uint32_t feedwatch_crc32c(uint32_t crc, const uint8_t *bytes, size_t count) {
    crc = ~crc;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) return ~by_instruction(crc, bytes, count);
#endif
    return ~by_table(crc, bytes, count);
}
