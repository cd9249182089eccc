package dev.stile.api.recordaction;

/**
 * What a vendor calls its things.
 *
 * @param thing one record: {@code issue}, {@code record}; part of slugs
 * @param setStatus slug of the action that changes a status, such as {@code transition}
 */
public record RecordActionNames(String thing, String setStatus) {
    String create() {
        return "create_" + thing;
    }

    String get() {
        return "get_" + thing;
    }
}
