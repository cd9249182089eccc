package dev.stile.flow.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.ManifestBuilder;
import dev.stile.api.connector.Requirement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.hosting.Operation.ActionClass;
import dev.stile.core.error.Problem;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a manifest that is code must not say. */
@Proves("GH-36")
final class ManifestRulesTest {
    private static final GitHostBlock.Contributes NOTHING =
            new GitHostBlock.Contributes(List.of(), List.of(), List.of());

    @Test
    void whatIsTrueOfAHostPasses() {
        GitHostBlock block =
                GitHostBlock.of("weir")
                        .needing(List.of(token("token"), Requirement.git()))
                        .asCritical();
        assertThat(faults(weir().gitHost(block))).isEmpty();
        assertThat(faults(Manifest.of("pond", "0.1.0", "A pond"))).isEmpty();
    }

    @Test
    void everyFaultIsToldAtOnceByItsPlace() {
        GitHostBlock block =
                new GitHostBlock(
                        false,
                        List.of(
                                token("key"),
                                new Requirement(
                                        Requirement.Type.BINARY,
                                        "/bin/git",
                                        Optional.of("http://weir.example"),
                                        List.of(""),
                                        "two\nlines"),
                                new Requirement(
                                        Requirement.Type.ENV,
                                        "9",
                                        Optional.empty(),
                                        List.of(),
                                        "set it to ghp_0123456789abcdefghij"),
                                Requirement.git(),
                                Requirement.git()),
                        "dev.stile.Other",
                        Set.of(ActionClass.READ, ActionClass.MERGE),
                        "A Channel",
                        new GitHostBlock.Contributes(
                                List.of("git.pr_moved"), List.of(), List.of("colour")),
                        List.of("weir"),
                        List.of(" "));

        assertThat(faults(weir().gitHost(block).skill("")))
                .extracting(problem -> problem.path().orElseThrow())
                .containsExactlyInAnyOrder(
                        "/skill",
                        "/githost/requirements/0/name",
                        "/githost/requirements/1/name",
                        "/githost/requirements/1/acquire_url",
                        "/githost/requirements/1/instructions",
                        "/githost/requirements/2/name",
                        "/githost/requirements/2/instructions",
                        "/githost/requirements/4",
                        "/githost/entry",
                        "/githost/adapter_meta/channel",
                        "/githost/contributes/events/0",
                        "/githost/contributes/config_keys/0",
                        "/githost/combined_with/0",
                        "/githost/startup_hints/0");
    }

    @Test
    void aSettingOrASecretStandsThereOnce() {
        Manifest twice =
                weir().settings(List.of(SettingSpec.text("a", "A"), SettingSpec.text("a", "B")))
                        .secrets(List.of(SecretSpec.bearer("t", "A"), SecretSpec.bearer("t", "B")))
                        .build();
        assertThat(new ManifestRules().faults(new SaidProvider(twice), twice))
                .extracting(problem -> problem.path().orElseThrow())
                .containsExactly("/settings/a", "/secrets/t");
    }

    @Test
    void theEntryIsTheClassThatWasLoaded() {
        GitHostBlock own = entry(SaidProvider.class.getName());
        assertThat(faults(weir().gitHost(own))).isEmpty();
        assertThat(faults(weir().gitHost(entry("not a class"))))
                .extracting(problem -> problem.path().orElseThrow())
                .contains("/githost/entry");
    }

    private static GitHostBlock entry(String entry) {
        return new GitHostBlock(
                false, List.of(), entry, Set.of(), "weir", NOTHING, List.of(), List.of());
    }

    private static Requirement token(String name) {
        return new Requirement(
                Requirement.Type.SECRET,
                name,
                Optional.of("https://weir.example/settings/keys"),
                List.of("write"),
                "make a key of the account");
    }

    private static ManifestBuilder weir() {
        return Manifest.of("weir", "1.0.0", "Pull requests of a weir")
                .facets(Set.of(Facet.PULL_REQUESTS))
                .secrets(List.of(SecretSpec.bearer("token", "A key")));
    }

    private static List<Problem> faults(ManifestBuilder builder) {
        Manifest manifest = builder.build();
        return new ManifestRules().faults(new SaidProvider(manifest), manifest);
    }
}
