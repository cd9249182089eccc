package dev.stile.git.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;
import dev.stile.git.process.ObjectId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

class MirrorRepositoryTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private MirrorRepository repository;

    @BeforeEach
    void makeARepository() {
        repository =
                MirrorRepository.create(
                        folder.resolve("mirror.git"), GitEnvironment.forMirror(System.getenv()));
    }

    @Test
    void blobsAreWhatGitSaysTheyAre() {
        byte[] text = "Grüße\n".getBytes(StandardCharsets.UTF_8);
        ObjectId id;
        try (BlobWriter writer = repository.blobWriter()) {
            id = writer.write(text);
            writer.finish();
        }

        try (ObjectReader reader = repository.reader()) {
            assertThat(reader.content(id))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(text));
            assertThat(reader.read("refs/heads/main")).isEmpty();
        }
    }

    @Test
    void gitFindsANewRepositoryWholeBareAndConfigured() throws Exception {
        Git git = repository.git();

        assertThat(git.text("rev-parse", "--is-bare-repository")).isEqualTo("true");
        assertThat(git.text("symbolic-ref", "HEAD")).isEqualTo(MirrorRepository.MAIN);
        assertThat(git.text("config", "core.repositoryformatversion")).isEqualTo("0");
        assertThat(git.text("config", "uploadpack.allowFilter")).isEqualTo("true");
        assertThat(git.text("fsck", "--strict")).isEmpty();
        assertThat(repository.gitDirectory().getParent())
                .isDirectoryNotContaining("glob:**making-*");
    }

    @Test
    void theTipIsFoundWhetherItsRefIsMissingOrLooseOrPackedOrBroken() throws Exception {
        assertThat(repository.tip()).isEmpty();
        ObjectId commit = commit("first", List.of());
        repository.git().text("update-ref", MirrorRepository.MAIN, commit.toString());
        Path loose = repository.gitDirectory().resolve(MirrorRepository.MAIN);

        assertThat(loose).hasContent(commit.toString());
        assertThat(repository.tip()).contains(commit);
        repository.git().text("pack-refs", "--all", "--prune");
        assertThat(loose).doesNotExist();
        assertThat(repository.tip()).contains(commit);
        Files.writeString(loose, "not an id\n");
        assertThat(repository.tip()).isEmpty();
    }

    @Test
    @Proves("GS-60")
    void aStreamThatIsCutBeforeItsEndKeepsOnlyWhatWasCheckpointed() {
        ObjectId kept;
        ObjectId cut;
        try (BlobWriter writer = repository.blobWriter()) {
            kept = writer.write(new byte[] {1});
            writer.checkpoint();
            cut = writer.write(new byte[] {2});
        }

        try (ObjectReader reader = repository.reader()) {
            assertThat(reader.content(kept)).isPresent();
            assertThat(reader.content(cut)).isEmpty();
        }
    }

    @Test
    void splicedTreesAreTheTreesThatGitWouldBuild() {
        Random random = new Random(7);
        RawTree tree = RawTree.EMPTY;
        Map<String, TreeEntry> model = new TreeMap<>();
        for (int round = 0; round < 40; round++) {
            Map<String, Optional<TreeEntry>> changes = new HashMap<>();
            for (int change = 0; change < 5; change++) {
                String name =
                        "n"
                                + random.nextInt(30)
                                + (random.nextBoolean() ? "." : "-")
                                + random.nextInt(3);
                if (random.nextInt(3) == 0) {
                    changes.put(name, Optional.empty());
                    model.remove(name);
                } else {
                    TreeEntry entry =
                            TreeEntry.file(Blob.idOf(new byte[] {(byte) round, (byte) change}));
                    changes.put(name, Optional.of(entry));
                    model.put(name, entry);
                }
            }
            tree = tree.with(changes);
        }

        StringBuilder lines = new StringBuilder();
        model.forEach(
                (name, entry) ->
                        lines.append("100644 blob ")
                                .append(entry.id())
                                .append('\t')
                                .append(name)
                                .append('\n'));
        String byGit =
                new String(
                                repository
                                        .git()
                                        .bytesFrom(
                                                lines.toString().getBytes(StandardCharsets.UTF_8),
                                                "mktree",
                                                "--missing"),
                                StandardCharsets.UTF_8)
                        .strip();

        assertThat(Written.tree(repository, tree)).hasToString(byGit);
    }

    @Test
    void aFolderSortsAsIfItsNameEndedInASlash() {
        ObjectId empty = Written.tree(repository, RawTree.EMPTY);
        ObjectId blob = Blob.idOf(new byte[0]);
        RawTree tree =
                RawTree.EMPTY
                        .with(Map.of("issues", Optional.of(TreeEntry.folder(empty))))
                        .with(Map.of("issues.md", Optional.of(TreeEntry.file(blob))))
                        .with(Map.of("issues", Optional.of(TreeEntry.folder(empty))));

        ObjectId written = Written.tree(repository, tree);

        assertThat(repository.git().text("ls-tree", "--name-only", written.toString()).lines())
                .containsExactly("issues.md", "issues");
        assertThat(tree.find("issues")).contains(TreeEntry.folder(empty));
        assertThat(tree.with(Map.of("issues/", Optional.empty())).find("issues")).isEmpty();
    }

    @Test
    @Proves("GS-60")
    void theBranchMovesOnlyFromWhereItIsBelievedToBe() {
        ObjectId first = commit("first", List.of());
        ObjectId second = commit("second", List.of(first));
        repository.moveMain(Optional.empty(), first);

        assertThatThrownBy(() -> repository.moveMain(Optional.empty(), second))
                .isInstanceOf(GitFailed.class);
        repository.moveMain(Optional.of(first), second);

        assertThat(repository.tip()).contains(second);
        assertThat(repository.isPublished(first)).isTrue();
        assertThat(repository.isPublished(ObjectId.parse("1".repeat(40)))).isFalse();
        assertThat(repository.mergeBases(first)).containsExactly(first);
    }

    @Test
    void differencesNameEachPathWithItsModes() {
        ObjectId before = tree(Map.of("a.md", "1", "b.md", "2"));
        ObjectId after = tree(Map.of("b.md", "3", "c d.md", "4"));

        List<String> seen = new ArrayList<>();
        for (TreeChange change : repository.differences(before, after)) {
            seen.add((change.isAdded() ? "+" : change.isRemoved() ? "-" : "*") + change.path());
        }

        assertThat(seen).containsExactly("-a.md", "*b.md", "+c d.md");
    }

    private ObjectId tree(Map<String, String> files) {
        Map<String, Optional<TreeEntry>> entries = new HashMap<>();
        try (BlobWriter writer = repository.blobWriter()) {
            files.forEach(
                    (name, text) ->
                            entries.put(
                                    name,
                                    Optional.of(
                                            TreeEntry.file(
                                                    writer.write(
                                                            text.getBytes(
                                                                    StandardCharsets.UTF_8))))));
            writer.finish();
        }
        return Written.tree(repository, RawTree.EMPTY.with(entries));
    }

    private ObjectId commit(String message, List<ObjectId> parents) {
        return Written.commit(
                repository,
                new CommitDraft(
                        tree(Map.of(message, message)), parents, Instant.EPOCH, message + "\n"));
    }
}
