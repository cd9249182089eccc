package dev.stile.git.mirror;

import dev.stile.core.connection.StillUnderWay;

import java.time.Duration;

/**
 * What a user may set for the mirrors of a connection.
 *
 * @param acceptTruncated whether a first listing that the server cut may be published
 * @param deleteCap most deletes in one push without an option that allows more
 * @param deleteCapDay most deletes on one mirror in 24 hours
 * @param closeOnDelete whether a removed file closes its record instead of deleting it
 * @param carrySideFiles whether files outside the layout are carried unsent
 * @param fullSyncEvery age at which a full listing is due
 * @param lockWait how long to wait for another process that works on the mirror
 * @param settleAfter how long the tracker may go on with a request that nobody waits for any more;
 *     until then, that a record is not there does not prove that it will not be made
 * @param blobLimit most bodies that one sync, or one wish of a user, fetches one by one; 0 for no
 *     limit
 */
public record MirrorOptions(
        boolean acceptTruncated,
        int deleteCap,
        int deleteCapDay,
        boolean closeOnDelete,
        boolean carrySideFiles,
        Duration fullSyncEvery,
        Duration lockWait,
        Duration settleAfter,
        int blobLimit) {
    /** Bodies that are fetched one by one where nobody says otherwise. */
    public static final int USUAL_BLOB_LIMIT = 200;

    /** What holds where the user set nothing. */
    public static MirrorOptions standard() {
        return new MirrorOptions(
                false,
                5,
                20,
                false,
                false,
                Duration.ofHours(24),
                Duration.ofSeconds(60),
                StillUnderWay.USUAL.longest(),
                USUAL_BLOB_LIMIT);
    }

    /** The same, for a tracker that may go on so long. */
    public MirrorOptions settlingAfter(Duration other) {
        return new MirrorOptions(
                acceptTruncated,
                deleteCap,
                deleteCapDay,
                closeOnDelete,
                carrySideFiles,
                fullSyncEvery,
                lockWait,
                other,
                blobLimit);
    }

    /** The same, with another limit of bodies that are fetched one by one. */
    public MirrorOptions limitingBlobs(int other) {
        return new MirrorOptions(
                acceptTruncated,
                deleteCap,
                deleteCapDay,
                closeOnDelete,
                carrySideFiles,
                fullSyncEvery,
                lockWait,
                settleAfter,
                other);
    }
}
