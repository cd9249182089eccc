package dev.stile.cli.subscribers;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.subscriber.FoundSubscriber;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trusts a subscriber of a workspace as it is. */
@Command(
        name = "add",
        description = "Trust a subscriber of a workspace, exactly as it is now.",
        footer = {
            "",
            "What it would run is shown first. Any change of its folder asks again.",
            "Without a terminal, --yes with the hash that somebody saw is the answer.",
            "",
            "Example:",
            "  stile trust add .stile/subscribers/pond-level",
        })
public final class TrustAddCommand implements Action {
    @Parameters(paramLabel = "PATH", description = "The folder with the manifest.toml.")
    private Path path = Path.of("");

    @Option(names = "--yes", description = "Take --hash as the answer.")
    private boolean yes;

    @Option(
            names = "--hash",
            paramLabel = "SHA256",
            description = "The hash that was shown; another one is refused.")
    private Optional<String> hash = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        FoundSubscriber found =
                desk.flow()
                        .connectors()
                        .subscribers()
                        .inspect(desk.around().folder().resolve(path).normalize());
        SubscriberText text = new SubscriberText(desk, found);
        if (!isAgreed(desk, found, text)) {
            throw Failure.of(Code.TRUST_NEEDED)
                    .headline("the subscriber was not trusted")
                    .detail("its hash is " + found.sha256())
                    .detail(
                            "whoever looked at it may type: "
                                    + ShellWords.line(
                                            List.of(
                                                    "stile",
                                                    "trust",
                                                    "add",
                                                    found.folder().toString(),
                                                    "--yes",
                                                    "--hash",
                                                    found.sha256())))
                    .argument("path", found.folder().toString())
                    .fact("path", found.folder().toString())
                    .fact("hash", found.sha256())
                    .build();
        }
        boolean changed =
                desk.flow()
                        .connectors()
                        .trusts()
                        .grant(found.folder(), found.sha256(), desk.subject(), desk.patience());
        return desk.done(
                text.document().put("changed", changed).build(),
                terminal -> {
                    terminal.result(
                            (changed ? "trusted " : "already trusted ") + found.manifest().id());
                    terminal.note("next: stile subscriber list");
                });
    }

    /** A hash that was typed is the answer; else a person at a terminal is asked. */
    private boolean isAgreed(Desk desk, FoundSubscriber found, SubscriberText text) {
        if (!desk.json()) {
            text.tell(desk.terminal());
        }
        if (yes || hash.isPresent()) {
            return yes && hash.filter(found.sha256()::equals).isPresent();
        }
        return desk.questions().agree("Trust exactly this?");
    }
}
