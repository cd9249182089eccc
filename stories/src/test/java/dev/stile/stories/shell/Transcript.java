package dev.stile.stories.shell;

import java.nio.file.Path;

/** What somebody typed and what was answered, as a document. For one thread. */
public final class Transcript {
    private final Shell shell;
    private final StringBuilder text = new StringBuilder();
    private Path in;
    private boolean inCode;

    /** Begins in this folder. */
    public Transcript(Shell shell, Path in) {
        this.shell = shell;
        this.in = in;
    }

    /** Types a line; what it prints is kept in the order in which it came. */
    public Ended type(String line) {
        if (!inCode) {
            text.append("```console\n");
            inCode = true;
        }
        Ended merged = shell.type(in, "{ " + line + "\n} 2>&1");
        Ended ended = new Ended(line, merged.exit(), merged.out(), merged.err());
        text.append("$ ").append(line).append('\n').append(ended.out());
        if (!ended.out().isEmpty() && !ended.out().endsWith("\n")) {
            text.append('\n');
        }
        if (ended.exit() != 0) {
            text.append("$ echo $?\n").append(ended.exit()).append('\n');
        }
        return ended;
    }

    /** Types {@code cd}. */
    public void enter(String folder) {
        type("cd " + folder).succeeds();
        in = in.resolve(folder).normalize();
    }

    /** Says something between the commands. */
    public void say(String prose) {
        if (inCode) {
            text.append("```\n");
            inCode = false;
        }
        text.append(text.isEmpty() ? "" : "\n").append(prose).append("\n\n");
    }

    /** All of it. */
    public String text() {
        return text + (inCode ? "```\n" : "");
    }
}
