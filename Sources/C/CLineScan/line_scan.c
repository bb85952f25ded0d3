// SPDX-License-Identifier: Apache-2.0
#include "CLineScan.h"

#include <string.h>

// C, because Swift cannot compile a function for instructions that not every processor has. Beside
// those stands the same for all processors. What is singled out is the same as `SingledOut` in Swift.

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

static size_t by_byte(
    const uint8_t *bytes, size_t count, size_t start, const feedwatch_byte_pair *pairs,
    size_t pair_count, const uint8_t *roles, uint64_t *bits) {
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
#define AVX512 __attribute__((target("avx512bw,avx512vbmi")))

// The kinds of what is singled out: by the halves of the byte and of the next, a bit each.
enum {
    LEAD = 1,        // C2...DF, F0...F4
    LATIN = 2,       // E0...E2, EE, EF
    SYMBOL = 4,      // E3 84...8F
    ENCLOSED = 8,    // E3 90...BF
    EXTENDED = 16,   // EA 80...AF
    JAMO = 32,       // ED 9E, 9F
    VOICING = 64     // 82 99, 82 9A
};

// What is looked up by the halves of the byte here and of the next.
enum { ANY = LEAD | LATIN | ENCLOSED | EXTENDED };
static const uint8_t HERE_HIGH[16] = {
    0, 0, 0, 0, 0, 0, 0, 0, VOICING, 0, 0, 0, LEAD, LEAD,
    LATIN | SYMBOL | ENCLOSED | EXTENDED | JAMO, LEAD};
static const uint8_t HERE_LOW[16] = {
    LEAD | LATIN, LEAD | LATIN, LEAD | LATIN | VOICING, LEAD | SYMBOL | ENCLOSED, LEAD, LEAD, LEAD,
    LEAD, LEAD, LEAD, LEAD | EXTENDED, LEAD, LEAD, LEAD | JAMO, LEAD | LATIN, LEAD | LATIN};
static const uint8_t NEXT_HIGH[16] = {
    0, 0, 0, 0, 0, 0, 0, 0, LEAD | LATIN | SYMBOL | EXTENDED,
    LEAD | LATIN | ENCLOSED | EXTENDED | JAMO | VOICING, LEAD | LATIN | ENCLOSED | EXTENDED,
    LEAD | LATIN | ENCLOSED, 0, 0, 0, 0};
static const uint8_t NEXT_LOW[16] = {
    ANY, ANY, ANY, ANY, ANY | SYMBOL, ANY | SYMBOL, ANY | SYMBOL, ANY | SYMBOL, ANY | SYMBOL,
    ANY | SYMBOL | VOICING, ANY | SYMBOL | VOICING, ANY | SYMBOL, ANY | SYMBOL, ANY | SYMBOL,
    ANY | SYMBOL | JAMO, ANY | SYMBOL | JAMO};

// So many pairs stand ready in vectors; more are looked for byte by byte.
enum { READY = 16 };

// Sixteen bytes in each half, for vpshufb looks up in each by itself.
AVX2 static inline __m256i twice(const uint8_t *bytes) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)bytes));
}

AVX2 static inline __m256i singled_out(__m256i here, __m256i next) {
    const __m256i low = _mm256_set1_epi8(0x0F);
    __m256i here_high = _mm256_and_si256(_mm256_srli_epi16(here, 4), low);
    __m256i next_high = _mm256_and_si256(_mm256_srli_epi16(next, 4), low);
    __m256i a = _mm256_shuffle_epi8(twice(HERE_HIGH), here_high);
    __m256i b = _mm256_shuffle_epi8(twice(HERE_LOW), _mm256_and_si256(here, low));
    __m256i c = _mm256_shuffle_epi8(twice(NEXT_HIGH), next_high);
    __m256i d = _mm256_shuffle_epi8(twice(NEXT_LOW), _mm256_and_si256(next, low));
    __m256i kinds = _mm256_and_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, d));
    return _mm256_cmpgt_epi8(kinds, _mm256_setzero_si256());
}

AVX2 static size_t by_avx2(
    const uint8_t *bytes, size_t count, size_t start, const feedwatch_byte_pair *pairs,
    size_t pair_count, const uint8_t *roles, uint64_t *bits) {
    const __m256i lower = _mm256_set1_epi8(0x20);
    __m256i first[READY], second[READY];
    for (size_t n = 0; n < pair_count; n++) {
        first[n] = _mm256_set1_epi8((char)pairs[n].first);
        second[n] = _mm256_set1_epi8((char)pairs[n].second);
    }
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
        for (size_t n = 0; n < pair_count; n++)
            for (int half = 0; half < 2; half++)
                found[half] = _mm256_or_si256(
                    found[half], _mm256_and_si256(
                                     _mm256_cmpeq_epi8(here[half], first[n]),
                                     _mm256_cmpeq_epi8(next[half], second[n])));
        uint64_t all = (uint32_t)_mm256_movemask_epi8(found[0]) |
                       (uint64_t)(uint32_t)_mm256_movemask_epi8(found[1]) << 32;
        if (all && (*bits = without_idle(all, at, roles))) return start;
    }
    return start;
}

AVX512 static inline __m512i four_times(const uint8_t *bytes) {
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)bytes));
}

