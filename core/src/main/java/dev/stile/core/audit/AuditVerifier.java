package dev.stile.core.audit;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditVerdict.Kind;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.Row;

import java.util.Optional;

/**
 * Proves the log (TU-55). Reads a bounded part at a time, so a live log goes on growing meanwhile;
 * rows beyond the head are fine.
 */
public final class AuditVerifier {
    private static final int PART = 4_096;

    private final Database database;
    private final HeadFile file;

    /**
     * @param database with the schema of the home
     */
    public AuditVerifier(Database database, Home home) {
        this.database = database;
        this.file = new HeadFile(home);
    }

    /**
     * Reads the head, then every row. Where a restore died before it put the head in place, what it
     * left to say where its log ends is a head as good.
     */
    public AuditVerdict verify(Deadline deadline) {
        Optional<AuditHead> restored = file.readRestored();
        AuditVerdict verdict = byHead(deadline);
        if (verdict.result() == AuditVerdict.Result.PROVEN || restored.isEmpty()) {
            return verdict;
        }
        AuditVerdict other = follow(restored, deadline).end();
        return other.result() == AuditVerdict.Result.PROVEN ? other : verdict;
    }

    private AuditVerdict byHead(Deadline deadline) {
        return switch (file.read()) {
            case HeadFile.Kept.Proven(AuditHead head) -> follow(Optional.of(head), deadline).end();
            case HeadFile.Kept.Nothing _, HeadFile.Kept.Unprovable _ ->
                    follow(Optional.empty(), deadline).end();
            case HeadFile.Kept.Forged _ -> forged(deadline);
        };
    }

    private AuditVerdict forged(Deadline deadline) {
        ChainProof proof = follow(Optional.empty(), deadline);
        if (proof.end().flaw().isEmpty()) {
            proof.fail(Kind.HEAD_FORGED);
        }
        return proof.end();
    }

    private ChainProof follow(Optional<AuditHead> head, Deadline deadline) {
        ChainProof proof = new ChainProof(head);
        Part part = new Part(proof);
        do {
            part.begin();
            database.read(
                    deadline,
                    transaction -> {
                        transaction.each(
                                "SELECT seq, body, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?",
                                part::add,
                                part.last,
                                PART);
                        return part;
                    });
        } while (part.isFull());
        return proof;
    }

    /** What was read in one go. */
    private static final class Part {
        private final ChainProof proof;
        private long last = Long.MIN_VALUE;
        private int rows;
        private boolean whole = true;

        Part(ChainProof proof) {
            this.proof = proof;
        }

        void begin() {
            rows = 0;
        }

        void add(Row row) {
            rows++;
            last = row.number(1);
            whole = whole && proof.add(last, row.bytes(2), row.bytes(3));
        }

        boolean isFull() {
            return whole && rows == PART;
        }
    }
}
