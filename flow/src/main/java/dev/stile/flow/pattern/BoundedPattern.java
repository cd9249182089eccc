package dev.stile.flow.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.stile.flow.path.StepBudget;

import java.util.Optional;

/**
 * A regular expression whose work grows with the length of the text and not faster: no back
 * references and no looking around. Immutable; any thread may use it.
 */
public final class BoundedPattern {
    private static final int LONGEST = 1000;

    /** A program of more instructions than this is refused: each may be looked at a character. */
    private static final int LARGEST_PROGRAM = 5_000;

    /** So many instructions on so many characters count as one step. */
    private static final long WORK_OF_A_STEP = 64;

    private final Pattern pattern;
    private final Optional<RequiredRuns> required;

    private BoundedPattern(Pattern pattern, Optional<RequiredRuns> required) {
        this.pattern = pattern;
        this.required = required;
    }

    /**
     * Compiles a pattern.
     *
     * @throws PatternRefusedException in words of ours, if it is none, is too large, or cannot be
     *     had in linear time
     */
    public static BoundedPattern compile(String text, boolean caseSensitive)
            throws PatternRefusedException {
        if (text.length() > LONGEST) {
            throw new PatternRefusedException("a pattern has at most " + LONGEST + " characters");
        }
        if (Repetitions.of(text) > LARGEST_PROGRAM) {
            throw new PatternRefusedException("the repetitions of the pattern are too many");
        }
        try {
            Pattern pattern = Pattern.compile(text, caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
            if (pattern.programSize() > LARGEST_PROGRAM) {
                throw new PatternRefusedException("the repetitions of the pattern are too many");
            }
            return new BoundedPattern(pattern, RunFinder.of(text, caseSensitive));
        } catch (PatternSyntaxException broken) {
            throw new PatternRefusedException(
                    "this pattern is none, or could take for ever (no back references, no looking"
                            + " around): "
                            + broken.getDescription());
        }
    }

    /** Whether it is found anywhere in the text. */
    public boolean isFoundIn(String text) {
        return mayBeIn(text) && pattern.matcher(text).find();
    }

    /** The same, within a budget of steps. */
    public boolean isFoundIn(String text, StepBudget budget) {
        budget.spend(1);
        if (!mayBeIn(text)) {
            return false;
        }
        budget.spend((long) text.length() * pattern.programSize() / WORK_OF_A_STEP);
        return pattern.matcher(text).find();
    }

    private boolean mayBeIn(String text) {
        return required.isEmpty() || required.get().mayBeIn(text);
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