AVX512 static inline uint64_t singled_out_of_64(__m512i here, __m512i next) {
    const __m512i low = _mm512_set1_epi8(0x0F);
    __m512i here_high = _mm512_and_si512(_mm512_srli_epi16(here, 4), low);
    __m512i next_high = _mm512_and_si512(_mm512_srli_epi16(next, 4), low);
    __m512i a = _mm512_shuffle_epi8(four_times(HERE_HIGH), here_high);
    __m512i b = _mm512_shuffle_epi8(four_times(HERE_LOW), _mm512_and_si512(here, low));
    __m512i c = _mm512_shuffle_epi8(four_times(NEXT_HIGH), next_high);
    __m512i d = _mm512_shuffle_epi8(four_times(NEXT_LOW), _mm512_and_si512(next, low));
    return _mm512_test_epi8_mask(_mm512_and_si512(a, b), _mm512_and_si512(c, d));
}

// Which of 64 bytes begin a character without a number among the sixty-four that share `lead` and,
// where there is one, `second`: their last bytes are looked up all at once.
AVX512 static inline uint64_t idle_of_row(
    __mmask64 begun, __m512i last, const uint8_t *roles_of_row) {
    __m512i found = _mm512_permutexvar_epi8(last, _mm512_loadu_si512(roles_of_row));
    return _mm512_mask_testn_epi8_mask(begun, found, found);
}

// Those of the rows that texts have most of, Latin letters and signs, quotation marks and dashes,
// full width: one by one they cost more than all the rest.
AVX512 static inline uint64_t frequent_idle(
    __m512i here, __m512i next, __m512i third, const uint8_t *roles) {
    __mmask64 e2 = _mm512_cmpeq_epi8_mask(here, _mm512_set1_epi8((char)0xE2));
    __mmask64 ef = _mm512_cmpeq_epi8_mask(here, _mm512_set1_epi8((char)0xEF));
    __mmask64 c2 = _mm512_cmpeq_epi8_mask(here, _mm512_set1_epi8((char)0xC2));
    __mmask64 c3 = _mm512_cmpeq_epi8_mask(here, _mm512_set1_epi8((char)0xC3));
    e2 = _mm512_mask_cmpeq_epi8_mask(e2, next, _mm512_set1_epi8((char)0x80));
    __mmask64 bc = _mm512_mask_cmpeq_epi8_mask(ef, next, _mm512_set1_epi8((char)0xBC));
    __mmask64 bd = _mm512_mask_cmpeq_epi8_mask(ef, next, _mm512_set1_epi8((char)0xBD));
    return idle_of_row(c2, next, roles + 0x80) | idle_of_row(c3, next, roles + 0xC0) |
           idle_of_row(e2, third, roles + 0x2000) | idle_of_row(bc, third, roles + 0xFF00) |
           idle_of_row(bd, third, roles + 0xFF40);
}

AVX512 static size_t by_avx512(
    const uint8_t *bytes, size_t count, size_t start, const feedwatch_byte_pair *pairs,
    size_t pair_count, const uint8_t *roles, uint64_t *bits) {
    const __m512i lower = _mm512_set1_epi8(0x20);
    __m512i first[READY], second[READY];
    // A term and the escape are three pairs at most, which stay in registers. Bit 0x20 of what is
    // compared is set, so that zero is never found.
    for (size_t n = 0; n < pair_count || n < 3; n++) {
        first[n] = _mm512_set1_epi8(n < pair_count ? (char)pairs[n].first : 0);
        second[n] = _mm512_set1_epi8(n < pair_count ? (char)pairs[n].second : 0);
    }
    for (; start < count; start += 64) {
        const uint8_t *at = bytes + start;
        __m512i here = _mm512_loadu_si512(at), next = _mm512_loadu_si512(at + 1);
        uint64_t all = _mm512_movepi8_mask(here) ? singled_out_of_64(here, next) : 0;
        if (all) all &= ~frequent_idle(here, next, _mm512_loadu_si512(at + 2), roles);
        here = _mm512_or_si512(here, lower);
        next = _mm512_or_si512(next, lower);
        __mmask64 a = _mm512_cmpeq_epi8_mask(here, first[0]);
        __mmask64 b = _mm512_cmpeq_epi8_mask(here, first[1]);
        __mmask64 c = _mm512_cmpeq_epi8_mask(here, first[2]);
        all |= _mm512_mask_cmpeq_epi8_mask(a, next, second[0]);
        all |= _mm512_mask_cmpeq_epi8_mask(b, next, second[1]);
        all |= _mm512_mask_cmpeq_epi8_mask(c, next, second[2]);
        for (size_t n = 3; n < pair_count; n++)
            all |= _mm512_mask_cmpeq_epi8_mask(
                _mm512_cmpeq_epi8_mask(here, first[n]), next, second[n]);
        if (all && (*bits = without_idle(all, at, roles))) return start;
    }
    return start;
}
#endif

feedwatch_scan_means feedwatch_best_scan_means(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi"))
        return feedwatch_scan_by_avx512;
    if (__builtin_cpu_supports("avx2")) return feedwatch_scan_by_avx2;
#endif
    return feedwatch_scan_by_byte;
}

size_t feedwatch_next_suspects(
    feedwatch_scan_means means, const uint8_t *bytes, size_t count, size_t start,
    const feedwatch_byte_pair *pairs, size_t pair_count, const uint8_t roles[65536],
    uint64_t *bits) {
    *bits = 0;
#if defined(__x86_64__)
    if (means == feedwatch_scan_by_avx512 && pair_count <= READY)
        return by_avx512(bytes, count, start, pairs, pair_count, roles, bits);
    if (means == feedwatch_scan_by_avx2 && pair_count <= READY)
        return by_avx2(bytes, count, start, pairs, pair_count, roles, bits);
#endif
    return by_byte(bytes, count, start, pairs, pair_count, roles, bits);
}
