package dev.stile.api.record;

import java.util.Optional;

/**
 * A new text for a record.
 *
 * @param text the whole text, in the line ends that the server's own text has
 * @param baseRawSha256 hash of the vendor's own form of the text that was edited, when it is known
 */
public record BodyChange(String text, Optional<String> baseRawSha256) {}
