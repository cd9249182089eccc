package dev.stile.api.hosting;

import java.net.URI;

/**
 * The comment that there is now.
 *
 * @param threaded whether it stands in the thread it answers
 * @param created false if it was there before
 */
public record CommentResult(CommentId commentId, URI url, boolean threaded, boolean created) {}
