package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.value.RecordId;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many writes whose outcome is unknown, and the next push, which asks about them. */
class SettledTogetherTest {
    private static final int RECORDS = 12;
    private static final int AT_ONCE = 8;
    private static final int MANY = 24;

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        for (int number = 1; number <= RECORDS; number++) {
            world.seed("Record " + number, "Text " + number);
        }
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Every answer is lost, and every look at what became of it. */
    private void loseAll() {
        for (int number = 1; number <= RECORDS; number++) {
            String record = Integer.toString(number);
            clone.edit("issues/" + record + ".md", "Text " + record, "Edited " + record);
            world.faults.failBehind("updateRecord", SettledTogetherTest::lost);
            world.faults.refuse("getRecord", record, SettledTogetherTest::unread);
        }
        clone.commit();
        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("write_unknown"));
    }

    @Test
    @Proves("GS-86")
    void theTrackerIsAskedAboutSomeAtOnceAndNeverAboutMore() {
        loseAll();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(AT_ONCE);
        for (int number = 1; number <= RECORDS; number++) {
            world.faults.refuse(
                    "getRecord",
                    Integer.toString(number),
                    () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        together.countDown();
                        boolean met = await(together);
                        now.decrementAndGet();
                        return met ? unread() : new ConnectorException.Internal("asked alone");
                    });
        }

        assertThat(clone.push()).as("what it would send is there").isEmpty();

        assertThat(together.getCount()).isZero();
        assertThat(most).hasValue(AT_ONCE);
        assertThat(world.audited("issues/1.md")).endsWith("git.unknown outcome unknown");
        assertThat(clone.push()).isEmpty();
        assertThat(world.audited("issues/1.md")).endsWith("git.reconciled point ok");
    }

    @Test
    @Proves("GS-86")
    void aTrackerThatAnswersNobodyIsAskedNoMore() {
        loseAll();
        AtomicInteger asked = new AtomicInteger();
        for (int number = 1; number <= RECORDS; number++) {
            world.faults.refuse(
                    "getRecord",
                    Integer.toString(number),
                    () -> {
                        asked.incrementAndGet();
                        return new ConnectorException.Unavailable("the answer was 502");
                    });
        }

        clone.push();

        assertThat(asked).hasValueBetween(1, AT_ONCE);
    }

    @Test
    @Proves({"GS-86", "TU-53"})
    void aQuestionThatMayNotBeAskedStopsThePushAndAnswersBeforeItAreKept() {
        loseAll();
        world.faults.refuse(
                "getRecord",
                "3",
                () ->
                        new AuditUnavailableException(
                                "the request cannot be recorded",
                                new IllegalStateException("no room")));

        assertThatExceptionOfType(AuditUnavailableException.class).isThrownBy(() -> clone.push());

        assertThat(world.audited("issues/2.md")).endsWith("git.reconciled point ok");
        assertThat(world.audited("issues/3.md")).doesNotContain("git.reconciled point ok");
        assertThat(clone.push()).isEmpty();
    }

    @Test
    @Proves("GS-86")
    void ofTwoNewFilesOfTheSameTextOneIsTheRecordThatIsFound() {
        world.faults.knowNoKeys(world.tracker);
        clone.write("issues/a.md", "# New\n\nIts text.\n");
        clone.write("issues/b.md", "# New\n\nIts text.\n");
        clone.commit();
        world.faults.failBehind("createRecord", SettledTogetherTest::lost);
        world.faults.refuse("findCreated", SettledTogetherTest::unread);
        world.faults.refuse("createRecord", SettledTogetherTest::lost);
        world.faults.refuse("findCreated", SettledTogetherTest::unread);
        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("create_unknown"));

        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("journal_unfinished"));

        assertThat(world.tracker.size()).isEqualTo(RECORDS + 1);
        assertThat(world.audited("issues/a.md")).endsWith("git.reconciled point ok");
        assertThat(world.audited("issues/b.md")).endsWith("git.unknown outcome unknown");
    }

    /** More than are asked about for the sake of asking. */
    private void seedMore() {
        for (int number = RECORDS + 1; number <= MANY; number++) {
            world.seed("Record " + number, "Text " + number);
        }
        clone.pull();
    }

    private void editAll() {
        for (int number = 1; number <= MANY; number++) {
            clone.edit("issues/" + number + ".md", "Text " + number, "Edited " + number);
            world.faults.refuse("updateRecord", SettledTogetherTest::lost);
            world.faults.refuse("getRecord", Integer.toString(number), SettledTogetherTest::unread);
        }
        clone.commit();
        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("write_unknown"));
    }

    @Test
    @Proves("GS-86")
    void aPushAsksAboutEveryRecordThatItChangesHoweverManyThereAre() {
        seedMore();
        editAll();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(new RecordId(Integer.toString(MANY))).orElseThrow().body())
                .isEqualTo("Edited " + MANY);
    }

    @Test
    @Proves("GS-86")
    void ofRecordsThatAPushDoesNotChangeOnlyTheOldestAreAskedAbout() {
        seedMore();
        TrackerWorld.Clone other = world.cloned("other");
        editAll();
        other.edit("issues/" + MANY + ".md", "Text " + MANY, "Theirs");
        other.commit();
        world.clock.pass(Duration.ofMinutes(2));
        // By path, 6 is the twentieth that is not this push's own.
        world.faults.refuse("getRecord", "6", SettledTogetherTest::unread);
        world.faults.refuse("getRecord", "7", SettledTogetherTest::unread);

        assertThat(other.push()).isEmpty();

        assertThat(world.audited("issues/19.md")).endsWith("git.reconciled point dropped");
        assertThat(world.faults.isDue("getRecord", "6")).isFalse();
        assertThat(world.faults.isDue("getRecord", "7")).isTrue();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static StileException lost() {
        return new ConnectorException.OutcomeUnknown("the write", "the answer was lost");
    }

    private static ConnectorException unread() {
        return new ConnectorException.Malformed("the answer");
    }
}
