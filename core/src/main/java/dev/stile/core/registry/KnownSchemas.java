package dev.stile.core.registry;

import dev.stile.api.record.RecordSchema;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas that a guarded store goes by when it judges a write. Any thread may call. */
public final class KnownSchemas {
    private final Map<ProjectRef, Tainted<RecordSchema>> schemas = new ConcurrentHashMap<>();

    /**
     * Takes in a schema, read from the server now or kept by a mirror since the last full listing.
     */
    public void remember(ProjectRef project, Tainted<RecordSchema> schema) {
        schemas.put(project, schema);
    }

    Optional<Tainted<RecordSchema>> of(ProjectRef project) {
        return Optional.ofNullable(schemas.get(project));
    }
}
