package dev.stile.cli.pr;

import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrRef;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what somebody may have to act on. */
@Command(
        name = "events",
        description = "Say what about a pull request somebody may have to act on.",
        footer = {
            "",
            "The same facts give the same events, whenever they are asked for.",
            "",
            "Example:",
            "  stile pr events acme/web#12 --json",
        })
public final class PrEventsCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        PrEvents now =
                hosts.ask(
                        meant.connection(), (host, call) -> host.detectPrEvents(meant.ref(), call));
        String named = hosts.namedPr(meant);
        return desk.done(
                HostJson.events(now).build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    now.events().forEach(text::event);
                    if (now.events().isEmpty()) {
                        terminal.result("nothing to act on now");
                    }
                    text.next(
                            HostText.nextOf(named, now.events())
                                    .orElse(ShellWords.command("stile pr status", named)));
                });
    }
}
