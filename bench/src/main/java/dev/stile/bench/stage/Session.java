package dev.stile.bench.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Speaks to a helper as git does, to see how soon it answers. */
public final class Session {
    private final Stage stage;
    private final Path clone;
    private final Map<String, String> environment;

    /**
     * @param clone whose remote the helper serves
     * @param more what to add to the helper's environment
     */
    public Session(Stage stage, Path clone, Map<String, String> more) {
        this.stage = stage;
        this.clone = clone;
        Map<String, String> all = new HashMap<>(more);
        all.put("GIT_DIR", clone.resolve(".git").toString());
        this.environment = Map.copyOf(all);
    }

    /** Milliseconds from the start to the end of the answer. */
    public double untilCapabilities() {
        long began = System.nanoTime();
        Process helper = begin();
        try (BufferedReader answer = helper.inputReader(StandardCharsets.UTF_8)) {
            ask(helper, "capabilities\n");
            skipToBlank(answer);
            long answered = System.nanoTime();
            ask(helper, "\n");
            end(helper);
            return (answered - began) / 1e6;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Milliseconds from the start until something of a sync arrives where the tracker is. */
    public double untilFirstByte(Relay relay) {
        relay.forget();
        long began = System.nanoTime();
        Process helper = begin();
        try (BufferedReader answer = helper.inputReader(StandardCharsets.UTF_8)) {
            ask(helper, "capabilities\nlist\n");
            skipToBlank(answer);
            skipToBlank(answer);
            ask(helper, "\n");
            end(helper);
            return (relay.firstByte() - began) / 1e6;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Process begin() {
        return stage.commands().beginPiped(clone, environment, words());
    }

    private List<String> words() {
        return List.of(stage.distribution().helper().toString(), "origin", Stage.ADDRESS);
    }

    private void end(Process helper) {
        int exit = stage.commands().end(helper, words());
        if (exit != 0) {
            throw new CommandFailed("the helper ended with " + exit);
        }
    }

    private static void ask(Process helper, String lines) throws IOException {
        OutputStream input = helper.getOutputStream();
        input.write(lines.getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }

    private static void skipToBlank(BufferedReader answer) throws IOException {
        for (String line = answer.readLine(); ; line = answer.readLine()) {
            if (line == null) {
                throw new CommandFailed("the helper ended without its answer");
            }
            if (line.isEmpty()) {
                return;
            }
        }
    }
}
