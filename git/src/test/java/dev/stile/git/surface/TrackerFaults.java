package dev.stile.git.surface;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.Feature;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.LostUpdate;
import dev.stile.api.store.Page;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.tracker.MemoryTracker;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes single calls of a store fail, before, behind or long before what they do, and takes from
 * the store what other trackers lack.
 */
final class TrackerFaults {
    private final List<Fault> faults = new ArrayList<>();
    private final List<Supplier<Object>> late = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private Optional<TextLookup> lookup = Optional.empty();
    private Optional<Function<Update, WriteResult>> between = Optional.empty();
    private final Set<Feature> added = EnumSet.noneOf(Feature.class);
    private final List<Cut> cuts = new ArrayList<>();
    private OptionalInt answers = OptionalInt.empty();
    private final AtomicLong requests = new AtomicLong();
    private Consumer<RecordId> closed = record -> {};
    private boolean tellsNoTime;
    private boolean listsNoBodies;
    private final Set<Feature> removed = EnumSet.noneOf(Feature.class);
    private boolean namesNoDeletions;
    private Optional<BodyState> readsNoBodies = Optional.empty();

    private record Cut(String method, UnaryOperator<Listing> change) {}

    private enum When {
        INSTEAD,
        BEHIND,
        LONG_BEFORE
    }

    private record Fault(
            String method, String about, When when, Supplier<? extends Throwable> error) {}

    /** What ends everything that runs, as a SIGKILL would. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The next call of that method fails and does nothing. */
    void refuse(String method, Supplier<? extends StileException> error) {
        refuse(method, "", error);
    }

    /** The next call of that method about a record fails and does nothing. */
    void refuse(String method, String record, Supplier<? extends StileException> error) {
        faults.add(new Fault(method, record, When.INSTEAD, error));
    }

    /** Whether a call of that method has yet to fail. */
    synchronized boolean isDue(String method) {
        return faults.stream().anyMatch(fault -> fault.method().equals(method));
    }

    /** Whether a call of that method about a record has yet to fail. */
    synchronized boolean isDue(String method, String record) {
        return faults.stream()
                .anyMatch(fault -> fault.method().equals(method) && fault.about().equals(record));
    }

    /** The next call of that method takes effect, and fails. */
    void failBehind(String method, Supplier<? extends Throwable> error) {
        faults.add(new Fault(method, "", When.BEHIND, error));
    }

    /** Nobody gets an answer to the next call of that method, and the tracker goes on with it. */
    void leaveUnderWay(String method) {
        leaveUnderWay(
                method,
                () ->
                        new ConnectorException.OutcomeUnknown(
                                "the write", "the answer took too long"));
    }

    /** The answer to the next call of that method is this, and the tracker goes on with it. */
    void leaveUnderWay(String method, Supplier<? extends StileException> error) {
        faults.add(new Fault(method, "", When.LONG_BEFORE, error));
    }

    /** We die in the next call of that method, and the tracker goes on with it. */
    void dieUnderWay(String method) {
        faults.add(new Fault(method, "", When.LONG_BEFORE, Killed::new));
    }

    /** The tracker gets round to what is still under way. */
    void finishWhatIsUnderWay() {
        List<Supplier<Object>> waiting = List.copyOf(late);
        late.clear();
        waiting.forEach(Supplier::get);
    }

    /** The tracker knows no keys: it looks for what was created by its text. */
    TextLookup knowNoKeys(MemoryTracker tracker) {
        TextLookup byText = new TextLookup(tracker);
        lookup = Optional.of(byText);
        return byText;
    }

    /** Just before the next update a stranger makes an edit, and the update overwrites it. */
    void overwrite(MemoryTracker tracker, List<FieldRef> fields, Runnable strangersEdit) {
        between =
                Optional.of(
                        update -> {
                            strangersEdit.run();
                            TrackerRecord theirs = tracker.now(update.record()).orElseThrow();
                            WriteResult result = update.whatever();
                            return new WriteResult(
                                    result.id(),
                                    result.version(),
                                    result.record(),
                                    result.notTaken(),
                                    Optional.of(
                                            new LostUpdate(
                                                    fields, result.record().map(now -> theirs))),
                                    result.requests());
                        });
    }

