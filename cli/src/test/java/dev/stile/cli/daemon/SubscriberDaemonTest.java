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

    private void register(DaemonHome home) throws IOException {
        home.house().database();
        Path subscriber = Files.createDirectories(folder.resolve("home/subscribers/pond-level"));
        Files.writeString(subscriber.resolve("manifest.toml"), MANIFEST);
        Files.writeString(subscriber.resolve("pond.py"), PROGRAM);
        home.flow()
                .templates()
                .add(TEMPLATE.getBytes(StandardCharsets.UTF_8), folder, Set.of(), ADA, soon());
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
