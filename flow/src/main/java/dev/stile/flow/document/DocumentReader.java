package dev.stile.flow.document;

import dev.stile.api.json.Json;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads one document: JSON, or YAML 1.2 with the core schema and without tags, anchors and aliases.
 * A key that is there twice is a fault. Immutable; any thread may use it.
 */
public final class DocumentReader {
    /** Longer documents are refused, in characters. */
    public static final int LONGEST = 1024 * 1024;

    private final JsonReader json = new JsonReader();

    /** The same of bytes, which have to be UTF-8. */
    public Optional<Json> read(byte[] bytes, Faults faults) {
        try {
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
                    faults);
        } catch (CharacterCodingException notText) {
            faults.add("", "the document is no UTF-8", "save it as UTF-8");
            return Optional.empty();
        }
    }

    /** The value of the document, as far as it can be read; each fault is told. */
    public Optional<Json> read(String text, Faults faults) {
        if (text.length() > LONGEST) {
            faults.add("", "the document is too long", "keep it below 1 MiB");
            return Optional.empty();
        }
        if (text.stripLeading().startsWith("{")) {
            try {
                return Optional.of(json.read(text.getBytes(StandardCharsets.UTF_8)));
            } catch (InvalidJsonException perhapsYaml) {
                // YAML is wider than JSON, and names the place of a key that is there twice.
                return new YamlValues(faults).read(text);
            }
        }
        return new YamlValues(faults).read(text);
    }
}
