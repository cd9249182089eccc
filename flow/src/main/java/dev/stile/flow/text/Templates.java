package dev.stile.flow.text;

import dev.stile.api.json.Json;
import dev.stile.flow.document.Faults;
import dev.stile.flow.path.JsonPointer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads templates without filling them in, for whoever stores them. Pure. */
public final class Templates {
    private Templates() {}

    /** Where a value that is filled in comes from. */
    public sealed interface Origin {
        /** The event: its payload, its id or its time. */
        record Event() implements Origin {}

        /** What a node gave. */
        record Node(String id) implements Origin {}
    }

    /** One value from outside in a template, and the place of the text that it stands in. */
    public record Use(String pointer, Origin origin) {}

    /** Whether the text holds a placeholder, or braces that somebody may take for one. */
    public static boolean isTemplate(String text) {
        return TemplateText.isTemplate(text);
    }

    /** Whether the text is one placeholder and nothing else. */
    public static boolean isOnePlaceholder(String text) {
        try {
            return TemplateText.parse(text).alone().isPresent();
        } catch (TemplateSyntaxException broken) {
            return false;
        }
    }

    /** Adds a fault for a text that must not hold a placeholder. */
    public static void refuse(String pointer, String text, Faults faults) {
        if (isTemplate(text)) {
            faults.add(
                    pointer,
                    "here stands no placeholder, since an event must not choose it",
                    "write it out");
        }
    }

    /**
     * Adds a fault for each placeholder that is none, names an unknown node, or stands in a name.
     *
     * @param nodes ids of nodes whose output is there by then
     */
    public static void check(String pointer, Json template, Set<String> nodes, Faults faults) {
        switch (template) {
            case Json.JsonObject(Map<String, Json> members) ->
                    members.forEach(
                            (name, member) -> {
                                refuse(JsonPointer.below(pointer, name), name, faults);
                                check(JsonPointer.below(pointer, name), member, nodes, faults);
                            });
            case Json.JsonArray(List<Json> items) -> {
                for (int index = 0; index < items.size(); index++) {
                    check(pointer + "/" + index, items.get(index), nodes, faults);
                }
            }
            case Json.JsonText(String text) -> check(pointer, text, nodes, faults);
            case Json.JsonNumber number -> {}
            case Json.JsonFlag flag -> {}
            case Json.JsonNull nothing -> {}
        }
    }

    private static void check(String pointer, String text, Set<String> nodes, Faults faults) {
        if (!isTemplate(text)) {
            return;
        }
        try {
            for (Piece.Placeholder placeholder : TemplateText.parse(text).placeholders()) {
                if (placeholder.reference() instanceof Reference.NodeOutput(String node, var at)
                        && !nodes.contains(node)) {
                    faults.add(
                            pointer,
                            "there is no node " + node + " whose output is there by then",
                            "name a node that this one depends on");
                }
            }
        } catch (TemplateSyntaxException broken) {
            faults.add(pointer, broken.what(), broken.fix());
        }
    }

    /** Which values from outside a checked template takes, each with the place of its text. */
    public static List<Use> uses(String pointer, Json template) {
        List<Use> uses = new ArrayList<>();
        collect(pointer, template, uses);
        return uses;
    }

    private static void collect(String pointer, Json template, List<Use> uses) {
        switch (template) {
            case Json.JsonObject(Map<String, Json> members) ->
                    members.forEach(
                            (name, member) ->
                                    collect(JsonPointer.below(pointer, name), member, uses));
            case Json.JsonArray(List<Json> items) -> {
                for (int index = 0; index < items.size(); index++) {
                    collect(pointer + "/" + index, items.get(index), uses);
                }
            }
            case Json.JsonText(String text) -> {
                if (isTemplate(text)) {
                    for (Reference reference : TemplateReferences.of(template)) {
                        switch (reference) {
                            case Reference.Payload place -> event(pointer, uses);
                            case Reference.EventId id -> event(pointer, uses);
                            case Reference.EventTime time -> event(pointer, uses);
                            case Reference.ConnectionSlug own -> {}
                            case Reference.RuleSlug own -> {}
                            case Reference.NodeOutput output ->
                                    uses.add(new Use(pointer, new Origin.Node(output.node())));
                        }
                    }
                }
            }
            case Json.JsonNumber number -> {}
            case Json.JsonFlag flag -> {}
            case Json.JsonNull nothing -> {}
        }
    }

    private static void event(String pointer, List<Use> uses) {
        uses.add(new Use(pointer, new Origin.Event()));
    }
}
