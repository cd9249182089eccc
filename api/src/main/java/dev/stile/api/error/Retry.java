package dev.stile.api.error;

import java.time.Duration;

/** Whether doing the same again can help. */
public sealed interface Retry {
    /** The same call will fail again. */
    record No() implements Retry {}

    /** The same call may work after this long. */
    record AfterDelay(Duration delay) implements Retry {}

    /** The same call works once a person has done something. */
    record AfterUserAction() implements Retry {}

    /** It may have worked already: find out before doing it again. */
    record UnknownOutcome() implements Retry {}
}
