package dev.stile.git.surface;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes single calls of a store fail, before or behind what they do. */
final class TrackerFaults {
    private final List<Fault> faults = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();

    private record Cut(String method, UnaryOperator<Listing> change) {}

    private record Fault(
            String method, String about, boolean behind, Supplier<ConnectorException> error) {}

    /** The next call of that method fails and does nothing. */
    void refuse(String method, Supplier<ConnectorException> error) {
        refuse(method, "", error);
    }

    /** The next call of that method about a record fails and does nothing. */
    void refuse(String method, String record, Supplier<ConnectorException> error) {
        faults.add(new Fault(method, record, false, error));
    }

    /** The next call of that method takes effect, and fails. */
    void failBehind(String method, Supplier<ConnectorException> error) {
        faults.add(new Fault(method, "", true, error));
    }

    /** The next listing by that method gives so many pages and ends like this. */
    void cut(String method, int pages, ListingEnd end) {
        cuts.add(new Cut(method, listing -> new CutListing(listing, pages, end)));
    }

    /** The next listing by that method gives one more page, made when it is asked for. */
    void oneMorePage(String method, Supplier<ListedItem> item) {
        cuts.add(new Cut(method, listing -> new LongerListing(listing, item)));
    }

    RecordStore over(RecordStore store) {
        return (RecordStore)
                Proxy.newProxyInstance(
                        RecordStore.class.getClassLoader(),
                        new Class<?>[] {RecordStore.class},
                        (proxy, method, arguments) -> {
                            Fault due = take(method.getName(), arguments);
                            if (due != null && !due.behind()) {
                                throw due.error().get();
                            }
                            try {
                                Object result = method.invoke(store, arguments);
                                if (due != null) {
                                    throw due.error().get();
                                }
                                return result instanceof Listing listing
                                        ? cut(method.getName(), listing)
                                        : result;
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        });
    }

    private synchronized Listing cut(String method, Listing listing) {
        for (Cut cut : cuts) {
            if (cut.method().equals(method)) {
                cuts.remove(cut);
                return cut.change().apply(listing);
            }
        }
        return listing;
    }

    private synchronized Fault take(String method, Object[] arguments) {
        for (Fault fault : faults) {
            boolean about =
                    fault.about().isEmpty() || arguments[1].toString().equals(fault.about());
            if (fault.method().equals(method) && about) {
                faults.remove(fault);
                return fault;
            }
        }
        return null;
    }

    /** The first pages of a listing, and an end that somebody made up. */
    private static final class CutListing implements Listing {
        private final Listing listing;
        private final ListingEnd end;
        private int left;

        CutListing(Listing listing, int pages, ListingEnd end) {
            this.listing = listing;
            this.left = pages;
            this.end = end;
        }

        @Override
        public Optional<Page> nextPage() {
            return left-- > 0 ? listing.nextPage() : Optional.empty();
        }

        @Override
        public ListingEnd end() {
            return end;
        }

        @Override
        public Optional<Cursor> nextCursor() {
            listing.close();
            return listing.nextCursor();
        }

        @Override
        public void close() {
            listing.close();
        }
    }

    /** A listing, and a page behind its last one. */
    private static final class LongerListing implements Listing {
        private final Listing listing;
        private final Supplier<ListedItem> item;
        private boolean ended;

        LongerListing(Listing listing, Supplier<ListedItem> item) {
            this.listing = listing;
            this.item = item;
        }

        @Override
        public Optional<Page> nextPage() {
            Optional<Page> page = listing.nextPage();
            if (page.isPresent() || ended) {
                return page;
            }
            ended = true;
            return Optional.of(new Page(List.of(item.get()), Optional.empty(), Optional.empty()));
        }

        @Override
        public ListingEnd end() {
            return listing.end();
        }

        @Override
        public Optional<Cursor> nextCursor() {
            return listing.nextCursor();
        }

        @Override
        public void close() {
            listing.close();
        }
    }
}
