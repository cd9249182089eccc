package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.scripted.Scene;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a write to a pull request says that failed, over a host that follows a script. */
final class PrWriteErrorsTest {
    private static final String UPDATE = " --title Another --add-label bug";

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        Cli.Ran ran = cli.connectHost("work", "http://localhost");
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @Test
    @Proves("GH-19")
    void whatWasChangedBeforeAFailureIsSaid() {
        Cli.Ran ran = cli.type("pr update acme/web#2" + UPDATE);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("[STL-5002]", "  changed before that: title\n");
        assertThat(cli.type("pr update acme/web#2 --json" + UPDATE).out())
                .contains("\"code\":\"permission\"", "\"applied\":\"title\"");
    }

    @Test
    @Proves({"GH-19", "GH-103"})
    void whatWasSentIsNeverTypedWrongly() {
        Cli.Ran ran = cli.type("pr update acme/web#5" + UPDATE);

        assertThat(ran.exit()).isEqualTo(9);
        assertThat(ran.err())
                .contains(
                        "[STL-6616]",
                        "title: the host took the change and did not make it",
                        "  stile pr status acme/web#5\n");
    }

    @Test
    @Proves("GH-28")
    void anUnknownOutcomeIsFollowedByWhatSettlesIt() {
        Cli.Ran ran = cli.type("pr update acme/web#7" + UPDATE);

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err())
                .contains(
                        "[STL-5010]",
                        "the answer was lost",
                        "  changed before that: title\n",
                        "  stile pr verify acme/web#7 --writes\n")
                .doesNotContain("git fetch", "push log");

        Cli.Ran made = cli.type("pr create --repo acme/web --head lost --base main --title Fix");
        assertThat(made.exit()).isEqualTo(5);
        assertThat(made.err())
                .contains("[STL-5010]", "  stile pr list acme/web\n")
                .doesNotContain("git fetch", "--writes");
    }

    @Test
    @Proves("GH-28")
    void aMergeThatMayLandYetIsSettledBeforeItIsTypedAgain() {
        String merge = "pr merge acme/web#5 --expect-head " + Scene.HEAD.text();
        Cli.Ran ran = cli.type(merge);

        assertThat(ran.exit()).isEqualTo(6);
        assertThat(ran.err())
                .contains("it may land yet; that it did not can be told from 20")
                .containsSubsequence("  stile pr verify acme/web#5 --writes\n", "  stile " + merge);
        assertThat(cli.type("pr merge acme/web#7 --expect-head " + Scene.HEAD.text()).err())
                .doesNotContain("--writes");
    }

    @Test
    @Proves("GH-28")
    void anotherHeadIsToldAsThatOfThePullRequest() {
        Cli.Ran ran =
                cli.type("pr update acme/web#6 --title Another --expect-head " + Scene.HEAD.text());

        assertThat(ran.exit()).isEqualTo(7);
        assertThat(ran.err())
                .contains(
                        "[STL-6604]",
                        "its head is " + Scene.OTHER.text(),
                        "nothing was changed",
                        "  stile pr status acme/web#6\n")
                .doesNotContain("push again");
    }

    @Test
    @Proves({"GH-10", "GH-28"})
    void aControlCharacterIsAUsageErrorAndLeavesNoOpenWrite() throws IOException {
        Files.writeString(folder.resolve("answer.md"), "nul\0x");

        Cli.Ran ran = cli.type("pr comment acme/web#1 --body-file answer.md");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("text: holds no control character");
        assertThat(cli.type("pr status acme/web#1").out()).doesNotContain("whether it happened");
    }
}
