package dev.stile.api.record;

import java.util.Optional;

/**
 * Somebody on the server. Two people are the same when their ids are: display names are never an
 * identity.
 *
 * @param id the vendor's own id
 * @param handle the login name, where the vendor's handles are unique
 * @param display what the vendor shows
 */
public record Person(String id, Optional<String> handle, String display) {
    /** How files write a person: the handle, or {@code Display <id>} where there is none. */
    public String spelled() {
        return handle.orElseGet(() -> display + " <" + id + ">");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Person that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
