package dev.stile.cli.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Lazy;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.registry.GuardedRecordStore;
import dev.stile.core.registry.Session;
import dev.stile.core.terminal.Terminal;
import dev.stile.git.address.Address;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorIdentity;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.mirror.MirrorServer;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.push.Crossing;
import dev.stile.git.push.PushJournal;
import dev.stile.git.remote.MirrorOpener;
import dev.stile.git.remote.Reporter;
import dev.stile.git.surface.MirrorSession;
import dev.stile.git.surface.SessionParts;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Tracker;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens projects of one house. Asks no tracker. Not for several threads. */
public final class Projects implements MirrorOpener {
    /** The longest listing; each single exchange is bounded by the gate. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(30);

    private final House house;
    private final Way way;
    private final Function<Reporter, Terminal> terminals;

    /**
     * @param way by a command or by a push
     * @param terminals writes for people by a reporter
     */
    public Projects(House house, Way way, Function<Reporter, Terminal> terminals) {
        this.house = house;
        this.way = way;
        this.terminals = terminals;
    }

    /**
     * Opens the mirror of an address, making an empty one if there is none. An unknown connection
     * is refused before anything is made.
     */
    @Override
    public OpenProject open(Address address, Reporter reporter) {
        MirrorIdentity identity = identity(address);
        // The home and the mirror are two databases: neither waits for the other.
        FutureTask<Connection> known =
                new FutureTask<>(() -> house.connection(address.connection()));
        if (!house.isFurnished() || !Mirror.exists(house.home().mirrors(), identity)) {
            known.run();
            return project(address, result(known), mirror(identity), reporter);
        }
        Thread.ofPlatform().daemon().name("stile-home").start(known);
        Mirror mirror = mirror(identity);
        boolean opened = false;
        try {
            OpenProject project = project(address, result(known), mirror, reporter);
            opened = true;
            return project;
        } finally {
            if (!opened) {
                mirror.close();
            }
        }
    }

    /** The mirror's name for an address. */
    public static MirrorIdentity identity(Address address) {
        return new MirrorIdentity(address.connection(), address.project());
    }

    private Mirror mirror(MirrorIdentity identity) {
        return Mirror.open(
                house.home().mirrors(),
                identity,
                GitEnvironment.forMirror(house.around().environment()));
    }

    /** The mirror that was found by its name alone may be of a server that this was before. */
    private OpenProject project(
            Address address, Connection connection, Mirror found, Reporter reporter) {
        Mirror mirror = found.of(new MirrorServer(connection.server(), connection.createdAt()));
        Subject subject = house.around().subject();
        String id = sessionId();
        Crossing crossing =
                new Crossing(
                        way == Way.PUSH ? AuditOrigin.PUSH : subject.origin(),
                        subject.actor(),
                        address.connection(),
                        address.project().text(),
                        id);
        Label label = Label.outside(Scope.of(address.connection(), address.project().text()));
        TrackerProgress progress =
                new TrackerProgress(
                        reporter,
                        () -> terminals.apply(reporter),
                        address.connection() + "/" + address.project());
        Supplier<CallContext> calls =
                () -> new CallContext(Deadline.after(LONGEST_CALL), id, label, progress.next());
        // The writes of a push are rows of its journal.
        Session session = Session.ofPush(subject).ref("session", id);
        SessionParts parts =
                new SessionParts(
                        new Lazy<>(
                                () -> {
                                    GuardedRecordStore store =
                                            records(connection, session, mirror, label);
                                    ProjectRef project = address.project();
                                    return new Tracker(
                                            store,
                                            project,
                                            calls,
                                            new ToldChanges(house, crossing, project),
                                            deed -> store.refusal(deed, project, calls.get()));
                                }),
                        new Lazy<>(() -> new PushJournal(house.effects(), crossing, mirror)),
                        house::audit,
                        house::requests,
                        crossing,
                        label,
                        options(connection.options())
                                .limitingBlobs(BlobLimit.of(house.around().environment())),
                        house.around().clock(),
                        Surroundings::newKey);
        return new OpenProject(
                address,
                connection,
                mirror,
                parts,
                new MirrorSession(mirror, parts, reporter),
                progress);
    }

    /**
     * Writes are judged by the schema that the mirror keeps, so that a push need not ask for it.
     */
    private GuardedRecordStore records(
            Connection connection, Session session, Mirror mirror, Label label) {
        GuardedRecordStore store = house.registry().records(connection, session);
        store.schemas()
                .lookFor(
                        mirror.identity().project(),
                        () ->
                                SchemaCache.kept(mirror.state())
                                        .map(schema -> Tainted.of(schema, label)));
        return store;
    }

    /** What a mirror needs to know of how its connection behaves. */
    private static MirrorOptions options(ConnectionOptions of) {
        return new MirrorOptions(
                of.acceptTruncated(),
                of.deleteCap(),
                of.deleteCapDay(),
                of.onDelete() == ConnectionOptions.OnDelete.CLOSE,
                of.sideFiles() == ConnectionOptions.SideFiles.CARRY,
                of.fullSyncEvery(),
                of.lockWait(),
                of.settleAfter(),
                MirrorOptions.USUAL_BLOB_LIMIT);
    }

    /**
     * Tells the rows of one command from those of another; nobody needs to be unable to guess it.
     */
    private String sessionId() {
        return Long.toString(house.around().clock().millis(), Character.MAX_RADIX)
                + "-"
                + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the home could not be opened", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the home was opened", interrupted);
        }
    }
}
