package dev.stile.git.sync;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.path.Layout;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.BlobWriter;
import dev.stile.git.schema.SchemaFile;
import dev.stile.git.schema.SchemaJson;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The schema as it was last read. It is read from the tracker with full listings, and once more
 * before a refusal that rests on it; never in a plain delta or push.
 */
public final class SchemaCache {
    private final MirrorState state;
    private final Tracker tracker;

    public SchemaCache(MirrorState state, Tracker tracker) {
        this.state = state;
        this.tracker = tracker;
    }

    /** The stored one, or the tracker's where none is stored. */
    public RecordSchema stored() {
        return kept(state).orElseGet(this::read);
    }

    /** What a mirror keeps of its schema, if it does. No request. */
    public static Optional<RecordSchema> kept(MirrorState state) {
        return state.meta(MetaName.SCHEMA).map(SchemaCache::parsed);
    }

    /** Reads the schema from the tracker and stores it. Costs requests. */
    public RecordSchema read() {
        Tainted<RecordSchema> schema =
                tracker.store().schema(tracker.project(), tracker.calls().get());
        String stored =
                schema.sanitise(
                                Sanitizers.sqlParameter(
                                        (RecordSchema read) ->
                                                new JsonWriter().text(SchemaJson.write(read))))
                        .value();
        state.remember(MetaName.SCHEMA, stored);
        return parsed(stored);
    }

    private static RecordSchema parsed(String stored) {
        try {
            return SchemaJson.read(
                    JsonView.of(new JsonReader().read(stored.getBytes(StandardCharsets.UTF_8))));
        } catch (InvalidJsonException damaged) {
            throw MirrorFailure.damaged("the stored schema cannot be read", damaged);
        }
    }

    /** The generated file that shows a schema. */
    static byte[] file(RecordSchema schema) {
        return SchemaFile.emit(schema);
    }

    /** That file by its path, written. */
    static Map<String, Optional<ObjectId>> files(RecordSchema schema, BlobWriter writer) {
        Map<String, Optional<ObjectId>> files = new HashMap<>();
        files.put(Layout.SCHEMA_PATH, Optional.of(writer.write(file(schema))));
        return files;
    }
}
