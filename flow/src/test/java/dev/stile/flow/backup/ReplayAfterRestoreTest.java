package dev.stile.flow.backup;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.effect.EffectState;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.flow.delivery.EventReplays.Given;
import dev.stile.flow.delivery.FlowHome;
import dev.stile.flow.delivery.Rules;
import dev.stile.flow.delivery.TestBook;
import dev.stile.flow.delivery.TestOutbox;
import dev.stile.flow.delivery.TestRule;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A delivery ran between the backup and the restore: the restored home knows nothing of that. */
final class ReplayAfterRestoreTest {
    private static final Subject ADA = new Subject.Person("ada");

    private final TestClock clock = TestClock.at("2026-05-04T06:00:00Z");
    private final TestBook book = new TestBook();

    /** Is the one thing that no restore takes back. */
    private final TestOutbox outbox = new TestOutbox();

    @TempDir Path folder;
    private FlowHome flow;

    @BeforeEach
    void deliverAfterTheBackup() throws IOException {
        book.put(TestRule.of("alarm", Rules.act()));
        flow = FlowHome.in(folder, clock, book, outbox);
        flow.store("lvl-1", "pond-3");
        flow.route();
        Home home = TestHome.in(folder);
        Path kept = folder.resolve("kept.db");
        new Backup(home, "1").make(kept, clock.instant(), soon());
        flow.work();
        outbox.move(1, EffectState.DONE, false);
        flow.close();

        new Restore(home, "1", clock).restore(kept, false, ADA, soon());
        flow = FlowHome.in(folder, clock, book, outbox);
        assertThat(flow.told()).containsExactly("lvl-1 dead restored");
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    @Proves({"FL-69", "FL-104"})
    void whatMayHaveBeenDeliveredSinceTheBackupIsNotDoneAgainUnasked() {
        assertThat(give(false)).singleElement().isInstanceOf(Given.DoneBefore.class);
        flow.work();
        assertThat(outbox.size()).isEqualTo(1);

        assertThat(give(true)).singleElement().isInstanceOf(Given.Made.class);
    }

    @Test
    @Proves({"FL-69", "FL-104"})
    void norOnceItWasDropped() {
        flow.deadLetters.drop(soon(), ADA, flow.only().id(), "seen in the chat");
        assertThat(give(false)).singleElement().isInstanceOf(Given.DoneBefore.class);
    }

    @Test
    @Proves({"FL-69", "FL-104"})
    void norOnceItWasBegunAnewAndThenDropped() {
        flow.deadLetters.retry(soon(), ADA, flow.only().id());
        flow.deadLetters.drop(soon(), ADA, flow.only().id(), "seen in the chat");
        assertThat(give(false)).singleElement().isInstanceOf(Given.DoneBefore.class);
    }

    private List<Given> give(boolean again) {
        return flow.replays.give(soon(), ADA, "alarm", flow.inbox.after(soon(), 0, 9), again);
    }
}
