package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.hosts.HostWatching;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Commands about watches, over a host that follows a script. */
final class PrWatchCommandsTest {
    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        Cli.Ran ran = cli.connectHost("work", "http://localhost");
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    private Cli.Ran done(String line) {
        Cli.Ran ran = cli.type(line);
        assertThat(ran.exit()).as(line + ran.out() + ran.err()).isZero();
        return ran;
    }

    @Test
    @Proves({"GH-101", "GH-102"})
    void theDocumentsOfWatchesAreThoseThatProgramsRelyOn() throws IOException {
        Documents documents = Documents.in("pr-watch-documents.txt", folder);

        assertThat(documents.typedAgain(cli)).isEqualTo(documents.expected());
    }

    @Test
    @Proves("GH-110")
    void aRepositoryStandsForAllThatAreOpenInItNowOrForNone() {
        assertThat(done("pr watch acme/web acme/web#1").out().lines())
                .containsExactly(
                        "watched acme/web#3", "watched acme/web#1", "next    stile daemon");
        Cli.Ran endless = cli.type("pr watch acme/endless");
        assertThat(endless.exit()).isNotZero();
        assertThat(endless.err()).contains("not all that is open in");
        assertThat(done("pr watches").out()).doesNotContain("endless");
        assertThat(cli.type("pr watch acme").err()).contains("owner/repo#N");
    }

    @Test
    @Proves("GH-101")
    void aWatchIsKeptUntilItIsTakenBackAndEachStepHasARow() {
        assertThat(done("pr watches").out()).startsWith("nothing is watched\n");
        assertThat(done("pr watch acme/web#1 acme/web#2").out().lines())
                .containsExactly(
                        "watched acme/web#1", "watched acme/web#2", "next    stile daemon");
        assertThat(done("pr watch acme/web#1").out()).startsWith("watched before: acme/web#1\n");
        assertThat(done("pr watches").out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("acme/web#1  not seen yet  next look 2"))
                .last()
                .isEqualTo("next    stile event list");
        assertThat(done("pr retry acme/web#1").out()).startsWith("acme/web#1 is looked at as soon");
        assertThat(done("pr unwatch acme/web#1").out())
                .startsWith("not watched any more: acme/web#1\n");
        assertThat(done("pr unwatch acme/web#1").out()).startsWith("not watched: acme/web#1\n");
        assertThat(done("pr watches").out()).doesNotContain("acme/web#1");

        Cli.Ran none = cli.type("pr retry acme/web#1");
        assertThat(none.exit()).isEqualTo(8);
        assertThat(none.err()).contains("[STL-6613]", "  stile pr watch acme/web#1\n");
        assertThat(done("audit list --verb host.watch").out().lines())
                .hasSize(4)
                .allMatch(line -> line.contains("acme/web"));
    }

    @Test
    @Proves({"GH-101", "FL-104"})
    void afterARestoreNothingIsWatchedUntilAPersonLetsItGoOn() {
        done("pr watch acme/web#1 acme/web#2");
        done("backup kept.db");

        Cli.Ran restored = done("restore kept.db");

        assertThat(restored.out()).contains("watches of 1 connections");
        assertThat(restored.err()).contains("next: stile pr retry work/acme/web#1\n");
        look();
        assertThat(done("pr watches").out().lines().filter(line -> line.contains("not seen yet")))
                .hasSize(2);
        done("pr retry work/acme/web#1");
        look();
        assertThat(done("pr watches").out().lines().findFirst().orElseThrow())
                .startsWith("acme/web#1")
                .doesNotContain("not seen yet");
    }

    /** As a daemon does. */
    private void look() {
        try (EventSide side = new EventSide(cli);
                HostWatching watching =
                        HostWatching.ofDaemon(side.flow().house(), connection -> true)) {
            watching.watcher().turn();
        }
    }

    @Test
    @Proves({"GH-86", "GH-103"})
    void whatLandedInAnotherBranchThanAskedForIsNoSuccessAndStandsAsAnAlarmEverywhere() {
        String head = "1".repeat(40);
        Cli.Ran ran = cli.type("pr merge acme/web#1 --expect-head " + head + " --expect-base next");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(
                        "[STL-6611]",
                        "acme/web#1 was merged into main, not next",
                        "stile pr retry acme/web#1 --clear-alarm");
        assertThat(
                        cli.type(
                                        "pr merge acme/web#1 --json --expect-base next --expect-head "
                                                + head)
                                .out())
                .contains("\"base_branch\":\"main\"", "\"expected_base_branch\":\"next\"");
        assertThat(done("audit list --json --verb host.decide").out())
                .contains("merged_other_base: not into next");
        String clear = "next    stile pr retry acme/web#1 --clear-alarm\n";
        String why = "alarm: merged_other_base: not into next, since ";
        assertThat(done("pr watches").out()).contains(why).endsWith(clear);
        assertThat(done("pr watches --json").out())
                .contains("\"alarms\":[{\"pr\":\"localhost/acme/web#1\"");
        assertThat(done("pr decide acme/web#3").out())
                .contains(why.replace("alarm: ", "alarm   "))
                .endsWith(clear);
        assertThat(done("pr decide acme/web#3 --json").out())
                .contains("\"alarms\":[{\"pr\":\"localhost/acme/web#1\"");
        assertThat(cli.type("doctor").out())
                .contains("work alarm", "stile pr retry work/acme/web#1 --clear-alarm");

        assertThat(done("pr retry acme/web#1 --clear-alarm").out())
                .startsWith("the alarm is cleared of the repository of acme/web#1\n");

        assertThat(done("pr watches").out()).startsWith("nothing is watched\n");
        assertThat(done("pr decide acme/web#3").out()).doesNotContain("alarm");
    }

