package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.format.BodyMarker;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * Clones of a tracker whose listings have no bodies, so that every file but the newest is a stub at
 * first.
 */
@Proves("GS-69")
class StubStoriesTest {
    private static final String FILE = "issues/1.md";
    private static final String MARKER = "\n---\n" + BodyMarker.DEFERRED.line() + "\n";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;
    private RecordId first;
    private RecordId second;

    @BeforeEach
    void cloneStubs() {
        world = TrackerWorld.with(folder, MirrorOptions.standard().limitingBlobs(1));
        world.faults.listNoBodies();
        first = world.seed("Crash on start", "It crashes.\n\nAlways.");
        second = world.seed("List is empty", "Nothing to see.");
        world.seed("The newest", "Read with the listing.");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aFieldOfAStubIsPushedAsTheOneChangeAndTheAnswerBringsTheBody() {
        assertThat(clone.read(FILE)).contains("title: Crash on start").endsWith(MARKER);
        clone.edit(FILE, "title: Crash on start", "title: Crash at once");
        clone.commit();
        world.tracker.forgetAsked();

        assertThat(clone.push()).isEmpty();

        assertThat(now(first).title()).isEqualTo("Crash at once");
        assertThat(now(first).body()).isEqualTo("It crashes.\n\nAlways.");
        assertThat(world.tracker.asked(Asked.WRITE)).isEqualTo(1);
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        clone.pull();
        assertThat(clone.read(FILE)).endsWith("\n---\n\nIt crashes.\n\nAlways.\n");
        assertThat(clone.read("issues/2.md")).endsWith(MARKER);
        clone.edit(FILE, "Always.", "Sometimes.");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(now(first).body()).isEqualTo("It crashes.\n\nSometimes.");
    }

    @Test
    void theBodyOfAStubIsNotPushedAndTheCorrectedCommitIs() {
        clone.edit(FILE, BodyMarker.DEFERRED.line(), "Text over a body that nobody has seen.");
        clone.edit("issues/2.md", "title: List is empty", "title: List was empty");
        clone.commit();
        world.tracker.forgetAsked();

        assertThat(clone.push())
                .hasValueSatisfying(
                        why ->
                                assertThat(((Failure) why).problems())
                                        .extracting(Problem::code)
                                        .containsExactly(Code.STUB_BODY_EDITED))
                .hasValueSatisfying(
                        why ->
                                assertThat(ErrorPrinter.next(why))
                                        .contains("stile hydrate memory/demo issues/1.md"));

        assertThat(world.tracker.asked(Asked.WRITE)).isZero();
        assertThat(now(first).body()).isEqualTo("It crashes.\n\nAlways.");
        clone.git("checkout", "-q", "origin/main", "--", FILE);
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(now(second).title()).isEqualTo("List was empty");
        assertThat(now(second).body()).isEqualTo("Nothing to see.");
    }

    @Test
    @Proves("GS-120")
    void aCopyOfAStubIsRefusedWithTheFileOfTheRecordThatIsToBeRead() {
        clone.write("issues/cp.md", clone.read(FILE).replaceFirst("id: .*\n", ""));
        clone.commit();

        Failure refused = (Failure) clone.push().orElseThrow();

        assertThat(refused.problems())
                .singleElement()
                .returns(Code.STUB_BODY_EDITED, Problem::code)
                .returns("issues/cp.md", problem -> problem.path().orElseThrow());
        assertThat(ErrorPrinter.next(refused))
                .contains("stile hydrate memory/demo issues/1.md")
                .noneMatch(line -> line.contains("issues/cp.md"));
    }

    @Test
    void aStubThatAStrangerChangedMeanwhileIsAConflict() {
        clone.edit(FILE, "title: Crash on start", "title: Mine");
        clone.commit();
        world.strangerSets(first, FieldRef.TITLE, new FieldValue.TextValue("Theirs"));

        assertThat(clone.push())
                .hasValueSatisfying(
                        why ->
                                assertThat(((Failure) why).registered())
                                        .isEqualTo(Code.VERSION_MISMATCH));

        assertThat(now(first).title()).isEqualTo("Theirs");
    }

    /** Nobody can say that only the text was changed, so it is not taken for granted. */
    @Test
    void aBodyThatAStrangerWroteMeanwhileAsksForAPullAndSurvivesThePushOfAField() {
        clone.edit(FILE, "title: Crash on start", "title: Mine");
        clone.commit();
        world.strangerWrites(first, "A stranger's text.");

        assertThat(clone.push()).isPresent();
        clone.pull();
        assertThat(clone.push()).isEmpty();

        assertThat(now(first).title()).isEqualTo("Mine");
        assertThat(now(first).body()).isEqualTo("A stranger's text.");
        clone.pull();
        assertThat(clone.read(FILE)).endsWith("\nA stranger's text.\n");
    }

    private TrackerRecord now(RecordId id) {
        return world.tracker.now(id).orElseThrow();
    }
}
