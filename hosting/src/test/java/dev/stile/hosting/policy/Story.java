package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.HOST;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.PERSON;

import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.value.BranchName;
import dev.stile.hosting.people.Contact;
import dev.stile.hosting.people.People;
import dev.stile.hosting.people.Person;
import dev.stile.hosting.people.Role;
import dev.stile.testkit.facts.SampleFacts;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One pull request through time, as a watcher would lead it. One thread. */
final class Story {
    static final String CHANNEL = "code";

    PrState state = PrState.fresh();
    Instant now = NOON;
    PolicySettings settings = auto();
    People people = people();
    Optional<Outcome> last = Optional.empty();

    /** Merges into the default branch, and takes commands. */
    static PolicySettings auto() {
        return with("merge.auto", "true", "approve.enabled", "true");
    }

    /** The defaults with some keys changed. */
    static PolicySettings with(String... keysAndValues) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            String value = keysAndValues[index + 1];
            keys.put(
                    keysAndValues[index],
                    value.isEmpty() ? List.of() : List.of(value.split(",", -1)));
        }
        return PolicyBook.with(PolicySettings.defaults(), keys, "")
                .on(new BranchName("main"), MergeStrategy.SQUASH);
    }

    static People people() {
        return new People(
                List.of(
                        new Person(
                                "Ana",
                                Set.of(Role.APPROVER),
                                List.of(
                                        new Contact(
                                                CHANNEL,
                                                Optional.of(HOST),
                                                Optional.of("ana"),
                                                Optional.of(PERSON.id().text()))))),
                List.of());
    }

    Story set(String... keysAndValues) {
        settings = with(keysAndValues);
        return this;
    }

    Story after(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** Looks, and does nothing about it. */
    Decision look(SampleFacts facts) {
        Outcome outcome =
                new Policy(people, CHANNEL)
                        .decide(state, facts.observedAt(now).facts(), settings, now);
        state = PrState.from(outcome.next().json());
        last = Optional.of(outcome);
        return outcome.decision();
    }

    /** Looks, and acts on it. */
    Decision act(SampleFacts facts) {
        Decision decision = look(facts);
        state = PrState.from(state.acted(decision, now).json());
        return decision;
    }

    Outcome outcome() {
        return last.orElseThrow();
    }

    /** What was decided last, in a word. */
    String word() {
        return outcome().decision().word();
    }

    MergePlan plan() {
        return ((Decision.Merge) outcome().decision()).plan();
    }
}
