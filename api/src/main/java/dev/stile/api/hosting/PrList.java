package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;

/** Optional: the open pull requests of a repository. Callers ask by {@link Beside}. */
public interface PrList {
    /**
     * All that are open, the newest first.
     *
     * @param filter what the caller wants, where the host can leave the rest out; more may come
     */
    OpenPrs openPrs(RepoRef repo, OpenPrs.Filter filter, CallContext call);
}
