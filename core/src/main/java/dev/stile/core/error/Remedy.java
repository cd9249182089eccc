package dev.stile.core.error;

import java.util.List;

/**
 * What to do about a failure whose code has more than one occasion, in the place of what the
 * explanation of the code says.
 *
 * @param fix one sentence
 * @param recovery commands, with places for the arguments of the failure
 */
public record Remedy(String fix, List<RecoveryLine> recovery) {
    public Remedy {
        recovery = List.copyOf(recovery);
    }

    /**
     * @param templates of {@link RecoveryLine}s; what is not known beforehand is a place in them
     */
    public static Remedy of(String fix, String... templates) {
        return new Remedy(fix, List.of(templates).stream().map(RecoveryLine::new).toList());
    }

    /** What a code says to do in general. */
    static Remedy of(Code code) {
        Explanation explanation = Explanation.of(code);
        return new Remedy(explanation.fix(), explanation.recovery());
    }
}
