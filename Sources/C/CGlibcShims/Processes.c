// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "Processes.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <unistd.h>

int feedwatch_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int feedwatch_event_counter(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int feedwatch_open_process(int process) { return pidfd_open(process, 0); }

int feedwatch_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) < 0) return -1;
    // Fails for wrong arguments only. The writing end goes to programs that expect it to wait.
    return fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

int feedwatch_spawn_set_flags(void *attributes) {
    return posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

int feedwatch_spawn_close_from(void *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}
