package dev.stile.core.connection;

import dev.stile.api.hosting.HostDeadlines;

import java.time.Duration;
import java.util.List;

/**
 * How a connection behaves, apart from what its connector asks for.
 *
 * @param acceptTruncated whether a listing that the server itself cut may be published
 * @param deleteCap most deletes in one push, and most comments deleted in one
 * @param deleteCapDay most deletes of one mirror in 24 hours
 * @param sideFiles what becomes of files outside the layout
 * @param onDelete what removing a file means
 * @param fullSyncEvery how old a full listing may be
 * @param lockWait how long a command waits for another one on the same mirror
 * @param settleAfter how long the server may go on with a create whose answer was lost: {@link
 *     StillUnderWay}
 * @param pollEvery how long a stream of record changes waits between two looks
 * @param watch the projects that such a stream looks at; none named means all that it may see
 * @param deadlines how long each step with a code host may take
 */
public record ConnectionOptions(
        boolean acceptTruncated,
        int deleteCap,
        int deleteCapDay,
        SideFiles sideFiles,
        OnDelete onDelete,
        Duration fullSyncEvery,
        Duration lockWait,
        Duration settleAfter,
        Duration pollEvery,
        List<String> watch,
        HostDeadlines deadlines) {
    public ConnectionOptions {
        watch = List.copyOf(watch);
    }

    /** What becomes of files outside the layout. */
    public enum SideFiles {
        REFUSE,
        CARRY
    }

    /** What removing a file means. */
    public enum OnDelete {
        DELETE,
        CLOSE
    }

    /** What holds when nobody says otherwise. */
    public static ConnectionOptions standard() {
        return new ConnectionOptions(
                false,
                5,
                20,
                SideFiles.REFUSE,
                OnDelete.DELETE,
                Duration.ofHours(24),
                Duration.ofSeconds(60),
                StillUnderWay.USUAL.longest(),
                Duration.ofSeconds(60),
                List.of(),
                HostDeadlines.usual());
    }
}
