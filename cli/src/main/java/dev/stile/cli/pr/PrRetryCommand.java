package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.hosting.watch.Watches;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the watcher try again. */
@Command(
        name = "retry",
        description = "Let the daemon look now, and try again what it had given up.",
        footer = {
            "",
            "Reworks and attempts are counted from zero, what was handed to a person may be told",
            "again, and a connection whose credentials were refused is tried. An alarm keeps the daemon",
            "from merging anything in that repository until somebody looked at what landed, and says so.",
            "",
            "Examples:",
            "  stile pr retry acme/web#12",
            "  stile pr retry acme/web#12 --clear-alarm",
        })
public final class PrRetryCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(names = "--clear-alarm", description = "Clear the alarm of its repository, too.")
    private boolean clearAlarm;

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        String named = hosts.namedPr(meant);
        Watches watches = HostWatching.watches(desk.house());
        String slug = meant.connection().slug();
        boolean retried = watches.retry(desk.subject(), slug, meant.ref());
        boolean cleared = clearAlarm && watches.clearAlarm(desk.subject(), slug, meant.ref());
        if (!retried && !cleared) {
            throw Failure.of(Code.PULL_REQUEST_UNWATCHED)
                    .headline(named + " is not watched")
                    .argument("pr", named)
                    .fact("pr", meant.ref().toString())
                    .build();
        }
        return desk.done(
                WatchText.changed(meant, "retried", retried),
                terminal -> {
                    if (cleared) {
                        terminal.result("the alarm is cleared of the repository of " + named);
                    }
                    if (retried) {
                        terminal.result(named + " is looked at as soon as a daemon runs");
                    }
                    new HostText(terminal).next(ShellWords.command("stile pr decide", named));
                });
    }
}
