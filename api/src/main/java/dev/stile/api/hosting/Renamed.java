package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;

/** Repositories that the host calls otherwise than they were asked for. */
final class Renamed {
    private Renamed() {}

    /** The same status, once its name is known here too. */
    static PRStatus told(HostCalls calls, PrRef asked, PRStatus status, CallContext call) {
        RepoRef now = status.pr().repo();
        if (!now.isSameAs(asked.repo()) && now.host().equals(asked.repo().host())) {
            calls.afterwards(
                    "the new name of a repository",
                    () -> calls.ready().renamed(asked.repo(), now, call));
        }
        return status;
    }

    /** The same facts, likewise. */
    static PrFacts told(HostCalls calls, PrRef asked, PrFacts facts, CallContext call) {
        told(calls, asked, facts.status(), call);
        return facts;
    }
}
