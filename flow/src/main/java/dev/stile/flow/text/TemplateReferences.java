package dev.stile.flow.text;

import dev.stile.api.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the placeholders of a template name. */
final class TemplateReferences {
    private TemplateReferences() {}

    /**
     * In the order of the template.
     *
     * @throws RenderException if a placeholder is none
     */
    static List<Reference> of(Json template) {
        List<Reference> found = new ArrayList<>();
        collect(template, found);
        return found;
    }

    private static void collect(Json template, List<Reference> found) {
        switch (template) {
            case Json.JsonObject(Map<String, Json> members) ->
                    members.values().forEach(member -> collect(member, found));
            case Json.JsonArray(List<Json> items) -> items.forEach(item -> collect(item, found));
            case Json.JsonText(String text) -> {
                if (TemplateText.isTemplate(text)) {
                    parsed(text).placeholders().forEach(each -> found.add(each.reference()));
                }
            }
            case Json.JsonNumber number -> {}
            case Json.JsonFlag flag -> {}
            case Json.JsonNull nothing -> {}
        }
    }

    /** A stored rule was checked, so that this fails only for what nobody checked. */
    static TemplateText parsed(String text) {
        try {
            return TemplateText.parse(text);
        } catch (TemplateSyntaxException broken) {
            throw new RenderException(broken.what());
        }
    }
}
