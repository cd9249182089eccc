package dev.stile.core.terminal;

import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.RemoteWords;
import dev.stile.core.json.JsonTexts;
import dev.stile.core.json.JsonWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes for people (TU-64). A text that is still tainted does not compile here; whatever else
 * steers a terminal is shown and not obeyed; secrets are taken out last. Any thread may call; a
 * line is written whole.
 */
public final class Terminal {
    private static final int LONGEST_LINE = 4_000;
    private static final String INDENT = "    ";

    private final Writer results;
    private final Writer notes;
    private final TerminalOptions options;
    private final OutputFilter filter;

    /**
     * @param results what was asked for: stdout of a command
     * @param notes everything else: stderr
     */
    public Terminal(Writer results, Writer notes, TerminalOptions options, OutputFilter filter) {
        this.results = results;
        this.notes = notes;
        this.options = options;
        this.filter = filter;
    }

    public TerminalOptions options() {
        return options;
    }

    /** A line of what was asked for. */
    public void result(Words... words) {
        write(results, line(words));
    }

    /** A line of what was asked for, in words of ours. */
    public void result(String ours) {
        result(Words.of(ours));
    }

    /** A whole outside text, each of its lines indented so that none can pass for one of ours. */
    public void resultBlock(Untainted<String, Sink.Terminal> text) {
        StringBuilder block = new StringBuilder();
        text.value().lines().forEach(line -> block.append(INDENT).append(line).append('\n'));
        write(results, block.toString());
    }

    /** A document for programs, made of values that were made safe for it. */
    public void document(Json json) {
        // Each value by itself, since an escape that JSON puts into a secret hides it.
        write(results, new JsonWriter().text(JsonTexts.each(json, filter::clean)) + "\n");
    }

    /** A line beside what was asked for; left out when quiet. */
    public void note(Words... words) {
        if (!options.quiet()) {
            write(notes, line(words));
        }
    }

    /** A line beside what was asked for, in words of ours; left out when quiet. */
    public void note(String ours) {
        note(Words.of(ours));
    }

    /** Something that did not stop the command. */
    public void warning(Code code, String headline, List<String> details) {
        write(notes, ErrorPrinter.warning(code, headline, details));
    }

    /** What stopped the command. */
    public void error(StileException error) {
        error(error, RemoteWords.USUAL);
    }

    /**
     * What stopped a command about a remote.
     *
     * @param around what the commands name that are to be typed
     */
    public void error(StileException error, RemoteWords around) {
        write(notes, ErrorPrinter.text(error, around));
    }

    private String line(Words... words) {
        StringBuilder line = new StringBuilder();
        for (Words word : words) {
            switch (word) {
                case Words.Ours(String text, Style style) ->
                        line.append(options.colour() ? style.around(visible(text)) : visible(text));
                case Words.Outside(Untainted<String, Sink.Terminal> text) ->
                        line.append(visible(text.value()));
            }
        }
        return line.append('\n').toString();
    }

    /**
     * Our own words may hold a name that somebody chose, and a block may hold line ends: one
     * visible line.
     */
    private static String visible(String text) {
        return Tainted.of(text, Label.ofUser()).sanitise(Sanitizers.log(LONGEST_LINE)).value();
    }

    private synchronized void write(Writer writer, String text) {
        try {
            writer.write(filter.clean(text));
            writer.flush();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
