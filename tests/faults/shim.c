/* Stands between a program and the C library (LD_PRELOAD) and does to its files what disks, kernels and
   power cuts do. For the tests in this folder only; they compile it themselves.

   FAULT_MATCH   only files whose path holds this text
   FAULT_OP      write, sync or open: which call is meant
   FAULT_AT      the how-manieth of them (from 1)
   FAULT_STICKY  1: that one and all later ones
   FAULT_ERR     fails with this error number
   FAULT_SHORT   a write takes so many bytes and says so
   FAULT_KILL    1: the process is killed before the call, 2: after it
   FAULT_LOG     each call on a matching path is told in this file, one line each */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NEXT(name) dlsym(RTLD_NEXT, name)

static long number(const char *name, long otherwise) {
    const char *value = getenv(name);
    return value ? atol(value) : otherwise;
}

static void path_of(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
}

static int meant(const char *path) {
    const char *match = getenv("FAULT_MATCH");
    return match && strstr(path, match);
}

static void tell(const char *what, const char *path, long number_told) {
    static int log = -1;
    const char *name = getenv("FAULT_LOG");
    if (!name || !meant(path)) return;
    int kept = errno;
    if (log < 0) {
        int (*next)(const char *, int, ...) = NEXT("open64");
        log = next(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    char line[4400];
    int length = snprintf(line, sizeof line, "%s %ld %s\n", what, number_told, path);
    ssize_t (*next)(int, const void *, size_t) = NEXT("write");
    if (next(log, line, (size_t)length) < 0) abort();
    errno = kept;
}

/* Is it this call's turn? */
static int turn(const char *op, const char *path) {
    static long seen;
    const char *wanted = getenv("FAULT_OP");
    if (!wanted || strcmp(wanted, op) || !meant(path)) return 0;
    long at = number("FAULT_AT", 1);
    seen++;
    return seen == at || (number("FAULT_STICKY", 0) && seen > at);
}

static void killed(long when) {
    if (number("FAULT_KILL", 0) == when) {
        usleep(4000); /* what was said too early is out by then */
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
}

ssize_t write(int fd, const void *bytes, size_t count) {
    ssize_t (*next)(int, const void *, size_t) = NEXT("write");
    char path[4200];
    path_of(fd, path, sizeof path);
    if (turn("write", path)) {
        long some = number("FAULT_SHORT", 0), error = number("FAULT_ERR", 0);
        killed(1);
        if (some > 0) return next(fd, bytes, (size_t)some < count ? (size_t)some : count);
        if (error) { errno = (int)error; return -1; }
        ssize_t done = next(fd, bytes, count);
        killed(2);
        return done;
    }
    ssize_t done = next(fd, bytes, count);
    if (done >= 0) tell("write", path, (long)done);
    return done;
}

static int sync_by(const char *name, int fd) {
    int (*next)(int) = NEXT(name);
    char path[4200];
    path_of(fd, path, sizeof path);
    if (turn("sync", path)) {
        long error = number("FAULT_ERR", 0);
        killed(1);
        if (error) { errno = (int)error; return -1; }
        int done = next(fd);
        killed(2);
        return done;
    }
    int done = next(fd);
    if (done == 0) tell("sync", path, 0);
    return done;
}
int fsync(int fd) { return sync_by("fsync", fd); }
int fdatasync(int fd) { return sync_by("fdatasync", fd); }

static int open_by(const char *name, const char *path, int flags, mode_t mode) {
    int (*next)(const char *, int, ...) = NEXT(name);
    if (turn("open", path)) {
        long error = number("FAULT_ERR", 0);
        killed(1);
        if (error) { errno = (int)error; return -1; }
        int fd = next(path, flags, mode);
        killed(2);
        return fd;
    }
    int fd = next(path, flags, mode);
    if (fd >= 0) tell("open", path, flags);
    return fd;
}
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        return open_by(#name, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

/* What may never happen to a journal. */
static int truncate_by(const char *name, int fd, off64_t length) {
    int (*next)(int, off64_t) = NEXT(name);
    char path[4200];
    path_of(fd, path, sizeof path);
    tell("truncate", path, (long)length);
    return next(fd, length);
}
int ftruncate(int fd, off_t length) { return truncate_by("ftruncate", fd, length); }
int ftruncate64(int fd, off64_t length) { return truncate_by("ftruncate64", fd, length); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    ssize_t (*next)(int, const void *, size_t, off64_t) = NEXT("pwrite64");
    char path[4200];
    path_of(fd, path, sizeof path);
    tell("pwrite", path, (long)at);
    return next(fd, bytes, count, at);
}
int rename(const char *from, const char *to) {
    int (*next)(const char *, const char *) = NEXT("rename");
    tell("rename-from", from, 0);
    tell("rename-to", to, 0);
    return next(from, to);
}
int unlink(const char *path) {
    int (*next)(const char *) = NEXT("unlink");
    tell("unlink", path, 0);
    return next(path);
}
