package dev.stile.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commits 1 to 9, of which each is pushed upon one before it. */
class PushedPathsTest {
    @TempDir(factory = PatientFolders.class)
    Path folder;

    private MirrorState state;
    private PushedPaths pushed;

    @BeforeEach
    void open() {
        state = MirrorState.open(folder.resolve("state.db"));
        pushed = state.pushed();
    }

    @AfterEach
    void close() {
        state.close();
    }

    private static ObjectId commit(int number) {
        return ObjectId.parse(Integer.toString(number).repeat(40));
    }

    /** Says {@code path=record}, or {@code path} alone where what was said of it ends. */
    private void push(int tip, int base, String... words) {
        List<PushedPath> paths = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        for (String word : words) {
            String[] parts = word.split("=");
            ended.add(parts[0]);
            if (parts.length == 2) {
                paths.add(
                        new PushedPath(
                                commit(tip),
                                parts[0],
                                new RecordId(parts[1]),
                                new Version("v" + tip),
                                commit(tip)));
            }
        }
        state.write(
                transaction -> {
                    PushedPaths.keep(
                            transaction,
                            new PushedCommit(commit(tip), commit(base), paths, ended),
                            "clone");
                    return true;
                });
    }

    /** As the release before says {@code path=record}: it names its columns and knows no line. */
    private void pushOfTheReleaseBefore(int tip, String path, String record) {
        state.write(
                transaction ->
                        transaction.update(
                                "INSERT OR REPLACE INTO pushed (tip, path, record, version, blob, clone, place)"
                                        + " VALUES (?, ?, ?, ?, ?, 'clone', (SELECT coalesce(max(place), 0) + 1 FROM pushed))",
                                commit(tip).toBytes(),
                                path,
                                record,
                                "v" + tip,
                                commit(tip).toBytes()));
    }

    private Optional<String> at(int tip, String path) {
        return pushed.at(commit(tip), path)
                .map(row -> row.record().text() + " " + row.version().text());
    }

    @Test
    @Proves("GS-45")
    void aCommitSaysOfAPathWhatTheNewestOneBelowItSaid() {
        push(1, 9, "a=7", "b=8");
        push(2, 1, "b=8");
        push(3, 2, "c=5");

        assertThat(at(3, "a")).contains("7 v1");
        assertThat(at(3, "b")).contains("8 v2");
        assertThat(at(1, "b")).contains("8 v1");
        assertThat(at(1, "c")).isEmpty();
        assertThat(at(9, "a")).as("nobody pushed it").isEmpty();
    }

    @Test
    @Proves({"GS-45", "GS-72"})
    void oneThatWasPushedBesideAnotherSaysNothingOfIt() {
        push(1, 9, "a=7");
        push(2, 1, "a=7", "b=8");
        push(3, 1, "c=5");
        push(4, 3, "d=6");

        assertThat(at(4, "a")).contains("7 v1");
        assertThat(at(4, "b")).isEmpty();
        assertThat(at(4, "c")).contains("5 v3");
        assertThat(at(2, "c")).isEmpty();
    }

    @Test
    @Proves("GS-45")
    void whatEndedIsNotSaidAnyMoreAndWasBefore() {
        push(1, 9, "a=7");
        push(2, 1, "a");
        push(3, 2, "b=8");

        assertThat(at(3, "a")).isEmpty();
        assertThat(at(1, "a")).contains("7 v1");
        assertThat(pushed.names(commit(3), new RecordId("7"))).isEmpty();
        assertThat(pushed.says(commit(2), "a")).isFalse();
        assertThat(pushed.ever("a")).extracting(PushedPath::tip).containsExactly(commit(1));
        assertThat(pushed.by("clone")).hasSize(2);
    }

    @Test
    @Proves("GS-50")
    void aRecordHasTheNamesThatStillStandForIt() {
        push(1, 9, "a=7", "b=7", "c=8");
        push(2, 1, "b=8");
        push(3, 2, "a=7");

        assertThat(pushed.names(commit(3), new RecordId("7")))
                .extracting(PushedPath::path)
                .containsExactly("a");
        assertThat(pushed.names(commit(1), new RecordId("7")))
                .extracting(PushedPath::path)
                .containsExactly("a", "b");
    }

    @Test
    @Proves("GS-50")
    void aRowHoldsUntilTheNextOfItsPath() {
        push(1, 9, "a=7");
        push(2, 1, "b=8");
        push(3, 2, "c=5");
        push(4, 3, "a=7");
        PushedPath first = pushed.at(commit(1), "a").orElseThrow();

        assertThat(pushed.newestWith(first, any -> true)).isEqualTo(commit(3));
        assertThat(pushed.newestWith(first, commit(2)::equals)).isEqualTo(commit(2));
        assertThat(pushed.newestWith(first, none -> false)).isEqualTo(commit(1));
    }

    @Test
    @Proves("GS-108")
    void aPushThatIsKeptTwiceIsThereOnce() {
        push(1, 9, "a=7");
        push(2, 1, "b=8");
        push(2, 1, "b=8");
        push(1, 1, "c=5");

        assertThat(at(2, "a")).contains("7 v1");
        assertThat(at(2, "b")).contains("8 v2");
        assertThat(pushed.by("clone")).hasSize(3);
    }

    @Test
    @Proves({"GS-45", "GS-108"})
    void whatTheReleaseBeforePushesIsPlacedBesideTheLinesThatThereAre() {
        push(1, 9, "a=7");
        pushOfTheReleaseBefore(2, "a", "7");
        pushOfTheReleaseBefore(2, "b", "8");
        pushOfTheReleaseBefore(3, "c", "5");

        UnplacedPushes.place(state);

        push(4, 2, "b=8");
        assertThat(at(1, "a")).contains("7 v1");
        assertThat(at(1, "b")).isEmpty();
        assertThat(at(2, "b")).contains("8 v2");
        assertThat(at(3, "c")).contains("5 v3");
        assertThat(at(3, "a")).isEmpty();
        assertThat(at(4, "a")).contains("7 v2");
        assertThat(at(4, "b")).contains("8 v4");
    }

    @Test
    @Proves({"GS-45", "GS-108"})
    void aCommitThatTheReleaseBeforePushesAgainStandsWhereItStood() {
        push(1, 9, "a=7");
        push(2, 1, "b=8");
        pushOfTheReleaseBefore(2, "b", "8");

        UnplacedPushes.place(state);

        push(3, 2, "c=5");
        assertThat(at(3, "a")).contains("7 v1");
        assertThat(at(3, "b")).contains("8 v2");
    }

    @Test
    @Proves("GS-50")
    void aRowOfACommitThatIsNotPlacedHoldsInThatOne() {
        pushOfTheReleaseBefore(1, "a", "7");
        PushedPath row = pushed.ever("a").getFirst();

        assertThat(pushed.newestWith(row, any -> true)).isEqualTo(commit(1));
    }
}
