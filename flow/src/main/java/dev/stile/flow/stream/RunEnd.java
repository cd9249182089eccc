package dev.stile.flow.stream;

import dev.stile.api.error.StileException;

/** Why a run of a stream is over. */
sealed interface RunEnd {
    /** The source had no more to tell. */
    record Returned() implements RunEnd {}

    /** The source cannot go on. */
    record Broke(StileException error) implements RunEnd {}

    /** The store cannot take what it tells: no fault of the source. */
    record NotStored(StileException error) implements RunEnd {}

    /** Somebody else runs the stream by now. */
    record LeaseLost() implements RunEnd {}

    /** It told as much as was asked for. */
    record Enough() implements RunEnd {}

    /** It was asked to stop. */
    record Stopped() implements RunEnd {}
}
