package dev.stile.core.inbox;

/**
 * What a cursor belongs to.
 *
 * @param connection slug
 * @param stream {@link #LIVE}, a project whose record changes are told, or a backfill
 */
public record StreamName(String connection, String stream) {
    /** The one stream of a connection's event source. */
    public static final String LIVE = "live";

    public static StreamName live(String connection) {
        return new StreamName(connection, LIVE);
    }

    /** Changes of the records of one project. */
    public static StreamName records(String connection, String project) {
        return new StreamName(connection, "records:" + project);
    }
}
