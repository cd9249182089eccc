package dev.stile.flow.stream;

import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.core.inbox.Frame;

import java.util.Optional;

/** Something that a source told and that is not durable yet. */
sealed interface Told {
    /** How much of the bound it takes, in bytes. */
    long bytes();

    /**
     * What the inbox takes.
     *
     * @param event what is acknowledged once it is durable
     * @param refusal why the source is told never to tell it again
     */
    record ForInbox(Frame frame, Optional<SourceEvent> event, Optional<String> refusal, long bytes)
            implements Told {}

    /**
     * Events are missing: told as an event of Stile itself.
     *
     * @param cleaned the same without secrets
     */
    record Missing(Gap gap, Gap cleaned) implements Told {
        @Override
        public long bytes() {
            return 0;
        }
    }
}
