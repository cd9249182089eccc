package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Position;
import dev.stile.api.value.ProjectRef;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pages by how many records came before, whatever moves meanwhile. For one thread. */
final class ByOffset implements Listing {
    private static final int PAGE = 100;

    private final Supplier<Listed> whole;
    private int shown;
    private Optional<Listed> last = Optional.empty();
    private boolean ended;

    private ByOffset(int shown, Supplier<Listed> whole) {
        this.shown = shown;
        this.whole = whole;
    }

    /** The store with such pages. */
    static RecordStore of(RecordStore healthy) {
        return new Passing(healthy) {
            @Override
            public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
                int from = options.from().map(Position::text).map(Integer::valueOf).orElse(0);
                return new ByOffset(
                        from,
                        () ->
                                Listed.of(
                                        healthy.listRecords(
                                                project, ListOptions.everything(), call)));
            }
        };
    }

    @Override
    public Optional<Page> nextPage() {
        if (ended) {
            return Optional.empty();
        }
        Listed all = whole.get();
        last = Optional.of(all);
        List<ListedItem> items = all.items().stream().skip(shown).limit(PAGE).toList();
        shown += items.size();
        ended = shown >= all.items().size();
        Optional<Position> resume =
                ended ? Optional.empty() : Optional.of(new Position(Integer.toString(shown)));
        return Optional.of(new Page(items, resume, Optional.empty()));
    }

    @Override
    public ListingEnd end() {
        return last.orElseThrow().end();
    }

    @Override
    public Optional<Cursor> nextCursor() {
        return last.orElseThrow().cursor();
    }

    @Override
    public void close() {
        ended = true;
    }
}
