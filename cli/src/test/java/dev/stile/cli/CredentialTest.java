package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.credential.CredentialAnswers;
import dev.stile.core.redact.Redactor;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What git is told when it asks for a credential. */
@Proves("GH-47")
final class CredentialTest {
    private static final String SECRET = "s3cret/of the@host";

    @TempDir private Path folder;
    private Cli cli;

    private record Told(String out, String err) {}

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        Path token =
                Files.createFile(
                        folder.resolve("token"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, SECRET);
        assertThat(connect("work").exit()).isZero();
    }

    private Cli.Ran connect(String name, String... more) {
        List<String> line =
                new java.util.ArrayList<>(
                        List.of(
                                "connect",
                                "scripted-host",
                                name,
                                "--set",
                                "web_url=http://localhost:8443",
                                "--secret",
                                "token=file:" + folder.resolve("token"),
                                "--offline"));
        line.addAll(List.of(more));
        return cli.run(line.toArray(String[]::new));
    }

    @Test
    void theGrantedOriginGetsUserAndSecret() {
        assertThat(get("protocol=http\nhost=localhost:8443\n\n").out())
                .isEqualTo("username=x-token\npassword=" + SECRET + "\n");
        assertThat(get("protocol=http\nhost=localhost:8443\npath=acme/web.git\n\n").out())
                .contains(SECRET);
        assertThat(get("protocol=http\nhost=localhost:8443\nusername=x-token\n\n").out())
                .contains(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protocol=http\nhost=localhost\n\n",
                "protocol=https\nhost=localhost:8443\n\n",
                "protocol=http\nhost=localhost:8444\n\n",
                "protocol=http\nhost=localhost.evil:8443\n\n",
                "protocol=http\nhost=localhost:8443@evil\n\n",
                "protocol=http\nhost=evil/localhost:8443\n\n",
                "protocol=http\nhost=evil#localhost:8443\n\n",
                "protocol=http\nhost=localh%6fst:8443\n\n",
                "protocol=http\nhost=localhost:8443/.evil\n\n",
                "protocol=http\nhost=localhost:8443?evil\n\n",
                "protocol=http\nhost=localhost:08443\n\n",
                "protocol=http\nhost=evil\rhost=localhost:8443\n\n",
                "protocol=http\rhost=localhost:8443\n\n",
                "protocol=http\nhost=evil\nusername=a\rhost=localhost:8443\rusername=x-token\r\n\n",
                "protocol=http\nhost=localhost:8443\nhost=localhost:8443\n\n",
                "protocol=http\nhost=localhost:8443\r\n\n",
                "protocol=http\nhost=localhost:8443\npath=../x\n\n",
                "protocol=http\nhost=localhost:8443\npath=acme/web.git?x\n\n",
                "protocol=http\nhost=localhost:8443\nusername=somebody\n\n",
                "protocol=ssh\nhost=localhost:8443\n\n",
                "host=localhost:8443\n\n",
                "",
            })
    void anythingElseGetsNothing(String question) {
        Told told = get(question);

        assertThat(told.out()).isEmpty();
        assertThat(told.err()).doesNotContain("s3cret");
    }

    @Test
    void storeAndEraseDoNothing() {
        assertThat(ask("store", "protocol=http\nhost=localhost:8443\npassword=x\n\n").out())
                .isEmpty();
        assertThat(ask("erase", "protocol=http\nhost=localhost:8443\n\n").out()).isEmpty();
        assertThat(get("protocol=http\nhost=localhost:8443\n\n").out()).contains(SECRET);
    }

    @Test
    void twoConnectionsToOneHostNeedAPathToBeToldApart() {
        assertThat(connect("play", "--set", "repositories=toys/*").exit()).isZero();

        Told unsure = get("protocol=http\nhost=localhost:8443\n\n");
        assertThat(unsure.out()).isEmpty();
        assertThat(unsure.err())
                .contains(
                        "several connections lead to http://localhost:8443 (play, work)",
                        "git config --global credential.http://localhost:8443.useHttpPath true");
        assertThat(get("protocol=http\nhost=localhost:8443\npath=acme/web.git\n\n").err())
                .contains("(play, work): the setting repositories");
        assertThat(get("protocol=https\nhost=localhost:8443\n\n").err()).isEmpty();
        assertThat(get("protocol=http\nhost=localhost:8443\npath=toys/web.git\n\n").out())
                .contains(SECRET);
        assertThat(get("protocol=http\nhost=localhost:8443\npath=acme/web.git\n\n").out())
                .isEmpty();
    }

    @Test
    void anOriginThatWasTakenAwayGetsNothing() {
        cli.type("connection origins work --remove http://localhost:8443");

        Told told = get("protocol=http\nhost=localhost:8443\n\n");

        assertThat(told.out()).isEmpty();
        assertThat(told.err()).contains("no credential: ");
    }

    @Test
    @Proves("GH-40")
    void aConnectionThatIsSwitchedOffAnswersNothingUntilItIsOnAgain() {
        cli.type("connection disable work");

        Told told = get("protocol=http\nhost=localhost:8443\n\n");
        assertThat(told.out()).isEmpty();
        assertThat(told.err()).contains("no credential: ", "[STL-6035]");
        assertThat(cli.type("audit list --json").out()).doesNotContain("secret.read");

        cli.type("connection enable work");
        assertThat(get("protocol=http\nhost=localhost:8443\n\n").out()).contains(SECRET);
    }

    @Test
    void aMissingSecretIsSaidWithoutAnAnswer() throws IOException {
        Files.delete(folder.resolve("token"));

        Told told = get("protocol=http\nhost=localhost:8443\n\n");

        assertThat(told.out()).isEmpty();
        assertThat(told.err()).contains("[STL-1014]");
    }

    @Test
    void eachAnswerHasItsRowBeforeItAndNoSecretInIt() {
        get("protocol=http\nhost=localhost:8443\n\n");

        assertThat(cli.type("audit list --json").out())
                .contains("secret.read")
                .doesNotContain("s3cret");
    }

    private Told get(String question) {
        return ask("get", question);
    }

    private Told ask(String verb, String question) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Redactor redactor = new Redactor();
        new CredentialAnswers(
                        cli.around(),
                        redactor,
                        new PrintStream(redactor.filter(err), true, StandardCharsets.UTF_8))
                .answer(
                        List.of(verb),
                        new ByteArrayInputStream(question.getBytes(StandardCharsets.UTF_8)),
                        out);
        return new Told(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
