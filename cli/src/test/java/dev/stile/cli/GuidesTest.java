package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.cli.connectors.KnownConnector;
import dev.stile.cli.skills.Guides;
import dev.stile.core.registry.ServiceProviders;
import dev.stile.flow.command.CommandProviders;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.template.ManifestRules;
import dev.stile.flow.template.Provenance;
import dev.stile.flow.template.Template;
import dev.stile.flow.webhook.PresetBook;
import dev.stile.flow.webhook.WebhookProviders;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every connector that ships has a guide, and it speaks of what the connector has. */
final class GuidesTest {
    private static final List<String> SECTIONS =
            List.of("## Auth", "## Lookup", "## Reading", "## Acting", "## Limits");

    @TempDir private Path folder;

    static Stream<Manifest> shipped() {
        return Stream.of(
                        rooms(),
                        new WebhookProviders(PresetBook.shipped()).all(),
                        new CommandProviders(
                                        () -> {
                                            throw new IllegalStateException("nothing runs here");
                                        },
                                        Path.of("nowhere"),
                                        JsonSchemas::new)
                                .all())
                .flatMap(List::stream)
                .map(ConnectorProvider::manifest);
    }

    /** Those of the rooms of connectors; tests have some of their own. */
    private static List<ConnectorProvider> rooms() {
        List<ConnectorProvider> rooms =
                new ServiceProviders(Main.class.getClassLoader(), new ManifestRules())
                        .all().stream()
                                .filter(each -> !each.manifest().slug().startsWith("scripted"))
                                .toList();
        assertThat(rooms).hasSizeGreaterThanOrEqualTo(4);
        return rooms;
    }

    private static Optional<String> guide(Manifest manifest, Provenance provenance) {
        return Guides.of(
                new KnownConnector(
                        new Template(manifest, provenance, Optional.empty(), "hash", List.of()),
                        manifest,
                        Optional.of(manifest),
                        Set.of()));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    @Proves("FL-9")
    void everyConnectorThatShipsHasAGuideThatCoversAllOfIt(Manifest manifest) {
        String guide = guide(manifest, new Provenance.BuiltIn()).orElse("");
        assertThat(guide.lines().filter(line -> line.startsWith("## ")).toList())
                .as(manifest.slug())
                .isEqualTo(SECTIONS);
        for (int place = 0; place < SECTIONS.size(); place++) {
            int begin = guide.indexOf(SECTIONS.get(place)) + SECTIONS.get(place).length();
            int end =
                    place + 1 < SECTIONS.size()
                            ? guide.indexOf(SECTIONS.get(place + 1))
                            : guide.length();
            assertThat(guide.substring(begin, end)).as(SECTIONS.get(place)).isNotBlank();
        }
        assertThat(manifest.actions().stream().map(ActionSpec::slug))
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
        assertThat(manifest.settings().stream().map(SettingSpec::name))
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
        assertThat(manifest.secrets().stream().map(SecretSpec::name))
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
    }

    @Test
    @Proves({"FL-9", "FL-97"})
    void guidesAreListedAndShownThatOfATemplateFromBesideIt() throws IOException {
        Cli cli = new Cli(folder);
        assertThat(cli.type("skill list").out()).contains("sim  guide sim", "command  guide");
        Cli.Ran shown = cli.type("skill show sim");
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("## Limits", "`create_record`");
        assertThat(cli.type("skill show github-webhook --json").out())
                .contains("\"skill\":\"webhook\"", "## Auth");
        assertThat(cli.type("skill show nothing").exit()).isNotZero();

        cli.type("skeleton python pond");
        Files.deleteIfExists(folder.resolve("pond/file-lines.md"));
        assertThat(cli.type("connector add pond/template.yaml").exit()).isZero();
        assertThat(cli.type("skill show file-lines").err()).contains("STL-6410");
        assertThat(cli.type("skill list").out()).contains("file-lines  no guide");
        Files.writeString(folder.resolve("pond/file-lines.md"), "# Lines\n\u001b[31mred\n");
        assertThat(cli.type("skill show file-lines").out())
                .contains("# Lines")
                .doesNotContain("\u001b");
    }
}
