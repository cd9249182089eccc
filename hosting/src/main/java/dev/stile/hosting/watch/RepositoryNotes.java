package dev.stile.hosting.watch;

import dev.stile.api.hosting.HostId;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.hosting.people.Pin;

import java.time.Instant;
import java.util.List;

/** Alarms of repositories, and handles that are bound to an account. */
public final class RepositoryNotes {
    private static final int MOST = 10_000;

    /** Whether nothing may be merged there until a person clears it. */
    boolean isAlarmed(Database database, Watched watched) {
        return database.read(
                        Holding.soon(),
                        transaction ->
                                transaction.first(
                                        "SELECT 1 FROM host_alarm WHERE connection = ? AND repo = ?",
                                        row -> true,
                                        watched.connection(),
                                        watched.pr().repo().key()))
                .isPresent();
    }

    void alarm(Transaction transaction, Watched watched, String why, Instant now) {
        transaction.update(
                "INSERT INTO host_alarm (connection, repo, why, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                watched.connection(),
                watched.pr().repo().key(),
                why,
                now.toEpochMilli());
    }

    /** The first account of a handle stays. */
    void pin(Transaction transaction, List<Pin> pins) {
        for (Pin pin : pins) {
            transaction.update(
                    "INSERT INTO host_pin (channel, host, handle, id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    pin.channel(),
                    pin.host().text(),
                    pin.handle(),
                    pin.id());
        }
    }

    /** All pins, for the directory of people. */
    public List<Pin> pins(Database database) {
        return database.read(
                Holding.soon(),
                transaction ->
                        transaction.list(
                                "SELECT channel, host, handle, id FROM host_pin LIMIT ?",
                                row ->
                                        new Pin(
                                                row.text(1),
                                                new HostId(row.text(2)),
                                                row.text(3),
                                                row.text(4)),
                                MOST));
    }
}
