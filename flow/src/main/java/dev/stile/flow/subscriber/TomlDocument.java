package dev.stile.flow.subscriber;

import dev.stile.api.json.Json;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.flow.document.DocumentReader;
import dev.stile.flow.document.Faults;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.toml.TomlMapper;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One TOML 1.0 document as a value; dates become texts. Immutable; any thread may use it. */
final class TomlDocument {
    private final TomlMapper toml = new TomlMapper();
    private final JsonReader json = new JsonReader();

    /** The value, if it can be read; else the fault is told, without what was written there. */
    Optional<Json> read(byte[] bytes, Faults faults) {
        if (bytes.length > DocumentReader.LONGEST) {
            faults.add("", "the document is too long", "keep it below 1 MiB");
            return Optional.empty();
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(
                    json.read(toml.readTree(text).toString().getBytes(StandardCharsets.UTF_8)));
        } catch (CharacterCodingException notText) {
            faults.add("", "the document is no UTF-8", "save it as UTF-8");
        } catch (JacksonException noToml) {
            faults.add(
                    "",
                    "the document is no TOML" + place(noToml.getLocation()),
                    "correct the line");
        } catch (InvalidJsonException tooDeep) {
            faults.add("", "the document is no plain TOML", "write tables, lists and values");
        }
        return Optional.empty();
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", in line " + location.getLineNr();
    }
}
