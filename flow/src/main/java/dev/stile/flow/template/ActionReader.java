package dev.stile.flow.template;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.json.Json;
import dev.stile.flow.document.DocumentView;
import dev.stile.flow.schema.SchemaCheck;
import dev.stile.flow.schema.SchemaFault;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads one action of a template. */
final class ActionReader {
    private static final List<String> KNOWN =
            List.of(
                    "slug",
                    "description",
                    "input_schema",
                    "output_schema",
                    "permission",
                    "recipient",
                    "idempotency",
                    "limits");
    private static final Json ANYTHING = Json.object().build();

    private final SchemaCheck schemas;
    private final Warnings warnings;

    ActionReader(SchemaCheck schemas, Warnings warnings) {
        this.schemas = schemas;
        this.warnings = warnings;
    }

    Optional<ActionSpec> read(String key, DocumentView action) {
        int faultsBefore = action.faults().count();
        warnings.unknown(action, KNOWN);
        String slug = action.find("slug").flatMap(DocumentView::text).orElse(key);
        if (!slug.equals(key)) {
            action.find("slug").ifPresent(place -> place.fault("is not " + key, "write " + key));
        }
        if (!key.matches("[a-z0-9_-]{1,64}")) {
            action.fault("has a name that is none", "use 1 to 64 of a-z, 0-9, _ and -");
        }
        Json input = schema(action, "input_schema");
        Json output = schema(action, "output_schema");
        Optional<Permission> permission =
                action.require(
                                "permission",
                                "say what it does: category, summary, external_side_effect")
                        .map(this::permission);
        Optional<String> recipient = recipient(action, input);
        permission
                .map(Permission::category)
                .filter(Category::reachesSomebody)
                .filter(category -> action.find("recipient").isEmpty())
                .ifPresent(
                        category ->
                                action.fault(
                                        "names no recipient, which " + category.wire() + " has to",
                                        "write recipient: a JSON pointer to the field of the input"
                                                + " that says whom or where it reaches, such as"
                                                + " /channel"));
        Idempotency idempotency = idempotency(action);
        Optional<Duration> deadline = deadline(action);
        String description = action.find("description").flatMap(DocumentView::text).orElse("");
        if (action.faults().count() > faultsBefore) {
            return Optional.empty();
        }
        return Optional.of(
                new ActionSpec(
                        key,
                        description,
                        input,
                        output,
                        permission.orElseThrow(),
                        recipient,
                        idempotency,
                        Optional.empty(),
                        deadline));
    }

    private Json schema(DocumentView action, String name) {
        return action.find(name)
                .map(
                        place -> {
                            for (SchemaFault fault : schemas.faultsOfSchema(place.value())) {
                                new DocumentView(
                                                place.pointer() + fault.pointer(),
                                                place.value(),
                                                place.faults())
                                        .fault(fault.reason(), "write JSON Schema 2020-12");
                            }
                            return place.value();
                        })
                .orElse(ANYTHING);
    }

    /** What is not said is the stricter of the two: an effect, of the most restricted kind. */
    private Permission permission(DocumentView place) {
        warnings.unknown(place, List.of("category", "summary", "external_side_effect"));
        String word = place.find("category").flatMap(DocumentView::text).orElse("");
        Optional<Category> category = Category.parse(word);
        if (category.isEmpty()) {
            warnings.add(
                    place.pointer()
                            + "/category is not in the list: it counts as "
                            + Category.mostRestricted().wire());
        }
        return new Permission(
                category.orElse(Category.mostRestricted()),
                place.find("summary").flatMap(DocumentView::text).orElse(""),
                place.find("external_side_effect").flatMap(DocumentView::flag).orElse(true));
    }

    private static Optional<String> recipient(DocumentView action, Json input) {
        Optional<DocumentView> place = action.find("recipient");
        Optional<String> pointer = place.flatMap(DocumentView::text);
        if (pointer.isPresent() && !SchemaProperties.has(input, pointer.get())) {
            place.orElseThrow()
                    .fault(
                            "points to nothing that the input schema has",
                            "write a JSON pointer to a property, such as /channel");
        }
        return pointer;
    }

    private static Idempotency idempotency(DocumentView action) {
        List<String> words = Arrays.stream(Idempotency.values()).map(Idempotency::wire).toList();
        return action.find("idempotency")
                .flatMap(place -> place.oneOf(words))
                .map(word -> Idempotency.values()[words.indexOf(word)])
                .orElse(Idempotency.NONE);
    }

    private static Optional<Duration> deadline(DocumentView action) {
        return action.find("limits")
                .flatMap(limits -> limits.find("act_seconds"))
                .flatMap(seconds -> seconds.whole(1, 3600))
                .map(Duration::ofSeconds);
    }
}
