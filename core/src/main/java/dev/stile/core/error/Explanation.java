package dev.stile.core.error;

import java.util.List;
import java.util.Optional;

/**
 * What a code means, in words.
 *
 * @param code the code
 * @param headline what happened, when the error itself does not say it better
 * @param cause why it happens
 * @param fix what to do, one sentence
 * @param recovery commands in which {@code {name}} stands for an argument of the user
 * @param example a command that ends with it
 * @param reserved why no code of ours raises it yet
 */
public record Explanation(
        Code code,
        String headline,
        String cause,
        String fix,
        List<RecoveryLine> recovery,
        String example,
        Optional<String> reserved) {
    public Explanation {
        recovery = List.copyOf(recovery);
    }

    /** The explanation of a code. Reads the book of explanations at the first call. */
    public static Explanation of(Code code) {
        return ExplanationBook.of(code);
    }
}
