package dev.stile.git.sync;

import dev.stile.git.format.BodyMarker;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.repository.ObjectReader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Records whose files show a marker in the place of a body that a single read may bring. One that
 * the server has and nobody can be shown is none. Stateless.
 */
public final class Stubs {
    private Stubs() {}

    /** How many a mirror shows. */
    public static long count(Mirror mirror) {
        return among(mirror, records -> mirror.state().eachShown(records)).size();
    }

    /**
     * Those among some records of a mirror.
     *
     * @param records gives each record to whoever asks
     */
    public static List<ShownRecord> among(Mirror mirror, Consumer<Consumer<ShownRecord>> records) {
        return markers(mirror, records).entrySet().stream()
                .filter(found -> found.getValue() == BodyMarker.DEFERRED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Those whose files have a marker in the place of the body, in their order. Reads the files
     * that may be one: those without a known line end. A record that could not be read at all is
     * one whose body a single read may bring.
     *
     * @param records gives each record to whoever asks
     */
    public static Map<ShownRecord, BodyMarker> markers(
            Mirror mirror, Consumer<Consumer<ShownRecord>> records) {
        String noLineEnd = BodyStyle.NEW.stored();
        List<ShownRecord> candidates = new ArrayList<>();
        records.accept(
                record -> {
                    if (record.bodyStyle().equals(noLineEnd)) {
                        candidates.add(record);
                    }
                });
        Map<ShownRecord, BodyMarker> markers = new LinkedHashMap<>();
        try (ObjectReader reader = mirror.repository().reader()) {
            for (ShownRecord record : candidates) {
                if (UnreadableRecords.is(record)) {
                    markers.put(record, BodyMarker.DEFERRED);
                } else {
                    marker(record, reader).ifPresent(marker -> markers.put(record, marker));
                }
            }
        }
        return markers;
    }

    /** Whether the file of a record that a mirror shows has no marker. */
    static boolean isWhole(ShownRecord record, ObjectReader reader) {
        return !record.bodyStyle().equals(BodyStyle.NEW.stored())
                || marker(record, reader).isEmpty();
    }

    private static Optional<BodyMarker> marker(ShownRecord record, ObjectReader reader) {
        return reader.content(record.blob())
                .flatMap(file -> BodyMarker.in(new String(file, StandardCharsets.UTF_8)));
    }
}
