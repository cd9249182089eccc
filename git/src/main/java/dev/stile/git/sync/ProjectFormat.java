package dev.stile.git.sync;

import dev.stile.api.record.RecordSchema;
import dev.stile.git.format.RecordEmitter;
import dev.stile.git.path.Layout;

/**
 * How the files of one project look: everything that follows from its schema.
 *
 * @param schema the schema
 * @param layout where files stand
 * @param emitter writes them
 */
public record ProjectFormat(RecordSchema schema, Layout layout, RecordEmitter emitter) {
    public static ProjectFormat of(RecordSchema schema) {
        return new ProjectFormat(schema, Layout.of(schema), new RecordEmitter(schema));
    }
}
