package dev.stile.flow.template;

import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Requirement;
import dev.stile.api.hosting.Operation.ActionClass;
import dev.stile.api.json.Json;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The block {@code githost} of a manifest as a document: what {@link GitHostReader} reads. */
public final class GitHostDocument {
    private GitHostDocument() {}

    public static Json of(GitHostBlock block) {
        return Json.object()
                .put("type", GitHostBlock.TYPE)
                .put("critical", block.critical())
                .put(
                        "requirements",
                        Json.array(block.requirements().stream().map(GitHostDocument::of).toList()))
                .put("entry", block.entry())
                .put(
                        "adapter_meta",
                        Json.object()
                                .put("action_classes", words(block.actionClasses()))
                                .put("channel", block.channel())
                                .build())
                .put(
                        "contributes",
                        Json.object()
                                .put("events", block.contributes().events())
                                .put("commands", block.contributes().commands())
                                .put("config_keys", block.contributes().configKeys())
                                .build())
                .put("combined_with", block.combinedWith())
                .put("startup_hints", block.startupHints())
                .build();
    }

    /** The word of a class of actions; reading is not one that anybody declares. */
    static Optional<String> word(ActionClass each) {
        return each == ActionClass.READ
                ? Optional.empty()
                : Optional.of(each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static List<String> words(Set<ActionClass> classes) {
        return classes.stream().sorted().flatMap(each -> word(each).stream()).toList();
    }

    private static Json of(Requirement requirement) {
        return Json.object()
                .put("type", requirement.type().wire())
                .put("name", requirement.name())
                .putIf("acquire_url", requirement.acquireUrl())
                .put("scopes", requirement.scopes())
                .put("instructions", requirement.instructions())
                .build();
    }
}
