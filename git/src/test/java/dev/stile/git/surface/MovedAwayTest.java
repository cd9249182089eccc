package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.StileException;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of records that were moved to where no record can be: their records are not deleted. */
class MovedAwayTest {
    private static final String CARRY = "side-files=carry";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        begin(MirrorOptions.standard());
    }

    private void begin(MirrorOptions options) {
        world = TrackerWorld.with(folder.resolve("world" + options.carrySideFiles()), options);
        world.seed("Crash on start", "It crashes.");
        world.seed("List is empty", "Nothing to see.");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void move(String to) {
        clone.write(to, clone.read("issues/2.md"));
        clone.git("rm", "-q", "issues/2.md");
        clone.commit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive/2.md", "issues/2.MD", "issues/2.md.bak", ".gitignore"})
    @Proves({"GS-49", "GS-120"})
    void isRefusedNamingBothAndNothingIsSaidOfCarrying(String to) {
        move(to);

        refuses(to, clone.push());
        refuses(to, clone.push(CARRY));
        refuses(to, clone.push(CARRY, "allow-deletes=1"));

        assertThat(world.tracker.size()).isEqualTo(2);
    }

    private static void refuses(String path, Optional<StileException> pushed) {
        Failure refused = (Failure) pushed.orElseThrow();
        assertThat(refused.problems())
                .singleElement()
                .returns(Code.ID_CLAIMED_TWICE, Problem::code)
                .returns(path, problem -> problem.path().orElseThrow())
                .returns(List.of(new RecordId("2")), Problem::ids)
                .satisfies(problem -> assertThat(problem.message()).contains("issues/2.md"));
        assertThat(ErrorPrinter.text(refused)).doesNotContain("side-files");
    }

    @Test
    @Proves("GS-49")
    void isRefusedWhereTheConnectionCarriesAnyFile() {
        world.close();
        MirrorOptions usual = MirrorOptions.standard();
        begin(
                new MirrorOptions(
                        false,
                        usual.deleteCap(),
                        usual.deleteCapDay(),
                        false,
                        true,
                        usual.fullSyncEvery(),
                        usual.lockWait(),
                        usual.settleAfter(),
                        usual.blobLimit()));
        move("archive/2.md");

        refuses("archive/2.md", clone.push());

        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("GS-49")
    void isFoundByItsIdAfterAnEdit() {
        clone.write("archive/2.md", "---\nid: \"2\"\n---\n\nWhatever became of it.\n");
        clone.git("rm", "-q", "issues/2.md");
        clone.commit();

        refuses("archive/2.md", clone.push(CARRY));
    }

    @Test
    @Proves("GS-49")
    void isFoundByWhatGitCallsARenameWhereItHasNoId() {
        clone.write("archive/2.md", clone.read("issues/2.md").replaceFirst("id: .*\n", ""));
        clone.git("rm", "-q", "issues/2.md");
        clone.commit();

        refuses("archive/2.md", clone.push(CARRY));
    }

    @Test
    @Proves("GS-49")
    void isFoundByItsContentWhereItWasPushedAndNotPulledYet() {
        clone.write("issues/new.md", "# New\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.write("archive/new.md", "# New\n");
        clone.git("rm", "-q", "issues/new.md");
        clone.commit();

        assertThat(problems(clone.push(CARRY))).contains("archive/new.md", "issues/new.md");
        assertThat(world.tracker.size()).isEqualTo(3);
    }

    @Test
    void aRecordIsDeletedBesideAFileThatIsNothingLikeIt() {
        clone.write("notes.txt", "Buy milk.\n");
        clone.git("rm", "-q", "issues/2.md");
        clone.commit();

        assertThat(clone.push(CARRY)).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(1);
    }

    @Test
    void aRecordIsDeletedBesideAFileThatIsLargerThanAnyRecords() throws IOException {
        Files.write(clone.work.resolve("film"), new byte[(64 << 20) + 1]);
        clone.write("notes.txt", "Buy milk.\n");
        clone.git("rm", "-q", "issues/2.md");
        clone.commit();

        assertThat(clone.push(CARRY)).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(1);
    }

    @Test
    @Proves("GS-29")
    void aFileThatIsLargerThanAnyRecordsIsCarriedAndChangedAndRemoved() throws IOException {
        Path film = clone.work.resolve("film");
        Files.write(film, new byte[(64 << 20) + 1]);
        clone.commit();
        assertThat(clone.push(CARRY)).isEmpty();
        Files.write(film, new byte[(64 << 20) + 2]);
        clone.commit();
        assertThat(clone.push(CARRY)).isEmpty();
        clone.git("rm", "-q", "film");
        clone.commit();

        assertThat(clone.push(CARRY)).isEmpty();

        clone.pull();
        assertThat(clone.has("film")).isFalse();
    }

    @Test
    @Proves("GS-29")
    void whatIsCarriedIsToldAndWhatIsRemovedIsToldAsRemoved() {
        clone.write("notes.txt", "Buy milk.\n");
        clone.commit();
        assertThat(clone.push(CARRY)).isEmpty();
        assertThat(world.toldSince())
                .contains("1 file is kept in the mirror and not sent", "notes.txt");
        clone.git("rm", "-q", "notes.txt");
        clone.write("b.txt", "b\n");
        clone.write("c.txt", "c\n");
        clone.commit();

        assertThat(clone.push(CARRY)).isEmpty();

        assertThat(world.toldSince())
                .contains("2 files are kept in the mirror and not sent")
                .containsPattern("1 file is removed from the mirror alone[^\n]*\n  notes.txt\n");
    }

    @Test
    void aRecordIsDeletedFirstAndThenItsTextIsKept() {
        String text = clone.read("issues/2.md");
        clone.git("rm", "-q", "issues/2.md");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.write("archive/2.md", text);
        clone.commit();

        assertThat(clone.push(CARRY)).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(1);
        clone.pull();
        assertThat(clone.read("archive/2.md")).isEqualTo(text);
    }

    @Test
    void aRecordThatIsGoneUpstreamKeepsNoFile() {
        move("archive/2.md");
        world.tracker.strangerDeletes(new RecordId("2"));

        assertThat(clone.push(CARRY)).isEmpty();
    }

    @Test
    @Proves("GS-120")
    void carryingIsSaidWhereItHelpsAndOnlyThere() {
        clone.write("notes.txt", "Buy milk.\n");
        clone.commit();

        String carry = "git push -o side-files=carry\n";
        assertThat(text(clone.push())).contains(carry);

        clone.write(".stile/schema.yaml", "mine\n");
        clone.commit();
        assertThat(text(clone.push())).contains(carry);
        assertThat(text(clone.push(CARRY))).doesNotContain(carry);
    }

    private static String text(Optional<StileException> pushed) {
        return ErrorPrinter.text(pushed.orElseThrow());
    }

    private static String problems(Optional<StileException> pushed) {
        return ((Failure) pushed.orElseThrow()).problems().toString();
    }
}
