package dev.stile.flow.delivery;

import dev.stile.flow.local.Commands;
import dev.stile.flow.local.FileAppends;
import dev.stile.flow.local.SqliteInserts;
import dev.stile.flow.outbox.Outbox;
import dev.stile.flow.text.Renderer;

/**
 * What deliveries act with.
 *
 * @param renderer fills in placeholders
 * @param outbox takes what leaves
 * @param sendActions what a message goes out by
 */
public record Doings(
        Renderer renderer,
        Outbox outbox,
        SendActions sendActions,
        FileAppends fileAppends,
        SqliteInserts sqliteInserts,
        Commands commands) {}
