package dev.stile.api.store;

/**
 * The listings that vendors' pages allow: a connector fetches pages, and these decide what they
 * prove.
 */
public final class Listings {
    private Listings() {}

    /**
     * A listing whose pages name the next one.
     *
     * <p>It is complete only if the last page names none and says that it is the last. A page that
     * was named before ends it as unknown. A record that was delivered before is delivered again
     * only if it has changed since.
     *
     * @param from where an earlier listing stopped, if this one goes on from there
     */
    public static Listing byCursor(ListOptions from, PageSource source) {
        return new CursorListing(from.from(), source);
    }

    /**
     * A listing by offset. Each window but the first is asked for one record early: if that record
     * is the last one seen, the seam is proven. If it is not, the listing starts again once, and
     * after that ends as unknown.
     *
     * @param limit most records that the vendor puts in one answer, at least 2
     */
    public static Listing byOffset(int limit, OffsetSource source) {
        return new OffsetListing(limit, source);
    }
}
