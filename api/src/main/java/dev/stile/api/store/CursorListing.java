package dev.stile.api.store;

import dev.stile.api.value.Cursor;
import dev.stile.api.value.Position;
import dev.stile.api.value.Token;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A listing whose pages name the next one. One thread at a time. */
final class CursorListing implements Listing {
    private final PageSource source;
    private final Set<Token> followed = new HashSet<>();
    private final OnceEach once = new OnceEach();
    private Optional<Token> next;
    private Optional<Cursor> cursor = Optional.empty();
    private Optional<ListingEnd> end = Optional.empty();
    private boolean first = true;

    CursorListing(Optional<Position> from, PageSource source) {
        this.source = source;
        this.next = from.map(position -> new Token(position.text()));
        next.ifPresent(followed::add);
    }

    @Override
    public Optional<Page> nextPage() {
        if (end.isPresent()) {
            return Optional.empty();
        }
        if (!first && next.isEmpty()) {
            throw new IllegalStateException("a listing without a next page has ended");
        }
        PageSource.Fetched page = source.fetch(next);
        if (first) {
            cursor = page.cursor();
            first = false;
        }
        next = page.next();
        if (next.isEmpty()) {
            end =
                    Optional.of(
                            page.saidComplete()
                                    ? new ListingEnd.Complete()
                                    : new ListingEnd.Unknown(
                                            "the server did not say that the last page was the last"));
        } else if (!followed.add(next.get())) {
            end = Optional.of(new ListingEnd.Unknown("the server named the same page twice"));
        }
        Optional<Position> resume =
                end.isEmpty() ? next.map(token -> new Position(token.text())) : Optional.empty();
        return Optional.of(new Page(once.only(page.items()), resume, page.serverTime()));
    }

    @Override
    public ListingEnd end() {
        return end.orElseThrow(() -> new IllegalStateException("the listing has not ended"));
    }

    @Override
    public Optional<Cursor> nextCursor() {
        end();
        return cursor;
    }

    @Override
    public void close() {
        if (end.isEmpty()) {
            end = Optional.of(new ListingEnd.Unknown("the listing was closed before its end"));
        }
    }
}
