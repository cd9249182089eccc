package dev.stile.git.surface;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.ListedItem;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorIdentity;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.push.Crossing;
import dev.stile.git.push.PushJournal;
import dev.stile.git.push.Resolving;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.remote.PushOutcome;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.remote.Reporter;
import dev.stile.git.remote.StopSignal;
import dev.stile.git.sync.RecordTap;
import dev.stile.git.sync.Tracker;
import dev.stile.testkit.time.TestClock;
import dev.stile.testkit.tracker.MemoryTracker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A tracker in memory, a mirror of it, and clones that the real git makes of the mirror. */
final class TrackerWorld implements AutoCloseable {
    private static final ProjectRef PROJECT = new ProjectRef("demo");
    static final Label LABEL = Label.outside(Scope.of("memory", "demo"));

    final MemoryTracker tracker;
    final Mirror mirror;
    final TrackerFaults faults = new TrackerFaults();

    /** What somebody else was told of deltas. */
    final List<String> heard = new ArrayList<>();

    final TestClock clock = TestClock.at("2026-01-05T10:00:00Z");
    private final Path folder;
    private final Database database;
    private final SqliteAuditLog audit;
    private final MirrorSession session;
    private final Tracker asked;
    private final PushJournal journal;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final MirrorOptions options;
    private final Random random;

    TrackerWorld(Path folder, int pageSize) {
        this(folder, new MemoryTracker(PROJECT, pageSize));
    }

    TrackerWorld(Path folder, MemoryTracker tracker) {
        this(folder, tracker, MirrorOptions.standard(), 11);
    }

    /** A world whose connection has these options. */
    static TrackerWorld with(Path folder, MirrorOptions options) {
        return new TrackerWorld(folder, new MemoryTracker(PROJECT, 100), options, 11);
    }

    private TrackerWorld(Path folder, MemoryTracker tracker, MirrorOptions options, long seed) {
        this.folder = folder;
        this.options = options;
        this.random = new Random(seed);
        this.tracker = tracker;
        Home home = new Home(folder.resolve("home")).ensure();
        database =
                Database.open(
                        home.database(), new HomeSchema(), Deadline.after(Duration.ofSeconds(60)));
        audit = new SqliteAuditLog(database, home, clock, () -> random);
        Home.ensureFolder(home.mirrors());
        mirror =
                Mirror.open(
                        home.mirrors(),
                        new MirrorIdentity("memory", PROJECT),
                        GitEnvironment.forMirror(System.getenv()));
        Crossing crossing = new Crossing(AuditOrigin.PUSH, "tester", "memory", "demo", "session-1");
        asked =
                new Tracker(
                        faults.over(tracker),
                        PROJECT,
                        () ->
                                new CallContext(
                                        Deadline.after(Duration.ofSeconds(60)),
                                        "session-1",
                                        LABEL,
                                        Progress.SILENT),
                        listener(),
                        deed -> Optional.empty());
        journal = new PushJournal(new EffectTable(database, audit, clock), crossing, mirror);
        SessionParts parts =
                new SessionParts(
                        () -> asked,
                        () -> journal,
                        () -> audit,
                        faults::requests,
                        crossing,
                        LABEL,
                        options,
                        clock,
                        this::newKey);
        session =
                new MirrorSession(
                        mirror,
                        parts,
                        new Reporter(
                                new PrintStream(told, true, StandardCharsets.UTF_8), false, 1));
    }

    private RecordTap listener() {
        return new RecordTap() {
            @Override
            public void listed(List<ListedItem> items) {
                heard.add("listed " + items.size());
            }

            @Override
            public void reached(Cursor from, Cursor next) {
                heard.add("reached");
            }
        };
    }

