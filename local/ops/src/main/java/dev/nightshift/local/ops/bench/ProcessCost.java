package dev.nightshift.local.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What a process has cost so far, as Linux counts it (proc(5)).
///
/// @param cpu in user and system mode, all threads, in steps of 10 ms
/// @param peakMemoryKib the largest resident set
record ProcessCost(Duration cpu, long peakMemoryKib) {
    // USER_HZ is 100 on every platform that Linux has a stable interface on.
    private static final long TICK_MILLIS = 10;
    private static final int UTIME = 14;
    private static final int STIME = 15;

    static ProcessCost of(long pid) throws IOException {
        Path directory = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(directory.resolve("stat"));
        // The second field is the command in parentheses and may hold spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[UTIME - 3]) + Long.parseLong(fields[STIME - 3]);
        long peak = Files.readAllLines(directory.resolve("status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
        return new ProcessCost(Duration.ofMillis(ticks * TICK_MILLIS), peak);
    }
}
