package dev.stile.git.sync;

import dev.stile.git.format.BodyMarker;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.repository.ObjectReader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
     * Those among some records of a mirror. Reads the files that may be one: those without a known
     * line end.
     *
     * @param records gives each record to whoever asks
     */
    public static List<ShownRecord> among(Mirror mirror, Consumer<Consumer<ShownRecord>> records) {
        String noLineEnd = BodyStyle.NEW.stored();
        List<ShownRecord> candidates = new ArrayList<>();
        records.accept(
                record -> {
                    if (record.bodyStyle().equals(noLineEnd)) {
                        candidates.add(record);
                    }
                });
        try (ObjectReader reader = mirror.repository().reader()) {
            return candidates.stream()
                    .filter(
                            record ->
                                    UnreadableRecords.is(record)
                                            || marker(record, reader)
                                                    .equals(Optional.of(BodyMarker.DEFERRED)))
                    .toList();
        }
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
