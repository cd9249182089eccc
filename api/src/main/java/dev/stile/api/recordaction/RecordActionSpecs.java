package dev.stile.api.recordaction;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.json.Json;

import java.util.List;
import java.util.Optional;

/** The actions as data. A connector puts them into its manifest and into its set. */
public final class RecordActionSpecs {
    static final String COMMENT = "comment";
    static final String ASSIGN = "assign";

    private RecordActionSpecs() {}

    /**
     * All of them.
     *
     * @param creates what makes it safe to create or comment again
     */
    public static List<ActionSpec> of(RecordActionNames names, Idempotency creates) {
        return List.of(
                create(names, creates),
                comment(names, creates),
                setStatus(names),
                assign(names),
                get(names));
    }

    private static ActionSpec create(RecordActionNames names, Idempotency idempotency) {
        return spec(
                names.create(),
                "Makes a new " + names.thing(),
                Schemas.of(
                        List.of("project", "title"),
                        Json.object()
                                .put("project", Schemas.name("where it is made"))
                                .put("title", Schemas.name("its title"))
                                .put("body", Schemas.body("its text"))),
                new Permission(Category.EXTERNAL_RECORD_CREATE, "makes a " + names.thing(), true),
                Optional.of("/project"),
                idempotency);
    }

    private static ActionSpec comment(RecordActionNames names, Idempotency idempotency) {
        return spec(
                COMMENT,
                "Comments on a " + names.thing(),
                Schemas.of(
                        List.of("project", "id", "text"),
                        place(names).put("text", Schemas.body("the comment"))),
                new Permission(
                        Category.EXTERNAL_RECORD_UPDATE, "comments on a " + names.thing(), true),
                Optional.of("/project"),
                idempotency);
    }

    private static ActionSpec setStatus(RecordActionNames names) {
        return spec(
                names.setStatus(),
                "Gives a " + names.thing() + " another status",
                Schemas.of(
                        List.of("project", "id", "status"),
                        place(names).put("status", Schemas.name("the status, as it is called"))),
                new Permission(
                        Category.EXTERNAL_RECORD_TRANSITION,
                        "changes the status of a " + names.thing(),
                        true),
                Optional.of("/project"),
                Idempotency.NATURAL);
    }

    private static ActionSpec assign(RecordActionNames names) {
        return spec(
                ASSIGN,
                "Gives a " + names.thing() + " to somebody",
                Schemas.of(
                        List.of("project", "id", "person"),
                        place(names).put("person", Schemas.name("id of the person"))),
                new Permission(Category.EXTERNAL_RECORD_UPDATE, "assigns a " + names.thing(), true),
                Optional.of("/project"),
                Idempotency.NATURAL);
    }

    private static ActionSpec get(RecordActionNames names) {
        return spec(
                names.get(),
                "Reads a " + names.thing(),
                Schemas.of(List.of("project", "id"), place(names)),
                new Permission(Category.EXTERNAL_RECORD_READ, "reads a " + names.thing(), false),
                Optional.empty(),
                Idempotency.NATURAL);
    }

    private static Json.ObjectBuilder place(RecordActionNames names) {
        return Json.object()
                .put("project", Schemas.name("where the " + names.thing() + " is"))
                .put("id", Schemas.name("which " + names.thing()));
    }

    private static ActionSpec spec(
            String slug,
            String description,
            Json input,
            Permission permission,
            Optional<String> recipient,
            Idempotency idempotency) {
        return new ActionSpec(
                slug,
                description,
                input,
                Schemas.written(),
                permission,
                recipient,
                idempotency,
                Optional.empty(),
                Optional.empty());
    }
}
