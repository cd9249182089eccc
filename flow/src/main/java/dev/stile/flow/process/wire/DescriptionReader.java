package dev.stile.flow.process.wire;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.json.Json;

/** Reads what {@code describe} left. Any thread may use it. */
public final class DescriptionReader {
    private static final int MOST = 256 * 1024;

    private final StrictJson json = new StrictJson();

    /**
     * The one object that it said.
     *
     * @throws Unavailable if it did not come to an end by itself with code 0
     * @throws Malformed if it said anything else
     */
    public Json.JsonObject read(Output output) {
        if (!output.exited(0)) {
            throw new Unavailable("the program did not describe itself");
        }
        if (output.tooMuch() || output.bytes().length > MOST) {
            throw new Malformed("a description of at most 256 KiB");
        }
        try {
            if (json.read(output.bytes()) instanceof Json.JsonObject object) {
                return object;
            }
            throw new Malformed("a description, one JSON object");
        } catch (BadFrame bad) {
            throw new Malformed("a description (" + bad.reason() + ")");
        }
    }
}
