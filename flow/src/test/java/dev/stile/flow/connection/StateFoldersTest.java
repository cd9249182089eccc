package dev.stile.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.stile.core.store.TestHome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class StateFoldersTest {
    @TempDir Path folder;

    @Test
    void whatAProgramLockedForItselfIsRemovedAllTheSame() throws IOException {
        StateFolders folders = new StateFolders(TestHome.in(folder));
        Path state = folders.of("scripted", "weir-north");
        for (String permissions : new String[] {"r-xr-xr-x", "-wx------", "---------"}) {
            Path locked = Files.createDirectories(state.resolve(permissions).resolve("deep"));
            Files.writeString(locked.resolve("module"), "read only");
            lock(locked, permissions);
            lock(locked.getParent(), permissions);
        }
        lock(state, "r-xr-xr-x");
        assumeFalse(Files.isWritable(state), "nothing is locked for this user");

        folders.wipe("scripted", "weir-north");

        assertThat(state).doesNotExist();
    }

    private static void lock(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