    /** One update, which a fault may carry out whatever version is there. */
    private record Update(RecordStore store, Object[] arguments) {
        RecordId record() {
            return (RecordId) arguments[1];
        }

        @SuppressWarnings("unchecked")
        WriteResult whatever() {
            return store.updateRecord(
                    (ProjectRef) arguments[0],
                    record(),
                    (Untainted<RecordChange, Sink.RecordField>) arguments[2],
                    new Precondition.Unconditional(),
                    (CallContext) arguments[4]);
        }
    }

    /** The tracker says that children are deleted along with their parent. */
    void deleteChildrenToo() {
        added.add(Feature.CHILDREN_GO_ALONG);
    }

    /** The tracker can close records; the closed ones look as before. */
    void close() {
        added.add(Feature.CLOSE);
    }

    /** The tracker can close records, in this way. */
    void closeBy(Consumer<RecordId> closing) {
        close();
        closed = closing;
    }

    /** The tracker does not say what time it is. */
    void tellNoTime() {
        tellsNoTime = true;
    }

    /** Listings of the tracker have no bodies: only single reads and answers to writes do. */
    void listNoBodies() {
        listsNoBodies = true;
    }

    /** It writes whatever the version is, as far as anybody is told. */
    void compareNoVersions() {
        removed.add(Feature.CONDITIONAL_WRITE);
    }

    /** Single reads have no bodies either. */
    void readNoBodies() {
        readsNoBodies = Optional.of(BodyState.DEFERRED);
    }

    /** Every body is larger than anybody keeps. */
    void readTooLargeBodies() {
        readsNoBodies = Optional.of(BodyState.TOO_LARGE);
    }

    /** How many calls came through. */
    long requests() {
        return requests.get();
    }

    /** After so many creates a gateway answers 502 to every call, and nothing comes through. */
    void goAwayAfter(int creates) {
        answers = OptionalInt.of(creates);
    }

    /** The gateway lets everything through again. */
    void comeBack() {
        answers = OptionalInt.empty();
    }

    /** The key of every attempt to create, in their order. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    /** The next listing by that method is another one. */
    void change(String method, UnaryOperator<Listing> change) {
        cuts.add(new Cut(method, change));
    }

    /** Deltas of the tracker name no record that is gone. */
    void nameNoDeletions() {
        namesNoDeletions = true;
    }

    /** The next listing by that method gives so many pages and ends like this. */
    void cut(String method, int pages, ListingEnd end) {
        cuts.add(new Cut(method, listing -> ChangedListings.cut(listing, pages, end)));
    }

    /** The next listing by that method gives one more page, made when it is asked for. */
    void oneMorePage(String method, Supplier<ListedItem> item) {
        cuts.add(new Cut(method, listing -> ChangedListings.longer(listing, item)));
    }

    RecordStore over(RecordStore store) {
        return Proxied.of(
                RecordStore.class,
                (proxy, method, arguments) -> {
                    if (method.getName().equals("createRecord")) {
                        keys.add(arguments[2].toString());
                    }
                    meetGateway(method);
                    Fault due = take(method.getName(), arguments);
                    if (due == null) {
                        return call(store, method, arguments);
                    }
                    switch (due.when()) {
                        case INSTEAD -> {}
                        case BEHIND -> call(store, method, arguments);
                        case LONG_BEFORE -> late.add(() -> callLate(store, method, arguments));
                    }
                    throw due.error().get();
                });
    }

    private void meetGateway(Method method) {
        if (answers.isEmpty() || !isQuestion(method)) {
            return;
        }
        boolean isCreate = method.getName().equals("createRecord");
        if (answers.getAsInt() == 0) {
            throw isCreate
                    ? new ConnectorException.OutcomeUnknown("the write", "the answer was 502")
                    : new ConnectorException.Unavailable("the answer was 502");
        }
        if (isCreate) {
            answers = OptionalInt.of(answers.getAsInt() - 1);
        }
    }

