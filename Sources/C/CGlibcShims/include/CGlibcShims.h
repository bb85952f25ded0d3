// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>

#include "Processes.h"

// Variadic C functions, one typed shim for each way they are called: Swift cannot call them.

static inline int feedwatch_openat(int directory, const char *path, int flags, mode_t mode) {
    return openat(directory, path, flags, mode);
}

// `flock` is a function and a struct in C; Swift sees the struct.
static inline int feedwatch_flock(int descriptor, int operation) {
    return flock(descriptor, operation);
}

// The kernel keeps the first 15 bytes.
static inline int feedwatch_set_thread_name(const char *name) {
    return prctl(PR_SET_NAME, name);
}
