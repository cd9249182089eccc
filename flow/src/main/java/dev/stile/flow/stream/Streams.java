package dev.stile.flow.stream;

import dev.stile.api.call.Deadline;
import dev.stile.flow.connection.Standing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of this process, one a connection that is active. Follows the store: the daemon calls
 * {@link #refresh} at its start and whenever the store changed. One thread at a time may call,
 * except for {@link #hasten}.
 */
public final class Streams implements AutoCloseable {
    private final StreamHouse house;
    private final Map<String, StreamSupervisor> running = new ConcurrentHashMap<>();
    private final Map<String, StreamSupervisor> ending = new HashMap<>();

    public Streams(StreamHouse house) {
        this.house = house;
    }

    /** Starts, stops and restarts what differs. Waits for nothing. */
    public void refresh(List<Standing> standings) {
        ending.values().removeIf(StreamSupervisor::isOver);
        // One that a defect ended is begun anew below.
        running.values().removeIf(StreamSupervisor::isOver);
        Set<String> wanted = new HashSet<>();
        // Hundreds of connections may have one connector, which is read from the store.
        Map<String, Boolean> offering = new HashMap<>();
        for (Standing standing : standings) {
            if (standing.isStreamed()
                    && offering.computeIfAbsent(
                            standing.connection().connector(), house.sources()::offers)) {
                wanted.add(standing.connection().slug().text());
                follow(StreamSpec.of(standing));
            }
        }
        for (String slug : Set.copyOf(running.keySet())) {
            if (!wanted.contains(slug)) {
                end(slug);
            }
        }
    }

    /**
     * Something may have happened there: a stream that looks at records looks within seconds.
     * Returns at once; any thread may call, and as often as it likes.
     */
    public void hasten(String connection) {
        Optional.ofNullable(running.get(connection)).ifPresent(StreamSupervisor::hasten);
    }

    /** Whether nothing of them runs any more. */
    boolean isOver() {
        return running.isEmpty() && ending.values().stream().allMatch(StreamSupervisor::isOver);
    }

    /** Whose streams this process keeps running. */
    public Set<String> connections() {
        return Set.copyOf(running.keySet());
    }

    /** Ends all streams at the same time; whatever hangs, it is over within one deadline. */
    @Override
    public void close() {
        Set.copyOf(running.keySet()).forEach(this::end);
        Deadline deadline = Deadline.after(house.times().closing());
        try {
            for (StreamSupervisor supervisor : ending.values()) {
                supervisor.awaitEnd(deadline);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(StreamSpec spec) {
        StreamSupervisor present = running.get(spec.slug());
        if (present != null) {
            if (!present.spec().saysTheSameAs(spec)) {
                present.restart(spec);
            }
            return;
        }
        // A source that has not ended yet must not run twice; the next call finds it gone.
        if (!ending.containsKey(spec.slug())) {
            StreamSupervisor supervisor = new StreamSupervisor(house, spec);
            running.put(spec.slug(), supervisor);
            supervisor.start();
        }
    }

    private void end(String slug) {
        StreamSupervisor supervisor = running.remove(slug);
        if (supervisor != null) {
            supervisor.stop(Deadline.after(house.times().closing()));
            ending.put(slug, supervisor);
        }
    }
}
