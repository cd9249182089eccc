package dev.stile.hosting;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus.State;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A code host in memory that outlives the programs which speak to it. What was merged and said is
 * in files, so that it also outlives a process that is killed. It answers nothing that no test
 * taught it.
 */
public final class Forge {
    /** Its address. */
    public static final HostId HOST = new HostId("code.example");

    /** The branch of every pull request. */
    static final String TOPIC = "topic";

    final Clock clock;
    private final Path folder;
    private final Map<String, Pull> pulls = new ConcurrentHashMap<>();

    /** Each request, by method and pull request. */
    public final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** Pull requests in all probes. */
    public final AtomicLong probed = new AtomicLong();

    /** Thrown by the next requests about that pull request or login, while there are any. */
    public final Map<String, List<Supplier<RuntimeException>>> faults = new ConcurrentHashMap<>();

    /** Who may write, by login; who is not in here is told of by each comment. */
    public final Map<String, Tri> access = new TreeMap<>();

    /** What it says when it is asked how it is. */
    public volatile Map<String, String> health = Map.of("identity", "robot");

    /** Run while a connector of it starts. */
    public volatile Runnable starting = () -> {};

    /** Told of the connection while its connector ends. */
    public volatile Consumer<String> ending = slug -> {};

    /** Run when it is asked how it is. */
    public volatile Runnable greeting = () -> {};

    /** Where that branch is; empty once it is deleted. */
    public Optional<Sha> topic = Optional.of(sha("a"));

    /** The rules of that branch. */
    public BranchProtection topicRules = rules(BranchProtection.Protection.UNPROTECTED);

    /** Who cannot be asked for a review. */
    public Set<String> notAsked = Set.of();

    /** What becomes of approvals that are to be dismissed. */
    public DismissResult dismissal = new DismissResult(List.of(), List.of(), List.of());

    /** Run when any request arrives. */
    public volatile Runnable arriving = () -> {};

    /** Told of the method and what it is about, when a request arrives; may hold it up. */
    public volatile BiConsumer<String, String> holding = (method, about) -> {};

    /** How much time it had for each method when that was called last. */
    public final Map<String, Duration> time = new ConcurrentHashMap<>();

    /** Run when a snapshot is made, before it leaves. */
    public Runnable answered = () -> {};

    /** Run when a merge request arrives, before it has its effect. */
    public Runnable beforeMerge = () -> {};

    /** Run after a merge had its effect, before its answer leaves. */
    public Runnable afterMerge = () -> {};

    /** Run after a write other than a merge had its effect, before its answer leaves. */
    public Runnable afterWrite = () -> {};

    public Forge(Clock clock, Path folder) {
        this.clock = clock;
        this.folder = folder;
    }

    /** One pull request as it is now. */
    public static final class Pull {
        public PrRef ref;
        public State state = State.OPEN;
        public boolean draft;
        public String title = "A title";
        public MergeState mergeState = MergeState.MERGEABLE;
        public Set<BlockReason> reasons = EnumSet.noneOf(BlockReason.class);
        public ChecksState checks = ChecksState.PASSING;
        public List<Check> runs = new ArrayList<>();
        public Sha head;
        public Sha base = sha("b");
        public String baseBranch = "main";
        public boolean approved = true;
        public boolean complete = true;
        public boolean visible = true;
        public boolean isHeadRepoTold = true;
        public Tri bypass = Tri.NO;
        public Optional<Sha> landed = Optional.empty();

        /** Who merged it; empty if the host does not say. */
        public Optional<String> mergedBy = Optional.empty();

        public Instant updated;
        public List<Said> said = new ArrayList<>();

        /** Those of what was said whose thread is settled. */
        public Set<String> settled = new HashSet<>();

        /** Heads into which the base was merged. */
        public Set<Sha> updatedFrom = new HashSet<>();

        /** Who is asked for a review. */
        public List<String> asked = new ArrayList<>();

