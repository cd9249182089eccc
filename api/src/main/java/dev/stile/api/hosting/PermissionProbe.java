package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;

/** Optional: whether somebody may write. */
public interface PermissionProbe {
    Tri canWrite(RepoRef repo, UserRef user, CallContext call);
}
