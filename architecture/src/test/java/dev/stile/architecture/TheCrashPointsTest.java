package dev.stile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.crash.CrashPoint;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Each named place where a process may die has a test that kills one there, starts again, and
 * counts what is left. A new place does not compile before it has one. Prints the table.
 */
final class TheCrashPointsTest {
    private static final String ALL_OF_THEM = "CrashPoint.values()";

    /**
     * @param test which kills there
     * @param law what it counts afterwards
     */
    private record Proof(String test, String law) {}

    @Test
    @Proves("FL-100")
    void aTestKillsAtEachOfThem() throws IOException {
        SourceTree project = SourceTree.ofProject();
        List<Path> sources = project.sources("");
        for (CrashPoint point : CrashPoint.values()) {
            Proof proof = proof(point);
            System.out.printf("%-28s %-24s %s%n", point.wire(), proof.test(), proof.law());
            assertThat(sources)
                    .as("%s, killed by %s", point.wire(), proof.test())
                    .anyMatch(source -> kills(source, proof.test(), point));
        }
    }

    private static boolean kills(Path source, String test, CrashPoint point) {
        if (!source.endsWith(test + ".java")) {
            return false;
        }
        try {
            String text = Files.readString(source);
            return text.contains("\"" + point.wire())
                    || text.contains(half(point))
                    || text.contains(point.name())
                    || text.contains(ALL_OF_THEM);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As a test spells it that adds both sides. */
    private static String half(CrashPoint point) {
        return "\"" + point.wire().replaceFirst("(before|after)$", "") + "\"";
    }

    private static Proof proof(CrashPoint point) {
        return switch (point) {
            case AUDIT_APPEND_BEFORE,
                    AUDIT_APPEND_AFTER,
                    AUDIT_HEAD_BEFORE,
                    AUDIT_HEAD_AFTER,
                    MIRROR_ROWS_BEFORE,
                    MIRROR_REF_BEFORE,
                    MIRROR_CURSOR_BEFORE,
                    PUSH_PUBLISH_BEFORE,
                    PUSH_CLOSE_BEFORE ->
                    new Proof("KilledPushTest", "each record written once, the log proven");
            case EFFECT_PLAN_BEFORE,
                    EFFECT_PLAN_AFTER,
                    EFFECT_SENDING_BEFORE,
                    EFFECT_SENDING_AFTER,
                    EFFECT_OUTCOME_BEFORE,
                    EFFECT_OUTCOME_AFTER ->
                    new Proof("KilledTest", "each effect at most once, else unknown");
            case OUTBOX_DECIDE_BEFORE,
                    OUTBOX_DECIDE_AFTER,
                    OUTBOX_SETTLE_BEFORE,
                    OUTBOX_SETTLE_AFTER ->
                    new Proof("KilledTest", "decided and settled once, or not yet");
            case LISTING_PIECE_BEFORE, LISTING_PIECE_AFTER ->
                    new Proof("CloneKilledTest", "the listing goes on, each record once");
            case INBOX_STORE_BEFORE, INBOX_STORE_AFTER ->
                    new Proof("KilledStreamTest", "each event in the inbox once");
            case CONNECTION_LIFE_BEFORE,
                    CONNECTION_LIFE_AFTER,
                    CONNECTION_POSITION_BEFORE,
                    CONNECTION_POSITION_AFTER ->
                    new Proof("KilledActsTest", "the old state or the new one, never between");
            case CONNECTION_DELETE_BEFORE, CONNECTION_DELETE_AFTER ->
                    new Proof("ConnectionDeletionTest", "the deletion goes on to its end");
            case ROUTING_COMMIT_BEFORE,
                    ROUTING_COMMIT_AFTER,
                    DELIVERY_CLAIM_BEFORE,
                    DELIVERY_CLAIM_AFTER,
                    DELIVERY_EFFECT_BEFORE,
                    DELIVERY_EFFECT_AFTER,
                    DELIVERY_FINISH_BEFORE,
                    DELIVERY_FINISH_AFTER,
                    DELIVERY_SETTLE_BEFORE,
                    DELIVERY_SETTLE_AFTER ->
                    new Proof("CrashTest", "one delivery an event and rule, one proposal");
            case WATCH_DECIDE_BEFORE,
                    WATCH_DECIDE_AFTER,
                    WATCH_ACT_BEFORE,
                    WATCH_ACT_AFTER,
                    MERGE_SEND_BEFORE,
                    MERGE_ANSWER_BEFORE,
                    MERGE_ANSWER_AFTER ->
                    new Proof("WatchCrashTest", "one merge, each event once");
            case APPEND_JOURNAL_BEFORE,
                    APPEND_JOURNAL_AFTER,
                    APPEND_DONE_BEFORE,
                    APPEND_DONE_AFTER ->
                    new Proof("CrashTest", "each line in the file exactly once");
            case RESTORE_REPLACE_BEFORE, RESTORE_HEAD_BEFORE ->
                    new Proof("KilledRestoreTest", "the former store or the restored one, whole");
        };
    }
}
