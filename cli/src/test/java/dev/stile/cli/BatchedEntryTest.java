package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One proposal for all events of a batch: whoever says yes sees for which. */
final class BatchedEntryTest {
    private static final String BATCH =
            "\nbatch: { by: key, quiet: 45s, max_age: 10m, max_size: 2 }\n";

    @TempDir private Path folder;

    @Test
    @Proves("FL-91")
    void anEntryShowsTheEventsThatItStandsFor() throws IOException {
        try (WatchedDemo demo = WatchedDemo.in(folder)) {
            Files.writeString(folder.resolve("urgent.yaml"), WatchedDemo.RULE + BATCH);
            demo.watch();
            demo.rename("urgent: smoke");
            demo.takeEvents();
            demo.rename("urgent: fire");
            demo.takeEvents();

            String shown = demo.cli().type("outbox show 1").out();
            assertThat(shown)
                    .contains("text: Seen: urgent: fire")
                    .containsPattern(
                            "stands for 2 events:\n  sim/demo/3@\\S+\n  sim/demo/3@\\S+\n");
            assertThat(demo.cli().type("outbox show 1 --json").out())
                    .containsPattern(
                            "\"events\":\\{\"count\":2,\"items\":\\["
                                    + "\\{\"connection\":\"sim\",\"event\":\"demo/3@[^\"]+\",\"delivery\":\"1\"},"
                                    + "\\{\"connection\":\"sim\",\"event\":\"demo/3@[^\"]+\",\"delivery\":\"2\"}]}");
        }
    }
}
