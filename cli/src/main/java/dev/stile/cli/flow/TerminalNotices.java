package dev.stile.cli.flow;

import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.connection.Notice;
import dev.stile.flow.connection.Notices;

/** Tells a person at the terminal what needs one. */
public record TerminalNotices(Terminal terminal) implements Notices {
    @Override
    public void tell(Notice notice) {
        terminal.note(notice.headline());
        terminal.note("next: " + ShellWords.line(notice.command()));
    }
}
