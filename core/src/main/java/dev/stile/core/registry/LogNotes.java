package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.taint.Tainted;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;

import java.util.ArrayList;
import java.util.List;

/** Lets connectors speak to people through the one writer. */
public final class LogNotes implements ConnectorLog {
    private final Terminal terminal;

    public LogNotes(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void note(String message, List<Tainted<String>> remote) {
        List<Words> words = new ArrayList<>(List.of(Words.of(message)));
        for (Tainted<String> text : remote) {
            words.add(Words.of(" "));
            words.add(Words.quoted(text));
        }
        terminal.note(words.toArray(Words[]::new));
    }
}
