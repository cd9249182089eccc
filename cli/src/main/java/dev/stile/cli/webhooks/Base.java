package dev.stile.cli.webhooks;

import picocli.CommandLine.Option;

import java.util.List;

/** How senders reach the receiver. */
final class Base {
    /** Where the daemon listens unless it is told otherwise. */
    static final String STANDARD = "http://127.0.0.1:7487";

    @Option(
            names = "--base",
            paramLabel = "URL",
            description = "How senders reach the daemon: ${DEFAULT-VALUE}.")
    private String text = STANDARD;

    String text() {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The words that say so again; none where nothing else was typed. */
    List<String> typed() {
        return text.equals(STANDARD) ? List.of() : List.of("--base", text);
    }
}
