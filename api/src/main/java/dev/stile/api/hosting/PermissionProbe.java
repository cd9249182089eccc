package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;

/**
 * Optional: whether somebody may write. Called only by {@link Beside#canWrite}, which asks first
 * whether it may be.
 */
public interface PermissionProbe {
    Tri canWrite(RepoRef repo, UserRef user, CallContext call);
}
