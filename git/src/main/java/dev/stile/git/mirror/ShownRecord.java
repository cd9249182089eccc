package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;

import java.time.Instant;
import java.util.Optional;

/**
 * A record as main shows it.
 *
 * @param id the record
 * @param path where it stands
 * @param version the version that the content was seen at
 * @param blob the content
 * @param bodyStyle line ends and final newline of the server's own text, as {@code
 *     BodyStyle.stored()} writes them
 * @param rawBodySha256 hash of the server's own text, where it is known
 * @param updatedAt when the server says that it last changed
 * @param parent the record that it is below
 */
public record ShownRecord(
        RecordId id,
        String path,
        Version version,
        ObjectId blob,
        String bodyStyle,
        Optional<String> rawBodySha256,
        Optional<Instant> updatedAt,
        NotedParent parent) {
    /**
     * Whether this is an unknown version whose time is not after what is shown: two answers may
     * have crossed, and a single read settles it.
     */
    public boolean mayBeOlderThan(ShownRecord shown) {
        return !version.equals(shown.version())
                && updatedAt.isPresent()
                && shown.updatedAt().isPresent()
                && !updatedAt.get().isAfter(shown.updatedAt().get());
    }
}
