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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    /** Longer answers are no. */
    private static final int LONGEST_ANSWER = 16;

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
        if (desk.json() || !desk.terminal().options().interactive()) {
            return false;
        }
        desk.terminal().note("Trust exactly this? Type yes:");
        return answer(desk).equals("yes");
    }

    private static String answer(Desk desk) {
        StringBuilder line = new StringBuilder();
        try {
            for (int next = desk.in().read();
                    next >= 0 && next != '\n' && line.length() < LONGEST_ANSWER;
                    next = desk.in().read()) {
                line.append(new String(new byte[] {(byte) next}, StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            return "";
        }
        return line.toString().strip();
    }
}
