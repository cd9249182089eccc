package dev.stile.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class UpkeepTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    @Proves("GS-111")
    void manySmallObjectsBecomeOnePackAndNothingIsLost() throws Exception {
        MirrorRepository repository =
                MirrorRepository.create(
                        folder.resolve("repository.git"),
                        GitEnvironment.forMirror(System.getenv()));
        Upkeep upkeep = new Upkeep(repository);
        Optional<ObjectId> tip = Optional.empty();
        for (int index = 0; index < 17; index++) {
            assertThat(upkeep.startIfDue()).as("after %s commits", index).isEmpty();
            tip = Optional.of(commit(repository, tip, index));
        }

        Process repack = upkeep.startIfDue().orElseThrow();

        assertThat(repack.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(repack.exitValue()).isZero();
        assertThat(repository.git().text("count-objects")).startsWith("0 objects");
        assertThat(repository.git().text("rev-list", "--count", "main")).isEqualTo("17");
        assertThat(upkeep.startIfDue()).isEmpty();
    }

    private static ObjectId commit(MirrorRepository repository, Optional<ObjectId> on, int index) {
        ObjectId blob;
        try (BlobWriter writer = repository.blobWriter()) {
            blob = writer.write(("content " + index).getBytes(StandardCharsets.UTF_8));
            writer.finish();
        }
        ObjectId tree =
                Written.tree(
                        repository,
                        RawTree.EMPTY.with(Map.of("file", Optional.of(TreeEntry.file(blob)))));
        ObjectId commit =
                Written.commit(
                        repository,
                        new CommitDraft(
                                tree,
                                on.stream().toList(),
                                Instant.ofEpochSecond(index),
                                "commit " + index + "\n"));
        repository.moveMain(on, commit);
        return commit;
    }
}
