package dev.stile.flow.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Requirement;
import dev.stile.api.hosting.Operation.ActionClass;
import dev.stile.core.error.Code;
import dev.stile.flow.document.DocumentView;
import dev.stile.flow.document.Fault;
import dev.stile.flow.document.Faults;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The block of a code host, as a document and back. */
@Proves("GH-36")
final class GitHostReaderTest {
    private static final String TEMPLATE =
            """
            slug: weir
            description: Pull requests of a weir
            skill: weir
            binary: weir
            command: [weir]
            facets: [pull_requests]
            secrets: {token: {title: A key}}
            githost:
              type: git_hosting
              critical: true
              colour: green
              requirements:
                - {type: secret, name: token, instructions: make a key of the account}
              adapter_meta: {action_classes: [comment], channel: river}
            """;

    @Test
    void whatIsWrittenIsRead() {
        GitHostBlock block =
                new GitHostBlock(
                        true,
                        List.of(
                                new Requirement(
                                        Requirement.Type.ENV,
                                        "WEIR_HOME",
                                        Optional.of("https://weir.example/home"),
                                        List.of("read", "write"),
                                        "name its folder"),
                                Requirement.git()),
                        "dev.weir.Provider",
                        Set.of(
                                ActionClass.READ,
                                ActionClass.GIT_REMOTE,
                                ActionClass.REVIEW_DISMISS),
                        "river",
                        new GitHostBlock.Contributes(
                                List.of("git.pr_merged"), List.of("stile weir"), List.of("level")),
                        List.of("pond"),
                        List.of("Open the gate first."));
        Faults faults = new Faults(Code.TEMPLATE_NOT_VALID);
        GitHostReader reader =
                new GitHostReader(
                        new GitHostReader.Known("weir", List.of("level"), List.of()),
                        Warnings.ofNew());

        GitHostBlock read = reader.read(DocumentView.of(GitHostDocument.of(block), faults));

        assertThat(faults.list()).isEmpty();
        assertThat(read).isEqualTo(block);
    }

    @Test
    void aTemplateSaysTheSame() {
        TemplateReading reading = read(TEMPLATE);

        Manifest manifest = reading.manifest().orElseThrow();
        assertThat(manifest.gitHost().orElseThrow().critical()).isTrue();
        assertThat(manifest.gitHost().orElseThrow().channel()).isEqualTo("river");
        assertThat(manifest.hosting())
                .containsExactlyInAnyOrder(ActionClass.READ, ActionClass.COMMENT);
        assertThat(manifest.requiredSecret("token")).isPresent();
        assertThat(reading.warnings())
                .anyMatch(line -> line.startsWith("/githost/colour is not known"));
    }

    @Test
    void aTemplateIsToldAllOfItsFaults() {
        TemplateReading reading =
                read(
                        TEMPLATE.replace("git_hosting", "hosting")
                                .replace("name: token", "name: key")
                                .replace("[comment]", "[push]")
                                .replace("critical: true", "critical: perhaps"));

        assertThat(reading.manifest()).isEmpty();
        assertThat(reading.faults().list())
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder(
                        "/githost/type",
                        "/githost/critical",
                        "/githost/requirements/0/name",
                        "/githost/adapter_meta/action_classes/0");
    }

    private static TemplateReading read(String template) {
        return new TemplateReader(new JsonSchemas())
                .read(template.getBytes(StandardCharsets.UTF_8));
    }
}
