package dev.stile.core.lease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from every other one that had or will have its number.
 *
 * @param boot the machine's run
 * @param pid number of the process
 * @param started when it started, in milliseconds since 1970; 0 where the system does not say
 */
public record Holder(String boot, long pid, long started) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** This process. */
    public static Holder self() {
        ProcessHandle self = ProcessHandle.current();
        return new Holder(bootId(), self.pid(), started(self));
    }

    /**
     * Whether it is a process of this machine's run that is gone, so that nothing need be waited
     * for.
     */
    public boolean isKnownDead() {
        if (!boot.equals(bootId())) {
            return false;
        }
        Optional<ProcessHandle> found = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return found.isEmpty() || (started != 0 && started(found.get()) != started);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Where the system has no such id, all runs look the same and only a lease's end counts. */
    private static String bootId() {
        try {
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
        } catch (IOException elsewhere) {
            return "";
        }
    }
}
