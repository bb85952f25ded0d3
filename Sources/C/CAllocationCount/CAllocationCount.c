// SPDX-License-Identifier: Apache-2.0
#include "CAllocationCount.h"
#include <stddef.h>

// glibc's own, under the names by which it lets others stand before them.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static unsigned long allocations;

static inline void count(void) { __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED); }

void *malloc(size_t size) {
    count();
    return __libc_malloc(size);
}

void *calloc(size_t members, size_t size) {
    count();
    return __libc_calloc(members, size);
}

void *realloc(void *block, size_t size) {
    count();
    return __libc_realloc(block, size);
}

unsigned long feedwatch_allocations(void) {
    return __atomic_load_n(&allocations, __ATOMIC_RELAXED);
}
