package dev.stile.flow.stream;

import dev.stile.api.connector.ConnectorLog;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Database;
import dev.stile.core.terminal.OutputFilter;
import dev.stile.flow.connection.ConnectionLives;
import dev.stile.flow.connection.ConnectionPositions;
import dev.stile.flow.lifecycle.LifecycleEvents;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What every stream of this process uses. All of it may be used by any thread.
 *
 * @param sources opens sources
 * @param secrets takes secrets out of what is kept
 * @param authLost is told the slug of a connection whose source met an error of authentication, so
 *     that it is probed; returns at once
 * @param log where trouble of a stream is told for people
 */
public record StreamHouse(
        Database database,
        Inbox inbox,
        Leases leases,
        ConnectionLives lives,
        ConnectionPositions positions,
        LifecycleEvents events,
        Sources sources,
        OutputFilter secrets,
        Consumer<String> authLost,
        ConnectorLog log,
        Clock clock,
        StreamTime time,
        StreamTimes times,
        RandomGenerator random) {}
