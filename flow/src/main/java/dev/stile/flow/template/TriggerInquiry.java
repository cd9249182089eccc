package dev.stile.flow.template;

import dev.stile.api.call.Deadline;

/**
 * Finds out by its hello whether the program of a template tells events (FL-6). It runs the
 * program: to be asked only for somebody who may have it run.
 */
@FunctionalInterface
public interface TriggerInquiry {
    /** What is known of it. */
    enum Answer {
        /** It lists {@code subscribe}, or is of protocol 0. */
        OFFERED,

        /** It said what it does, and that is not among it. */
        NOT_OFFERED,

        /** It could not be asked, since it is not there yet or gave no answer. */
        UNKNOWN
    }

    /** Asks it, or says what it said before if nothing of it changed. May be repeated. */
    Answer ask(Template template, Deadline deadline);
}
