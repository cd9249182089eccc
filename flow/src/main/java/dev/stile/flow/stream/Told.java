package dev.stile.flow.stream;

import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.core.inbox.Frame;

import java.util.Optional;

/** Something that a source told and that is not durable yet. */
sealed interface Told {
    /** How much of the bound it takes, in bytes. */
    long bytes();

    /** Whether a secret stood in it: the mark of that is kept with it or not at all (TU-45). */
    boolean secretSeen();

    /** The same, in which a secret stood. */
    Told marked();

    /**
     * What the inbox takes.
     *
     * @param event what is acknowledged once it is durable
     * @param refusal why the source is told never to tell it again
     */
    record ForInbox(
            Frame frame,
            Optional<SourceEvent> event,
            Optional<String> refusal,
            long bytes,
            boolean secretSeen)
            implements Told {
        @Override
        public ForInbox marked() {
            return new ForInbox(frame, event, refusal, bytes, true);
        }
    }

    /**
     * Events are missing: told as an event of Stile itself.
     *
     * @param cleaned the same without secrets
     */
    record Missing(Gap gap, Gap cleaned, boolean secretSeen) implements Told {
        @Override
        public Missing marked() {
            return new Missing(gap, cleaned, true);
        }

        @Override
        public long bytes() {
            return 0;
        }
    }
}
