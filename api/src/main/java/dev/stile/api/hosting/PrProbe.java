package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;

import java.util.List;
import java.util.Map;

/**
 * Optional: a cheap look at many pull requests at once. Called only by {@link Beside#probe}, which
 * asks first whether it may be.
 */
public interface PrProbe {
    /** Most of one call. */
    int MOST = 50;

    /**
     * A fingerprint for each that could be seen: equal ones mean that most likely nothing changed.
     */
    Map<PrRef, String> probe(List<PrRef> prs, CallContext call);
}
