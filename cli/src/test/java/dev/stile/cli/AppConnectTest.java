package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** A key that stands in the place of the token that requests carry. */
@Proves("GH-39")
final class AppConnectTest {
    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void keep() throws IOException {
        cli = new Cli(folder);
        Cli.ownFile(folder.resolve("key"), "-----BEGIN PRIVATE KEY-----");
        Cli.ownFile(folder.resolve("token"), "s3cret-of-the-host");
    }

    private Cli.Ran connect(String more) {
        return cli.type(
                "connect github app --set web_url=http://127.0.0.1:9 --offline "
                        + more.replace("KEY", "private_key=file:" + folder.resolve("key"))
                                .replace("TOKEN", "token=file:" + folder.resolve("token")));
    }

    @Test
    void itIsConnectedWithoutAToken() {
        Cli.Ran ran = connect("--set app_id=12 --set installation_id=34 --secret KEY");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cli.type("doctor --offline").out())
                .contains("app settings")
                .doesNotContain("error app");
    }

    @Test
    void whatGoesWithItIsMissedByName() {
        assertThat(connect("--secret KEY").err())
                .contains("missing: --set app_id=VALUE", "missing: --set installation_id=VALUE");
        assertThat(connect("--set app_id=12 --set installation_id=34 --secret TOKEN").err())
                .contains("missing: --secret private_key=file:/PATH", "which goes with app_id");
        assertThat(connect("").err()).contains("missing: --secret token=env:NAME");
    }

    @Test
    void aTokenBesideItIsRefused() {
        assertThat(
                        connect(
                                        "--set app_id=12 --set installation_id=34 --secret KEY"
                                                + " --secret TOKEN")
                                .err())
                .contains("private_key stands in the place of token");
    }

    @Test
    void aTokenIsExchangedForIt() {
        assertThat(connect("--secret TOKEN").exit()).isZero();

        Cli.Ran ran =
                cli.type(
                        "connection set app app_id=12 installation_id=34 --offline --secret token= --secret"
                                + " private_key=file:"
                                + folder.resolve("key"));

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cli.type("connection show app --json").out())
                .contains("\"app_id\":\"12\"", "private_key")
                .doesNotContain("\"token\":");
    }

    @Test
    @Proves("FL-45")
    void idsThatGoWithTheKeyAreTriedUnlessOffline() {
        assertThat(connect("--set app_id=12 --set installation_id=34 --secret KEY").exit())
                .isZero();

        for (String id : new String[] {"app_id=13", "installation_id=35"}) {
            Cli.Ran ran = cli.type("connection set app " + id);
            assertThat(ran.exit()).as(id).isNotZero();
            assertThat(ran.err()).contains("is stored; the server could not be asked yet");
        }

        assertThat(cli.type("connection set app app_id=14 --offline").exit()).isZero();
        assertThat(cli.type("connection set app page_cap=20").exit()).isZero();
        assertThat(cli.type("connection show app --json").out())
                .contains("\"app_id\":\"14\"", "\"installation_id\":\"35\"");
    }

    @Test
    void idsOfAnotherFormAreRefused() {
        assertThat(connect("--set app_id=a/b --set installation_id=x --secret KEY").err())
                .contains(
                        "/settings/app_id: is a number", "/settings/installation_id: is a number");
    }
}
