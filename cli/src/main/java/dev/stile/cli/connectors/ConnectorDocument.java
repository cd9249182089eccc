package dev.stile.cli.connectors;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Permission;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.json.Json;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.registry.UnusedConnector;
import dev.stile.flow.template.GitHostDocument;
import dev.stile.flow.template.Provenance;
import dev.stile.flow.template.Triggers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A connector as programs get it. */
final class ConnectorDocument {
    private ConnectorDocument() {}

    /** What listings hold. */
    static Json.ObjectBuilder brief(KnownConnector known) {
        Manifest manifest = known.effective();
        return Json.object()
                .put("slug", manifest.slug())
                .put("version", manifest.version())
                .put("description", manifest.description())
                .put("provenance", known.template().provenance().shown())
                .putIf("folder", folder(known.template().provenance()))
                .put("hash", known.template().sha256())
                .put("shadows_built_in", shadows(known))
                .put("facets", facets(manifest))
                .put(
                        "flags",
                        Json.object()
                                .put("requires_auth", manifest.requiresAuth())
                                .put("can_subscribe", manifest.canSubscribe())
                                .put("can_proxy_agent", manifest.canProxyAgent())
                                .build())
                .put("trigger_supported", Triggers.areSupported(manifest))
                .put("suggested_connection_slug", manifest.suggestedConnection())
                .put(
                        "actions",
                        Json.array(
                                manifest.actions().stream()
                                        .map(action -> action(known, action))
                                        .toList()));
    }

    /** Everything that a person decides by. */
    static Json.ObjectBuilder whole(KnownConnector known) {
        Manifest manifest = known.effective();
        Json.ObjectBuilder whole =
                brief(known)
                        .put("skill", manifest.skill())
                        .put("input_schemas", schemas(manifest))
                        .put("auth", manifest.auth().wire())
                        .put("origins", manifest.origins())
                        .put(
                                "settings",
                                Json.array(
                                        manifest.settings().stream()
                                                .map(ConnectorDocument::setting)
                                                .toList()))
                        .put(
                                "secrets",
                                Json.array(
                                        manifest.secrets().stream()
                                                .map(ConnectorDocument::secret)
                                                .toList()))
                        .put("notes", known.template().warnings());
        manifest.gitHost().ifPresent(block -> whole.put("githost", GitHostDocument.of(block)));
        return whole;
    }

    /** One that cannot be used. */
    static Json unused(UnusedConnector unused) {
        return Json.object()
                .put("provider", unused.provider())
                .putIf("slug", unused.slug())
                .put("error", ErrorPrinter.error(unused.reason()))
                .build();
    }

    static boolean shadows(KnownConnector known) {
        return known.floor().isPresent()
                && known.template().provenance() instanceof Provenance.User;
    }

    static List<String> facets(Manifest manifest) {
        return manifest.facets().stream()
                .sorted()
                .map(Facet::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Optional<String> folder(Provenance provenance) {
        return switch (provenance) {
            case Provenance.BuiltIn builtIn -> Optional.empty();
            case Provenance.User(String folder) -> Optional.of(folder);
        };
    }

    private static Json action(KnownConnector known, ActionSpec action) {
        Json floor =
                known.floor()
                        .flatMap(builtIn -> builtIn.action(action.slug()))
                        .map(ActionSpec::permission)
                        .<Json>map(ConnectorDocument::permission)
                        .orElseGet(() -> Json.text("none"));
        return Json.object()
                .put("slug", action.slug())
                .put("description", action.description())
                .put("permission", permission(action.permission()))
                .put("floor", floor)
                .put("read_only_confirmed", known.confirmed().contains(action.slug()))
                .put("idempotency", action.idempotency().wire())
                .putIf("recipient", action.recipient())
                .build();
    }

    private static Json permission(Permission permission) {
        return Json.object()
                .put("category", permission.category().wire())
                .put("summary", permission.summary())
                .put("external_side_effect", permission.externalSideEffect())
                .build();
    }

    /** What each action takes, by its slug. */
    private static Json schemas(Manifest manifest) {
        Json.ObjectBuilder schemas = Json.object();
        manifest.actions().forEach(action -> schemas.put(action.slug(), action.inputSchema()));
        return schemas.build();
    }

    private static Json setting(SettingSpec setting) {
        return Json.object()
                .put("name", setting.name())
                .put("title", setting.title())
                .put("required", setting.required())
                .putIf("default", setting.standard())
                .put("choices", setting.choices())
                .putIf("pattern", setting.pattern())
                .build();
    }

    private static Json secret(SecretSpec secret) {
        return Json.object()
                .put("name", secret.name())
                .put("title", secret.title())
                .put("required", secret.required())
                .put("delivery", secret.placement().delivery().wire())
                .build();
    }
}
