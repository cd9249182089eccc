package dev.stile.bench.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.bench.stage.CommandFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class ToldTest {
    @TempDir private Path folder;

    @Test
    void aPercentileIsTheSmallestValueThatSoManyAreNotAbove() {
        List<Double> values = List.of(4.0, 1.0, 3.0, 2.0);
        assertThat(Told.percentile(values, 50)).isEqualTo(2);
        assertThat(Told.percentile(values, 99)).isEqualTo(4);
        assertThatThrownBy(() -> Told.percentile(List.of(), 50)).isInstanceOf(CommandFailed.class);
    }

    @Test
    void whatAChildWroteDownIsReadInMilliseconds() throws IOException {
        Path log = folder.resolve("log");
        Files.writeString(log, "10.5 12.25\n0.004\n0.002\n");
        Told told = Told.await(log, Duration.ofSeconds(1));
        assertThat(told.last() - told.first()).isEqualTo(1.75);
        assertThat(told.percentile(50)).isEqualTo(2);
    }

    @Test
    void aChildThatNeverEndsFailsTheRow() {
        assertThatThrownBy(() -> Told.await(folder.resolve("none"), Duration.ofMillis(20)))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("the last ack");
    }
}
