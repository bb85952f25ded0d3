// SPDX-License-Identifier: Apache-2.0
#include "CLineScan.h"

#include <string.h>

// C, because Swift cannot compile a function for instructions that not every processor has. Beside
// it stands the same for all processors. What is singled out is the same as `SingledOut` in Swift.

// Takes out of `bits` characters to which `roles` gives no number.
static inline uint64_t without_idle(uint64_t bits, const uint8_t *bytes, const uint8_t *roles) {
    for (uint64_t rest = bits; rest; rest &= rest - 1) {
        const uint8_t *at = bytes + __builtin_ctzll(rest);
        uint32_t scalar;
        if (at[0] < 0xC2 || at[0] >= 0xF0) continue;
        if (at[0] < 0xE0)
            scalar = (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu);
        else
            scalar = (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
        if (!roles[scalar]) bits &= ~(rest & -rest);
    }
    return bits;
}

// What stands at one place of a text, by the byte there and the next.
static int is_suspect(uint8_t here, uint8_t next, const feedwatch_byte_pair *pairs, size_t count) {
    if (here >= 0xC0) {
        if ((next & 0xC0) != 0x80) return 0;  // no UTF-8: no line that could be read
        if (here == 0xE3) return next >= 0x84;
        if (here == 0xEA) return next < 0xB0;
        if (here == 0xED) return next == 0x9E || next == 0x9F;
        return here < 0xE3 || here > 0xED;
    }
    if (here == 0x82 && (next == 0x99 || next == 0x9A)) return 1;
    for (size_t n = 0; n < count; n++)
        if ((here | 0x20) == pairs[n].first && (next | 0x20) == pairs[n].second) return 1;
    return 0;
}

size_t feedwatch_next_suspects_by_byte(
    const uint8_t *bytes, size_t count, size_t start, const feedwatch_byte_pair *pairs,
    size_t pair_count, const uint8_t roles[65536], uint64_t *bits) {
    *bits = 0;
    for (; start < count; start += 64) {
        uint64_t all = 0;
        for (int n = 0; n < 64; n++) {
            const uint8_t *at = bytes + start + n;
            all |= (uint64_t)is_suspect(at[0], at[1], pairs, pair_count) << n;
        }
        if (all && (*bits = without_idle(all, bytes + start, roles))) return start;
    }
    return start;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

// Sixteen bytes twice, for vpshufb looks up in each half by itself.
#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

// The kinds of what is singled out: by the halves of the byte and of the next, a bit each.
enum {
    LEAD = 1,        // C2...DF, F0...F4
    LATIN = 2,       // E0...E2, EE, EF
    SYMBOL = 4,      // E3 84...8F
    ENCLOSED = 8,    // E3 90...BF
    EXTENDED = 16,   // EA 80...AF
    JAMO = 32,       // ED 9E, 9F
    VOICING = 64,    // 82 99, 82 9A
    ALL = 127
};

AVX2 static inline __m256i singled_out(__m256i here, __m256i next) {
    const __m256i low = _mm256_set1_epi8(0x0F);
    const __m256i here_high = TWICE(
        0, 0, 0, 0, 0, 0, 0, 0, VOICING, 0, 0, 0, LEAD, LEAD,
        LATIN | SYMBOL | ENCLOSED | EXTENDED | JAMO, LEAD);
    const __m256i here_low = TWICE(
        LEAD | LATIN, LEAD | LATIN, LEAD | LATIN | VOICING, LEAD | SYMBOL | ENCLOSED, LEAD, LEAD,
        LEAD, LEAD, LEAD, LEAD, LEAD | EXTENDED, LEAD, LEAD, LEAD | JAMO, LEAD | LATIN,
        LEAD | LATIN);
    const __m256i next_high = TWICE(
        0, 0, 0, 0, 0, 0, 0, 0, LEAD | LATIN | SYMBOL | EXTENDED,
        LEAD | LATIN | ENCLOSED | EXTENDED | JAMO | VOICING, LEAD | LATIN | ENCLOSED | EXTENDED,
        LEAD | LATIN | ENCLOSED, 0, 0, 0, 0);
    const char any = LEAD | LATIN | ENCLOSED | EXTENDED;
    const __m256i next_low = TWICE(
        any, any, any, any, any | SYMBOL, any | SYMBOL, any | SYMBOL, any | SYMBOL, any | SYMBOL,
        any | SYMBOL | VOICING, any | SYMBOL | VOICING, any | SYMBOL, any | SYMBOL, any | SYMBOL,
        any | SYMBOL | JAMO, any | SYMBOL | JAMO);
    __m256i a = _mm256_shuffle_epi8(here_high, _mm256_and_si256(_mm256_srli_epi16(here, 4), low));
    __m256i b = _mm256_shuffle_epi8(here_low, _mm256_and_si256(here, low));
    __m256i c = _mm256_shuffle_epi8(next_high, _mm256_and_si256(_mm256_srli_epi16(next, 4), low));
    __m256i d = _mm256_shuffle_epi8(next_low, _mm256_and_si256(next, low));
    __m256i kinds = _mm256_and_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, d));
    return _mm256_cmpgt_epi8(kinds, _mm256_setzero_si256());
}

AVX2 static size_t by_avx2(
    const uint8_t *bytes, size_t count, size_t start, const feedwatch_byte_pair *pairs,
    size_t pair_count, const uint8_t *roles, uint64_t *bits) {
    const __m256i lower = _mm256_set1_epi8(0x20);
    for (; start < count; start += 64) {
        const uint8_t *at = bytes + start;
        __m256i here[2], next[2], found[2];
        for (int half = 0; half < 2; half++) {
            here[half] = _mm256_loadu_si256((const __m256i *)(at + 32 * half));
            next[half] = _mm256_loadu_si256((const __m256i *)(at + 32 * half + 1));
            found[half] = _mm256_setzero_si256();
        }
        if (_mm256_movemask_epi8(_mm256_or_si256(here[0], here[1])))
            for (int half = 0; half < 2; half++) found[half] = singled_out(here[half], next[half]);
        for (int half = 0; half < 2; half++) {
            here[half] = _mm256_or_si256(here[half], lower);
            next[half] = _mm256_or_si256(next[half], lower);
        }
        for (size_t n = 0; n < pair_count; n++) {
            __m256i first = _mm256_set1_epi8((char)pairs[n].first);
            __m256i second = _mm256_set1_epi8((char)pairs[n].second);
            for (int half = 0; half < 2; half++)
                found[half] = _mm256_or_si256(
                    found[half], _mm256_and_si256(
                                     _mm256_cmpeq_epi8(here[half], first),
                                     _mm256_cmpeq_epi8(next[half], second)));
        }
        uint64_t all = (uint32_t)_mm256_movemask_epi8(found[0]) |
                       (uint64_t)(uint32_t)_mm256_movemask_epi8(found[1]) << 32;
        if (all && (*bits = without_idle(all, at, roles))) return start;
    }
    return start;
}
#endif

size_t feedwatch_next_suspects(
    const uint8_t *bytes, size_t count, size_t start, const feedwatch_byte_pair *pairs,
    size_t pair_count, const uint8_t roles[65536], uint64_t *bits) {
    *bits = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        return by_avx2(bytes, count, start, pairs, pair_count, roles, bits);
#endif
    return feedwatch_next_suspects_by_byte(
        bytes, count, start, pairs, pair_count, roles, bits);
}
