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

/** Commands about pull requests, over a host that follows a script. */
final class PrCommandsTest {
    private static final String HEAD = Scene.HEAD.text();

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        connect("work", "http://localhost");
    }

    private void connect(String name, String web, String... more) throws IOException {
        Cli.Ran ran = cli.connectHost(name, web, more);
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @Test
    @Proves("GH-102")
    void theDocumentsOfPullRequestsAreThoseThatProgramsRelyOn() throws IOException {
        Files.writeString(folder.resolve("answer.md"), "Once is enough.\n");
        Documents documents = Documents.in("pr-documents.txt", folder);

        assertThat(documents.typedAgain(cli)).isEqualTo(documents.expected());
    }

    @Test
    @Proves("GH-102")
    void aPersonReadsOneFactALineAndTheNextCommandLast() {
        assertThat(cli.type("pr status acme/web#2").out().lines())
                .containsExactly(
                        "acme/web#2  open  head 111111111111  base main 222222222222",
                        "title   \"Round the total once\"",
                        "author  jonas",
                        "review  not approved 0 of 1, 1 stale not counted",
                        "checks  failing  required 0 of 1, failing: \"build\", optional failing:"
                                + " \"lint\"",
                        "merge   blocked  check_failing, threads_unresolved",
                        "url     http://localhost/acme/web/pull/2",
                        "next    stile pr comments acme/web#2 --open");
        assertThat(cli.type("pr status acme/web#1").out())
                .endsWith("next    stile pr merge acme/web#1 --expect-head " + HEAD + "\n");
        assertThat(cli.type("pr status acme/web#4").out()).contains("merged  444444444444 by maya");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "comments", "events", "reviews"})
    @Proves("GH-102")
    void whatAHostSaysIsNeverPrintedRawAndLongTextIsCutWithACount(String command) {
        for (String json : new String[] {"", " --json"}) {
            Cli.Ran ran = cli.type("pr " + command + " acme/web#3" + json);

            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.out()).doesNotContain("\u001b", "\u202e");
            assertThat(ran.out().lines())
                    .filteredOn(line -> line.startsWith("next    stile pr merge"))
                    .allMatch(line -> line.endsWith(" --expect-head " + HEAD));
        }
        assertThat(cli.type("pr comments acme/web#3").out()).contains(" more)");
    }

    @ParameterizedTest
    @CsvSource({
        "merge, 1, 0, merged acme/web#1",
        "merge, 9, 0, in the queue: acme/web#9",
        "merge, 2, 3, STL-6603",
        "merge, 6, 7, STL-6604",
        "merge, 7, 6, STL-6605",
        "merge, 8, 5, STL-6606",
        "close, 1, 0, closed acme/web#1",
        "close, 5, 0, closed before: acme/web#5",
        "close, 4, 3, STL-6608",
        "close, 6, 7, STL-6604",
        "update-branch, 1, 0, updated acme/web#1: its head is 3333",
        "update-branch, 7, 0, up to date before: acme/web#7",
        "update-branch, 2, 3, STL-6615",
        "update-branch, 5, 3, STL-6615",
        "update-branch, 4, 3, STL-6608",
        "update-branch, 6, 7, STL-6604",
        "update-branch, 8, 5, the answer was lost",
    })
    @Proves("GH-103")
    void theExitCodeSaysWhatBecameOfIt(String command, int number, int exit, String says) {
        Cli.Ran ran = cli.type("pr " + command + " acme/web#" + number + " --expect-head " + HEAD);

        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(exit);
        assertThat(ran.out() + ran.err()).contains(says);
    }

    @Test
    @Proves("GH-101")
    void aMergeWithoutAHeadIsAUsageErrorWithTheWholeCommand() {
        Cli.Ran ran = cli.type("pr merge acme/web#1 --strategy rebase");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(
                        "[STL-6602]",
                        "the head of acme/web#1 is " + HEAD,
                        "  stile pr merge acme/web#1 --expect-head "
                                + HEAD
                                + " --strategy rebase\n");
        assertThat(cli.type("audit list --verb pr.merge").out()).isEmpty();
    }

    @Test
    @Proves("GH-16")
    void aWriteOfUnknownOutcomeIsTold() {
        assertThat(cli.type("doctor --offline").out()).doesNotContain("work writes");
        cli.type("pr merge acme/web#8 --expect-head " + HEAD);

        assertThat(cli.type("doctor --offline").out())
                .contains(
                        "warn  work writes: nobody knows whether 1 happened, such as merge_pr of ",
                        "stile pr verify work/acme/web#8 --writes");
        assertThat(cli.type("pr status acme/web#8").out())
                .contains("unknown whether it happened: merge_pr of work/acme/web#8, sent ");
        assertThat(cli.type("pr status acme/web#8 --json").out()).contains("open_writes");
        assertThat(cli.type("pr status acme/web#1").out()).doesNotContain("whether it happened");
    }

    @Test
    @Proves("GH-16")
    void aWriteOfUnknownOutcomeIsSettledByARead() {
        cli.type("pr merge acme/web#8 --expect-head " + HEAD);
        cli.type("pr merge acme/web#10 --expect-head " + HEAD);

        Cli.Ran open = cli.type("pr verify acme/web#8 --writes");
        assertThat(open.exit()).isEqualTo(5);
        assertThat(open.err())
                .contains(
                        "[STL-6614]",
                        "not known yet: merge_pr of work/acme/web#8, sent ",
                        "  stile pr verify acme/web#8 --writes\n");
        assertThat(cli.type("pr verify acme/web#8").err()).contains("[STL-6614]");
        assertThat(cli.type("pr status acme/web#10").out())
                .contains("whether it happened")
                .endsWith("next    stile pr verify acme/web#10 --writes\n");

        Cli.Ran landed = cli.type("pr verify acme/web#10 --writes --json");
        assertThat(landed.exit()).as(landed.err()).isZero();
        assertThat(landed.out()).contains("\"method\":\"merge_pr\"", "\"outcome\":\"happened\"");
        assertThat(cli.type("pr status acme/web#10").out()).doesNotContain("whether it happened");
        assertThat(cli.type("pr verify acme/web#10 --writes").out())
                .startsWith("nothing to settle: acme/web#10\n");
    }

    @Test
    @Proves("GH-103")
    void aCheckIsNegativeUnlessItIsReady() {
        assertThat(cli.type("pr status acme/web#1 --check").exit()).isZero();
        Cli.Ran ran = cli.type("pr status acme/web#2 --check");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err())
                .contains("[STL-6607]", "checks: failing", "  stile pr comments acme/web#2 --open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pr create --repo acme/web --head fix --base main --title Fix",
                "pr update acme/web#1 --title Fix --ready",
                "pr merge acme/web#1 --expect-head 1111111111111111111111111111111111111111",
                "pr close acme/web#1",
                "pr update-branch acme/web#1",
                "pr dismiss acme/web#1 --message plans-changed",
                "pr comment acme/web#1 --body-file answer.md",
            })
    @Proves("GH-103")
    void aDryRunSaysWhatWouldBeAskedForAndWritesNothing(String line) throws IOException {
        Files.writeString(folder.resolve("answer.md"), "Once is enough.\n");
        String before = rows();

        Cli.Ran ran = cli.type(line + " --dry-run");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("would   ").contains("localhost/acme/web");
        assertThat(rows()).isEqualTo(before);
        assertThat(cli.type(line).exit()).isZero();
        assertThat(rows()).isNotEqualTo(before);
    }

    private String rows() {
        return cli.type("audit list --limit 100").out();
    }

    @Test
    void aCommentWhoseAnswerWasLostIsFoundByItsKey() throws IOException {
        Files.writeString(folder.resolve("answer.md"), "Once is enough.\n");

        Cli.Ran ran = cli.type("pr comment acme/web#8 --body-file answer.md --key k-1");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err())
                .contains(
                        "[STL-6610]",
                        "  stile pr comment acme/web#8 --body-file answer.md --key k-1\n");
    }

    @Test
    void approvalsThatRemainAreListedAndEndWithNine() {
        Cli.Ran ran = cli.type("pr dismiss acme/web#2 --message plans-changed");

        assertThat(ran.exit()).isEqualTo(9);
        assertThat(ran.err()).contains("[STL-6609]", "still approves: maya");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/web#1",
                "work/acme/web#1",
                "localhost/acme/web#1",
                "http://localhost/acme/web/pull/1",
            })
    @Proves("GH-101")
    void aPullRequestHasSeveralNames(String name) {
        assertThat(cli.type("pr status " + name + " --json").out())
                .contains("\"pr\":\"localhost/acme/web#1\"");
    }

    @Test
    @Proves("GH-101")
    void aNumberIsEnoughInsideAClone() throws Exception {
        assertThat(cli.type("pr status #1").exit()).isEqualTo(2);
        git("init", "-q");
        git("remote", "add", "origin", "git@localhost:acme/web.git");

        assertThat(cli.type("pr status #1 --json").out())
                .contains("\"pr\":\"localhost/acme/web#1\"");
        assertThat(cli.type("pr create --head fix --base main --title Fix").out())
                .startsWith("opened acme/web#1");
    }

    private void git(String... words) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("git", "-c", "user.name=x", "-c", "user.email=x@example.org");
        builder.command().addAll(java.util.List.of(words));
        OwnGit.isolate(builder.environment());
        Process process = builder.directory(folder.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    @Proves("GH-101")
    void aHostWithoutAConnectionIsToldWithTheCommandThatAddsIt() {
        Cli.Ran ran = cli.type("pr status https://other.example/acme/web/pull/1");

        assertThat(ran.exit()).isEqualTo(8);
        assertThat(ran.err())
                .contains("[STL-6601]", "--set web_url=https://other.example --secret token=env:");
    }

    @Test
    @Proves("GH-5")
    void twoConnectionsToOneHostAreToldApartByNameOrPattern() throws IOException {
        connect("play", "http://localhost", "--set", "repositories=toys/*");

        Cli.Ran ran = cli.type("pr status acme/web#1");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("play", "work");
        assertThat(cli.type("pr status play/acme/web#1").out()).startsWith("play/acme/web#1  ");
        assertThat(cli.type("pr status toys/web#1").out()).startsWith("play/toys/web#1  ");
    }

    @Test
    @Proves("GH-85")
    void aLandingThatThisCloneDoesNotHaveIsNotProven() throws Exception {
        assertThat(cli.type("pr verify acme/web#4").exit()).isEqualTo(2);
        git("init", "-q", "-b", "main");
        git("commit", "-q", "--allow-empty", "-m", "begin");
        git("update-ref", "refs/remotes/origin/main", "HEAD");

        Cli.Ran ran = cli.type("pr verify acme/web#4");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("[STL-6612]", "verdict: unproven, missing");
        assertThat(cli.type("pr verify acme/web#1").exit()).isEqualTo(5);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(cli.type("pr status acme/web#99").exit()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pr status acme#1",
                "pr status acme/web",
                "pr status ../web#1",
                "pr merge acme/web#1 --expect-head 1a2b",
                "pr merge acme/web#1 --expect-head 1111111111111111111111111111111111111111"
                        + " --strategy force",
                "pr protection acme/web a..b",
                "pr comment acme/web#1 --body-file none.md",
                "pr comment acme/web#1 --body-file none.md --reply-to x:1",
                "pr create --repo acme/web --head fix --base fix --title Fix",
                "pr update acme/web#1 --draft --ready",
            })
    @Proves("GH-101")
    void whatCannotBeMeantIsAUsageError(String line) {
        assertThat(cli.type(line).exit()).isEqualTo(2);
    }

    @Test
    @Proves("GH-45")
    void aRemoteIsToldWhetherACredentialGoesThereAndWithoutIt() {
        assertThat(cli.type("pr remote http://me:old@localhost/acme/web.git").out())
                .contains(
                        "http://localhost/acme/web.git\n",
                        "secret  goes there: ",
                        "next    git config --global credential.http://localhost.helper stile")
                .doesNotContain("s3cret", "old");
        assertThat(cli.type("pr remote git@localhost:acme/web.git").out())
                .contains("secret  goes not there: ");
        assertThat(cli.type("pr remote https://localhost/acme/web.git").out())
                .contains("secret  goes not there: ", "hosting.remote_host_refused");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://git@localhost:2222/acme/web.git, git's own keys",
        "git@elsewhere:acme/web.git, git's own keys",
        "/srv/git/web.git, a place on this machine",
        "../web, a place on this machine",
        "acme/web, a place on this machine",
        "file:///srv/web.git, a place on this machine",
    })
    @Proves("GH-46")
    void aRemoteThatIsNoWebAddressNeedsNoCredentialOfOurs(String remote, String why) {
        Cli.Ran ran = cli.type("pr remote " + remote);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith(remote + "\n").contains("secret  goes not there: ", why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:\\\\localhost\\acme", "http://localhost\\acme/web", "C:\\web"})
    @Proves("GH-45")
    void aRemoteWithABackslashIsRefusedByThatName(String remote) {
        Cli.Ran ran = cli.type("pr remote " + remote);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("remote_url: holds a backslash", "[STL-5005]");
    }

    @Test
    @Proves("GH-101")
    void aNameBeforeARepositoryThatIsNoConnectionIsToldAsThat() {
        for (String command : new String[] {"status", "close"}) {
            Cli.Ran ran = cli.type("pr " + command + " wrok/acme/web#1");

            assertThat(ran.exit()).as(ran.err()).isEqualTo(8);
            assertThat(ran.err())
                    .contains("there is no connection wrok", "did you mean work?", "[STL-1002]");
        }
    }

    @Test
    @Proves("GH-47")
    void connectingTellsTheOneLineByWhichGitAsksForTheCredential() {
        Cli.Ran again =
                cli.run(
                        "connect",
                        "scripted-host",
                        "work",
                        "--set",
                        "web_url=http://localhost",
                        "--secret",
                        "token=file:" + folder.resolve("token"),
                        "--offline");

        assertThat(again.err())
                .contains("git config --global credential.http://localhost.helper stile");
    }
}
