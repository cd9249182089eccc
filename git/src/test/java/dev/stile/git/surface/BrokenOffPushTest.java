package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pushes of three writes in which the gate, the audit or the mirror gives out half way. */
class BrokenOffPushTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("Crash on start", "It crashes.");
        world.seed("List is empty", "Nothing to see.");
        clone = world.cloned("work");
        clone.write("issues/a.md", "# A\n");
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.edit("issues/2.md", "Nothing to see.", "Move on.");
        clone.commit();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-89", "GS-90"})
    void whatTheGateRefusesIsNotSentAndWhatWasWrittenIsPublished() {
        world.faults.refuse("updateRecord", () -> Failure.of(Code.EGRESS_DENIED).build());

        Failure why = failed();

        assertThat(why.registered()).isEqualTo(Code.PARTIAL_PUSH);
        assertThat(why.details()).contains("written: issues/a.md", "not tried: issues/2.md");
        assertThat(why.problems())
                .singleElement()
                .returns(Code.EGRESS_DENIED, Problem::code)
                .returns("issues/1.md", problem -> problem.path().orElseThrow());
        assertThat(shownByMain("issues/3.md")).isTrue();

        convergesTo(3);
    }

    @Test
    @Proves({"GS-86", "GS-89"})
    void whatFailsBehindAWriteForAReasonOfOursIsLookedUp() {
        world.faults.failBehind("updateRecord", () -> Failure.of(Code.TLS_FAILED).build());

        assertThat(failed().details())
                .contains("written: issues/a.md", "written: issues/1.md", "not tried: issues/2.md");

        convergesTo(3);
    }

    @Test
    @Proves({"GS-86", "GS-89", "TR-32"})
    void aCreateBehindWhichTheAuditFailedIsUnknownAndNotSentAgain() {
        world.faults.failBehind("createRecord", BrokenOffPushTest::unwritten);
        world.faults.refuse("findCreated", BrokenOffPushTest::unwritten);

        Failure why = failed();

        assertThat(why.registered()).isEqualTo(Code.CREATE_UNKNOWN);
        assertThat(why.details()).contains("not tried: issues/1.md", "not tried: issues/2.md");

        convergesTo(3);
    }

    @Test
    @Proves("GS-89")
    void aWriteThatIsTooLargeStopsNoOther() {
        world.faults.refuse("updateRecord", () -> Failure.of(Code.TOO_LARGE).build());

        assertThat(failed().details()).contains("written: issues/a.md", "written: issues/2.md");
    }

    @Test
    @Proves({"GS-85", "GS-90", "TU-52"})
    void anOutcomeThatCannotBeStoredIsNotToldAsNothingSentAndIsStoredOnce() {
        world.refuseInJournal("done", "issues/1.md");

        Failure why = failed();

        assertThat(why.registered()).isEqualTo(Code.PUSH_UNPUBLISHED);
        assertThat(why.details())
                .contains("written: issues/a.md", "written: issues/1.md", "not tried: issues/2.md")
                .anyMatch(line -> line.matches("plan [0-9a-f]{32} is not finished; .*"));
        assertThat(ErrorPrinter.text(why)).doesNotContain("STL-9002", "nothing was sent");
        world.mendJournal();
        world = world.nextProcess();
        clone = world.cloneIn(clone.work);
        convergesTo(3);
        assertThat(world.audited("issues/1.md"))
                .containsExactly(
                        "git.push intent -", "git.push outcome ok", "git.reconciled point ok");
    }

    @Test
    @Proves({"GS-85", "GS-90"})
    void whatTheJournalDoesNotTakeIsNotSentAndWhatWasWrittenIsPublished() {
        world.refuseInJournal("sending", "issues/1.md");

        Failure why = failed();

        assertThat(why.registered()).isEqualTo(Code.PARTIAL_PUSH);
        assertThat(why.details()).contains("written: issues/a.md", "not tried: issues/2.md");
        assertThat(shownByMain("issues/3.md")).isTrue();
        world.mendJournal();
        convergesTo(3);
    }

    @Test
    @Proves("GS-90")
    void whatCouldNotBePublishedIsListedAsWritten() throws IOException {
        Path lock = world.mirror.repository().gitDirectory().resolve("refs/heads/main.lock");
        Files.createFile(lock);

        Failure why = failed();

        assertThat(why.registered()).isEqualTo(Code.PUSH_UNPUBLISHED);
        assertThat(why.getMessage()).isEqualTo("3 of 3 written, not published yet");
        assertThat(ErrorPrinter.text(why))
                .contains("Recovery:\n  git fetch origin\n")
                .doesNotContain("STL-3005", "is in the mirror");
        assertThat(why.details())
                .contains("written: issues/a.md", "written: issues/1.md", "written: issues/2.md");
        assertThat(why.problems()).extracting(Problem::code).containsExactly(Code.GIT_FAILED);
        Files.delete(lock);
        convergesTo(3);
    }

    @Test
    @Proves({"GS-86", "GS-90"})
    void aGitThatSaysNothingWhenAnAnswerIsLostHidesNotWhatWasWritten() {
        Path head = world.mirror.repository().gitDirectory().resolve("HEAD");
        Path away = head.resolveSibling("HEAD.away");
        world.faults.failBehind(
                "updateRecord",
                () -> {
                    move(head, away);
                    return new ConnectorException.OutcomeUnknown("the write", "no answer");
                });

        Failure why = failed();

        assertThat(why.details()).contains("written: issues/a.md", "not tried: issues/2.md");
        assertThat(why.problems())
                .extracting(problem -> problem.path().orElse(""))
                .contains("issues/1.md");
        move(away, head);
        convergesTo(3);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Failure failed() {
        StileException why = clone.push().orElseThrow();
        assertThat(why).isInstanceOf(Failure.class);
        return (Failure) why;
    }

    private void convergesTo(int records) {
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(records);
        clone.pull();
        assertThat(clone.read("issues/1.md")).contains("It is slow.");
        assertThat(clone.read("issues/2.md")).contains("Move on.");
        assertThat(clone.has("issues/3.md")).isTrue();
    }

    private boolean shownByMain(String path) {
        return world.mirror.state().shownAt(path).isPresent();
    }

    private static AuditUnavailableException unwritten() {
        return new AuditUnavailableException(
                "the request cannot be recorded", new IllegalStateException("no room"));
    }
}
