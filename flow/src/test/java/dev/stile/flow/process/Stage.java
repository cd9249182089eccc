package dev.stile.flow.process;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionInput;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.CallLimits;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.ManifestBuilder;
import dev.stile.api.connector.Program;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Cursor;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.ResolvedSecrets;
import dev.stile.core.store.StoreException;
import dev.stile.flow.process.child.Children;
import dev.stile.flow.process.child.StopTimes;
import dev.stile.flow.schema.SchemaCheck;
import dev.stile.flow.schema.SchemaFault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A host with one connection, {@code weir-north}, whose program is a script of the test. */
public final class Stage implements AutoCloseable {
    static final String CONNECTION = "weir-north";
    static final String TOKEN = "canary-3f9a77d1c4";

    private static final String PRELUDE =
            """
            import sys, os, json, time, signal, fcntl, struct, termios
            op = sys.argv[1]
            def say(frame):
                sys.stdout.write((frame if isinstance(frame, str) else json.dumps(frame)) + "\\n")
                sys.stdout.flush()
            def hello(**more):
                say({"type": "hello", "protocol": 1, "operations": ["auth-ok", "act", "subscribe", "reconcile"],
                     "capabilities": ["nack", "ack-through", "contacts"], **more})
            def event(name, **more):
                say({"type": "event", "id": name, "cursor": "c-" + name, "payload": {"message": name}, **more})
            def heard(pipe):
                while struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\\0" * 4))[0]:
                    time.sleep(0.01)
            """;
    private static final String HELLO = "if op == 'hello':\n    hello()\n    sys.exit(0)\n";

    final Path folder;
    final Redactor redactor = new Redactor();
    final Children children;
    final Queue<String> notes = new ConcurrentLinkedQueue<>();
    private final Map<String, String> environment = new HashMap<>(Map.of("WEIR_TOKEN", TOKEN));
    private final Map<String, String> references = new HashMap<>(Map.of("token", "env:WEIR_TOKEN"));

    Program.Protocol protocol = Program.Protocol.AUTO;
    CallLimits limits =
            new CallLimits(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    64 * 1024,
                    64);
    HostTimes times =
            new HostTimes(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    new StopTimes(Duration.ofMillis(300), Duration.ofMillis(300)));
    SecretPlacement placement = new SecretPlacement.Frame();
    boolean effect = true;
    boolean acceptsVariables = true;

    /** Another process holds the store in which the references stand. */
    volatile boolean storeBusy;

    RenewedSecrets renewed = memory();
    SchemaCheck schemas = new NothingBad();

