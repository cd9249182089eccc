package dev.stile.git.mirror;

import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.BlobWriter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes main show what its state does not say. */
public final class TreeEdits {
    private TreeEdits() {}

    /** Changes 1.md, removes 2.md and adds a stray file. */
    public static void spoil(Mirror mirror) {
        try (BlobWriter writer = mirror.repository().blobWriter()) {
            ObjectId wrong = writer.write("wrong\n".getBytes(StandardCharsets.UTF_8));
            mirror.publish(
                    Publication.ofSync(
                            false,
                            List.of(),
                            List.of(),
                            Map.of(
                                    "issues/1.md", Optional.of(wrong),
                                    "issues/2.md", Optional.empty(),
                                    "issues/stray.md", Optional.of(wrong)),
                            Optional.empty(),
                            Instant.EPOCH,
                            "spoilt\n"),
                    writer);
        }
    }
}
