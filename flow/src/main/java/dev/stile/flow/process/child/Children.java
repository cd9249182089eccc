package dev.stile.flow.process.child;

import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.core.redact.Redactor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Starts children and knows those that run. One a host process; opening it ends what killed hosts
 * left behind, closing it ends all that run. Any thread may call.
 */
public final class Children implements AutoCloseable {
    /** More children than this do not get written to at the same time. */
    private static final int MOST_WRITERS = 4096;

    private final SystemLibrary system;
    private final Leftovers leftovers;
    private final Redactor secrets;
    private final HostFolder host;
    private final ExecutorService writers;
    private final AtomicLong started = new AtomicLong();
    private final Set<ChildProgram> running = ConcurrentHashMap.newKeySet();

    private Children(HostFolder host, SystemLibrary system, Redactor secrets) {
        this.host = host;
        this.system = system;
        this.leftovers = new Leftovers(system);
        this.secrets = secrets;
        this.writers =
                new ThreadPoolExecutor(
                        0,
                        MOST_WRITERS,
                        5,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        PipeThreads.named("stile-child-in"));
    }

    /**
     * @param folder where hosts leave word of their runs; made when missing
     * @param secrets takes secrets out of what children say
     * @param random for run ids
     */
    public static Children open(Path folder, Redactor secrets, RandomGenerator random) {
        SystemLibrary system = new SystemLibrary();
        HostFolder host = HostFolder.open(folder, new Leftovers(system), random);
        return new Children(host, system, secrets);
    }

    /**
     * Starts a program in a group of its own.
     *
     * @throws Unavailable if it could not be started: nothing of it ran
     */
    public ChildProgram start(Launch launch) {
        String run = host.runs() + started.incrementAndGet();
        try {
            ChildProgram child =
                    ChildProgram.start(
                            launch,
                            new ChildProgram.House(
                                    run,
                                    host.folder().resolve(run.substring(host.runs().length())),
                                    system,
                                    leftovers,
                                    writers,
                                    secrets,
                                    running::remove));
            running.add(child);
            if (!child.isRunning()) {
                running.remove(child);
            }
            return child;
        } catch (IOException notStarted) {
            throw new Unavailable("the program could not be started", notStarted);
        }
    }

    /** How many were started and not ended yet. */
    public int runningCount() {
        return running.size();
    }

    /** Ends all children at once. Called when the host ends. */
    @Override
    public void close() {
        List.copyOf(running).forEach(ChildProgram::kill);
        writers.shutdownNow();
        host.remove();
    }
}
