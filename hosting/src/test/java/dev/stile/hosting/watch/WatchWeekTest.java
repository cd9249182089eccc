package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Token;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A week of 200 pull requests, all of them open when it begins. On each day a seventh of them is
 * criticised, fails, passes and is merged, at one time: those are the hours that cost the most.
 */
final class WatchWeekTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int DAYS = 7;

    /** When people begin to work on those of a day, and how soon something happens again. */
    private static final Duration FIRST = Duration.ofHours(3);

    private static final Duration STEP = Duration.ofMinutes(45);
    private static final int PULLS = 200;
    private static final Label OUTSIDE = Label.outside(Scope.of(WatchWorld.WORK));

    /** What Stile takes of the limit, without what is kept for writes and people. */
    private static final double FOR_LOOKS = 0.8 * 0.9;

    /** Looks that had begun when the last request of an hour was spent may take one more each. */
    private static final int UNDER_WAY = 12;

    @TempDir(factory = InMemory.class)
    Path folder;

    private final PriorityQueue<Act> acts = new PriorityQueue<>(Comparator.comparing(Act::at));
    private final List<PrRef> pulls = new ArrayList<>();
    private WatchWorld world;

    /** The week has a hundred thousand commits, and none of them has to outlast it. */
    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test)
                throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "stile-week")
                    : Files.createTempDirectory("stile-week");
        }
    }

    /** Something that happens to a pull request. */
    private record Act(Instant at, Runnable does) {}

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
        for (int number = 1; number <= PULLS; number++) {
            PrRef pr = Forge.ref("acme/r" + number % 20, number);
            pulls.add(pr);
            Forge.Pull pull = world.forge().open(pr);
            pull.approved = false;
            world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
            live(pull, Duration.ofDays(number % DAYS).plus(FIRST));
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void live(Forge.Pull pull, Duration begin) {
        act(
                pull,
                begin,
                at -> {
                    pull.said.add(new Forge.Said("1", "eve", "Once is enough.", at, at));
                    pull.checks = ChecksState.PENDING;
                });
        act(
                pull,
                begin.plus(STEP),
                at -> {
                    pull.checks = ChecksState.FAILING;
                    pull.runs.add(failed(pull));
                });
        act(
                pull,
                begin.plus(STEP.multipliedBy(2)),
                at -> {
                    pull.checks = ChecksState.PASSING;
                    pull.runs.clear();
                    pull.approved = true;
                });
        act(
                pull,
                begin.plus(STEP.multipliedBy(3)),
                at -> {
                    pull.state = PRStatus.State.MERGED;
                    pull.landed = Optional.of(Forge.sha("c"));
                });
    }

    private void act(Forge.Pull pull, Duration after, Consumer<Instant> does) {
        Instant at = world.clock().instant().plus(after);
        acts.add(
                new Act(
                        at,
                        () -> {
                            does.accept(at);
                            pull.updated = at;
                        }));
    }

    private static Check failed(Forge.Pull pull) {
        return new Check(
                Tainted.of("tests", OUTSIDE),
                Tainted.of("ci", OUTSIDE),
                Check.Outcome.FAILING,
                Tri.YES,
                pull.head,
                new Token("1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    // With more to spend, only the first day differs: all are new in it, and looked at the most.
    @CsvSource({"1000, 7", "5000, 1"})
    @Proves({"GH-88", "GH-89"})
    void allIsSeenWithinTheLimitOfEachHourAndNobodyWaitsForLong(int limit, int days) {
        world.budget = OptionalLong.of(limit * 8L / 10);
        List<Integer> hours = new ArrayList<>();
        Instant begin = world.clock().instant();
        long snapshots = 0;
        for (int hour = 1; hour <= days * 24; hour++) {
            until(begin.plus(HOUR.multipliedBy(hour)));
            hours.add(world.forge().requests.size());
            snapshots += world.forge().count("snapshot");
            world.forge().requests.clear();
            assertThat(longestDue()).as("hour %s", hour).isLessThan(Duration.ofMinutes(4));
        }

        List<Integer> sorted = hours.stream().sorted().toList();
        int all = hours.stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                Locale.ROOT,
                "limit %d: requests an hour median %d, most %d; in %d days %d, %.2f for each look%n",
                limit,
                sorted.get(sorted.size() / 2),
                sorted.getLast(),
                days,
                all,
                (double) all / (world.forge().probed.get() + snapshots));
        // What was saved up in quiet hours is a twentieth at the most.
        assertThat(sorted.getLast())
                .isLessThanOrEqualTo((int) (limit * FOR_LOOKS * 1.05) + UNDER_WAY);
        Map<String, Set<String>> told = told();
        for (PrRef pr : pulls) {
            if (pr.prNumber() % DAYS >= days) {
                continue;
            }
            assertThat(told.get(pr.key()))
                    .as(pr.toString())
                    .containsExactlyInAnyOrder(
                            "git.pr_comments",
                            "git.pr_ci_failure",
                            "git.pr_ready_to_merge",
                            "git.pr_merged");
        }
    }

    private void until(Instant end) {
        while (world.clock().instant().isBefore(end)) {
            Instant next = world.watcher.turn();
            Instant to = next.isBefore(end) ? next : end;
            Act act = acts.peek();
            world.clock().set(act != null && act.at().isBefore(to) ? act.at() : to);
            while (!acts.isEmpty() && !acts.peek().at().isAfter(world.clock().instant())) {
                acts.remove().does().run();
            }
        }
    }

    /** For how long the one that waits most is due. */
    private Duration longestDue() {
        return world.watches.all(WatchWorld.WORK).stream()
                .filter(each -> each.ended().isEmpty())
                .map(Watched::next)
                .min(Comparator.naturalOrder())
                .map(next -> Duration.between(next, world.clock().instant()))
                .orElse(Duration.ZERO);
    }

    private Map<String, Set<String>> told() {
        Map<String, Set<String>> told = new HashMap<>();
        for (StoredEvent each : world.events()) {
            told.computeIfAbsent(each.event().key().orElse(""), key -> new HashSet<>())
                    .add(each.event().kind());
        }
        return told;
    }
}
