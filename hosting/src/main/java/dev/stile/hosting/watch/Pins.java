package dev.stile.hosting.watch;

import dev.stile.api.hosting.HostId;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;
import dev.stile.hosting.people.Pin;

import java.util.List;

/** What account a handle meant when it was first used. Any thread; processes share them. */
final class Pins {
    private static final int MOST = 10_000;

    private final Database database;

    Pins(Database database) {
        this.database = database;
    }

    List<Pin> all() {
        return database.read(
                Holding.soon(),
                transaction ->
                        transaction.list(
                                "SELECT channel, host, handle, id FROM host_pin LIMIT ?",
                                Pins::pin,
                                MOST));
    }

    /** Binds those that are free; whether each is bound to that account now. */
    boolean bind(List<Pin> pins) {
        return database.transaction(
                Holding.soon(),
                transaction -> {
                    boolean all = true;
                    for (Pin pin : pins) {
                        transaction.update(
                                "INSERT INTO host_pin (channel, host, handle, id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                                pin.channel(),
                                pin.host().text(),
                                pin.handle(),
                                pin.id());
                        all &=
                                transaction
                                        .first(
                                                "SELECT channel, host, handle, id FROM host_pin WHERE channel = ? AND host = ? AND handle = ?",
                                                Pins::pin,
                                                pin.channel(),
                                                pin.host().text(),
                                                pin.handle())
                                        .filter(pin::equals)
                                        .isPresent();
                    }
                    return all;
                });
    }

    private static Pin pin(Row row) {
        return new Pin(row.text(1), new HostId(row.text(2)), row.text(3), row.text(4));
    }
}
