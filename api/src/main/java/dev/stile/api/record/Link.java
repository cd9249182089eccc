package dev.stile.api.record;

import dev.stile.api.value.RecordId;

/**
 * A relation from one record to another.
 *
 * @param kind the vendor's word, such as {@code blocks}; no white space
 * @param target the other record
 */
public record Link(String kind, RecordId target) {
    public Link {
        if (kind.isEmpty() || kind.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("the kind of a link is one word");
        }
    }
}
