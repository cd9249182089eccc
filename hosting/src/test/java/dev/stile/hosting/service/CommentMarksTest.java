package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** Which texts prove that they are ours. */
final class CommentMarksTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);
    private static final IdempotencyKey KEY = new IdempotencyKey("k-1");
    private static final String TEXT = "Rebased on main.\n\nPlease look again.";

    private final CommentMarks marks = new CommentMarks(() -> new byte[32], repo -> List.of());
    private final String marked = TEXT + "\n\n" + marks.mark(PR, KEY, TEXT);

    @Test
    @Proves({"GH-26", "GH-75"})
    void ourTextIsKnownAlsoAfterAHostChangedLineEndsAndBlanksAtTheEnd() {
        assertThat(marks.keyOf(PR, marked)).contains(KEY);
        assertThat(marks.keyOf(PR, marked + "\n \n")).contains(KEY);
        assertThat(marks.keyOf(PR, marked.replace("\n", "\r\n"))).contains(KEY);
        assertThat(marks.mark(PR, KEY, TEXT))
                .doesNotContain("\n")
                .startsWith("<!--")
                .endsWith("-->");
    }

    @Test
    @Proves({"GH-26", "GH-75"})
    void aMarkProvesNothingInAnotherPlace() {
        String line = marks.mark(PR, KEY, TEXT);
        assertThat(marks.keyOf(PR, line + "\n\n" + TEXT)).isEmpty();
        assertThat(marks.keyOf(PR, marked + "\nand more")).isEmpty();
        assertThat(marks.keyOf(PR, TEXT + " " + line)).isEmpty();
        assertThat(marks.keyOf(PR, "> " + marked.replace("\n", "\n> "))).isEmpty();
        assertThat(marks.keyOf(PR, line)).isEmpty();
        assertThat(marks.keyOf(Forge.ref("acme/web", 13), marked)).isEmpty();
        assertThat(marks.keyOf(Forge.ref("acme/other", 12), marked)).isEmpty();
        assertThat(marks.keyOf(Forge.ref("ACME/Web", 12), marked)).contains(KEY);
    }

    @Test
    @Proves({"GH-6", "GH-26"})
    void aMarkOfAnOlderNameHoldsUnderTheNewOneAndForTheSameNumberAlone() {
        CommentMarks moved =
                new CommentMarks(
                        () -> new byte[32],
                        repo ->
                                repo.path().equals("acme/site")
                                        ? List.of("code.example/acme/web")
                                        : List.of());
        assertThat(moved.keyOf(Forge.ref("acme/site", 12), marked)).contains(KEY);
        assertThat(moved.keyOf(Forge.ref("acme/site", 13), marked)).isEmpty();
        assertThat(moved.keyOf(Forge.ref("acme/other", 12), marked)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "k-1", "Rebased", "\n\n"})
    @Proves({"GH-26", "GH-75"})
    void anEditedTextOrKeyIsNotOurs(String part) {
        assertThat(marks.keyOf(PR, marked.replaceFirst(part, "x"))).isEmpty();
        assertThat(marks.keyOf(PR, "x" + marked)).isEmpty();
    }

    @Test
    @Proves({"GH-26", "GH-75"})
    void nobodyWithAnotherKeyForgesOne() {
        byte[] other = new byte[32];
        Arrays.fill(other, (byte) 1);
        CommentMarks forger = new CommentMarks(() -> other, repo -> List.of());
        assertThat(marks.keyOf(PR, TEXT + "\n\n" + forger.mark(PR, KEY, TEXT))).isEmpty();
        assertThat(marks.keyOf(PR, marked.replaceAll("[0-9a-f]{64}", "0".repeat(64)))).isEmpty();
    }

    @Test
    @Proves("GH-26")
    void allProgramsOfAHomeShareOneKeyThatOnlyItsOwnerReads(@TempDir Path folder) throws Exception {
        Home home = TestHome.in(folder);
        try (Database first = TestHome.open(home);
                Database second = TestHome.open(home)) {
            byte[] made = new MarkKey(home, first, SecureRandom::new).get();
            byte[] found = new MarkKey(home, second, SecureRandom::new).get();
            assertThat(found).isEqualTo(made).hasSize(32);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.commentKey())))
                .isEqualTo("rw-------");
    }
}
