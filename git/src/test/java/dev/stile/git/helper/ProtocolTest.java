package dev.stile.git.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.remote.MirrorOpener;
import dev.stile.git.remote.StopSignal;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The protocol's lines byte for byte, as a git would send them that nobody has. */
class ProtocolTest {
    private static final MirrorOpener NOBODY_OPENS =
            (address, reporter) -> {
                throw new AssertionError("opened " + address);
            };

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path world;

    private record Said(int exitCode, String protocol, String people) {}

    private static Said say(MirrorOpener opener, String input) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream people = new ByteArrayOutputStream();
        int exitCode =
                new RemoteHelper(
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                                output,
                                new PrintStream(people, true, StandardCharsets.UTF_8),
                                opener,
                                Map.of("PATH", System.getenv("PATH"), "GIT_DIR", "/nonexistent"),
                                new StopSignal(),
                                text -> text.replace("hunter2", "[REDACTED]"))
                        .run(List.of("origin", "work/demo"));
        return new Said(
                exitCode,
                output.toString(StandardCharsets.UTF_8),
                people.toString(StandardCharsets.UTF_8));
    }

    private MirrorOpener emptyMirror() throws IOException {
        if (!Files.exists(world.resolve("mirror.git"))) {
            MirrorRepository.create(
                    world.resolve("mirror.git"), GitEnvironment.forMirror(System.getenv()));
        }
        return (address, reporter) -> FakeMirror.open(world, address, reporter);
    }

    @Test
    @Proves("GS-11")
    void readingIsConnectAndWritingIsPushAndNothingElseIsOffered() {
        Said said = say(NOBODY_OPENS, "capabilities\n\n");

        assertThat(said.protocol()).isEqualTo("connect\npush\noption\n\n");
        assertThat(said.exitCode()).isZero();
        assertThat(said.people()).isEmpty();
    }

    @ParameterizedTest
    @Proves("TU-44")
    @ValueSource(
            strings = {
                "connect git-upload-pack\n",
                "list for-push\npush main:refs/heads/main\n\n\n"
            })
    void noSecretIsInWhatGitIsToldToShow(String asked) {
        String before = "a long way before it ".repeat(9) + "hunt";
        for (String text : List.of("hunter2", before + "er2")) {
            Said said =
                    say(
                            (address, reporter) -> {
                                throw new Invalid(text, "the server refuses it", List.of());
                            },
                            asked);

            assertThat(said.protocol()).contains("[REDACTED]").doesNotContain("hunt");
        }
    }

    @ParameterizedTest
    @Proves("GS-15")
    @CsvSource(
            delimiter = '|',
            value = {
                "verbosity 2 | ok",
                "verbosity many | error",
                "progress true | ok",
                "progress perhaps | error",
                "dry-run true | ok",
                "push-option note=x | ok",
                "push-option \"note=a\\tb\\303\\274\" | ok",
                "push-option \"note=a | error",
                "push-option \"note=\\q\" | error",
                "atomic true | ok",
                "cas refs/heads/main:0123456789012345678901234567890123456789 | ok",
                "cas nothing | error",
                "force-if-includes true | ok",
                "force true | ok",
                "filter blob:none | ok",
                "depth 1 | ok",
                "deepen-since yesterday | ok",
                "deepen-not v1 | ok",
                "deepen-relative true | ok",
                "from-promisor 1 | ok",
                "object-format true | ok",
                "object-format | ok",
                "object-format sha256 | error",
                "pushcert true | unsupported",
                "cloning true | unsupported",
                "family ipv4 | unsupported",
            })
    void everyOptionIsAnsweredOnce(String option, String answer) {
        Said said = say(NOBODY_OPENS, "option " + option + "\n\n");

        assertThat(said.protocol()).startsWith(answer).endsWith("\n").containsOnlyOnce("\n");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    @Proves("GS-10")
    void anotherServiceFallsBackEachTimeItIsAsked() {
        String twice = "connect git-receive-pack\n".repeat(2) + "connect git-upload-archive\n\n";

        assertThat(say(NOBODY_OPENS, twice).protocol()).isEqualTo("fallback\n".repeat(3));
    }

    @ParameterizedTest
    @Proves("GS-18")
    @ValueSource(
            strings = {
                "rubbish\n",
                "option verbosity 1\u0000\nimport refs/heads/main\n",
                "push refs/heads/main:refs/heads/main\noption verbosity 1\n",
                "push refs/heads/main:refs/heads/main\n",
                "push nonsense\n\n",
                "capabilities",
            })
    void whatIsNotTheProtocolEndsTheSessionWithWordsForPeopleAndNoAction(String input) {
        Said said = say(NOBODY_OPENS, input);

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.people()).startsWith("error: ").contains("\nFix: ", "\nRecovery:\n");
        assertThat(said.protocol()).doesNotContain("refs/");
    }

    @Test
    void aLineWithoutEndIsNotReadForever() {
        Said said = say(NOBODY_OPENS, "x".repeat(1 << 17));

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.people()).contains("more than 65536 bytes");
    }

    @Test
    @Proves("GS-18")
    void anUnusableRepositoryIsAnsweredForEachRefAndToldOnce() throws IOException {
        Said said =
                say(
                        emptyMirror(),
                        "list for-push\npush HEAD:refs/heads/main\npush HEAD:refs/heads/x\n\n\n");

        assertThat(said.protocol())
                .startsWith("? refs/heads/main\n\nerror refs/heads/main ")
                .contains("\nerror refs/heads/x only main is connected [STL-3002]\n\n");
        assertThat(said.people()).containsOnlyOnce("[STL-4013]");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    @Proves("GS-11")
    void aMirrorWithoutCommitsHasNoRefsAndItsFormatIsSaidWhenAsked() throws IOException {
        assertThat(say(emptyMirror(), "list\n\n").protocol()).isEqualTo("\n");
        assertThat(say(emptyMirror(), "option object-format true\nlist\n\n").protocol())
                .isEqualTo("ok\n:object-format sha1\n\n");
    }

    @ParameterizedTest
    @Proves("GS-18")
    @ValueSource(strings = {"", "00", "0014command=ls-", "0003", "zzzz", "fffffff"})
    void aReaderThatStopsOrTalksNonsenseLeavesNoServerBehind(String packets) throws IOException {
        Said said = say(emptyMirror(), "connect git-upload-pack\n" + packets);

        assertThat(said.protocol()).startsWith("\n");
        assertThat(said.exitCode()).isEqualTo(packets.isEmpty() ? 0 : 1);
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        assertThat(Files.readAllLines(world.resolve("log"))).doesNotContain("sync");
    }

    @Test
    @Proves("GS-18")
    void aGitThatIsGoneIsNoErrorToTellAnybody() throws IOException {
        ByteArrayOutputStream people = new ByteArrayOutputStream();
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int unit) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };

        int exitCode =
                new RemoteHelper(
                                new ByteArrayInputStream(
                                        "capabilities\n".getBytes(StandardCharsets.UTF_8)),
                                closed,
                                new PrintStream(people, true, StandardCharsets.UTF_8),
                                NOBODY_OPENS,
                                Map.of(),
                                new StopSignal(),
                                text -> text.replace("hunter2", "[REDACTED]"))
                        .run(List.of("origin", "work/demo"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(people.size()).isZero();
    }

    @Test
    void aHelperThatIsStartedByHandSaysWhatToType() {
        ByteArrayOutputStream people = new ByteArrayOutputStream();

        int exitCode =
                new RemoteHelper(
                                System.in,
                                OutputStream.nullOutputStream(),
                                new PrintStream(people, true, StandardCharsets.UTF_8),
                                NOBODY_OPENS,
                                Map.of(),
                                new StopSignal(),
                                text -> text.replace("hunter2", "[REDACTED]"))
                        .run(List.of());

        assertThat(exitCode).isEqualTo(1);
        assertThat(people.toString(StandardCharsets.UTF_8)).contains("git clone stile::");
    }
}
