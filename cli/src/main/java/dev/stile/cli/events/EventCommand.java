package dev.stile.cli.events;

import picocli.CommandLine.Command;

/** The group of commands about events. */
@Command(
        name = "event",
        description = "See the events of connections, and give them to rules.",
        subcommands = {
            EventListCommand.class,
            EventShowCommand.class,
            EventFollowCommand.class,
            EventEmitCommand.class,
            EventReplayCommand.class,
            EventBackfillCommand.class,
            QuarantineCommand.class,
        },
        footer = {
            "",
            "An event is named by its connection and its id, as work/4711.",
            "",
            "Examples:",
            "  stile event list --connection work",
            "  stile event follow work",
        })
public final class EventCommand {}
