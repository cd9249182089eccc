package dev.stile.api.call;

import java.time.Duration;

/** Where a long call says how far it is. Called from the call's own thread; must return at once. */
public interface Progress {
    /** Tells nobody. */
    Progress SILENT =
            new Progress() {
                @Override
                public void step(String what, long done) {}

                @Override
                public void waiting(String why, Duration howLong) {}
            };

    /**
     * So much is done.
     *
     * @param what plural noun in words of ours, such as {@code records}
     * @param done how many so far
     */
    void step(String what, long done);

    /** Nothing happens for so long, and why, in words of ours. */
    void waiting(String why, Duration howLong);
}
