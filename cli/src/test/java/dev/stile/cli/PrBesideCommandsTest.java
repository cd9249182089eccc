package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Commands for what a host offers beside the thirteen methods, and what explains its codes. */
final class PrBesideCommandsTest {
    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        Cli.Ran ran = cli.connectHost("work", "http://localhost");
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    /** The newest may be about no line, and that cannot be answered to. */
    @Test
    void anAnswerIsToTheNewestCommentThatHasAThread() {
        assertThat(cli.type("pr comments acme/web#3").out())
                .contains("c:12")
                .endsWith("next    stile pr comment acme/web#3 --body-file - --reply-to i:11\n");
    }

    @Test
    @Proves({"GH-110", "GH-102"})
    void openOnesAreListedALineEach() {
        Cli.Ran ran = cli.type("pr list acme/web");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).doesNotContain("\u001b", "\u202e");
        assertThat(ran.out().lines())
                .contains(
                        "acme/web#1  head 111111111111  base main  jonas  \"Round the total once\"",
                        "next    stile pr status acme/web#3");
        assertThat(cli.type("pr list acme/web --label other").out())
                .isEqualTo("next    stile pr create --repo acme/web --help\n");
        assertThat(cli.type("pr list acme/endless").out())
                .contains("missing not everything could be read");
    }

    @Test
    @Proves({"GH-110", "GH-102"})
    void whatACheckWroteIsCutFromTheFrontWithACountAndNeverRaw() {
        Cli.Ran ran = cli.type("pr checks acme/web#2 --log build");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("failing  \"build\"  by \"ci\"\n  ... (")
                .contains(" characters before this)", "end\nnext    stile pr checks acme/web#2\n")
                .doesNotContain("begin", "\u001b", "\u202e");
        assertThat(ran.out().lines())
                .filteredOn(line -> line.startsWith("next    stile pr merge"))
                .isEmpty();
        assertThat(cli.type("pr checks acme/web#2 --log build --json").out())
                .contains("begin", "\"left_out\":0");
        Cli.Ran none = cli.type("pr checks acme/web#2 --log deploy");
        assertThat(none.exit()).isNotZero();
        assertThat(none.err()).contains("no run of that check wrote about the head");
        assertThat(cli.type("pr checks acme/web#2").out().lines())
                .contains(
                        "failing  \"build\"  required  2031-02-03T05:06:07Z",
                        "next    stile pr checks acme/web#2 --log NAME");
    }

    @Test
    @Proves({"GH-110", "GH-103"})
    void threadsAreResolvedAndReviewersAskedThroughTheGate() {
        assertThat(cli.type("pr resolve acme/web#1 i:11").out())
                .startsWith("resolved: the thread of i:11 of acme/web#1\n");
        assertThat(cli.type("pr resolve acme/web#2 i:11 --undo").out())
                .startsWith("open before: the thread of i:11 of acme/web#2\n");
        assertThat(cli.type("pr resolve acme/web#8 i:11").exit()).isEqualTo(5);
        assertThat(cli.type("pr resolve acme/web#1 c:11").exit()).isEqualTo(2);
        assertThat(cli.type("pr request-review acme/web#1 maya acme/team").out().lines())
                .contains("asked   maya", "not asked  acme/team");
        assertThat(cli.type("pr resolve acme/web#1 i:11 --dry-run").out())
                .contains("would   resolve_thread of localhost/acme/web#1", "comment: i:11");
        assertThat(cli.type("pr request-review acme/web#1 maya --dry-run").out())
                .contains("reviewers: maya");
        assertThat(cli.type("audit list --json").out())
                .contains("\"verb\":\"host.comment\"", "\"verb\":\"host.update\"");
    }

    @ParameterizedTest
    @EnumSource(MergeFailureReason.class)
    @Proves("GH-28")
    void whyAMergeWasRefusedIsExplained(MergeFailureReason reason) {
        String code = "hosting.merge_" + reason.name().toLowerCase(Locale.ROOT);

        Cli.Ran ran = cli.type("explain " + code);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith(code + ": ").contains("Cause: ", "Fix: ", "  stile pr ");
        assertThat(cli.type("explain " + code + " --json").out())
                .contains("\"code\":\"" + code + "\"", "\"retryable\":");
        assertThat(cli.type("explain " + code + "x").err()).contains("did you mean " + code);
    }
}
