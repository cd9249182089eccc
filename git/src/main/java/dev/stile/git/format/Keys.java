package dev.stile.git.format;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.RecordSchema;

import java.util.ArrayList;
import java.util.List;

/** The keys of the front matter and their order. */
public final class Keys {
    public static final String ID = "id";
    public static final String URL = "url";
    public static final String AUTHOR = "author";
    public static final String CREATED_AT = "created_at";
    public static final String CATEGORY = "category";
    public static final String COMMENTS = "comments";
    public static final String UPDATED_AT = "updated_at";
    public static final String FIELDS = "fields";

    /** Shown and never sent, in the order of the file. */
    public static final List<String> SERVER_OWNED =
            List.of(ID, URL, AUTHOR, CREATED_AT, CATEGORY, COMMENTS, UPDATED_AT);

    private static final List<FieldRef> KNOWN_ORDER =
            List.of(
                    FieldRef.TITLE,
                    FieldRef.TYPE,
                    FieldRef.STATUS,
                    FieldRef.PRIORITY,
                    FieldRef.ASSIGNEES,
                    FieldRef.LABELS,
                    FieldRef.PARENT,
                    FieldRef.LINKS,
                    FieldRef.DUE);

    private Keys() {}

    /**
     * Whether a field has a key of its own: the body has none, and what the server owns is no
     * field.
     */
    static boolean isCore(FieldRef field) {
        return !field.extension()
                && !field.equals(FieldRef.BODY)
                && !field.name().equals(FIELDS)
                && !SERVER_OWNED.contains(field.name());
    }

    /**
     * The core fields of a schema in the order of the file; a core field that is in no other
     * tracker comes last.
     */
    static List<FieldSchema> core(RecordSchema schema) {
        List<FieldSchema> core = new ArrayList<>();
        for (FieldRef known : KNOWN_ORDER) {
            schema.field(known).ifPresent(core::add);
        }
        schema.fields().stream()
                .filter(field -> isCore(field.field()))
                .filter(field -> !KNOWN_ORDER.contains(field.field()))
                .sorted((left, right) -> left.field().compareTo(right.field()))
                .forEach(core::add);
        return List.copyOf(core);
    }
}
