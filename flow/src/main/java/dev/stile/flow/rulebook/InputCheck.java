package dev.stile.flow.rulebook;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.json.Json;
import dev.stile.core.error.Nearest;
import dev.stile.flow.document.Faults;
import dev.stile.flow.path.JsonPointer;

import java.util.List;
import java.util.Map;

/**
 * What of an action's input can be checked before its placeholders are filled in: that its
 * recipient is there, and that its fields are known and complete. The rest is checked on each
 * proposal.
 */
final class InputCheck {
    private final Faults faults;

    InputCheck(Faults faults) {
        this.faults = faults;
    }

    void check(String pointer, Json.JsonObject input, ActionSpec spec) {
        spec.recipient()
                .filter(recipient -> JsonPointer.find(input, recipient).isEmpty())
                .ifPresent(
                        recipient ->
                                faults.add(
                                        pointer + recipient,
                                        "the recipient of " + spec.slug() + " is missing",
                                        "write " + recipient.substring(1)));
        if (!(spec.inputSchema() instanceof Json.JsonObject schema)) {
            return;
        }
        if (schema.get("properties").orElseGet(Json::nothing)
                        instanceof Json.JsonObject(Map<String, Json> known)
                && schema.get("additionalProperties")
                        .filter(Json.flag(false)::equals)
                        .isPresent()) {
            for (String name : input.members().keySet()) {
                if (!known.containsKey(name)) {
                    faults.add(
                            JsonPointer.below(pointer, name),
                            spec.slug() + " has no field " + name,
                            Nearest.to(name, known.keySet())
                                    .map(nearest -> "did you mean " + nearest + "?")
                                    .orElse("it has " + String.join(", ", known.keySet())));
                }
            }
        }
        if (schema.get("required").orElseGet(Json::nothing)
                instanceof Json.JsonArray(List<Json> required)) {
            for (Json each : required) {
                if (each instanceof Json.JsonText(String name)
                        && !input.members().containsKey(name)
                        && !spec.recipient().filter(("/" + name)::equals).isPresent()) {
                    faults.add(pointer, spec.slug() + " needs " + name, "add " + name);
                }
            }
        }
    }
}
