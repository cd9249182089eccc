package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.wire.Headers;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What the other side cannot do now is one entry that goes on by itself, and is told as that. */
final class PlannedRetryTest {
    private static final String COMMENT =
            "act sim comment --set project=demo --set id=3 --set text=hello";

    @TempDir private Path folder;

    @Test
    @Proves({"FL-65", "FL-88", "FL-97"})
    void whatFailedForNowIsToldAsWaitingAndIsOneEntryUnderItsKey() throws IOException {
        try (WatchedDemo demo = WatchedDemo.in(folder)) {
            Cli cli = demo.cli();
            var controls = demo.simulator().controls();
            controls.fault(
                    FaultRule.on(
                            "POST",
                            "**",
                            new FaultAction.Status(
                                    429,
                                    Headers.none().with("Retry-After", "1"),
                                    "text/plain",
                                    "later")));

            Cli.Ran first = cli.type(COMMENT);

            assertThat(first.exit()).as(first.err()).isEqualTo(6);
            String again =
                    WatchedDemo.found("  stile (act .* --key act-[0-9a-f]{30})\n", first.err());
            String time = WatchedDemo.found("not before (\\S+Z)\n", first.err());
            assertThat(first.err())
                    .contains("tried again by itself", "stile outbox cancel ob-1 --reason obsolete")
                    .doesNotContain("outbox retry");
            String planned = "tried again by itself, not before " + time;
            assertThat(cli.type("outbox list").out()).startsWith("ob-1  failed").contains(planned);
            assertThat(cli.type("outbox show ob-1").out()).contains(planned);
            assertThat(cli.type(again + " --json").out())
                    .contains("\"retryable\":true", "\"next_at\":\"" + time + "\"");
            assertThat(cli.type(COMMENT + " --json").out())
                    .as("without its key it is another action")
                    .contains("\"retryable\":false");
            assertThat(cli.type("outbox cancel ob-2 --reason obsolete").exit()).isZero();
            controls.clearFaults();

            cli.at(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
            Cli.Ran due = cli.type(again);

            assertThat(due.out()).as(due.err()).startsWith("sent ob-1: comment on sim");
            assertThat(cli.type(again).exit()).isZero();
            assertThat(cli.type("outbox list").out().lines()).hasSize(2);
        }
    }
}
