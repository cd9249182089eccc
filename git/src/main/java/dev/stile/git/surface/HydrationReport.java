package dev.stile.git.surface;

import dev.stile.api.error.ConnectorException;

import java.util.List;
import java.util.Optional;

/**
 * What became of texts that somebody wanted.
 *
 * @param wanted records whose files were stubs
 * @param fetched of these with their text now
 * @param left paths of those without it still
 * @param tooLarge paths of others whose text is larger than anybody keeps: no read brings it
 * @param unreadable paths of others whose text no file can hold: no read brings it
 * @param stopped what ended the fetching, if something did, or why nothing was fetched if the
 *     server gave no answer
 */
public record HydrationReport(
        int wanted,
        int fetched,
        List<String> left,
        List<String> tooLarge,
        List<String> unreadable,
        Optional<ConnectorException> stopped) {
    public HydrationReport {
        left = List.copyOf(left);
        tooLarge = List.copyOf(tooLarge);
        unreadable = List.copyOf(unreadable);
    }
}