    private static boolean isQuestion(Method method) {
        return method.getParameterCount() > 1;
    }

    private Object callLate(RecordStore store, Method method, Object[] arguments) {
        try {
            return call(store, method, arguments);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Object call(RecordStore store, Method method, Object[] arguments) throws Throwable {
        if (isQuestion(method)) {
            requests.incrementAndGet();
        }
        if (between.isPresent() && method.getName().equals("updateRecord")) {
            Function<Update, WriteResult> meeting = between.get();
            between = Optional.empty();
            return meeting.apply(new Update(store, arguments));
        }
        if (method.getName().equals("supports") && added.contains(arguments[0])) {
            return true;
        }
        if (added.contains(Feature.CLOSE) && method.getName().equals("deleteOrClose")) {
            closed.accept((RecordId) arguments[1]);
            return new RemoveResult.Closed(
                    store.getRecord(
                            (ProjectRef) arguments[0],
                            (RecordId) arguments[1],
                            (CallContext) arguments[5]));
        }
        if (method.getName().equals("supports") && removed.contains(arguments[0])) {
            return false;
        }
        if (method.getName().equals("supports") && arguments[0] == Feature.BODIES_IN_LISTING) {
            return !listsNoBodies && (boolean) Proxied.call(store, method, arguments);
        }
        if (lookup.isEmpty()) {
            return heard(method.getName(), Proxied.call(store, method, arguments));
        }
        return switch (method.getName()) {
            case "supports" ->
                    arguments[0] != Feature.IDEMPOTENT_CREATE
                            && (boolean) Proxied.call(store, method, arguments);
            case "createRecord" -> {
                arguments[2] = new IdempotencyKey(UUID.randomUUID().toString());
                WriteResult made = (WriteResult) Proxied.call(store, method, arguments);
                lookup.get().made(made.id());
                yield made;
            }
            case "findCreated" ->
                    lookup.get()
                            .find(
                                    ((CreateIntent.OfRecord) arguments[1]).draft().value(),
                                    (Instant) arguments[3]);
            default -> heard(method.getName(), Proxied.call(store, method, arguments));
        };
    }

    private Object heard(String asked, Object answer) {
        if (readsNoBodies.isPresent() && asked.equals("getRecord")) {
            BodyState why = readsNoBodies.get();
            return ((Tainted<?>) answer)
                    .map(read -> ChangedListings.withoutBody((TrackerRecord) read, why));
        }
        if (!(answer instanceof Listing whole)) {
            return answer;
        }
        Listing named = namesNoDeletions ? ChangedListings.withoutDeletions(whole) : whole;
        Listing told = changed(asked, named);
        Listing listing = listsNoBodies ? ChangedListings.withoutBodies(told) : told;
        return tellsNoTime
                ? Proxied.of(
                        Listing.class,
                        (proxy, method, arguments) ->
                                withoutTime(Proxied.call(listing, method, arguments)))
                : listing;
    }

    private synchronized Listing changed(String asked, Listing listing) {
        for (Cut cut : cuts) {
            if (cut.method().equals(asked)) {
                cuts.remove(cut);
                return cut.change().apply(listing);
            }
        }
        return listing;
    }

    private static Object withoutTime(Object answer) {
        return answer instanceof Optional<?> page && page.orElse(null) instanceof Page full
                ? Optional.of(new Page(full.items(), full.resume(), Optional.empty()))
                : answer;
    }

    private synchronized Fault take(String method, Object[] arguments) {
        for (Fault fault : faults) {
            if (fault.method().equals(method)
                    && (fault.about().isEmpty() || arguments[1].toString().equals(fault.about()))) {
                faults.remove(fault);
                return fault;
            }
        }
        return null;
    }
}
