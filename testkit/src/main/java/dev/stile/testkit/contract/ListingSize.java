package dev.stile.testkit.contract;

/** How many records make a listing of several pages. */
final class ListingSize {
    /** A suite that seeds more than this by single writes takes too long to be run often. */
    private static final int MOST = 450;

    private ListingSize() {}

    static int moreThanTwoPages(Scene scene) {
        int pageSize = scene.schema().pageSize();
        int records = 2 * pageSize + pageSize / 2 + 1;
        scene.only(
                records <= MOST,
                "a page holds " + pageSize + " records: three pages are too many to seed");
        return records;
    }
}
