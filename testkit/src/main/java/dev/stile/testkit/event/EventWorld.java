package dev.stile.testkit.event;

import dev.stile.api.event.EventSource;

import java.util.Optional;

/** Where things happen that a source of events tells. */
public interface EventWorld {
    /** What is on trial. */
    String source();

    /** Where it happens. */
    String dialect();

    /** A place of its own for one case, where nothing happened yet. */
    Place place();

    /** Why a case cannot run here, if it cannot. */
    default Optional<String> cannotRun(EventCase name) {
        return Optional.empty();
    }

    /** A place, and what a source remembers of it beyond its own end. */
    interface Place extends AutoCloseable {
        /** A source as a new process opens it. */
        EventSource open();

        /** Something happens, and the event's {@code message} holds this text. */
        default void happens(String text) {
            happens(text, "");
        }

        /** As {@link #happens(String)}, with a further text that the event may carry. */
        void happens(String text, String more);

        /**
         * The place forgets so much that what was told last is no longer where one can go on. False
         * where that cannot happen.
         */
        default boolean forgets() {
            return false;
        }

        /** From now on asking fails, until {@link #heals}. False where that cannot happen. */
        default boolean breaks() {
            return false;
        }

        default void heals() {}

        @Override
        void close();
    }
}
