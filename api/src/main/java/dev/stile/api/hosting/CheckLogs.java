package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;

/** Optional: what checks wrote about the head. Callers ask by {@link Beside}. */
public interface CheckLogs {
    /**
     * The newest run of that name of each reporter on the head, with its texts and annotations as
     * one text.
     */
    CheckTexts texts(PrRef pr, String check, CallContext call);
}