    private String newKey() {
        byte[] key = new byte[16];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** What people were told on stderr. */
    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    /** The same since this was last asked. */
    String toldSince() {
        String text = told();
        told.reset();
        return text;
    }

    /** The journal takes no entry in that state from now on. */
    void refuseInJournal(String state, String path) {
        change(
                "CREATE TRIGGER refused BEFORE UPDATE ON effect WHEN NEW.state = '%s' AND NEW.subject = '%s' BEGIN SELECT RAISE(ABORT, 'no room'); END"
                        .formatted(state, path));
    }

    /** No plan can be called published from now on. */
    void refuseToClosePlans() {
        change(
                "CREATE TRIGGER refused BEFORE UPDATE ON plan BEGIN SELECT RAISE(ABORT, 'no room'); END");
    }

    /** The journal takes everything again. */
    void mendJournal() {
        change("DROP TRIGGER refused");
    }

    private void change(String statement) {
        database.transaction(
                Deadline.after(Duration.ofSeconds(60)),
                transaction -> transaction.update(statement));
    }

    List<String> audited(String path) {
        return AuditedWrites.of(database, path);
    }

    /** A person says what became of the unknown write of the newest push. */
    Effect resolve(Resolving.Answer answer) {
        String plan = journal.newest(1).getFirst().id();
        Effect unknown =
                journal.rows(plan).stream()
                        .filter(row -> row.state() == EffectState.UNKNOWN)
                        .findFirst()
                        .orElseThrow();
        return new Resolving(mirror, () -> asked, journal)
                .resolve(plan, unknown.id(), answer, clock.instant());
    }

    MirrorSession session() {
        return session;
    }

    RecordId seed(String title, String body) {
        return tracker.strangerCreates(RecordDraft.titled(title).withBody(body));
    }

    void strangerSets(RecordId id, FieldRef field, FieldValue value) {
        tracker.strangerChanges(
                id, new RecordChange(List.of(new FieldChange.Set(field, value)), Optional.empty()));
    }

    void strangerWrites(RecordId id, String body) {
        tracker.strangerChanges(
                id,
                new RecordChange(List.of(), Optional.of(new BodyChange(body, Optional.empty()))));
    }

    /** The same for the next process: what this one kept in memory is gone. */
    TrackerWorld nextProcess() {
        close();
        return new TrackerWorld(folder, tracker, options, random.nextLong());
    }

    /** A clone that was made before. */
    Clone cloneIn(Path work) {
        return new Clone(work);
    }

    /** A clone as {@code git clone} makes it, of what the tracker has now. */
    Clone cloned(String name, String... options) {
        session.syncForFetch();
        Path work = folder.resolve(name);
        String[] arguments = new String[options.length + 5];
        arguments[0] = "clone";
        arguments[1] = "-q";
        System.arraycopy(options, 0, arguments, 2, options.length);
        arguments[options.length + 2] = "--";
        arguments[options.length + 3] = "file://" + mirror.repository().gitDirectory().toString();
        arguments[options.length + 4] = work.toString();
        Git.inFolder(folder, people()).text(arguments);
        return new Clone(work);
    }

    @Override
    public void close() {
        session.close();
        audit.close();
        database.close();
    }

    /** What a person's own git has: a name, and the local transport. */
    private static GitEnvironment people() {
        return GitEnvironment.forMirror(System.getenv())
                .with("GIT_ALLOW_PROTOCOL", "file")
                .with("GIT_AUTHOR_NAME", "A")
                .with("GIT_AUTHOR_EMAIL", "a@a.example")
                .with("GIT_COMMITTER_NAME", "A")
                .with("GIT_COMMITTER_EMAIL", "a@a.example");
    }

    /** One clone, edited and pushed like a person does it. */
    final class Clone {
        final Path work;
        private final Git git;

        private Clone(Path work) {
            this.work = work;
            this.git = Git.inFolder(work, people());
        }

        String git(String... arguments) {
            return git.text(arguments);
        }

        String read(String path) {
            try {
                return Files.readString(work.resolve(path));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        boolean has(String path) {
            return Files.exists(work.resolve(path));
        }

        void write(String path, String text) {
            try {
                Files.createDirectories(work.resolve(path).getParent());
                Files.writeString(work.resolve(path), text);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        void edit(String path, String from, String to) {
            String before = read(path);
            if (!before.contains(from)) {
                throw new AssertionError(path + " does not say " + from + ":\n" + before);
            }
            write(path, before.replace(from, to));
        }

        void commit() {
            git("add", "-A");
            git("commit", "-q", "-m", "edit");
        }

        void fetch() {
            session.syncForFetch();
            git("fetch", "-q", "origin");
        }

        void pull() {
            fetch();
            git("merge", "-q", "-m", "merge", "origin/main");
        }

        /**
         * Pushes what the branch has; afterwards git would have moved the tracking ref, and so does
         * this.
         */
        Optional<StileException> push(String... options) {
            return push(false, options);
        }

        Optional<StileException> forcePush(String... options) {
            return push(true, options);
        }

        private Optional<StileException> push(boolean force, String... options) {
            PushingRepository repository =
                    PushingRepository.inFolder(
                            work,
                            Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString()),
                            "origin");
            ObjectId tip = ObjectId.parse(git("rev-parse", "HEAD"));
            ObjectId answered = repository.tracking().orElseThrow();
            ObjectId known =
                    force
                            ? repository.newestPublished(mirror.repository(), tip).orElseThrow()
                            : answered;
            PushOutcome outcome =
                    session.push(
                            new PushRequest(
                                    repository,
                                    tip,
                                    List.of(known),
                                    Optional.of(answered),
                                    force,
                                    false,
                                    PushOptions.parse(List.of(options)),
                                    new StopSignal()));
            return switch (outcome) {
                case PushOutcome.Accepted accepted -> {
                    git("update-ref", "refs/remotes/origin/main", tip.toString());
                    yield Optional.empty();
                }
                case PushOutcome.Refused refused -> Optional.of(refused.why());
            };
        }
    }
}
