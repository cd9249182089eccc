package dev.stile.git.format;

import dev.stile.git.diff.People;
import dev.stile.git.diff.RecordDiffer;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whatever is in a file is a draft, an edit or a problem. */
@Proves({"GS-41", "TU-80"})
final class FuzzedFilesTest {
    @Test
    void anyFileHasAnAnswer() throws IOException {
        RecordParser parser = new RecordParser(SampleRecords.schema());
        RecordDiffer judge =
                new RecordDiffer(SampleRecords.schema(), People.of(SampleRecords.schema()));
        ParsedFile base = parser.parse(file("PROJ-7.md"));

        Fuzzing.bytes(List.of(file("42.md"), file("PROJ-7.md"), file("hostile.md")))
                .run(
                        bytes -> {
                            ParsedFile file = parser.parse(bytes);
                            judge.edit(base, file, BodyStyle.NEW, Optional.empty());
                            judge.draft(file);
                        });
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream stream = FuzzedFilesTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream).readAllBytes();
        }
    }
}
