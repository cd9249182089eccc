package dev.stile.testkit.fuzz;

import com.sun.management.ThreadMXBean;

import dev.stile.api.json.Json;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Feeds a parser with changed examples, each within bounds of processor time and memory (TU-80).
 * The same inputs every time, unless {@code -Dfuzz.seconds=60} asks for other ones for so long;
 * {@code -Dfuzz.seed} repeats those. For one thread.
 *
 * @param <T> what the parser takes
 */
public final class Fuzzing<T> {
    private static final int ROUNDS = 3_000;
    private static final Duration MOST_TIME = Duration.ofSeconds(2);
    private static final long MOST_MEMORY = 256L << 20;

    /** What a parser does with an input. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * @throws Exception where the input is refused, or where the parser is broken
         */
        void take(T input) throws Exception;
    }

    /** Makes a new input of the examples. */
    @FunctionalInterface
    interface Mutation<T> {
        T next(List<T> examples, RandomGenerator random);
    }

    private final List<T> examples;
    private final Mutation<T> mutation;
    private final Function<T, String> shown;
    private final List<Class<? extends Exception>> refusals = new ArrayList<>();
    private int rounds = ROUNDS;

    private Fuzzing(List<T> examples, Mutation<T> mutation, Function<T, String> shown) {
        this.examples = List.copyOf(examples);
        this.mutation = mutation;
        this.shown = shown;
    }

    /** Bytes, changed without regard to what they mean. */
    public static Fuzzing<byte[]> bytes(List<byte[]> examples) {
        return new Fuzzing<>(
                examples, ByteMutation::next, bytes -> Base64.getEncoder().encodeToString(bytes));
    }

    /** The bytes of these texts. */
    public static Fuzzing<byte[]> texts(String... examples) {
        return bytes(
                List.of(examples).stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /** JSON values that stay JSON: members are missing, doubled, of another type, out of bounds. */
    public static Fuzzing<Json> json(List<Json> examples) {
        return new Fuzzing<>(examples, JsonMutation::next, Json::toString);
    }

    /** The parser may refuse an input so; whatever else it throws has broken it. */
    public Fuzzing<T> refusing(Class<? extends Exception> refusal) {
        refusals.add(refusal);
        return this;
    }

    /** So many inputs, for a parser that is slow to be asked. */
    public Fuzzing<T> rounds(int count) {
        rounds = count;
        return this;
    }

    /** Gives the parser the examples as they are, and then changed ones. */
    public void run(Parser<T> parser) {
        examples.forEach(example -> give(parser, example, "an example"));
        long seconds = Long.getLong("fuzz.seconds", 0);
        long seed = Long.getLong("fuzz.seed", seconds > 0 ? System.nanoTime() : 80);
        RandomGenerator random = new SplittableRandom(seed);
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (int round = 0; seconds > 0 ? System.nanoTime() < until : round < rounds; round++) {
            give(parser, mutation.next(examples, random), "round " + round + " of seed " + seed);
        }
    }

    private void give(Parser<T> parser, T input, String which) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long time = thread.getCurrentThreadCpuTime();
        long memory = thread.getCurrentThreadAllocatedBytes();
        try {
            parser.take(input);
        } catch (Exception | StackOverflowError | OutOfMemoryError thrown) {
            if (refusals.stream().noneMatch(refusal -> refusal.isInstance(thrown))) {
                throw new AssertionError(which + " breaks it: " + shown.apply(input), thrown);
            }
        }
        long took = thread.getCurrentThreadCpuTime() - time;
        long used = thread.getCurrentThreadAllocatedBytes() - memory;
        if (took > MOST_TIME.toNanos()) {
            throw new AssertionError(
                    which + " takes " + Duration.ofNanos(took) + ": " + shown.apply(input));
        }
        if (used > MOST_MEMORY) {
            throw new AssertionError(which + " takes " + used + " bytes: " + shown.apply(input));
        }
    }
}
