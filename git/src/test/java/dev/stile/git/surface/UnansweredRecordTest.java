package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.value.RecordId;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Failure;
import dev.stile.git.process.GitFailed;
import dev.stile.git.push.Resolving;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A push was killed under way, and the server gives no answer about that one record since. */
class UnansweredRecordTest {
    private static final String FIRST = "1";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void killAPush() {
        world = new TrackerWorld(folder, 100);
        world.seed("Crash on start", "It crashes.");
        world.seed("List is empty", "Nothing to see.");
        clone = world.cloned("work");
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.commit();
        world.faults.dieUnderWay("updateRecord");
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-68", "GS-86"})
    void everythingElseGoesOnAndThePushOfThatRecordWaits() {
        world.strangerWrites(new RecordId("2"), "A stranger's text.");
        refuseReads(() -> new ConnectorException.Unavailable("500"), 4);

        clone.pull();

        assertThat(clone.read("issues/2.md")).contains("A stranger's text.");
        assertThat(world.toldSince())
                .contains(
                        "issues/1.md: the tracker could not be asked: 500",
                        ", entry ",
                        "stile push resolve ",
                        " --happened, or --not-created",
                        "STL-3013")
                .doesNotContain("--created ID", "outbox");
        TrackerWorld.Clone other = world.cloned("other");
        other.edit("issues/2.md", "A stranger's text.", "Mine.");
        other.commit();
        assertThat(other.push()).isEmpty();
        assertThat(world.session().hydrate(List.of("issues"), 1).wanted()).isZero();
        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("journal_unfinished"));
    }

    @Test
    @Proves("GS-86")
    void theNextPushOfThatRecordAsksAgainAndIsItself() {
        refuseReads(
                () ->
                        new ConnectorException.Timeout(
                                ConnectorException.Timeout.Phase.READ, Duration.ofSeconds(30)),
                1);
        clone.fetch();

        assertThat(clone.push()).isEmpty();
        world.strangerWrites(new RecordId("2"), "A stranger's text.");
        clone.pull();

        assertThat(world.tracker.now(new RecordId(FIRST)).orElseThrow().body())
                .isEqualTo("It is slow.");
        assertThat(clone.read("issues/2.md")).contains("A stranger's text.");
    }

    @Test
    @Proves("GS-86")
    void aPersonWhoKnowsThatTheEditHappenedSaysSoWhileTheRecordCannotBeRead() {
        refuseReads(() -> new ConnectorException.Unavailable("500"), 1);
        clone.fetch();
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> world.resolve(new Resolving.Answer.Created(new RecordId(FIRST))))
                .withMessageContaining("--happened");

        assertThat(world.resolve(new Resolving.Answer.Happened()).state())
                .isEqualTo(EffectState.DONE);

        world.faults.finishWhatIsUnderWay();
        clone.pull();
        assertThat(clone.push()).isEmpty();
        assertThat(clone.read("issues/1.md")).contains("It is slow.");
    }

    @Test
    @Proves("GS-86")
    void aServerThatAnswersNobodyIsToldByTheSync() {
        refuseReads(() -> new ConnectorException.Unavailable("503"), 1);
        world.faults.refuse("listChangedSince", () -> new ConnectorException.Unavailable("503"));

        assertThatExceptionOfType(ConnectorException.Unavailable.class)
                .isThrownBy(() -> clone.fetch());

        clone.fetch();
        assertThat(clone.push()).isEmpty();
    }

    @Test
    @Proves("GS-86")
    void aGitThatDoesNotSayWhatWasSentLeavesTheWriteUnknownAndTheNextPushSettlesIt()
            throws IOException {
        Path head = world.mirror.repository().gitDirectory().resolve("HEAD");
        Path away = head.resolveSibling("HEAD.away");
        Files.move(head, away);
        assertThatExceptionOfType(GitFailed.class).isThrownBy(() -> clone.fetch());
        assertThat(world.toldSince()).contains("issues/1.md: what was sent could not be read");
        Files.move(away, head);

        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.now(new RecordId(FIRST)).orElseThrow().body())
                .isEqualTo("It is slow.");
    }

    private void refuseReads(Supplier<ConnectorException> error, int times) {
        for (int time = 0; time < times; time++) {
            world.faults.refuse("getRecord", FIRST, error);
        }
    }
}
