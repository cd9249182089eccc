package dev.stile.simulator.engine;

import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.time.SimulatedClock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * All projects and users. Everything below is reached only inside {@link #reading} or {@link
 * #writing}; what it hands out that is immutable may leave.
 */
public final class Tracker {
    private final SimulatedClock clock;
    private final String webUrl;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final TreeMap<String, Project> projects = new TreeMap<>();
    private final Map<String, User> users = new LinkedHashMap<>();
    private Instant writtenAt = Instant.EPOCH;
    private long incarnations;

    /** An empty tracker; {@code webUrl} is what the records' links begin with. */
    public Tracker(SimulatedClock clock, String webUrl) {
        this.clock = clock;
        this.webUrl = webUrl;
    }

    /** Runs a read; any number at once. */
    public <T> T reading(Supplier<T> read) {
        lock.readLock().lock();
        try {
            return read.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs a write, alone. */
    public <T> T writing(Supplier<T> write) {
        lock.writeLock().lock();
        try {
            writtenAt = clock.now();
            return write.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The clock that stamps everything. */
    public SimulatedClock clock() {
        return clock;
    }

    /** The time of the write that runs: one time for all that it stamps. */
    public Instant now() {
        return writtenAt;
    }

    /** What the records' links begin with. */
    public String webUrl() {
        return webUrl;
    }

    /** Forgets all projects and users. */
    public void clear() {
        projects.clear();
        users.clear();
    }

    /** All projects, by slug. */
    public Collection<Project> projects() {
        return List.copyOf(projects.values());
    }

    /** The project with this slug, if there is one. */
    public Optional<Project> project(String slug) {
        return Optional.ofNullable(projects.get(slug));
    }

    /** Makes an empty project. */
    public Project addProject(ProjectSettings settings) {
        if (projects.containsKey(settings.slug())) {
            throw Problem.of(409, "project_exists", "there is a project with this slug").refused();
        }
        Project project = new Project(this, settings, ++incarnations);
        projects.put(settings.slug(), project);
        return project;
    }

    /** Forgets a project. */
    public void removeProject(String slug) {
        projects.remove(slug);
    }

    /** Makes a user, or changes the display name of the one with this handle. */
    public User addUser(String handle, String display) {
        if (!handle.matches("[a-z0-9][a-z0-9._-]{0,38}")) {
            throw Problem.invalid(
                            "handle",
                            "format",
                            "a handle is lower-case letters, digits, dots and dashes")
                    .refused();
        }
        String id = user(handle).map(User::id).orElse("u" + (users.size() + 1));
        User user = new User(id, handle, display);
        users.put(handle, user);
        return user;
    }

    /** The user with this handle, if there is one. */
    public Optional<User> user(String handle) {
        return Optional.ofNullable(users.get(handle));
    }

    /** All users, in the order they came. */
    public List<User> users() {
        return new ArrayList<>(users.values());
    }

    /** All handles. */
    public List<String> handles() {
        return List.copyOf(users.keySet());
    }
}
