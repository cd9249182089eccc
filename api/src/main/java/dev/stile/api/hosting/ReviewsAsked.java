package dev.stile.api.hosting;

import java.util.List;

/**
 * Who is asked for a review now.
 *
 * @param asked those of the names that the host shows as asked
 * @param notAsked those that it took and does not show
 */
public record ReviewsAsked(List<String> asked, List<String> notAsked) {
    public ReviewsAsked {
        asked = List.copyOf(asked);
        notAsked = List.copyOf(notAsked);
    }
}
