package dev.stile.core.audit;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole log as lines of JSON that prove themselves: {@code {"hash":HEX,"row":{...}}} per row,
 * then {@code {"end":{"chain":ID,"hash":HEX,"seq":N}}}. How to check them by hand is in {@code
 * docs/audit.md}.
 */
public final class AuditExport {
    private static final int PART = 1_024;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final byte[] BEFORE_HASH = "{\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE_ROW = "\",\"row\":".getBytes(StandardCharsets.US_ASCII);
    private static final int ROW_AT = BEFORE_HASH.length + 64 + BEFORE_ROW.length;
    private static final Pattern END =
            Pattern.compile(
                    "\\{\"end\":\\{\"chain\":\"([0-9a-f]+)\",\"hash\":\"([0-9a-f]{64})\",\"seq\":(\\d{1,18})\\}\\}");

    private AuditExport() {}

    /** A row of an export. */
    private record Line(byte[] body, byte[] hash) {}

    /**
     * Writes all rows that are there when it begins, and nothing if there are none. The stream is
     * not closed.
     *
     * @return how many rows
     */
    public static long write(Database database, OutputStream target, Deadline deadline)
            throws IOException {
        Optional<Chain.End> end = database.read(deadline, Chain::end);
        if (end.isEmpty()) {
            return 0;
        }
        long last = end.get().sequence();
        for (long from = 0; from < last; from += PART) {
            for (Line line : part(database, from, Math.min(last, from + PART), deadline)) {
                write(target, line);
            }
        }
        String closing =
                new CanonicalObject()
                        .object(
                                "end",
                                new CanonicalObject()
                                        .text("chain", end.get().chain())
                                        .text("hash", end.get().hash())
                                        .number("seq", last))
                        .end();
        target.write((closing + "\n").getBytes(StandardCharsets.UTF_8));
        return last;
    }

    /**
     * Proves an export against its own last line. A file cut before that line is broken.
     *
     * @param source read to its end, not closed
     */
    public static AuditVerdict verify(InputStream source) throws IOException {
        Lines lines = new Lines(source, LONGEST_LINE);
        ChainProof proof = new ChainProof(Optional.empty());
        long sequence = 0;
        Optional<byte[]> line = lines.next();
        while (line.isPresent()) {
            Optional<AuditHead> end = end(line.get());
            if (end.isPresent()) {
                return closed(proof, end.get(), lines.next().isEmpty());
            }
            Line row = row(line.get());
            sequence++;
            if (!proof.add(sequence, row.body, row.hash)) {
                return proof.end();
            }
            line = lines.next();
        }
        proof.fail(AuditVerdict.Kind.TRUNCATED);
        return proof.end();
    }

    private static AuditVerdict closed(ChainProof proof, AuditHead end, boolean last) {
        AuditVerdict open = proof.end();
        if (!last) {
            proof.fail(AuditVerdict.Kind.INSERTED);
        } else if (!open.end().equals(Optional.of(end))) {
            proof.fail(
                    open.rows() < end.sequence()
                            ? AuditVerdict.Kind.TRUNCATED
                            : AuditVerdict.Kind.REPLACED);
        } else {
            return new AuditVerdict(
                    AuditVerdict.Result.PROVEN,
                    open.rows(),
                    open.end(),
                    Optional.empty(),
                    open.anew(),
                    open.unknown());
        }
        return proof.end();
    }

    private static List<Line> part(Database database, long from, long to, Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        transaction.list(
                                "SELECT body, hash FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq",
                                row -> new Line(row.bytes(1), row.bytes(2)),
                                from,
                                to));
    }

    private static void write(OutputStream target, Line line) throws IOException {
        target.write(BEFORE_HASH);
        target.write(Digests.hex(line.hash).getBytes(StandardCharsets.US_ASCII));
        target.write(BEFORE_ROW);
        target.write(line.body);
        target.write('}');
        target.write('\n');
    }

    /** A line that has not the form of a row is a row that nothing can prove. */
    private static Line row(byte[] line) {
        int last = line.length - 1;
        boolean formed =
                last > ROW_AT
                        && Arrays.equals(
                                line, 0, BEFORE_HASH.length, BEFORE_HASH, 0, BEFORE_HASH.length)
                        && Arrays.equals(
                                line,
                                ROW_AT - BEFORE_ROW.length,
                                ROW_AT,
                                BEFORE_ROW,
                                0,
                                BEFORE_ROW.length)
                        && line[last] == '}';
        byte[] hash = formed ? hash(line) : new byte[0];
        return new Line(formed ? Arrays.copyOfRange(line, ROW_AT, last) : line, hash);
    }

    /** Only lower-case digits: there is one way to write a hash. */
    private static byte[] hash(byte[] line) {
        byte[] hash = new byte[Digests.LENGTH];
        for (int index = 0; index < hash.length; index++) {
            int high = digit(line[BEFORE_HASH.length + 2 * index]);
            int low = digit(line[BEFORE_HASH.length + 2 * index + 1]);
            if (high < 0 || low < 0) {
                return new byte[0];
            }
            hash[index] = (byte) (high << 4 | low);
        }
        return hash;
    }

    private static int digit(byte each) {
        if (each >= '0' && each <= '9') {
            return each - '0';
        }
        return each >= 'a' && each <= 'f' ? each - 'a' + 10 : -1;
    }

    private static Optional<AuditHead> end(byte[] line) {
        if (line.length > 300 || line.length < 3 || line[2] != 'e') {
            return Optional.empty();
        }
        Matcher matcher = END.matcher(new String(line, StandardCharsets.ISO_8859_1));
        return matcher.matches()
                ? Optional.of(
                        new AuditHead(
                                matcher.group(1),
                                Long.parseLong(matcher.group(3)),
                                matcher.group(2)))
                : Optional.empty();
    }
}
