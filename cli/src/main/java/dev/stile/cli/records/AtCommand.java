package dev.stile.cli.records;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenTime;
import dev.stile.cli.project.OpenProject;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Prints the state at a time. */
@Command(
        name = "at",
        description = "Print the newest commit of a project that is not after a time.",
        footer = {
            "",
            "Examples:",
            "  stile at work/demo 2026-05-01T12:00:00Z",
            "  git checkout $(stile at . 2026-05-01)",
        })
public final class AtCommand implements Action {
    @Parameters(index = "0", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = "";

    @Parameters(index = "1", paramLabel = "TIME", description = "2026-05-01 or RFC 3339.")
    private String time = "";

    @Override
    public ExitCode run(Desk desk) {
        Instant wanted = wanted();
        try (OpenProject project =
                desk.projects().open(desk.find(where).address(), desk.reporter())) {
            PublishedState found =
                    PublishedState.newest(
                                    project.repository(),
                                    Integer.MAX_VALUE,
                                    java.util.Optional.empty())
                            .stream()
                            .filter(state -> !state.at().isAfter(wanted))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            Failure.of(Code.OLD_CONTENT_GONE)
                                                    .headline(
                                                            "no state of "
                                                                    + project.address()
                                                                    + " is as old as that")
                                                    .argument(
                                                            "address", project.address().toString())
                                                    .build());
            return desk.done(found.document(), terminal -> terminal.result(found.commit()));
        }
    }

    /** A day means its end. */
    private Instant wanted() {
        try {
            return time.contains("T")
                    ? GivenTime.parse(time)
                    : LocalDate.parse(time).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("not a time: " + time)
                    .detail("a time is written 2026-05-01 or 2026-05-01T00:00:00Z")
                    .argument("verb", "at")
                    .build();
        }
    }
}
