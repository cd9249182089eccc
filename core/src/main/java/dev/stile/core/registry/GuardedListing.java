package dev.stile.core.registry;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.OnceEach;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.registry.Guard.Doing;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds a listing to its contract, whoever wrote it: opened at the first page, each id once or with
 * something newer, an end only after the last page and never after a failure, one pair of rows. One
 * thread at a time.
 */
final class GuardedListing implements Listing {
    private enum State {
        NEW,
        OPEN,
        ENDED,
        FAILED,
        CLOSED
    }

    private final Guard guard;
    private final Doing doing;
    private final Label label;
    private final CallContext call;
    private final Supplier<Listing> opening;
    private final OnceEach once = new OnceEach();
    private Optional<Listing> inner = Optional.empty();
    private Optional<Guard.Begun> begun = Optional.empty();
    private State state = State.NEW;
    private long records;

    GuardedListing(
            Guard guard, Doing doing, Label label, CallContext call, Supplier<Listing> opening) {
        this.guard = guard;
        this.doing = doing;
        this.label = label;
        this.call = call;
        this.opening = opening;
    }

    @Override
    public Optional<Page> nextPage() {
        return switch (state) {
            case ENDED, CLOSED -> Optional.empty();
            case FAILED -> throw new IllegalStateException("the listing failed: begin another one");
            case NEW, OPEN -> pull();
        };
    }

    @Override
    public ListingEnd end() {
        return ended().end();
    }

    @Override
    public Optional<Cursor> nextCursor() {
        return ended().nextCursor();
    }

    @Override
    public void close() {
        if (state == State.NEW || state == State.OPEN) {
            state = State.CLOSED;
            finish("stopped");
        }
        inner.ifPresent(Listing::close);
    }

    private Optional<Page> pull() {
        boolean alive = false;
        try {
            Optional<Page> page = guard.guarded(doing, () -> open().nextPage());
            alive = true;
            return page.isPresent() ? Optional.of(deliver(page.get())) : theEnd();
        } catch (StileException failed) {
            state = State.FAILED;
            finish(failed.code());
            throw failed;
        } finally {
            if (!alive && state != State.FAILED) {
                state = State.FAILED;
                finish("internal");
            }
        }
    }

    private Listing open() {
        if (inner.isEmpty()) {
            begun = Optional.of(guard.begin(doing, call));
            inner = Optional.of(opening.get());
            state = State.OPEN;
        }
        return inner.get();
    }

    private Page deliver(Page page) {
        List<ListedItem> items = once.only(page.items()).stream().map(this::labelled).toList();
        records += items.size();
        call.progress().step("records", records);
        return new Page(items, page.resume(), page.serverTime());
    }

    private ListedItem labelled(ListedItem item) {
        return item instanceof ListedItem.Present(RecordId id, Version version, var record)
                ? new ListedItem.Present(id, version, BodyBounds.bounded(record).joined(label))
                : item;
    }

    private Optional<Page> theEnd() {
        Listing listing = inner.orElseThrow();
        ListingEnd end;
        try {
            end = guard.guarded(doing, listing::end);
        } catch (StileException noEnd) {
            throw new Malformed("a listing that says how it ended");
        }
        state = State.ENDED;
        finish(
                switch (end) {
                    case ListingEnd.Complete complete -> "ok";
                    case ListingEnd.Truncated truncated -> "truncated";
                    case ListingEnd.Unknown unknown -> "unknown_end";
                });
        return Optional.empty();
    }

    private Listing ended() {
        if (state != State.ENDED) {
            throw new IllegalStateException("the listing has not ended");
        }
        return inner.orElseThrow();
    }

    private void finish(String outcome) {
        begun.ifPresent(call -> call.ended(outcome, records + " entries"));
        begun = Optional.empty();
    }
}
