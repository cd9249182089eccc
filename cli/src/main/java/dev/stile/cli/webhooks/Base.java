package dev.stile.cli.webhooks;

import picocli.CommandLine.Option;

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
}
