package dev.stile.cli.desk;

import dev.stile.core.terminal.Terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a person at a terminal. Not for several threads. */
final class TerminalQuestions implements Questions {
    /** Longer answers are none. */
    private static final int LONGEST = 4096;

    private final Terminal terminal;
    private final InputStream in;
    private final boolean isAttended;

    TerminalQuestions(Terminal terminal, InputStream in, boolean isAttended) {
        this.terminal = terminal;
        this.in = in;
        this.isAttended = isAttended;
    }

    @Override
    public boolean canAsk() {
        return isAttended;
    }

    @Override
    public Optional<String> ask(String question) {
        if (!isAttended) {
            return Optional.empty();
        }
        terminal.note(question);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            for (; next >= 0 && next != '\n'; next = in.read()) {
                if (line.size() == LONGEST) {
                    return Optional.empty();
                }
                line.write(next);
            }
        } catch (IOException closed) {
            return Optional.empty();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
    }
}
