package dev.stile.cli.desk;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.document.Documents;
import dev.stile.flow.document.UnreadableDocumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that was named on the command line; {@code -} is what the program is given. */
public final class InputFile {
    private InputFile() {}

    /**
     * A document as its author wrote it.
     *
     * @throws Failure USAGE if it cannot be read, is no UTF-8 or is too long
     */
    public static String text(Desk desk, String file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(desk, file)))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw refused(file, "it is no UTF-8", notText);
        }
    }

    /**
     * An object, as JSON or YAML.
     *
     * @throws Failure USAGE if it cannot be read, or is something else
     */
    public static Json.JsonObject object(Desk desk, String file) {
        try {
            if (Documents.read(bytes(desk, file)) instanceof Json.JsonObject object) {
                return object;
            }
        } catch (UnreadableDocumentException broken) {
            throw refused(file, String.valueOf(broken.getMessage()), broken);
        }
        throw Failure.of(Code.USAGE).headline(file + " holds no object").build();
    }

    private static byte[] bytes(Desk desk, String file) {
        try (InputStream stream = open(desk, file)) {
            byte[] bytes = stream.readNBytes(Documents.LONGEST + 1);
            if (bytes.length > Documents.LONGEST) {
                throw Failure.of(Code.USAGE)
                        .headline(file + " is longer than " + Documents.LONGEST + " bytes")
                        .build();
            }
            return bytes;
        } catch (IOException unreadable) {
            throw refused(file, "it cannot be read", unreadable);
        }
    }

    private static InputStream open(Desk desk, String file) throws IOException {
        return file.equals("-")
                ? desk.in()
                : Files.newInputStream(desk.around().folder().resolve(Path.of(file)));
    }

    private static Failure refused(String file, String why, Exception cause) {
        return Failure.of(Code.USAGE).headline(file + ": " + why).cause(cause).build();
    }
}
