/* A disk that fails: the k-th write below one folder, and with `for_ever` all that follow, end with an error.
 *
 * Loaded before the C library (LD_PRELOAD), so that SQLite's and Python's calls come here first. bad_disk_arm() begins to count;
 * before, and after bad_disk_disarm(), every call goes through. Counted: write, writev, pwrite, pwritev, fsync, fdatasync, ftruncate, fallocate,
 * sendfile, copy_file_range on files below the folder, and rename, link and open(O_CREAT) to a name below it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long wanted, seen, failed, which = -1;
static int fault, for_ever, armed;
static long by_call[16];
static const char *names[] = {"write", "pwrite", "fsync", "fdatasync", "ftruncate", "rename", "create", "copy", "other"};

void bad_disk_arm(const char *below, long kth, int error, int persistent) {
    strncpy(folder, below, sizeof folder - 1);
    wanted = kth; fault = error; for_ever = persistent; seen = failed = 0; which = -1; armed = 1;
    memset(by_call, 0, sizeof by_call);
}
void bad_disk_disarm(void) { armed = 0; }
long bad_disk_seen(void) { return seen; }
long bad_disk_failed(void) { return failed; }
long bad_disk_calls(int call) { return by_call[call]; }
const char *bad_disk_failed_call(void) { return which < 0 ? "" : names[which]; }

static int is_below(const char *path) { size_t n = strlen(folder); return n && strncmp(path, folder, n) == 0; }

static int strike(int call) {
    by_call[call]++;
    if (++seen == wanted || (for_ever && wanted && seen > wanted)) {
        failed++;
        if (which < 0) which = call;
        errno = fault;
        return 1;
    }
    return 0;
}
static int hits_file(int fd, int call) {
    char link[64], path[PATH_MAX];
    ssize_t n;
    int kept = errno;
    if (!armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    n = readlink(link, path, sizeof path - 1);
    errno = kept;
    if (n <= 0) return 0;
    path[n] = 0;
    return is_below(path) && strike(call);
}
static int hits_name(const char *name, int call) {
    char path[PATH_MAX];
    if (!armed || !name) return 0;
    if (name[0] != '/') {
        char here[PATH_MAX / 2];
        if (!getcwd(here, sizeof here)) return 0;
        snprintf(path, sizeof path, "%s/%s", here, name);
        name = path;
    }
    return is_below(name) && strike(call);
}
#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *b, size_t n) { REAL(write); return hits_file(fd, 0) ? -1 : real(fd, b, n); }
ssize_t writev(int fd, const struct iovec *v, int n) { REAL(writev); return hits_file(fd, 0) ? -1 : real(fd, v, n); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { REAL(pwrite); return hits_file(fd, 1) ? -1 : real(fd, b, n, at); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) { REAL(pwrite64); return hits_file(fd, 1) ? -1 : real(fd, b, n, at); }
int fsync(int fd) { REAL(fsync); return hits_file(fd, 2) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return hits_file(fd, 3) ? -1 : real(fd); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); return hits_file(fd, 4) ? -1 : real(fd, n); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); return hits_file(fd, 4) ? -1 : real(fd, n); }
int posix_fallocate(int fd, off_t at, off_t n) { REAL(posix_fallocate); return hits_file(fd, 4) ? errno : real(fd, at, n); }
int posix_fallocate64(int fd, off64_t at, off64_t n) { REAL(posix_fallocate64); return hits_file(fd, 4) ? errno : real(fd, at, n); }
int rename(const char *a, const char *b) { REAL(rename); return hits_name(b, 5) ? -1 : real(a, b); }
int renameat(int x, const char *a, int y, const char *b) { REAL(renameat); return hits_name(b, 5) ? -1 : real(x, a, y, b); }
int link(const char *a, const char *b) { REAL(link); return hits_name(b, 5) ? -1 : real(a, b); }
ssize_t sendfile(int to, int from, off_t *at, size_t n);
ssize_t sendfile(int to, int from, off_t *at, size_t n) { REAL(sendfile); return hits_file(to, 7) ? -1 : real(to, from, at, n); }
ssize_t sendfile64(int to, int from, off64_t *at, size_t n);
ssize_t sendfile64(int to, int from, off64_t *at, size_t n) { REAL(sendfile64); return hits_file(to, 7) ? -1 : real(to, from, at, n); }
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t n, unsigned f) {
    REAL(copy_file_range); return hits_file(to, 7) ? -1 : real(from, a, to, b, n, f);
}
int open(const char *path, int flags, ...) {
    REAL(open); mode_t mode = 0; va_list rest;
    if (flags & O_CREAT) { va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); if (access(path, F_OK) && hits_name(path, 6)) return -1; }
    return real(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    REAL(open64); mode_t mode = 0; va_list rest;
    if (flags & O_CREAT) { va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); if (access(path, F_OK) && hits_name(path, 6)) return -1; }
    return real(path, flags, mode);
}
