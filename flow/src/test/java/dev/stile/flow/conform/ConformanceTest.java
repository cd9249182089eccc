package dev.stile.flow.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.connector.CallLimits;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Program;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.json.Json;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.ResolvedSecrets;
import dev.stile.flow.process.HostTimes;
import dev.stile.flow.process.ProcessTemplate;
import dev.stile.flow.process.child.StopTimes;
import dev.stile.flow.schema.SchemaCheck;
import dev.stile.flow.schema.SchemaFault;
import dev.stile.flow.skeleton.Skeleton;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class ConformanceTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "PATH",
                    "/usr/bin:/bin:" + System.getenv("PATH"),
                    "LINES_TOKEN",
                    "canary-3f9a77d1c4");

    /** What is right, what is wrong instead, and the rule whose case must find it. */
    private static final String FAULTS =
            """
            if operation == "hello": | if operation == "hullo": | FL-20
            say({"ok": os. | say({"okay": os. | FL-22
            "receipt": {"id": key}} | "receipt": {"id": str(time.time())}} | FL-24
            find(sink, key) is None: | False: | FL-27
            {place}-{digest} | {time.time()} | FL-29
            "cursor": str(after) | "cursor": str(place) | FL-28
            say({"type": "checkpoint", "cursor": str(place)}) | say({"type": "health", "status": "ok"}) | FL-30
            text[:4000] | str(time.time()) | FL-33
            if time.monotonic() - spoke > | if 0 > | FL-35
            waiting.pop(line.get("event_id"), None) | waiting.pop(line["event_id"]) | FL-31
            while host.open: | while True: | FL-17
            place = first_place(request, source) | place = first_place(request, source); print("noise", flush=True) | FL-32
            host, lines = Host(), [] | os.fork() or (os.setsid(), time.sleep(60)); host, lines = Host(), [] | FL-16
            place = first_place(request, source) | place = first_place(request, source); print(request, file=sys.stderr, flush=True) | FL-36
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    @Proves("FL-99")
    void aSkeletonConformsUnchanged(Skeleton skeleton) throws Exception {
        skeleton.writeTo(folder.resolve("connector"));

        Report report = run(folder, skeleton.command());

        assertThat(report.results())
                .extracting(Result::outcome)
                .as(report.text())
                .hasSizeGreaterThan(12)
                .containsOnly(Result.Outcome.PASS);
        assertThat(report.passedStrictly()).isTrue();
    }

    /** Side by side, for most of the time is waiting. */
    @Test
    @Proves("FL-98")
    void eachFaultIsFoundByTheCaseOfItsRule() throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
            List<Future<String>> missed = new ArrayList<>();
            for (String row : FAULTS.lines().toList()) {
                String[] parts = row.split(" \\| ", -1);
                Path place = Files.createDirectory(folder.resolve("fault-" + missed.size()));
                missed.add(workers.submit(() -> missed(place, parts[0], parts[1], parts[2])));
            }
            for (Future<String> each : missed) {
                assertThat(each.get()).isEmpty();
            }
        }
    }

    /** The whole report if no case of the rule failed. */
    private static String missed(Path place, String good, String bad, String rule)
            throws IOException {
        Skeleton.PYTHON.writeTo(place.resolve("connector"));
        Path program = place.resolve("connector/connector.py");
        String text = Files.readString(program);
        assertThat(text).contains(good);
        Files.writeString(program, text.replace(good, bad));
        Report report = run(place, List.of("python3", "connector.py"));
        boolean found =
                report.results().stream()
                        .anyMatch(
                                result ->
                                        result.outcome() == Result.Outcome.FAIL
                                                && result.rule().equals(rule));
        return found && !report.passed() ? "" : rule + "\n" + report.text();
    }

    @Test
    @Proves("FL-98")
    void whatWasNotTriedIsSkippedWithItsReasonAndIsNoStrictPass() throws Exception {
        Skeleton.PYTHON.writeTo(folder.resolve("connector"));

        Report report =
                conformance()
                        .run(
                                options(
                                        folder,
                                        List.of("python3", "connector.py"),
                                        Map.of(),
                                        List.of(),
                                        Duration.ofSeconds(1)));

        assertThat(report.passed()).isTrue();
        assertThat(report.passedStrictly()).isFalse();
        assertThat(report.text()).contains("no --provoke makes one", "no --act says");
        assertThat(report.json().get("failed")).contains(Json.number(0));
    }

    private static Report run(Path folder, List<String> command) throws IOException {
        return conformance()
                .run(
                        options(
                                folder,
                                command,
                                Map.of("append", Json.object().put("text", "hello").build()),
                                List.of(
                                        "/bin/sh",
                                        "-c",
                                        "echo \"line $(wc -c < "
                                                + source(folder)
                                                + ")\" >> "
                                                + source(folder)),
                                Duration.ofSeconds(20)));
    }

    private static String source(Path folder) {
        return folder.resolve("source.txt").toString();
    }

    private static Options options(
            Path folder,
            List<String> command,
            Map<String, Json.JsonObject> acts,
            List<String> provoke,
            Duration patience)
            throws IOException {
        Files.writeString(folder.resolve("source.txt"), "");
        Path work = Files.createDirectories(folder.resolve("work"));
        return new Options(
                new ProcessTemplate(
                        manifest(command),
                        "hash",
                        Optional.of(folder.resolve("connector")),
                        Map.of()),
                "lines-here",
                new Settings(Map.of("source", source(folder))),
                Map.of("token", "env:LINES_TOKEN"),
                acts,
                provoke,
                work,
                patience,
                new HostTimes(
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(3),
                        new StopTimes(Duration.ofSeconds(1), Duration.ofMillis(300))),
                Duration.ofSeconds(10));
    }

    private static Conformance conformance() {
        return new Conformance(
                ENVIRONMENT,
                new ResolvedSecrets(ENVIRONMENT),
                new Redactor(),
                new AnythingFits(),
                Clock.systemUTC(),
                new Random());
    }

    private static Manifest manifest(List<String> command) {
        return Manifest.of("file-lines", "0.1.0", "Lines of a file")
                .facets(Set.of(Facet.EVENTS, Facet.ACTIONS))
                .program(new Program(command, Program.Protocol.ONE))
                .limits(CallLimits.standard())
                .settings(
                        List.of(
                                SettingSpec.text("source", "Source"),
                                SettingSpec.text("sink", "Sink")))
                .secrets(
                        List.of(
                                new SecretSpec(
                                        "token", "Token", false, new SecretPlacement.Frame())))
                .actions(
                        List.of(
                                new ActionSpec(
                                        "append",
                                        "Appends",
                                        Json.object().build(),
                                        Json.object().build(),
                                        new Permission(Category.LOCAL_WRITE, "appends", true),
                                        Optional.empty(),
                                        Idempotency.KEY,
                                        Optional.empty(),
                                        Optional.empty())))
                .build();
    }

    private static final class AnythingFits implements SchemaCheck {
        @Override
        public List<SchemaFault> faults(Json schema, Json value) {
            return List.of();
        }

        @Override
        public List<SchemaFault> faultsOfSchema(Json schema) {
            return List.of();
        }
    }
}
