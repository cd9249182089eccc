package dev.stile.stories.world;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.control.Controls;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The simulator, in this process. */
public final class SimulatorWorld implements World {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(100);

    private final SimulatorOptions options;
    private final AtomicInteger made = new AtomicInteger();

    private Simulator simulator;

    private SimulatorWorld(SimulatorOptions options) {
        this.options = options;
        this.simulator = started(options);
    }

    public static SimulatorWorld start() {
        return new SimulatorWorld(SimulatorOptions.empty());
    }

    /** One that can be stopped and started again, and keeps everything in this file meanwhile. */
    public static SimulatorWorld keeping(Path file) {
        return new SimulatorWorld(
                SimulatorOptions.empty()
                        .withTokens("an-admins-token", "a-readers-token", "a-control-token")
                        .withDataFile(file));
    }

    private static Simulator started(SimulatorOptions options) {
        try {
            return Simulator.start(options);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts it again where it was, after it was closed. */
    public void startAgain() {
        SimulatorOptions where = options.withPorts(simulator.baseUri().getPort(), 0);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                simulator = Simulator.start(where);
                return;
            } catch (BindException taken) {
                // Somebody's way out may have that port for a moment.
                if (System.nanoTime() - end > 0) {
                    throw new UncheckedIOException(taken);
                }
                LockSupport.parkNanos(BETWEEN_STARTS.toNanos());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** A project that was made before the last start. */
    public TrackerProject again(TrackerProject project) {
        return new SimulatedProject(controls(), project.slug());
    }

    public Controls controls() {
        return simulator.controls();
    }

    @Override
    public TrackerProject newProject(String... titles) {
        String slug = "p" + made.incrementAndGet();
        controls().project(slug, Json.object().put("name", slug).build());
        TrackerProject project = new SimulatedProject(controls(), slug);
        for (String title : titles) {
            project.add(title);
        }
        return project;
    }

    /** A new project of texts that were chosen to break whatever reads them carelessly. */
    public TrackerProject hostileProject(String name) {
        String slug = "p" + made.incrementAndGet();
        Json.Obj settings = Json.object().put("name", name).build();
        controls()
                .run(
                        "seed",
                        Json.object()
                                .put("name", "hostile")
                                .put("project", slug)
                                .put("settings", settings)
                                .build());
        return new SimulatedProject(controls(), slug);
    }

    @Override
    public String connector() {
        return "sim";
    }

    @Override
    public String setting() {
        return "base_url=" + simulator.baseUri();
    }

    @Override
    public String token() {
        return simulator.adminToken();
    }

    @Override
    public List<String> requests() {
        return controls().requests().stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    /** The same, each with its query behind it: {@code GET /path?limit=100}. */
    public List<String> requestsWithQueries() {
        return controls().requests().stream()
                .map(
                        request ->
                                request.method()
                                        + " "
                                        + request.path()
                                        + request.query().map(query -> "?" + query).orElse(""))
                .toList();
    }

    @Override
    public void forgetRequests() {
        controls().resetCounters();
    }

    @Override
    public void loseAnswersToCreates() {
        controls()
                .fault(
                        FaultRule.on(
                                "POST", "/sim/v1/projects/*/records", new FaultAction.Reset(true)));
    }

    @Override
    public void loseNothing() {
        controls().clearFaults();
    }

    @Override
    public int requestsOfAPush() {
        return 2;
    }

    @Override
    public void close() {
        try {
            simulator.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record SimulatedProject(Controls controls, String slug) implements TrackerProject {
        @Override
        public String add(String title) {
            Json.Obj record =
                    Json.object()
                            .put("title", title)
                            .put("type", "bug")
                            .put("status", "Open")
                            .put("body", "Text of " + title + ".\n")
                            .build();
            return controls.create(slug, record).text("id").orElseThrow();
        }

        @Override
        public void retitle(String id, String title) {
            set(id, "title", title);
        }

        @Override
        public void rewrite(String id, String body) {
            set(id, "body", body);
        }

        private void set(String id, String field, String value) {
            Json.Obj set = Json.object().put(field, value).build();
            controls.change(slug, id, Json.object().put("set", set).build());
        }

        @Override
        public void delete(String id) {
            controls.delete(slug, id);
        }

        @Override
        public List<RecordNow> records() {
            return controls.records(slug).stream()
                    .map(
                            record ->
                                    new RecordNow(
                                            record.text("id").orElseThrow(),
                                            record.text("title").orElseThrow(),
                                            record.text("status").orElseThrow(),
                                            record.text("body").orElse("")))
                    .toList();
        }
    }
}
