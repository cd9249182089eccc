package dev.stile.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class NewObjectsTest {
    private static final ObjectId BLOB = Blob.idOf(new byte[0]);

    @TempDir private Path folder;

    @Test
    void treesOfEverySizeAndACommitArriveTogetherUnderTheIdsThatGitGivesThem() {
        MirrorRepository repository =
                MirrorRepository.create(
                        folder.resolve("r.git"), GitEnvironment.forMirror(System.getenv()));
        NewObjects objects = repository.newObjects();
        // 15, 2 and 3 bytes of size in the header, and the bounds between them.
        Map<Integer, ObjectId> trees = new HashMap<>();
        for (int count : List.of(0, 1, 15, 16, 60, 61, 1_000, 8_000)) {
            trees.put(count, objects.tree(tree(count)));
        }
        ObjectId commit =
                objects.commit(
                        new CommitDraft(
                                trees.get(1),
                                List.of(),
                                Instant.ofEpochSecond(7),
                                "a line\n\nand ö\n"));

        objects.write();

        trees.forEach(
                (count, id) ->
                        assertThat(repository.git().text("ls-tree", id.toString()).lines())
                                .hasSize(count));
        assertThat(repository.git().text("cat-file", "commit", commit.toString()))
                .isEqualTo(
                        "tree "
                                + trees.get(1)
                                + "\nauthor Stile <stile@stile.invalid> 7 +0000"
                                + "\ncommitter Stile <stile@stile.invalid> 7 +0000\n\n"
                                + "a line\n\nand ö");
        assertThat(
                        repository
                                .git()
                                .bytesFrom(
                                        tree(16).toBytes(), "hash-object", "-t", "tree", "--stdin"))
                .isEqualTo((trees.get(16) + "\n").getBytes(UTF_8));
    }

    @Test
    void nothingIsThereBeforeItIsWritten() {
        MirrorRepository repository =
                MirrorRepository.create(
                        folder.resolve("r.git"), GitEnvironment.forMirror(System.getenv()));

        ObjectId tree = repository.newObjects().tree(tree(3));

        assertThat(repository.git().says("cat-file", "-e", tree.toString())).isFalse();
    }

    private static RawTree tree(int count) {
        Map<String, Optional<TreeEntry>> entries = new HashMap<>();
        for (int index = 0; index < count; index++) {
            entries.put("file-" + index, Optional.of(TreeEntry.file(BLOB)));
        }
        return RawTree.EMPTY.with(entries);
    }
}
