/* A disk whose flush takes two milliseconds longer. Loaded before the C library (LD_PRELOAD). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int slowly(const char *name, int file)
{
	const struct timespec longer = { 0, 2000000 };
	int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
	nanosleep(&longer, 0);
	return flush(file);
}

int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
