package dev.stile.flow.local;

import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.core.json.JsonWriter;
import dev.stile.flow.rule.RuleAction.FileAppend.Format;

import java.util.Arrays;

/**
 * A record ready for a file.
 *
 * @param key of the effect
 * @param line one line, with its end
 */
public record AppendedRecord(IdempotencyKey key, Untainted<byte[], Sink.LocalFile> line) {
    private static final JsonWriter WRITER = new JsonWriter();

    /**
     * Makes a line of a value. In a text file every line break and unprintable character of the
     * value is a visible escape, so that no value looks like two records.
     */
    public static AppendedRecord of(IdempotencyKey key, Format format, Tainted<Json> content) {
        Untainted<byte[], Sink.LocalFile> line =
                switch (format) {
                    case JSONL -> content.sanitise(Sanitizers.localFile(WRITER::bytes));
                    case TEXT -> content.map(AppendedRecord::text).sanitise(Sanitizers.localText());
                };
        return new AppendedRecord(key, line.map(AppendedRecord::withEnd));
    }

    private static String text(Json value) {
        return value instanceof Json.JsonText(String text) ? text : WRITER.text(value);
    }

    private static byte[] withEnd(byte[] line) {
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return ended;
    }
}
