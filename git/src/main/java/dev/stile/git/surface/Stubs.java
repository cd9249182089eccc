package dev.stile.git.surface;

import dev.stile.git.format.BodyMarker;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.ObjectReader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records whose files show a marker in the place of the body. Stateless. */
public final class Stubs {
    private Stubs() {}

    /** How many a mirror shows. Reads the files that may be one: those without a known line end. */
    public static long count(Mirror mirror) {
        String noLineEnd = BodyStyle.NEW.stored();
        List<ObjectId> candidates = new ArrayList<>();
        mirror.state()
                .eachShown(
                        record -> {
                            if (record.bodyStyle().equals(noLineEnd)) {
                                candidates.add(record.blob());
                            }
                        });
        if (candidates.isEmpty()) {
            return 0;
        }
        try (ObjectReader reader = mirror.repository().reader()) {
            return candidates.stream()
                    .filter(blob -> reader.content(blob).filter(Stubs::isStub).isPresent())
                    .count();
        }
    }

    private static boolean isStub(byte[] file) {
        return BodyMarker.isIn(new String(file, StandardCharsets.UTF_8));
    }
}
