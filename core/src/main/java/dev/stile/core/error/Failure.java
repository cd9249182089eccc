package dev.stile.core.error;

import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.taint.Tainted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that Stile itself refuses or cannot do, with its code. Begin with {@link #of}; what is
 * not said is taken from the code's explanation.
 */
public final class Failure extends StileException {
    private static final long serialVersionUID = 1L;

    private final Code registered;
    private final transient Map<String, List<String>> arguments;
    private final transient Map<String, String> facts;
    private final transient List<Problem> problems;
    private final transient Optional<Remedy> remedy;
    private final boolean recorded;

    private Failure(Builder builder) {
        super(builder.code.slug(), builder.headline(), builder.retry(), builder.details);
        this.registered = builder.code;
        this.arguments = Collections.unmodifiableMap(new LinkedHashMap<>(builder.arguments));
        this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(builder.facts));
        this.problems = List.copyOf(builder.problems);
        this.remedy = builder.remedy;
        this.recorded = builder.recorded;
        builder.remote.ifPresent(this::keepRemoteText);
        builder.cause.ifPresent(this::initCause);
    }

    /** A refusal comes before what it refuses. */
    @Override
    public boolean leftNothing() {
        return true;
    }

    /** Begins a failure. */
    public static Builder of(Code code) {
        return new Builder(code);
    }

    /** The code as a constant. */
    public Code registered() {
        return registered;
    }

    /** What stands in the recovery commands, by the name of its place; unquoted words. */
    public Map<String, List<String>> arguments() {
        return arguments;
    }

    /**
     * What a program wants to know of it, such as {@code reason} and {@code origin}; words of ours
     * and of the user.
     */
    public Map<String, String> facts() {
        return facts;
    }

    /** Everything that is wrong, each by itself. */
    public List<Problem> problems() {
        return problems;
    }

    /** What to do about it, where that is not what its code says. */
    public Optional<Remedy> remedy() {
        return remedy;
    }

    /** Whether a row of the audit log says that this was refused. */
    public boolean isRecorded() {
        return recorded;
    }

    /** The same failure once more, for whoever knows more of it. */
    public Builder extended() {
        Builder builder = new Builder(registered).headline(headline()).cause(this);
        builder.details.addAll(details());
        builder.arguments.putAll(arguments);
        builder.facts.putAll(facts);
        builder.problems.addAll(problems);
        builder.remedy = remedy;
        builder.recorded = recorded;
        if (retry() instanceof Retry.AfterDelay(Duration delay)) {
            builder.retryAfter(delay);
        }
        remoteText().ifPresent(builder::saying);
        return builder;
    }

    /** Collects what is known of a failure. Not for several threads. */
    public static final class Builder {
        private final Code code;
        private Optional<String> headline = Optional.empty();
        private final List<String> details = new ArrayList<>();
        private final Map<String, List<String>> arguments = new LinkedHashMap<>();
        private final Map<String, String> facts = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private Optional<Remedy> remedy = Optional.empty();
        private Optional<Duration> retryAfter = Optional.empty();
        private Optional<Tainted<String>> remote = Optional.empty();
        private Optional<Throwable> cause = Optional.empty();
        private boolean recorded;

        private Builder(Code code) {
            this.code = code;
        }

        /** One line that says more than the code's own headline. Words of ours and of the user. */
        public Builder headline(String text) {
            headline = Optional.of(text);
            return this;
        }

        /** One more line below the headline. Words of ours and of the user. */
        public Builder detail(String line) {
            details.add(line);
            return this;
        }

        /** Words for a place in the recovery commands; they are quoted when printed. */
        public Builder argument(String place, String... words) {
            return argument(place, List.of(words));
        }

        /** Words for a place in the recovery commands; they are quoted when printed. */
        public Builder argument(String place, List<String> words) {
            arguments.put(place, List.copyOf(words));
            return this;
        }

        /** Something for programs. */
        public Builder fact(String name, String value) {
            facts.put(name, value);
            return this;
        }

        /** One of several things that are wrong. */
        public Builder problem(Problem problem) {
            problems.add(problem);
            return this;
        }

        /** Several things that are wrong. */
        public Builder problems(List<Problem> more) {
            problems.addAll(more);
            return this;
        }

        /** What to do about it, in the place of what the code says. */
        public Builder remedy(Remedy better) {
            remedy = Optional.of(better);
            return this;
        }

        /** When the same may work. */
        public Builder retryAfter(Duration delay) {
            retryAfter = Optional.of(delay);
            return this;
        }

        /** What a server said. */
        public Builder saying(Tainted<String> text) {
            remote = Optional.of(text);
            return this;
        }

        /** What led to it. */
        public Builder cause(Throwable thrown) {
            cause = Optional.of(thrown);
            return this;
        }

        /** A row of the audit log says so already; whoever tells it writes no other. */
        public Builder recorded() {
            recorded = true;
            return this;
        }

        /** The failure, to be thrown. */
        public Failure build() {
            return new Failure(this);
        }

        private String headline() {
            return headline.orElseGet(() -> Explanation.of(code).headline());
        }

        private Retry retry() {
            if (retryAfter.isPresent() || code.isRetryable()) {
                return new Retry.AfterDelay(retryAfter.orElse(Duration.ofSeconds(5)));
            }
            return code.exitCode() == ExitCode.OUTCOME_UNKNOWN
                    ? new Retry.UnknownOutcome()
                    : new Retry.AfterUserAction();
        }
    }
}
