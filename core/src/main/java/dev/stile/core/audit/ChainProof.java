package dev.stile.core.audit;

import dev.stile.core.audit.AuditVerdict.Flaw;
import dev.stile.core.audit.AuditVerdict.Kind;
import dev.stile.core.audit.AuditVerdict.Result;
import dev.stile.core.digest.Sha256;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Follows a chain row by row. One proof, one thread. */
final class ChainProof {
    private final MessageDigest digest = Sha256.begin();
    private final Optional<AuditHead> head;
    private final TreeSet<Long> open = new TreeSet<>();
    private Optional<Flaw> flaw = Optional.empty();
    private String chain = "";
    private String previous = RowBody.NO_PREVIOUS;
    private OptionalLong anew = OptionalLong.empty();
    private long rows;

    /**
     * @param head where the chain must come by
     */
    ChainProof(Optional<AuditHead> head) {
        this.head = head;
    }

    /**
     * Takes the next row in the order in which rows are stored. Returns false once the chain is
     * broken.
     */
    boolean add(long sequence, byte[] body, byte[] hash) {
        flaw =
                seen(sequence, body, hash)
                        .map(kind -> new Flaw(flawedSequence(kind, sequence), kind));
        return flaw.isEmpty();
    }

    /** Says that the log is broken for a reason that is not in a row. */
    void fail(Kind kind) {
        flaw = Optional.of(new Flaw(rows + 1, kind));
    }

    AuditVerdict end() {
        if (flaw.isEmpty() && head.isPresent() && head.get().sequence() > rows) {
            flaw = Optional.of(new Flaw(rows + 1, rows == 0 ? Kind.LOG_REPLACED : Kind.TRUNCATED));
        }
        Result result =
                flaw.isPresent()
                        ? Result.BROKEN
                        : head.isPresent() && anew.isEmpty() ? Result.PROVEN : Result.NO_HEAD;
        Optional<AuditHead> end =
                rows == 0 ? Optional.empty() : Optional.of(new AuditHead(chain, rows, previous));
        List<Long> unknown = open.stream().limit(AuditVerdict.MOST_UNKNOWN).toList();
        return new AuditVerdict(result, rows, end, flaw, anew, unknown);
    }

    private long flawedSequence(Kind kind, long sequence) {
        return kind == Kind.REMOVED ? rows + 1 : sequence;
    }

    private Optional<Kind> seen(long sequence, byte[] body, byte[] hash) {
        if (sequence != rows + 1) {
            return Optional.of(sequence > rows ? Kind.REMOVED : Kind.INSERTED);
        }
        if (!Arrays.equals(digest.digest(body), hash)) {
            return Optional.of(Kind.CHANGED);
        }
        BodyFields fields = BodyFields.read(body);
        Optional<Kind> misplaced = misplaced(sequence, fields);
        if (misplaced.isPresent()) {
            return misplaced;
        }
        rows = sequence;
        chain = fields.chain();
        previous = HexFormat.of().formatHex(hash);
        follow(fields);
        return headDisagrees();
    }

    private Optional<Kind> misplaced(long sequence, BodyFields fields) {
        if (sequence == 1 && head.isPresent() && !head.get().chain().equals(fields.chain())) {
            return Optional.of(Kind.LOG_REPLACED);
        }
        if (fields.sequence() != sequence) {
            return Optional.of(fields.sequence() < sequence ? Kind.INSERTED : Kind.MOVED);
        }
        boolean linked =
                fields.previous().equals(previous)
                        && (sequence == 1 || fields.chain().equals(chain));
        return linked ? Optional.empty() : Optional.of(Kind.REPLACED);
    }

    private Optional<Kind> headDisagrees() {
        return head.filter(kept -> kept.sequence() == rows && !kept.hash().equals(previous))
                .map(kept -> Kind.REPLACED);
    }

    private void follow(BodyFields fields) {
        if (fields.isHeadAnew()) {
            anew = OptionalLong.of(fields.sequence());
        } else if (fields.isAccepted()) {
            anew = OptionalLong.empty();
        }
        if (fields.phase().equals("intent")) {
            open.add(fields.sequence());
        } else if (fields.phase().equals("outcome")) {
            open.remove(fields.parent());
        }
    }
}
