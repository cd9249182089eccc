package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Requirement;
import dev.stile.core.registry.ServiceProviders;
import dev.stile.flow.document.SecretShape;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What connectors of code hosts say of themselves beyond the rest, as people and programs see it.
 */
final class GitHostBlockTest {
    private static final String REMEDY =
            "ask the author of the script for one, allowed: read, write (https://script.example/keys)";

    @TempDir private Path folder;

    @Test
    @Proves("GH-36")
    void itIsShownWhole() {
        assertThat(new Cli(folder).type("connector show github --json").out())
                .contains(
                        "\"githost\":{\"type\":\"git_hosting\",\"critical\":false,\"requirements\":[{"
                                + "\"type\":\"secret\",\"name\":\"token\",\"acquire_url\":\"https://",
                        "\"entry\":\"builtin\",\"adapter_meta\":{\"action_classes\":[\"git-remote\","
                                + "\"pr-write\",\"comment\",\"review-dismiss\",\"merge\"],"
                                + "\"channel\":\"github\"}",
                        "\"contributes\":{\"events\":[\"git.pr_comments\",",
                        "\"config_keys\":[\"web_url\",",
                        "\"combined_with\":[],\"startup_hints\":[]");
        assertThat(new Cli(folder).type("connector show sim --json").out())
                .doesNotContain("githost");
    }

    @Test
    @Proves("GH-37")
    void noneOfItsTextsLooksLikeASecretAndEachIsTheOnlyOne() {
        Map<String, String> texts = new TreeMap<>();
        List<ConnectorProvider> shipped =
                new ServiceProviders(Main.class.getClassLoader())
                        .all().stream()
                                .filter(each -> !each.manifest().requirements().isEmpty())
                                .toList();
        assertThat(shipped).hasSizeGreaterThanOrEqualTo(2);
        for (ConnectorProvider each : shipped) {
            for (Requirement required : each.manifest().requirements()) {
                String all = required.name() + " " + required.remedy();
                assertThat(SecretShape.isIn(all)).as(all).isFalse();
                if (required.type() != Requirement.Type.SECRET) {
                    assertThat(texts.putIfAbsent(required.name(), all)).isIn(null, all);
                }
            }
        }
    }

    @Test
    @Proves({"GH-37", "GH-43"})
    void whoeverMissesASecretSaysInOneTextHowItIsComeBy() throws IOException {
        Cli cli = new Cli(folder);
        assertThat(cli.connectHost("work", "http://localhost").exit()).isZero();
        assertThat(cli.type("doctor --offline").out())
                .contains(
                        "ok    work variable SCRIPT_STAGE: is set",
                        "ok    work program git: is on the PATH")
                .doesNotContain(REMEDY);
        Files.delete(folder.resolve("token"));

        Cli.Ran ran = cli.with("SCRIPT_STAGE", "").type("doctor --offline");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "error work secret token: the secret token of work is missing",
                        "      fix: " + REMEDY + "\n",
                        "error work variable SCRIPT_STAGE: is not set\n      fix: name the stage\n");
        assertThat(cli.type("pr remote http://localhost/acme/web.git").err())
                .contains("[STL-1014]", "to get one: " + REMEDY);
        assertThat(cli.type("connect scripted-host more --set web_url=http://localhost").err())
                .contains("[STL-1004]", "to get one: " + REMEDY);
        assertThat(cli.type("connector show scripted-host").out())
                .contains("needs       secret token: " + REMEDY);
    }

    @Test
    @Proves({"GH-37", "GH-43"})
    void aProgramThatIsNotThereIsToldByTheDoctor() throws IOException {
        Cli cli = new Cli(folder);
        assertThat(cli.connectHost("work", "http://localhost").exit()).isZero();

        assertThat(cli.with("PATH", folder.toString()).type("doctor --offline").out())
                .contains(
                        "error work program git: is not on the PATH\n      fix: "
                                + Requirement.git().remedy());
    }
}
