package dev.stile.flow.document;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads one document as {@link DocumentReader} does, for whoever needs only the first thing that is
 * wrong. Refused are, too: bytes that are no UTF-8, and more than {@link #LONGEST} of them.
 */
public final class Documents {
    /** Longer documents are refused. */
    public static final int LONGEST = DocumentReader.LONGEST;

    private Documents() {}

    /** Reads the document. An empty one is refused too. */
    public static Json read(byte[] bytes) throws UnreadableDocumentException {
        if (bytes.length > LONGEST) {
            throw new UnreadableDocumentException(
                    "the document has "
                            + bytes.length
                            + " bytes; at most "
                            + LONGEST
                            + " are read");
        }
        Faults faults = new Faults(Code.USAGE);
        Optional<Json> value = new DocumentReader().read(text(bytes), faults);
        if (!faults.isEmpty()) {
            Fault first = faults.list().getFirst();
            throw new UnreadableDocumentException(
                    first.pointer().isEmpty()
                            ? first.reason()
                            : first.reason() + ", at " + first.pointer());
        }
        return value.orElseThrow();
    }

    private static String text(byte[] bytes) throws UnreadableDocumentException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            throw new UnreadableDocumentException("the document is no UTF-8");
        }
    }
}
