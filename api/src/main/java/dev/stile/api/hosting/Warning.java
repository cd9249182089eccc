package dev.stile.api.hosting;

/**
 * Something that was asked for and did not happen, beside a result that stands.
 *
 * @param field which part, as the options spell it
 * @param code stable slug, such as {@code hosting.label_failed}
 * @param message words of ours
 */
public record Warning(String field, String code, String message) {}