    public Stage(Path folder) {
        this.folder = folder;
        environment.put("PATH", "/usr/bin:/bin:" + System.getenv("PATH"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("SECRET_OF_THE_HOST", "not for children");
        this.children = Children.open(folder.resolve("runs"), redactor, new Random());
    }

    /** What a process that begins knows of renewed secrets. */
    static RenewedSecrets memory() {
        return new RenewedSecrets(new ResolvedSecrets(Map.of()));
    }

    /** The connection refers to its secret so. */
    void refer(String reference) {
        references.put("token", reference);
    }

    private Map<String, String> references() {
        if (storeBusy) {
            throw new StoreException(
                    StoreException.Kind.BUSY, "another process holds the database", List.of());
        }
        return references;
    }

    /** The same program, opened anew. */
    ProcessConnector again() {
        return open();
    }

    /** A program that says hello, then does what the body says. */
    public ProcessConnector speaks(String body) {
        return runs(HELLO + body);
    }

    /** A program that does what the body says, whatever it is asked. */
    ProcessConnector runs(String body) {
        try {
            Files.writeString(script(), PRELUDE + body);
            return open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same program as before, with these limits; its hello is known and takes no time. */
    ProcessConnector known(ProcessConnector before, CallLimits hurried) {
        before.hello(Deadline.after(Duration.ofSeconds(60)));
        limits = hurried;
        return open();
    }

    private ProcessConnector open() {
        return open(List.of("python3", "-I", script().toString()));
    }

    private Path script() {
        return folder.resolve("script.py");
    }

    /** These times, but that a program which ended has only so long to close its stdout. */
    HostTimes settling(Duration settling) {
        return new HostTimes(
                times.hello(), times.firstFrame(), times.write(), settling, times.stop());
    }

    ProcessConnector open(List<String> command) {
        ProcessTemplate template =
                new ProcessTemplate(
                        manifest(command), "hash", Optional.empty(), Map.of("WEIR_MODE", "live"));
        return new ProcessProvider(template, host()).open(context());
    }

    private ProcessHost host() {
        return new ProcessHost(
                children,
                folder.resolve("state"),
                new KnownPrograms(folder.resolve("programs")),
                environment,
                new ResolvedSecrets(environment),
                connection -> references(),
                (connection, secret) -> acceptsVariables,
                renewed,
                redactor,
                schemas,
                Clock.systemUTC(),
                times);
    }

    private Manifest manifest(List<String> command) {
        ManifestBuilder manifest =
                Manifest.of("weir", "1.0.0", "Levels and gates")
                        .facets(Set.of(Facet.EVENTS, Facet.ACTIONS))
                        .program(new Program(command, protocol))
                        .limits(limits)
                        .settings(List.of(SettingSpec.text("unit", "Unit of levels")))
                        .secrets(List.of(new SecretSpec("token", "Token", false, placement)));
        return manifest.actions(
                        List.of(
                                new ActionSpec(
                                        "open_gate",
                                        "Opens a gate",
                                        Json.object().build(),
                                        Json.object().build(),
                                        new Permission(
                                                Category.EXTERNAL_MESSAGE_SEND, "opens", effect),
                                        Optional.empty(),
                                        Idempotency.KEY,
                                        Optional.empty(),
                                        Optional.empty())))
                .build();
    }

    private ConnectorContext context() {
        return new ConnectorContext() {
            @Override
            public String connection() {
                return CONNECTION;
            }

            @Override
            public Settings settings() {
                return new Settings(Map.of("unit", "cm"));
            }

            @Override
            public EgressClient egress() {
                throw new UnsupportedOperationException("a process has its own way out");
            }

            @Override
            public Clock clock() {
                return Clock.systemUTC();
            }

            @Override
            public ConnectorLog log() {
                return (message, remote) -> {
                    if (remote.isEmpty()) {
                        notes.add(message);
                    }
                    remote.forEach(text -> notes.add(message + " " + shown(text)));
                };
            }
        };
    }

    static String shown(Tainted<String> text) {
        return text.sanitise(Sanitizers.log(100_000)).value();
    }

    static ActionResult act(ProcessConnector connector, String input) {
        return connector.actions().orElseThrow().perform(call(input), soon());
    }

    static ActionCall call(String input) {
        return new ActionCall(
                "open_gate",
                UserInput.trusted(
                        new ActionInput(
                                Json.object().put("gate", input).put("percent", 40).build())),
                new IdempotencyKey("st1-kq7wz4"),
                1);
    }

    static CallContext soon() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(120)),
                "test",
                Label.outside(Scope.of(CONNECTION)),
                Progress.SILENT);
    }

    static Subscription subscription() {
        return new Subscription(
                Optional.of(new Cursor("c-7")),
                new Start.Since(Instant.EPOCH),
                Set.of("pond@north"),
                soon());
    }

    /** Processes that carry a run id of this host. */
    List<Path> processes() throws IOException {
        String host;
        try (var hosts = Files.list(folder.resolve("runs"))) {
            String name = hosts.findFirst().orElseThrow().getFileName().toString();
            host = name.substring(name.lastIndexOf('-') + 1);
        }
        return processesOf("r-" + host + "-");
    }

    private static List<Path> processesOf(String run) throws IOException {
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            List<Path> found = new java.util.ArrayList<>();
            for (Path process : all) {
                try {
                    if (Files.readString(
                                    process.resolve("environ"),
                                    java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains("STILE_RUN_ID=" + run)) {
                        found.add(process);
                    }
                } catch (IOException gone) {
                    continue;
                }
            }
            return found;
        }
    }

    @Override
    public void close() {
        children.close();
    }

    /** Takes the text {@code bad} for a fault, at its place, wherever it stands as a member. */
    private static final class NothingBad implements SchemaCheck {
        @Override
        public List<SchemaFault> faults(Json schema, Json value) {
            return value instanceof Json.JsonObject(var members)
                    ? members.entrySet().stream()
                            .filter(member -> member.getValue().equals(Json.text("bad")))
                            .map(member -> new SchemaFault("/" + member.getKey(), "is bad"))
                            .toList()
                    : List.of();
        }

        @Override
        public List<SchemaFault> faultsOfSchema(Json schema) {
            return List.of();
        }
    }
}
