package dev.stile.flow.document;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one document. Not for several threads. */
public final class Faults {
    /** A document that is wrong everywhere need not be told about in full. */
    private static final int MOST = 100;

    private final Code usual;
    private final List<Fault> found = new ArrayList<>();

    /**
     * @param usual the code of a fault that has none of its own
     */
    public Faults(Code usual) {
        this.usual = usual;
    }

    public void add(String pointer, String reason, String fix) {
        add(usual, pointer, reason, fix);
    }

    public void add(Code code, String pointer, String reason, String fix) {
        if (found.size() < MOST) {
            found.add(new Fault(code, clean(pointer), clean(reason), clean(fix)));
        }
    }

    /** Faults name what was written; what looks like a secret is not told on. */
    private static String clean(String text) {
        return SecretShape.isIn(text) ? "(left out: it looks like a secret)" : text;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** How many there are so far. */
    public int count() {
        return found.size();
    }

    /** In the order of finding. */
    public List<Fault> list() {
        return List.copyOf(found);
    }

    /**
     * All of them as one failure. Its code is that of the faults if they share one, so that a
     * refusal by label is told as such.
     */
    public Failure failure(String headline) {
        List<Code> codes = found.stream().map(Fault::code).distinct().toList();
        return Failure.of(codes.size() == 1 ? codes.getFirst() : usual)
                .headline(headline)
                .problems(found.stream().map(Fault::problem).toList())
                .build();
    }
}
