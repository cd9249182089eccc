package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.scripted.Scene;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "nothing is sent again by itself",
                        "typed again is sent again",
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

    @ParameterizedTest
    @CsvSource({
        "limited, 6, merge_waits, rate_limited",
        "down, 6, merge_waits, transient",
        "denied, 3, merge_refused, permission",
    })
    @Proves({"GH-28", "GH-103"})
    void aReadBeforeAMergeThatFailsIsToldAsTheMergeItselfWouldBe(
            String repo, int exit, String code, String reason) {
        Cli.Ran ran =
                cli.type("pr merge acme/" + repo + "#1 --json --expect-head " + Scene.HEAD.text());

        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(ran.out())
                .contains(
                        "\"code\":\"" + code + "\"",
                        "\"reason\":\"" + reason + "\"",
                        "\"outcome\":\"refused\"");
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
    @Proves({"GH-26", "GH-28"})
    void anotherTextUnderAKeyIsRefusedAndNotTakenForSaid() throws IOException {
        Files.writeString(folder.resolve("answer.md"), "Once is enough.\n");
        Files.writeString(folder.resolve("other.md"), "Twice is better.\n");
        assertThat(cli.type("pr comment acme/web#1 --body-file answer.md --key k-1").exit())
                .isZero();

        Cli.Ran ran = cli.type("pr comment acme/web#1 --body-file other.md --key k-1");

        assertThat(ran.exit()).isEqualTo(7);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(
                        "the key k-1 was used for another comment on acme/web#1; nothing was sent",
                        "[STL-6304]",
                        "  stile pr comment acme/web#1 --body-file other.md\n",
                        "  stile pr comments acme/web#1\n")
                .doesNotContain("outbox");
        assertThat(cli.type("pr comment acme/web#1 --body-file other.md --key k-2").exit())
                .isZero();
    }

    @Test
    @Proves({"GH-16", "GH-28"})
    void whatAnotherCommandSendsUnderTheKeyIsTypedAgainWithTheKey() throws IOException {
        Files.writeString(folder.resolve("answer.md"), "Once is enough.\n");
        String command = "pr comment acme/web#1 --body-file answer.md --key k-1";
        assertThat(cli.type(command).exit()).isZero();
        cli.store("UPDATE effect SET state = 'sending'");

        Cli.Ran ran = cli.type(command);

        assertThat(ran.exit()).isEqualTo(6);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(
                        "[STL-6617]",
                        "nothing was sent by this command",
                        "Wait for the other command",
                        "  stile " + command + "\n")
                .doesNotContain("server", "doctor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status nonsense",
                "merge acme/web#1 --expect-head 12",
                "comment acme/web#1 --body-file empty.md",
            })
    @Proves("GH-28")
    void aValueThatIsRefusedLeadsToNoPlanOfAPush(String command) throws IOException {
        Files.writeString(folder.resolve("empty.md"), "");

        Cli.Ran ran = cli.type("pr " + command);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("[STL-5005]", "  stile pr --help\n").doesNotContain("plan");
    }

    @Test
    @Proves({"GH-16", "GH-28"})
    void whatStandsBesideAnUnsettledMergeNamesItAsItIsTyped() {
        cli.type("pr merge acme/web#8 --expect-head " + Scene.HEAD.text());

        Cli.Ran ran = cli.type("pr close acme/web#8");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err())
                .contains("nothing is written to work/acme/web#8 while a merge", "[STL-6614]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolve acme/web#8 i:11", "request-review acme/web#8 maya"})
    @Proves({"GH-28", "GH-110"})
    void aLostAnswerBesideTheRestLeadsToWhatSettlesIt(String command) {
        Cli.Ran ran = cli.type("pr " + command);

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err())
                .contains("[STL-5010]", "  stile pr verify acme/web#8 --writes\n")
                .doesNotContain("git fetch");
    }

    @Test
    @Proves("GH-110")
    void nobodyAskedForAReviewIsAnError() {
        assertThat(cli.type("pr request-review acme/web#1").exit()).isEqualTo(2);
        assertThat(cli.run("pr", "request-review", "acme/web#1", "").exit()).isEqualTo(2);

        Cli.Ran ran = cli.type("pr request-review acme/web#1 nobody");

        assertThat(ran.exit()).isEqualTo(9);
        assertThat(ran.err()).contains("[STL-6616]", "not asked: nobody");
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
