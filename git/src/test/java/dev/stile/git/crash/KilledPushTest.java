package dev.stile.git.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.crash.CrashPoint;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** kill -9 at every point that a push reaches, then the same push. */
class KilledPushTest {
    private static final int WRITES = 10;

    /** Areas that no push comes to, each killed in a test of its own. */
    private static final Set<String> OF_OTHERS =
            Set.of("APPEND", "CONNECTION", "DELIVERY", "MERGE", "OUTBOX", "ROUTING", "WATCH");

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    @Proves({"GS-60", "GS-85", "GS-86", "GS-87"})
    void aPushThatIsKilledAnywhereAndRepeatedWritesEverythingOnce() throws IOException {
        Path original = CrashWorld.original(folder.resolve("original"), 12, WRITES);
        StringBuilder table = new StringBuilder();
        int killed = 0;
        for (CrashPoint point : CrashPoint.values()) {
            if (OF_OTHERS.contains(point.name().split("_", 2)[0])) {
                continue;
            }
            for (int visit : visits(point)) {
                Path copy = Files.createDirectory(folder.resolve(point.wire() + visit));
                boolean died = dieAndRepeat(original, copy.resolve("world"), point, visit);
                table.append(
                        "%-26s %3d  %s%n"
                                .formatted(
                                        point.wire(),
                                        visit,
                                        died ? "killed, all once" : "not reached"));
                killed += died ? 1 : 0;
                if (!died) {
                    break;
                }
            }
        }
        System.out.print(table);
        assertThat(killed).as(table.toString()).isGreaterThan(18);
    }

    /** What a push visits for each write, twice (sync and push), or, like a new point, once. */
    private static List<Integer> visits(CrashPoint point) {
        return switch (point) {
            case EFFECT_SENDING_BEFORE,
                    EFFECT_SENDING_AFTER,
                    EFFECT_OUTCOME_BEFORE,
                    EFFECT_OUTCOME_AFTER ->
                    List.of(1, 13);
            case MIRROR_ROWS_BEFORE, MIRROR_REF_BEFORE, MIRROR_CURSOR_BEFORE -> List.of(1, 2);
            default -> List.of(1);
        };
    }

    private static boolean dieAndRepeat(Path original, Path copy, CrashPoint point, int visit)
            throws IOException {
        try (CrashWorld world = CrashWorld.copied(original, copy)) {
            // So that the push begins with a sync that publishes, too.
            world.simulator
                    .controls()
                    .change(
                            CrashWorld.PROJECT,
                            "12",
                            Json.object()
                                    .put("set", Json.object().put("title", "Else").build())
                                    .build());
            boolean died = world.isKilled("push", point.wire(), visit);
            if (died) {
                world.run("push");
            }
            everythingIsThereOnce(world, point.wire() + ":" + visit);
            return died;
        }
    }

    private static void everythingIsThereOnce(CrashWorld world, String where) throws IOException {
        Map<String, Long> titles =
                world.records().stream()
                        .collect(
                                Collectors.groupingBy(
                                        record -> record.text("title").orElseThrow(),
                                        Collectors.counting()));
        assertThat(titles).as(where).hasSize(22).containsEntry("Else", 1L);
        assertThat(titles.values()).as(where).containsOnly(1L);
        for (int index = 1; index <= WRITES; index++) {
            String title = "Record " + index;
            Json.Obj record =
                    world.records().stream()
                            .filter(one -> one.text("title").orElseThrow().equals(title))
                            .findFirst()
                            .orElseThrow();
            assertThat(record.text("body")).as(where).hasValue("As edit " + index + ".");
        }
        assertThat(
                        world.writes().stream()
                                .filter(request -> request.method().equals("PATCH"))
                                .map(request -> request.path())
                                .toList())
                .as(where)
                .hasSize(WRITES)
                .doesNotHaveDuplicates();
        assertThat(world.mirrorGit().text("ls-tree", "--name-only", "main", "issues/").lines())
                .as(where)
                .hasSize(22);
        assertThat(world.mirrorGit().text("show", "main:issues/12.md")).as(where).contains("Else");
    }
}
