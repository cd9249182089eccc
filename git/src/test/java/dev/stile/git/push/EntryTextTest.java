package dev.stile.git.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

class EntryTextTest {
    private static JournalEntry entry(Optional<Precondition> precondition) {
        return entry(precondition, Optional.empty());
    }

    private static JournalEntry entry(
            Optional<Precondition> precondition, Optional<Version> startedFrom) {
        return new JournalEntry(
                JournalEntry.Action.UPDATE,
                "issues/1.md",
                Optional.of(new RecordId("1")),
                Optional.of(ObjectId.ZERO),
                Optional.of(ObjectId.ZERO),
                new IdempotencyKey("k"),
                ObjectId.ZERO,
                Optional.empty(),
                "clone \\ in\na folder",
                Instant.EPOCH,
                RemoveMode.DELETE,
                DeleteReason.ABANDONED,
                precondition,
                startedFrom);
    }

    @Test
    @Proves("GS-85")
    void whatHadToHoldIsKept() {
        JournalEntry checked =
                entry(Optional.of(new Precondition.IfVersion(new Version("v 1, or so"))));
        JournalEntry overwriting = entry(Optional.of(new Precondition.Unconditional()));

        assertThat(EntryText.read(EntryText.write(checked))).isEqualTo(checked);
        assertThat(EntryText.read(EntryText.write(overwriting))).isEqualTo(overwriting);
        assertThat(checked.isForOneVersion()).isTrue();
        assertThat(overwriting.isForOneVersion()).isFalse();
    }

    @Test
    @Proves("GS-85")
    void whatTheFileStillShowsIsKept() {
        JournalEntry beside =
                entry(
                        Optional.of(new Precondition.IfVersion(new Version("2"))),
                        Optional.of(new Version("1")));

        assertThat(EntryText.read(EntryText.write(beside))).isEqualTo(beside);
    }

    /** It may have been sent to be written over whatever is there. */
    @Test
    void anEntryOfAnEarlierReleaseDoesNotSayWhatHadToHold() {
        String earlier =
                """
                action UPDATE
                path issues/1.md
                record 1
                base 0000000000000000000000000000000000000000
                blob 0000000000000000000000000000000000000000
                key k
                tip 0000000000000000000000000000000000000000
                clone clone \\\\ in\\na folder
                since 1970-01-01T00:00:00Z
                mode DELETE
                reason ABANDONED
                """;

        JournalEntry read = EntryText.read(earlier);

        assertThat(read).isEqualTo(entry(Optional.empty()));
        assertThat(read.isForOneVersion()).isFalse();
    }
}
