package dev.stile.flow.process;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.core.json.JsonWriter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Writes down what is told, one line each, and closes when it heard what it waits for. */
final class HeardSink implements EventSink {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final String last;
    private final Consumer<SourceEvent> atEvent;
    private volatile boolean open = true;

    /**
     * @param last closes when a line begins so
     * @param atEvent is called with each event
     */
    HeardSink(String last, Consumer<SourceEvent> atEvent) {
        this.last = last;
        this.atEvent = atEvent;
    }

    List<String> heard() {
        return heard;
    }

    @Override
    public void event(SourceEvent event) {
        atEvent.accept(event);
        hear(
                "event "
                        + event.id()
                        + " "
                        + event.kind()
                        + event.key().map(key -> " key=" + Stage.shown(key)).orElse("")
                        + (event.flags().isEmpty() ? "" : " " + event.flags())
                        + " "
                        + text(event.payload())
                        + event.toldSha256().map(told -> " told=" + told.length()).orElse(""));
    }

    @Override
    public void checkpoint(Cursor cursor) {
        hear("checkpoint " + cursor);
    }

    @Override
    public void unusable(String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {
        throw new AssertionError("the digest is known");
    }

    @Override
    public void unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> bytes,
            long length,
            String sha256) {
        String text = Stage.shown(bytes.map(all -> new String(all, StandardCharsets.ISO_8859_1)));
        hear(
                "unusable "
                        + reason
                        + id.map(known -> " " + known).orElse("")
                        + " "
                        + length
                        + " "
                        + sha256.length()
                        + " "
                        + (text.length() > 80 ? text.substring(0, 80) : text));
    }

    @Override
    public void unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> bytes,
            long length,
            String sha256,
            SourceEvent answered) {
        atEvent.accept(answered);
        unusable(reason, id, bytes, length, sha256);
    }

    @Override
    public void notice(String what) {
        hear("notice " + what);
    }

    @Override
    public void health(SourceHealth health) {
        hear(
                "health "
                        + health.status()
                        + health.reason().map(reason -> " " + reason).orElse("")
                        + health.nextRetryAt().map(at -> " " + at).orElse("")
                        + (health.caughtUp() ? " caught up" : ""));
    }

    @Override
    public void gap(Gap gap) {
        hear(
                "gap "
                        + gap.after().orElseThrow()
                        + " "
                        + gap.before().orElseThrow()
                        + " "
                        + gap.reason());
    }

    @Override
    public boolean pause(Duration howLong) {
        return open;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private void hear(String line) {
        heard.add(line);
        if (line.startsWith(last)) {
            open = false;
        }
    }

    private static String text(Tainted<Json.JsonObject> payload) {
        return payload.map(json -> new JsonWriter().text(json))
                .sanitise(Sanitizers.log(100_000))
                .value();
    }
}
