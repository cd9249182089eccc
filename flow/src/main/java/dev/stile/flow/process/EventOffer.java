package dev.stile.flow.process;

import dev.stile.api.call.Deadline;

/** A connector of which only its program, or what it runs for its events, knows if it tells any. */
public interface EventOffer {
    /**
     * Whether something backs its events (FL-6). May start the program for its hello.
     *
     * @throws dev.stile.api.error.StileException if that cannot be told, since what it runs is not
     *     here, is not trusted or gives no answer
     */
    boolean offersEvents(Deadline deadline);
}
