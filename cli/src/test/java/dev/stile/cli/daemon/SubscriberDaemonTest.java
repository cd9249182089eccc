package dev.stile.cli.daemon;

import static dev.stile.cli.daemon.DaemonHome.ADA;
import static dev.stile.cli.daemon.DaemonHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One manifest behind two connections of a running daemon. */
final class SubscriberDaemonTest {
    private static final String TEMPLATE =
            """
            slug: pond-level
            description: Levels of a pond
            skill: pond-level
            binary: python3
            requires_auth: false
            can_subscribe: true
            subscriber: {manifest_slug: pond-level, state_root: live}
            """;
    private static final String MANIFEST =
            """
            manifest_version = 1
            id = "pond-level"
            kind = "subscriber"
            [run]
            cmd = ["python3", "pond.py"]
            [state]
            dir = "levels"
            """;
    private static final String PROGRAM =
            """
            import json, os, sys
            def say(frame):
                print(json.dumps(frame), flush=True)
            say({"type": "hello", "protocol": 1, "name": "pond", "operations": ["subscribe"]})
            if sys.argv[1] == "hello":
                sys.exit(0)
            with open(os.path.join(os.environ["STILE_STATE_DIR"], "new"), "w") as file:
                file.write(str(os.getpid()))
            os.replace(os.path.join(os.environ["STILE_STATE_DIR"], "new"),
                       os.path.join(os.environ["STILE_STATE_DIR"], "pid"))
            say({"type": "health", "status": "ok", "caught_up": True})
            while sys.stdin.readline():
                pass
            """;

    private static final String RENEWING =
            """
            import json, os, sys
            def say(frame):
                print(json.dumps(frame), flush=True)
            def note(line):
                with open(os.path.join(os.environ["STILE_STATE_DIR"], "asked"), "a") as file:
                    file.write(line + "\\n")
            say({"type": "hello", "protocol": 1, "name": "pond", "operations": ["subscribe"]})
            if sys.argv[1] == "hello":
                sys.exit(0)
            request = json.loads(sys.stdin.readline())
            note(request.get("cursor", "none") + " " + request["secrets"]["token"])
            say({"type": "secret", "name": "token", "value": "renewed-value-81"})
            if "cursor" not in request:
                say({"type": "event", "id": "l-1", "cursor": "c-1", "payload": {"message": "Level 2"}})
            for line in sys.stdin:
                note("acked")
            """;

    @TempDir private Path folder;

    @Test
    @Proves("FL-44")
    void pausingTheLastConsumerOfOneConnectionStopsItsProcessAndNoOther()
            throws IOException, InterruptedException {
        Path state = folder.resolve("home/state/pond-level");
        try (DaemonHome home = new DaemonHome(folder)) {
            register(home);
            for (String name : new String[] {"weir", "mill"}) {
                home.connect("pond-level", name, Map.of(), Map.of());
                home.flow().rules().add(soon(), ADA, rule(name));
            }
            home.run();
            await(() -> runs(state.resolve("weir")) && runs(state.resolve("mill")));
            assertThat(pid(state.resolve("weir"))).isNotEqualTo(pid(state.resolve("mill")));

            home.flow().rules().pause(soon(), ADA, "of-weir", false);

            await(() -> !runs(state.resolve("weir")));
            assertThat(runs(state.resolve("mill"))).isTrue();
        }
    }

    @Test
    @Proves({"FL-28", "FL-29"})
    void aStreamThatTheNextDaemonBeginsGetsItsCursorAndItsSecretAsTheyWereLeft()
            throws IOException, InterruptedException {
        Path state = folder.resolve("home/state/pond-level/weir/live/levels");
        try (DaemonHome home = new DaemonHome(folder)) {
            register(
                    home,
                    TEMPLATE
                            + "secrets:\n  token: {title: Token, required: true, kind: token, delivery: stdin}\n",
                    MANIFEST.replace("[state]", "secrets = [\"token\"]\n[state]"),
                    RENEWING);
            home.connect(
                    "pond-level", "weir", Map.of(), Map.of("token", home.secret("first-value-80")));
            home.flow().rules().add(soon(), ADA, rule("weir"));
            home.run();
            await(() -> asked(state).equals(List.of("none first-value-80", "acked")));
        }
        try (DaemonHome home = new DaemonHome(folder)) {
            home.run();
            await(() -> asked(state).size() > 2);
        }

        assertThat(asked(state)).element(2).isEqualTo("c-1 renewed-value-81");
    }

    private static List<String> asked(Path state) {
        try {
            return Files.readAllLines(state.resolve("asked"));
        } catch (IOException notYet) {
            return List.of();
        }
    }

    private void register(DaemonHome home) throws IOException {
        register(home, TEMPLATE, MANIFEST, PROGRAM);
    }

    private void register(DaemonHome home, String template, String manifest, String program)
            throws IOException {
        home.house().database();
        Path subscriber = Files.createDirectories(folder.resolve("home/subscribers/pond-level"));
        Files.writeString(subscriber.resolve("manifest.toml"), manifest);
        Files.writeString(subscriber.resolve("pond.py"), program);
        home.flow()
                .templates()
                .add(
                        template.getBytes(StandardCharsets.UTF_8),
                        folder,
                        Set.of(),
                        ADA,
                        home.flow().inquiry(),
                        soon());
    }

    private static String rule(String connection) {
        return """
               slug: of-%s
               source: { connections: [%s] }
               do: { file_append: { file: levels.jsonl, content: { text: "{{ /message }}" } } }
               """
                .formatted(connection, connection);
    }

    private static long pid(Path state) {
        try {
            return Long.parseLong(Files.readString(state.resolve("live/levels/pid")));
        } catch (IOException notYet) {
            return -1;
        }
    }

    private static boolean runs(Path state) {
        long pid = pid(state);
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + DaemonHome.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