    @Test
    @Proves({"GH-86", "GH-103"})
    void aBaseThatMovedWhileItWasMergedIsToldAsStronglyWhereNoneWasTyped() {
        Cli.Ran ran = cli.type("pr merge acme/web#11 --expect-head " + "1".repeat(40));

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("[STL-6611]", "acme/web#11 was merged into next, not main");
        assertThat(done("pr watches").out())
                .contains("alarm: merged_other_base: not into main, since ");
    }

    @Test
    @Proves({"GH-84", "GH-86", "GH-103"})
    void whatIsTypedByAFormerNameIsMergedAndToldByThePresentOne() {
        Cli.Ran ran = cli.type("pr merge acme/former#11 --expect-head " + "1".repeat(40));

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err())
                .contains(
                        "acme/renamed#11 was merged into next, not main",
                        "stile pr retry acme/renamed#11 --clear-alarm");
        assertThat(done("audit list --json --verb host.merge").out())
                .contains("acme/renamed#11")
                .doesNotContain("acme/former#11");
        assertThat(done("pr retry acme/renamed#11 --clear-alarm").out())
                .startsWith("the alarm is cleared");
        assertThat(done("pr watches").out()).doesNotContain("alarm");
    }

    @Test
    @Proves({"GH-16", "GH-86", "GH-103"})
    void aLostMergeThatLandedInAnotherBranchIsToldAsOneThatWasAnswered() {
        String merge = "pr merge acme/web#10 --expect-base next --expect-head " + "1".repeat(40);
        assertThat(cli.type(merge).exit()).isEqualTo(5);

        Cli.Ran ran = cli.type("pr verify acme/web#10 --writes");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(
                        "[STL-6611]",
                        "acme/web#10 was merged into main, not next",
                        "it happened: merge_pr of work/acme/web#10",
                        "stile pr retry acme/web#10 --clear-alarm");
        assertThat(done("audit list --json --verb host.decide").out())
                .contains("merged_other_base: not into next");
        assertThat(done("pr watches").out())
                .contains("alarm: merged_other_base: not into next, since ");
        assertThat(done("pr verify acme/web#10 --writes").out()).startsWith("nothing to settle");
    }

    @Test
    void nothingIsWatchedIfOneOfThemCannotBeMeant() {
        assertThat(cli.type("pr watch acme/web#1 nothing").exit()).isEqualTo(2);

        assertThat(done("pr watches").out()).startsWith("nothing is watched\n");
    }

    @Test
    @Proves({"GH-68", "GH-69", "GH-70"})
    void aDecisionIsExplainedByTheSettingsAndChangesNothing() throws IOException {
        assertThat(done("pr decide acme/web#2").out())
                .startsWith("acme/web#2  feedback\n")
                .contains("\nitems   1\n")
                .endsWith("next    stile pr comments acme/web#2 --open\n");
        assertThat(done("pr decide acme/web#4").out()).startsWith("acme/web#4  merged\n");
        String before = done("pr decide acme/web#1").out();
        assertThat(before)
                .doesNotStartWith("acme/web#1  merge\n")
                .contains("merge.auto", "\nnot     feedback: none is open\n");
        Cli.ownFile(cli.home().resolve("hosting.yaml"), "merge:\n  auto: true\n");

        assertThat(done("pr decide acme/web#1").out()).doesNotContain("merge.auto");

        assertThat(done("pr watches").out()).startsWith("nothing is watched\n");
        assertThat(done("event list").out()).doesNotContain("git.pr_");
        assertThat(done("audit list --verb host.decide").out()).doesNotContain("acme");
        assertThat(done("audit list --verb host.merge").out()).doesNotContain("acme");
    }

    @Test
    @Proves("GH-70")
    void aSettingThatIsNotKnownIsToldWithItsFile() throws IOException {
        Cli.ownFile(cli.home().resolve("hosting.yaml"), "merge:\n  aut: true\n");

        Cli.Ran ran = cli.type("pr decide acme/web#1");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("hosting.yaml", "merge.auto");
    }

    @Test
    void anAgentMayAskWhatWouldBeDoneAndWatchesNothing() {
        cli.with("STILE_AGENT_TOKEN", "an-agent-of-ada");

        for (String line : new String[] {"watch", "unwatch", "retry"}) {
            Cli.Ran ran = cli.type("pr " + line + " acme/web#1");
            assertThat(ran.exit()).as(line).isEqualTo(3);
            assertThat(ran.err()).contains("configures-nothing");
        }
        assertThat(done("pr watches").out()).startsWith("nothing is watched\n");
        assertThat(done("pr decide acme/web#1").out()).startsWith("acme/web#1  ");
    }
}
