package dev.stile.cli.events;

import dev.stile.cli.desk.Desk;
import dev.stile.core.inbox.EventFilter;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.stream.Backfill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a backfill is to give to the rules that it names, a page at a time. */
final class Refetched {
    private static final int PAGE = 200;

    private final Desk desk;
    private final String connection;
    private final Backfill.Request request;
    private final long place;

    /**
     * @param place of the newest event before it began
     */
    Refetched(Desk desk, String connection, Backfill.Request request, long place) {
        this.desk = desk;
        this.connection = connection;
        this.request = request;
        this.place = place;
    }

    /**
     * Gives what is new. One that was killed may have stored more of that time and given it to
     * nobody.
     *
     * @param older whether the rule gets that too, where it never had it; no more of both than were
     *     asked for
     */
    void give(Giving giving, String rule, boolean older) {
        long left = request.limit() - giveNew(giving, rule);
        if (older) {
            giveOlder(giving, rule, left);
        }
    }

    private long giveNew(Giving giving, String rule) {
        long found = 0;
        long after = place;
        while (true) {
            List<StoredEvent> page = page(Optional.empty(), after);
            if (page.isEmpty()) {
                return found;
            }
            after = page.getLast().place();
            List<StoredEvent> fetched = fetched(page);
            giving.give(rule, fetched, false);
            found += fetched.size();
        }
    }

    private void giveOlder(Giving giving, String rule, long most) {
        long left = most;
        long after = 0;
        while (left > 0 && after < place) {
            List<StoredEvent> page = page(Optional.of(request.since()), after);
            if (page.isEmpty()) {
                return;
            }
            after = page.getLast().place();
            List<StoredEvent> meant =
                    fetched(page).stream()
                            .filter(each -> each.place() <= place)
                            .filter(each -> !isLate(each))
                            .toList();
            List<StoredEvent> never =
                    desk.flow().replays().neverGiven(desk.patience(), rule, meant);
            left -= giving.giveWanted(rule, never, left);
        }
    }

    private boolean isLate(StoredEvent stored) {
        return request.until().filter(stored.event().happened()::isAfter).isPresent();
    }

    private List<StoredEvent> page(Optional<Instant> since, long after) {
        EventFilter filter = new EventFilter(Optional.of(connection), Optional.empty(), since);
        return desk.flow().events().oldest(desk.patience(), filter, after, PAGE);
    }

    /** Those that were fetched again on purpose, and from the connection that has the name now. */
    private List<StoredEvent> fetched(List<StoredEvent> page) {
        return desk.flow().events().present(desk.patience(), page).stream()
                .filter(each -> each.event().flags().contains(InboxFlag.BACKFILL))
                .toList();
    }
}
