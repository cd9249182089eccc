package dev.stile.git.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class RecordEmitterTest {
    private final RecordEmitter emitter = new RecordEmitter(SampleRecords.schema());

    @Test
    @Proves({"GS-35", "GS-36", "GS-37", "GS-38", "GS-39"})
    void aRecordLooksLikeTheExampleOfTheFormat() throws Exception {
        byte[] expected = getClass().getResourceAsStream("PROJ-7.md").readAllBytes();

        assertThat(text(emitter.emit(SampleRecords.example())))
                .isEqualTo(new String(expected, StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
