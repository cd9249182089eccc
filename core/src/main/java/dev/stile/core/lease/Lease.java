package dev.stile.core.lease;

import dev.stile.api.call.Deadline;

/**
 * A lease that was given.
 *
 * @param fence what commits name
 * @param until when it ends by the holder's own monotonic clock, unless it is renewed
 */
public record Lease(Fence fence, Deadline until) {}
