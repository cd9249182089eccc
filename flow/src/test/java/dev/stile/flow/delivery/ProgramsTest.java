package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.policy.Quota;
import dev.stile.core.policy.Subject;
import dev.stile.flow.rule.RuleAction;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What becomes of a delivery whose program does not end well. */
final class ProgramsTest {
    @TempDir Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private final TestBook book = new TestBook();
    private FlowHome flow;

    @BeforeEach
    void open() {
        flow = FlowHome.in(folder, clock, book, new TestOutbox());
    }

    @AfterEach
    void close() {
        flow.close();
    }

    /** A program that says that it was there, and then does something. */
    private void program(String then, boolean isIdempotent) {
        book.put(
                TestRule.of(
                        "alarm",
                        new RuleAction.RunCommand(
                                List.of(
                                        "/bin/sh",
                                        "-c",
                                        "echo here >> \"" + runs() + "\"; " + then),
                                false,
                                Duration.ofSeconds(60),
                                isIdempotent)));
    }

    private Path runs() {
        return folder.resolve("runs.txt");
    }

    private int runCount() throws IOException {
        return Files.exists(runs()) ? Files.readAllLines(runs()).size() : 0;
    }

    private void happen(String id) {
        flow.store(id, "pond-3");
        flow.route();
        flow.work();
    }

    private void muchLater() {
        for (int day = 0; day < 9; day++) {
            clock.pass(Duration.ofDays(2));
            flow.work();
        }
    }

    @Test
    @Proves("FL-72")
    void aProgramThatMayHaveDoneItsWorkIsNotRunAgain() throws Exception {
        program("exit 3", false);
        happen("lvl-1");
        muchLater();
        assertThat(flow.told()).containsExactly("lvl-1 dead program_failed");
        assertThat(runCount()).isEqualTo(1);
    }

    @Test
    @Proves({"FL-72", "FL-19"})
    void ofAProgramThatASignalEndedNobodyKnowsWhatItDid() throws Exception {
        program("kill -9 $$", false);
        happen("lvl-1");
        muchLater();
        assertThat(flow.told()).containsExactly("lvl-1 dead delivery_unknown");
        assertThat(runCount()).isEqualTo(1);
    }

    @Test
    @Proves("FL-72")
    void oneThatMayBeRepeatedIsRunAgainUntilItIsGivenUp() throws Exception {
        program("kill -9 $$", true);
        happen("lvl-1");
        muchLater();
        assertThat(flow.told()).containsExactly("lvl-1 dead program_failed");
        assertThat(runCount()).isGreaterThan(1);
    }

    @Test
    @Proves("FL-69")
    void aLostRunThatAPersonDroppedIsNotDoneAgainUnasked() throws Exception {
        program("kill -9 $$", false);
        happen("lvl-1");
        flow.deadLetters.drop(soon(), new Subject.Person("ada"), flow.only().id(), "it is there");

        assertThat(give(false)).singleElement().isInstanceOf(EventReplays.Given.DoneBefore.class);
        flow.work();
        assertThat(runCount()).isEqualTo(1);
        assertThat(give(true)).singleElement().isInstanceOf(EventReplays.Given.Made.class);
    }

    private List<EventReplays.Given> give(boolean again) {
        return flow.replays.give(
                soon(), new Subject.Person("ada"), "alarm", flow.inbox.after(soon(), 0, 9), again);
    }

    @Test
    @Proves("FL-19")
    void oneThatSaysThatItDidNothingIsRunAgain() throws Exception {
        Path open = folder.resolve("open");
        program("test -e \"" + open + "\" || exit 75", false);
        happen("lvl-1");
        assertThat(flow.told()).containsExactly("lvl-1 failed program_failed");
        Files.createFile(open);
        muchLater();
        assertThat(flow.told()).containsExactly("lvl-1 done applied");
        assertThat(runCount()).isEqualTo(2);
    }

    @Test
    @Proves("FL-72")
    void aFaultOfOursAfterTheBeginningIsNoReasonToRunItAgain() throws Exception {
        program("exit 0", false);
        flow.broken = true;
        happen("lvl-1");
        flow.broken = false;
        muchLater();
        assertThat(flow.told()).containsExactly("lvl-1 dead delivery_unknown");
        assertThat(runCount()).isZero();
    }

    @Test
    @Proves({"FL-93", "TU-61"})
    void aProgramRunsNoMoreOftenThanItsGrantSays() throws Exception {
        flow.exec = (rule, program) -> Optional.of(List.of(new Quota.Count("grant:g-1", 1)));
        program("exit 0", false);
        happen("lvl-1");
        happen("lvl-2");
        assertThat(flow.told()).containsExactly("lvl-1 done applied", "lvl-2 failed quota_reached");
        assertThat(runCount()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(61));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 done applied", "lvl-2 done applied");
    }
}
