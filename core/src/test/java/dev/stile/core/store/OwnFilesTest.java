package dev.stile.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

final class OwnFilesTest {
    private static final int WRITERS = 4;
    private static final int ROUNDS = 20;

    @Test
    void threadsThatReplaceTheSameFileAtOnceDoNotTakeEachOthersAway(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("key");
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                byte[] content = ("writer-" + writer).getBytes(StandardCharsets.UTF_8);
                writers.add(
                        threads.submit(
                                () -> {
                                    for (int round = 0; round < ROUNDS; round++) {
                                        OwnFiles.replace(file, content);
                                    }
                                }));
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(Files.readString(file)).matches("writer-[0-3]");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
