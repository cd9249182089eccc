package dev.stile.api.event;

import dev.stile.api.value.Cursor;

import java.util.Optional;

/**
 * Events were lost, or can no longer be had.
 *
 * @param after the last place before the gap
 * @param before the first place after it
 * @param reason a word of ours such as {@code cursor_expired}
 */
public record Gap(Optional<Cursor> after, Optional<Cursor> before, String reason) {}
