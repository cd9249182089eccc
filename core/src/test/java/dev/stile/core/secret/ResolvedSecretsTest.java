package dev.stile.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Requirement;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ResolvedSecretsTest {
    private static final Secrets.Wanted WANTED =
            new Secrets.Wanted(
                    "work",
                    "token",
                    Optional.of(
                            new Requirement(
                                    Requirement.Type.SECRET,
                                    "token",
                                    Optional.of("https://desk.example/keys"),
                                    List.of("write"),
                                    "make a key of the account")));

    private static String resolve(String reference, Map<String, String> environment) {
        try (SecureValue value =
                new ResolvedSecrets(environment)
                        .resolve(
                                SecretReference.parse(reference),
                                WANTED,
                                Deadline.after(Duration.ofSeconds(60)))) {
            return value.lend(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static Failure missing(String reference, Map<String, String> environment) {
        Failure failure =
                catchThrowableOfType(Failure.class, () -> resolve(reference, environment));
        assertThat(failure.code()).isEqualTo("secret_missing");
        assertThat(failure.getMessage()).contains("token", "work");
        // Whoever misses it says how it is come by.
        assertThat(failure.details())
                .contains(
                        "to get one: make a key of the account, allowed: write"
                                + " (https://desk.example/keys)");
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env:TRACKER_KEY",
                "file:/home/ada/key",
                "git-credential:https://a.example/x"
            })
    void aReferenceKeepsItsText(String text) {
        assertThat(SecretReference.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2hunter2",
                "Bearer:hunter2hunter2",
                "hunter2:hunter2",
                "env:hunter2-hunter2",
                "env:",
                "ENV:TOKEN",
                "file:hunter2hunter2",
                "vault:hunter2hunter2",
                "keychain:hunter2hunter2",
                "git-credential:hunter2hunter2",
                "git-credential:https://hunter2@a.example",
            })
    @Proves("TU-41")
    void anythingElseIsRefusedWithoutBeingShownAndTheKnownKindsAreNamed(String text) {
        Failure failure = catchThrowableOfType(Failure.class, () -> SecretReference.parse(text));
        assertThat(failure.code()).isEqualTo("secret_literal");
        assertThat(failure.getMessage() + failure.details()).doesNotContain("hunter2");
        assertThat(failure.details()).contains("known kinds: env, file, git-credential");
    }

    @Test
    @Proves("TU-41")
    void aVariableIsReadAndOneThatIsNotSetIsNamedWithTheCommandThatSetsIt() {
        assertThat(resolve("env:KEY", Map.of("KEY", "välue"))).isEqualTo("välue");
        assertThat(missing("env:KEY", Map.of("KEY", "")).details())
                .contains("to set it: read -rs KEY && export KEY");
        missing("env:KEY", Map.of());
    }

    @Test
    @Proves("TU-42")
    void aFileIsReadWithoutItsLineEndIfOnlyItsOwnerCan(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "first\nsecond\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(resolve("file:" + file, Map.of())).isEqualTo("first\nsecond");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(resolve("file:" + file, Map.of())).isEqualTo("first\nsecond");
        for (String looser : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx------"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(looser));
            assertThat(missing("file:" + file, Map.of()).details())
                    .contains("to set it: chmod 600 '" + file + "'");
        }
    }

    @Test
    @Proves("TU-42")
    void aLinkAFolderAnEmptyFileAndOneOfOtherBytesAreRefused(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "secret-value");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        missing("file:" + link, Map.of());
        missing("file:" + folder, Map.of());
        missing("file:" + folder.resolve("none"), Map.of());
        Files.writeString(file, "\n");
        missing("file:" + file, Map.of());
        Files.write(file, new byte[] {'a', (byte) 0xff});
        missing("file:" + file, Map.of());
        Files.write(file, new byte[70_000]);
        missing("file:" + file, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "value\r", "\r", "TOO LONG"})
    @Proves("FL-29")
    void aRenewedValueThatWouldNotBeReadBackReplacesNothing(String value, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "older\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        String tried = value.equals("TOO LONG") ? "x".repeat(64 * 1024) : value;
        assertThat(catchThrowableOfType(Failure.class, () -> keep(file, tried)).code())
                .isEqualTo("secret_missing");

        assertThat(resolve("file:" + file, Map.of())).isEqualTo("older");
        keep(file, "x".repeat(64 * 1024 - 1));
        assertThat(resolve("file:" + file, Map.of())).hasSize(64 * 1024 - 1);
        keep(file, "two\nlines\n");
        assertThat(resolve("file:" + file, Map.of())).isEqualTo("two\nlines\n");
    }

    private static void keep(Path file, String value) {
        try (SecureValue secret = SecureValue.takeFrom(value.toCharArray())) {
            assertThat(
                            new ResolvedSecrets(Map.of())
                                    .keep(SecretReference.parse("file:" + file), secret, WANTED))
                    .isTrue();
        }
    }

    @Test
    void gitIsAskedByItsProtocolWithNoPromptAndNothingOfOurEnvironment(@TempDir Path home)
            throws IOException {
        Path helper = home.resolve("helper");
        Files.writeString(
                helper,
                "#!/bin/sh\n"
                        + "env > '"
                        + home
                        + "/environment'\n"
                        + "cat > '"
                        + home
                        + "/asked'\n"
                        + "[ \"$1\" = get ] && printf 'username=ada\\npassword=from=git\\n'\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(
                home.resolve(".gitconfig"),
                "[credential]\n\thelper =\n\thelper = \"!" + helper + "\"\n\tuseHttpPath = true\n");
        Map<String, String> environment =
                Map.of(
                        "HOME", home.toString(),
                        "PATH", System.getenv("PATH"),
                        "GIT_DIR", "/nowhere",
                        "GIT_ASKPASS", "/bin/echo",
                        "OTHER_SECRET", "hunter2");
        assertThat(resolve("git-credential:https://a.example:8443/x/y", environment))
                .isEqualTo("from=git");
        assertThat(Files.readString(home.resolve("asked")))
                .contains("protocol=https\n", "host=a.example:8443\n", "path=x/y\n");
        assertThat(Files.readString(home.resolve("environment")))
                .contains("GIT_TERMINAL_PROMPT=0")
                .doesNotContain("hunter2", "GIT_DIR=", "/bin/echo");
    }

    @Test
    void gitThatKnowsNothingAsksNobodyAndSaysSo(@TempDir Path home) throws IOException {
        // One that waited for an answer would be killed before it could say how it ended.
        Files.writeString(
                home.resolve(".gitconfig"),
                "[credential]\n\thelper =\n[trace2]\n\tnormalTarget = "
                        + home.resolve("trace")
                        + "\n");
        missing(
                "git-credential:https://a.example",
                Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")));
        assertThat(home.resolve("trace")).content().containsPattern("exit elapsed:\\S+ code:128");
    }
}
