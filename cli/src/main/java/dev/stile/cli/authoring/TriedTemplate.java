package dev.stile.cli.authoring;

import dev.stile.api.connector.CallLimits;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.ManifestBuilder;
import dev.stile.api.connector.Program;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.json.Json;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a program is tried as: its template, or one that says no more than what was typed. */
final class TriedTemplate {
    private TriedTemplate() {}

    /** A template that promises what a run finds out. */
    static Manifest bare(Program program, Collection<String> settings, Collection<String> secrets) {
        return Manifest.of("conform", "0.0.0", "A program without a template")
                .program(program)
                .facets(Set.of(Facet.EVENTS, Facet.ACTIONS))
                .canSubscribe(true)
                .outputSchema(Json.object().put("type", "object").build())
                .settings(settings.stream().map(name -> SettingSpec.text(name, name)).toList())
                .secrets(
                        secrets.stream()
                                .map(
                                        name ->
                                                new SecretSpec(
                                                        name,
                                                        name,
                                                        true,
                                                        new SecretPlacement.Frame()))
                                .toList())
                .build();
    }

    /** The same template for another command. */
    static Manifest with(Manifest said, Program program) {
        CallLimits limits = said.limits();
        ManifestBuilder same =
                Manifest.of(said.slug(), said.version(), said.description())
                        .program(program)
                        .facets(said.facets())
                        .requiresAuth(said.requiresAuth())
                        .canSubscribe(said.canSubscribe())
                        .canProxyAgent(said.canProxyAgent())
                        .origins(said.origins())
                        .settings(said.settings())
                        .secrets(said.secrets())
                        .auth(said.auth())
                        .limits(limits)
                        .orderKeys(said.orderKeys())
                        .label(said.label())
                        .actions(said.actions());
        said.outputSchema().ifPresent(same::outputSchema);
        return same.build();
    }

    /** Names that are typed and that the template does not have. */
    static List<String> unknown(Manifest manifest, Collection<String> typed) {
        return typed.stream()
                .filter(name -> manifest.setting(name).isEmpty())
                .filter(name -> manifest.secret(name).isEmpty())
                .filter(name -> manifest.action(name).isEmpty())
                .toList();
    }
}
