package dev.stile.cli;

import dev.stile.git.mirror.MirrorLock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process that works on a mirror until it is closed. */
final class LockHolder implements AutoCloseable {
    private final Process process;

    private LockHolder(Process process) {
        this.process = process;
    }

    /** The process itself: takes the lock, says so, and keeps it until its input ends. */
    public static void main(String[] arguments) throws IOException {
        try (MirrorLock lock =
                MirrorLock.take(
                                Path.of(arguments[0]),
                                "a long sync",
                                Duration.ofSeconds(60),
                                holder -> {})
                        .orElseThrow()) {
            System.out.write('!');
            System.out.flush();
            int ended = System.in.read();
            assert ended < 0 : lock;
        }
    }

    /** Starts it, and comes back when it has the lock. */
    static LockHolder of(Path lock) throws IOException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        LockHolder.class.getName(),
                                        lock.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (process.getInputStream().read() != '!') {
            process.destroyForcibly();
            throw new AssertionError("the lock was not taken");
        }
        return new LockHolder(process);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
