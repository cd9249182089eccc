package dev.stile.cli.events;

import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.inbox.EventFilter;
import dev.stile.core.inbox.StoredEvent;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints events as they are stored, by whichever process stores them. */
final class Following {
    /** A person sees no shorter wait, and an idle look costs one statement. */
    private static final long LOOK_MILLIS = 200;

    private static final int PAGE = 200;

    private final Desk desk;
    private final EventFilter filter;
    private final EventDocument document;
    private long left;

    /**
     * @param most ends after so many events
     */
    Following(Desk desk, EventFilter filter, long most) {
        this.desk = desk;
        this.filter = filter;
        this.document = new EventDocument(desk);
        this.left = most;
    }

    /** From now on. */
    ExitCode run() {
        return run(Optional.empty());
    }

    /**
     * Runs until the process ends, or enough was told.
     *
     * @param after the place to begin after; empty means now
     */
    ExitCode run(Optional<Long> after) {
        long place = after.orElseGet(() -> desk.flow().events().last(desk.patience()));
        if (!desk.json()) {
            desk.terminal().note("events from now on; Ctrl-C ends it");
        }
        CountDownLatch never = new CountDownLatch(1);
        try {
            do {
                List<StoredEvent> page = desk.house().inbox().after(desk.patience(), place, PAGE);
                for (StoredEvent each : page) {
                    place = each.place();
                    if (left > 0 && filter.isMet(each)) {
                        tell(each);
                        left--;
                    }
                }
                if (page.size() == PAGE) {
                    continue;
                }
                if (left > 0 && never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } while (left > 0);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private void tell(StoredEvent stored) {
        if (desk.json()) {
            desk.terminal().document(document.whole(stored).build());
        } else {
            EventLines.tell(desk.terminal(), stored);
        }
    }
}
