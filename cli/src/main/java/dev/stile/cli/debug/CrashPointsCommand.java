package dev.stile.cli.debug;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.stream.Stream;

/** Lists the points at which a test can kill the program (FL-100). */
@Command(
        name = "crash-points",
        description = "List the points at which a test can kill the program.",
        footer = {
            "",
            "With STILE_TESTING=1 and STILE_CRASH_AT=NAME[:N] a process dies at the Nth visit.",
            "",
            "Example:",
            "  stile debug crash-points --json",
        })
public final class CrashPointsCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        List<String> points = Stream.of(CrashPoint.values()).map(CrashPoint::wire).toList();
        return desk.done(
                Desk.items(
                        points.stream()
                                .<Json>map(name -> Json.object().put("name", name).build())
                                .toList()),
                terminal -> points.forEach(terminal::result));
    }
}
