package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What was under way when a backup was made: nothing of it happens twice once it is put back. */
final class RestoredWorkTest {
    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;
    private FlowTurns turns;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
        turns = demo.turns();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves({"FL-88", "FL-89", "FL-104"})
    void whatLeftAfterTheBackupDoesNotLeaveAgainAfterTheRestore() {
        demo.watch();
        demo.rename("urgent: fire");
        demo.takeEvents();
        demo.approve();
        assertThat(cli.type("backup kept.db").exit()).isZero();
        turns.send();
        assertThat(demo.written()).isEqualTo(1);

        Cli.Ran restored = cli.type("restore kept.db");

        assertThat(restored.exit()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("audit log: proven", "held: 1 entries");
        assertThat(cli.type("outbox list").out()).startsWith("ob-1  unknown").contains("restored");
        turns.send();
        turns.sweepAfter(Duration.ofMinutes(30));
        turns.send();
        assertThat(demo.written()).isEqualTo(1);
        assertThat(cli.type("audit why ob-1").out())
                .containsSubsequence("action.approve", "action.hold");
        assertThat(cli.type("audit verify").exit()).isZero();
    }

    @Test
    @Proves("FL-104")
    void whatARuleDidAfterTheBackupIsToldAgainAndNotDoneAgain() {
        demo.watch();
        assertThat(cli.type("backup kept.db").exit()).isZero();
        demo.rename("urgent: fire");
        demo.takeEvents();
        demo.approve();
        turns.send();
        assertThat(demo.written()).isEqualTo(1);

        Cli.Ran restored = cli.type("restore kept.db");
        assertThat(restored.err()).contains("next: stile rule resume urgent");
        assertThat(cli.type("event list").out()).doesNotContain("fire");
        demo.takeEvents();
        assertThat(cli.type("event list").out()).as("told again").contains("record.updated");
        assertThat(cli.type("rule resume urgent").exit()).isZero();
        turns.deliver();
        turns.send();

        assertThat(cli.type("outbox list").out()).isEmpty();
        assertThat(demo.written()).isEqualTo(1);
        demo.rename("urgent: water");
        demo.takeEvents();
        assertThat(cli.type("outbox list").out()).as("a new id").startsWith("ob-2  proposed");
    }

    @Test
    @Proves("FL-104")
    void whatARuleDidThatWasPausedInTheBackupIsNotDoneAgainOnceItIsResumed() {
        demo.watch();
        cli.type("rule pause urgent");
        assertThat(cli.type("backup kept.db").exit()).isZero();
        cli.type("rule resume urgent");
        demo.rename("urgent: fire");
        demo.takeEvents();
        demo.approve();
        turns.send();
        assertThat(demo.written()).isEqualTo(1);

        Cli.Ran restored = cli.type("restore kept.db");
        assertThat(restored.out()).contains("1 streams that begin anew");
        assertThat(cli.type("rule resume urgent").exit()).isZero();
        demo.takeEvents();
        turns.look();
        turns.deliver();

        assertThat(cli.type("outbox list").out()).isEmpty();
        demo.rename("urgent: water");
        demo.takeEvents();
        assertThat(cli.type("outbox list").out()).as("what happens now").contains("proposed");
        assertThat(cli.type("audit list").out()).contains("position.set");
    }

    @Test
    @Proves({"FL-69", "FL-88", "FL-97"})
    void whatMayHaveLeftAndWasCalledOffIsBegunAnewOnlyByWhoeverSaysThatTwiceDoesNoHarm() {
        demo.watch();
        demo.rename("urgent: fire");
        demo.takeEvents();
        demo.approve();
        cli.type("backup kept.db");
        turns.send();
        cli.type("restore kept.db");
        cli.type("outbox cancel ob-1 --reason enough");
        cli.type("rule resume urgent");
        turns.send();
        assertThat(cli.type("delivery dead").out()).startsWith("1  dead").contains("called_off");

        Cli.Ran refused = cli.type("delivery retry 1");
        assertThat(refused.exit()).isEqualTo(7);
        assertThat(refused.err())
                .contains("ob-1 may have happened", "stile delivery drop 1 --reason TEXT")
                .contains("stile delivery retry 1 --accept-duplicate --reason TEXT");
        assertThat(cli.type("delivery retry 1 --accept-duplicate").exit()).isEqualTo(2);
        turns.send();
        assertThat(demo.written()).isEqualTo(1);

        assertThat(cli.type("delivery retry 1 --accept-duplicate --reason harmless").exit())
                .isZero();
        turns.deliver();
        demo.approve();
        turns.send();
        assertThat(demo.written()).isEqualTo(2);
        assertThat(cli.type("audit list --ref outbox=ob-1").out()).contains("action.resolve");
    }

    @Test
    @Proves({"FL-69", "FL-91", "FL-104"})
    void whatWasNotDoneAtTheBackupWaitsForAPerson() {
        demo.watch();
        demo.rename("urgent: fire");
        demo.takeEvents();
        String yes =
                WatchedDemo.found(
                        "next: stile (outbox approve .*)\n", cli.type("outbox show 1").err());
        demo.rename("urgent: water");
        cli.type("sync sim/demo");
        turns.route();
        assertThat(cli.type("backup kept.db").exit()).isZero();

        Cli.Ran asked = cli.type("restore kept.db --dry-run --json");
        assertThat(asked.out())
                .contains("\"dry_run\":true", "\"audit\":\"proven\"")
                .contains("\"held\":{\"unknown\":0,\"proposed\":1,\"deliveries\":1")
                .contains("\"rules\":[\"urgent\"]")
                .doesNotContain("before");
        assertThat(cli.type("rule list").out()).contains("enabled");
        assertThat(cli.type("restore kept.db").exit()).isZero();

        assertThat(cli.type("delivery dead").out()).startsWith("2  dead").contains("restored");
        assertThat(cli.type(yes).exit()).as("an earlier yes").isEqualTo(7);
        turns.deliver();
        assertThat(cli.type("outbox list").out().lines()).hasSize(1);
    }
}