        /** Who has reviewed, without an opinion. */
        public List<String> answered = new ArrayList<>();

        Pull(PrRef ref, Instant now) {
            this.ref = ref;
            this.head = sha("a");
            this.updated = now;
        }
    }

    /** One comment: of the conversation, or of a thread if its id begins with {@code t}. */
    public record Said(String id, String login, String text, Instant at, Instant updated) {}

    /** The rules of every other branch. */
    static BranchProtection protection() {
        return rules(BranchProtection.Protection.PROTECTED);
    }

    /** Rules that are such ones. */
    public static BranchProtection rules(BranchProtection.Protection protection) {
        return new BranchProtection(
                protection,
                OptionalInt.of(1),
                List.of(),
                Optional.empty(),
                Tri.NO,
                Tri.NO,
                Tri.NO,
                Tri.NO,
                Tri.NO,
                Tri.NO,
                Tri.NO,
                Tri.NO,
                Tri.YES,
                Tri.NO,
                Set.copyOf(EnumSet.allOf(MergeStrategy.class)),
                List.of("classic"),
                true);
    }

    /** A sha of one digit, over and over. */
    public static Sha sha(String digit) {
        return new Sha(digit.repeat(40));
    }

    public static PrRef ref(String repo, int number) {
        return new PrRef(new RepoRef(HOST, repo), number);
    }

    /** Opens a pull request that is ready to be merged. */
    public Pull open(PrRef ref) {
        Pull pull = new Pull(ref, clock.instant());
        if (mergedOnce(ref)) {
            pull.state = State.MERGED;
            pull.landed = Optional.of(sha("c"));
        }
        pulls.put(ref.key(), pull);
        return pull;
    }

    /** It is called otherwise from now on, and is still found by its old name. */
    public void rename(PrRef from, PrRef to) {
        Pull pull = pulls.get(from.key());
        pull.ref = to;
        pull.updated = clock.instant();
        pulls.put(to.key(), pull);
    }

    /** One that was opened. */
    public Pull pull(PrRef ref) {
        return find(ref).orElseThrow();
    }

    Optional<Pull> find(PrRef ref) {
        return Optional.ofNullable(pulls.get(ref.key())).filter(pull -> pull.visible);
    }

    /** Counts a request, and fails if it was told to. */
    void request(String method, PrRef ref) {
        request(method, ref.key());
    }

    void request(String method, String about) {
        requests.add(method + " " + about);
        arriving.run();
        holding.accept(method, about);
        Optional<RuntimeException> fault = fault(about);
        if (fault.isPresent()) {
            throw fault.get();
        }
    }

    private synchronized Optional<RuntimeException> fault(String about) {
        List<Supplier<RuntimeException>> next = faults.getOrDefault(about, List.of());
        return next.isEmpty() ? Optional.empty() : Optional.of(next.removeFirst().get());
    }

    /** How often such a request was made. */
    public long count(String method) {
        synchronized (requests) {
            return requests.stream().filter(each -> each.startsWith(method + " ")).count();
        }
    }

    /** Lands it, on disk first. */
    void land(Pull pull, String key) {
        write("merges.txt", pull.ref.key() + " " + key);
        pull.state = State.MERGED;
        pull.landed = Optional.of(sha("c"));
        pull.updated = clock.instant();
    }

    /** Every merge that had its effect, with the key it was asked with. */
    public List<String> merges() {
        return lines("merges.txt");
    }

    private boolean mergedOnce(PrRef ref) {
        return merges().stream().anyMatch(line -> line.startsWith(ref.key() + " "));
    }

    /** Every branch that was deleted. */
    public List<String> deletions() {
        return lines("deletions.txt");
    }

    /** What was said by us, as a line each. */
    public List<String> comments() {
        return lines("comments.txt");
    }

    void write(String file, String line) {
        try {
            Files.writeString(
                    folder.resolve(file),
                    line.replace("\n", "\\n") + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> lines(String file) {
        try {
            Path path = folder.resolve(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
