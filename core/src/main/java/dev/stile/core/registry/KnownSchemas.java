package dev.stile.core.registry;

import dev.stile.api.record.RecordSchema;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The schemas that a guarded store goes by when it judges a write. Any thread may call. */
public final class KnownSchemas {
    private final Map<ProjectRef, Tainted<RecordSchema>> schemas = new ConcurrentHashMap<>();
    private final Map<ProjectRef, Supplier<Optional<Tainted<RecordSchema>>>> keepers =
            new ConcurrentHashMap<>();

    /**
     * Takes in a schema, read from the server now or kept by a mirror since the last full listing.
     */
    public void remember(ProjectRef project, Tainted<RecordSchema> schema) {
        schemas.put(project, schema);
    }

    /**
     * Says where to look for a schema that nobody has read yet: asked at the first write, and not
     * before, since most commands only read.
     */
    public void lookFor(ProjectRef project, Supplier<Optional<Tainted<RecordSchema>>> kept) {
        keepers.put(project, kept);
    }

    synchronized Optional<Tainted<RecordSchema>> of(ProjectRef project) {
        Supplier<Optional<Tainted<RecordSchema>>> keeper = keepers.remove(project);
        if (keeper != null) {
            keeper.get().ifPresent(schema -> schemas.putIfAbsent(project, schema));
        }
        return Optional.ofNullable(schemas.get(project));
    }
}
