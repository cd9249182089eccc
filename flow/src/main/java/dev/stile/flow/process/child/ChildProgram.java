package dev.stile.flow.process.child;

import dev.stile.api.call.Deadline;
import dev.stile.core.redact.Redactor;
import dev.stile.core.store.Home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One running child. Two threads of its own read what it writes. Whoever started it ends it, by
 * {@link #stop} or {@link #kill}: afterwards no process, thread, file or descriptor of it is left.
 * Any thread may call.
 */
public final class ChildProgram {
    private static final Path SESSIONS = Path.of("/usr/bin/setsid");
    private static final Duration LEAVING = Duration.ofSeconds(3);

    /** Its last words are in its pipes when it has ended; a busy machine reads them late. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final Duration CLOSING = Duration.ofMillis(500);

    /** What the host gives each child. */
    record House(
            String run,
            Path folder,
            SystemLibrary system,
            Leftovers leftovers,
            Executor writers,
            Redactor secrets,
            Consumer<ChildProgram> ended) {}

    private final House house;
    private final Process process;
    private final Optional<Instant> started;
    private final OutputPipe output;
    private final OutputPipe errors;
    private final BoundedLines lines;
    private final LineQueue queue = new LineQueue();
    private final StandardInput input;
    private final StandardError stderr;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    private ChildProgram(
            House house, Process process, OutputPipe output, OutputPipe errors, Launch launch) {
        this.house = house;
        this.process = process;
        this.started = process.info().startInstant();
        this.output = output;
        this.errors = errors;
        this.lines = new BoundedLines(output.stream(), launch.longestLine(), KEPT);
        this.input = new StandardInput(process.getOutputStream(), house.writers());
        this.stderr =
                new StandardError(
                        house.secrets(), line -> launch.stderr().accept(house.run(), line));
    }

    /** Bytes that are kept of a line that is too long. */
    public static final int KEPT = 64 * 1024;

    static ChildProgram start(Launch launch, House house) throws IOException {
        Home.ensureFolder(house.folder());
        Path pipes = house.folder();
        try (Opening opening = new Opening(house)) {
            OutputPipe output = opening.pipe(pipes.resolve("out"));
            OutputPipe errors = opening.pipe(pipes.resolve("err"));
            Path temporary = pipes.resolve("tmp");
            Files.createDirectory(temporary);
            ProcessBuilder builder = new ProcessBuilder(command(launch));
            builder.directory(launch.folder().toFile());
            builder.environment().clear();
            builder.environment().putAll(launch.environment());
            builder.environment().put("TMPDIR", temporary.toString());
            builder.environment().put(Leftovers.VARIABLE, house.run());
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.file()));
            builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.file()));
            Process process = builder.start();
            ChildProgram child = new ChildProgram(house, process, output, errors, launch);
            opening.done();
            child.read();
            return child;
        }
    }

    /** Where there is no setsid, descendants are not in a group and only the child is signalled. */
    private static List<String> command(Launch launch) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SESSIONS)) {
            command.add(SESSIONS.toString());
        }
        command.add(launch.program().toString());
        command.addAll(launch.arguments());
        return command;
    }

    private void read() throws IOException {
        output.handedOver();
        errors.handedOver();
        // Secrets go before lines are told apart, since one may stand on several.
        BoundedLines said =
                new BoundedLines(
                        house.secrets().filter(errors.stream()),
                        StandardError.LONGEST_LINE,
                        StandardError.LONGEST_LINE);
        threads.add(PipeThreads.named("stile-child-out").newThread(this::readOutput));
        threads.add(PipeThreads.named("stile-child-err").newThread(() -> readErrors(said)));
        threads.forEach(Thread::start);
    }

    private void readOutput() {
        try {
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                queue.put(line.get());
            }
        } catch (IOException closedByUs) {
            queue.discard();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            queue.end();
        }
    }

    private void readErrors(BoundedLines from) {
        try {
            stderr.readAll(from);
        } catch (IOException closedByUs) {
            return;
        }
    }

    /** Names this run: in the child's environment as {@code STILE_RUN_ID}. */
    public String run() {
        return house.run();
    }

    /** Later lines may be so long. */
    public void longestLine(int bytes) {
        lines.longest(bytes);
    }

    /** The next line of its output, if one comes in that time. */
    public Optional<Line> poll(Duration howLong) throws InterruptedException {
        return queue.poll(howLong);
    }

    /** Whether its output ended and all lines were taken. */
    public boolean saidAll() {
        return queue.isOver();
    }

    /**
     * Queues a line, which ends with a line feed and is wiped once it is written.
     *
     * @param replaceable takes the place of one of the same kind that waits directly before it
     * @return false if too much waits: the child does not read
     */
    public boolean send(byte[] line, boolean replaceable) {
        return input.offer(line, replaceable);
    }

    /** Closes its stdin behind what waits. */
    public void closeInput() {
        input.close();
    }

    /** How long a line has been waiting for the child to read it. */
    public Duration stuckFor() {
        return input.stuckFor();
    }

    /** Its exit code, once it ended; 128 and the number of a signal that ended it. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Waits for its end. */
    public OptionalInt awaitExit(Deadline deadline) throws InterruptedException {
        process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        return exitCode();
    }

    /** Waits until all that it said was read, once it ended and nobody else holds its pipes. */
    public void awaitLastWords(Duration atMost) throws InterruptedException {
        joinThreads(atMost);
    }

    /** The last 2 KiB of what it said to people, redacted, not escaped. */
    public String lastErrors() {
        return stderr.tail();
    }

    /** Processes that carry its run id, itself included while it runs. */
    public int leftBehind() {
        return house.leftovers().count(house.run());
    }

    /** Whether it was not ended by us yet. */
    boolean isRunning() {
        return !ending.get();
    }

    /** Closes its stdin, waits, asks its group to end, waits, kills, and leaves nothing of it. */
    public void stop(StopTimes times) {
        queue.discard();
        input.close();
        try {
            if (awaitExit(Deadline.after(times.afterClosing())).isEmpty()) {
                signal(SystemLibrary.SIGTERM);
                awaitExit(Deadline.after(times.afterAsking()));
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }

    /** Ends it and all that belongs to it at once. May be repeated. */
    public void kill() {
        if (ending.getAndSet(true)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        queue.discard();
        signal(SystemLibrary.SIGKILL);
        process.destroyForcibly();
        house.leftovers().endRun(house.run(), started, Deadline.after(LEAVING));
        try {
            process.waitFor(LEAVING.toNanos(), TimeUnit.NANOSECONDS);
            // What it said to the end is read before the pipes go, if nobody holds them.
            joinThreads(LAST_WORDS);
            input.close();
            closeQuietly(output);
            closeQuietly(errors);
            joinThreads(CLOSING);
        } catch (InterruptedException hurry) {
            interrupted = true;
        } finally {
            input.close();
            closeQuietly(output);
            closeQuietly(errors);
        }
        HostFolder.delete(house.folder());
        house.ended().accept(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void joinThreads(Duration atMost) throws InterruptedException {
        Deadline deadline = Deadline.after(atMost);
        for (Thread thread : threads) {
            thread.join(deadline.left());
        }
    }

    private void signal(int signal) {
        if (Files.isExecutable(SESSIONS)) {
            house.system().signalGroup(process.pid(), signal);
        } else {
            house.system().signal(process.pid(), signal);
        }
    }

    private static void closeQuietly(OutputPipe pipe) {
        try {
            pipe.close();
        } catch (IOException closed) {
            return;
        }
    }

    /** What was made before a start, and goes again if it fails. */
    private static final class Opening implements AutoCloseable {
        private final House house;
        private final List<OutputPipe> pipes = new ArrayList<>();
        private boolean done;

        Opening(House house) {
            this.house = house;
        }

        OutputPipe pipe(Path path) throws IOException {
            OutputPipe pipe = OutputPipe.open(house.system(), path);
            pipes.add(pipe);
            return pipe;
        }

        void done() {
            done = true;
        }

        @Override
        public void close() {
            if (!done) {
                pipes.forEach(ChildProgram::closeQuietly);
                HostFolder.delete(house.folder());
            }
        }
    }
}
