package dev.stile.git.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Position;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
final class PagesAheadTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch secondAsked = new CountDownLatch(1);
    private final CountDownLatch secondMay = new CountDownLatch(1);

    /** Two pages and an end; the second is held until the test lets it go. */
    private final class Held implements Listing {
        private int asked;

        @Override
        public Optional<Page> nextPage() {
            asked++;
            if (asked == 2) {
                secondAsked.countDown();
                await(secondMay);
            }
            done.add("page " + asked);
            return asked > 2 ? Optional.empty() : Optional.of(page(asked));
        }

        @Override
        public ListingEnd end() {
            return new ListingEnd.Complete();
        }

        @Override
        public Optional<Cursor> nextCursor() {
            return Optional.of(new Cursor("next"));
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    /** One page, and then a failure. */
    private record Broken(List<String> done, RuntimeException failure) implements Listing {
        @Override
        public Optional<Page> nextPage() {
            done.add("asked");
            if (done.size() > 1) {
                throw failure;
            }
            return Optional.of(page(1));
        }

        @Override
        public ListingEnd end() {
            throw new IllegalStateException("it has not ended");
        }

        @Override
        public Optional<Cursor> nextCursor() {
            return Optional.empty();
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    private static Page page(int number) {
        return new Page(List.of(), Optional.of(new Position("" + number)), Optional.empty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }

    @Test
    void theNextPageIsAskedForWhileTheLastIsWorkedOn() {
        try (PagesAhead pages = new PagesAhead(new Held())) {
            assertThat(pages.nextPage()).contains(page(1));
            await(secondAsked);
            secondMay.countDown();
            assertThat(pages.nextPage()).contains(page(2));
            assertThat(pages.nextPage()).isEmpty();
            assertThat(pages.nextPage()).isEmpty();
            assertThat(pages.end()).isEqualTo(new ListingEnd.Complete());
            assertThat(pages.nextCursor()).contains(new Cursor("next"));
        }
        assertThat(done).containsExactly("page 1", "page 2", "page 3", "close");
    }

    @Test
    void nothingIsAskedBeforeTheFirstPageIsWanted() {
        new PagesAhead(new Held()).close();

        assertThat(done).containsExactly("close");
    }

    @Test
    void aFailureIsMetWhereThePageWouldHaveBeenAndIsWhatWasThrown() {
        RuntimeException failure = new IllegalArgumentException("broken");
        try (PagesAhead pages = new PagesAhead(new Broken(done, failure))) {
            assertThat(pages.nextPage()).contains(page(1));
            assertThatThrownBy(pages::nextPage).isSameAs(failure);
        }
        assertThat(done).containsExactly("asked", "asked", "close");
    }

    @Test
    void whatIsOnItsWayIsWaitedForBeforeTheListingIsClosed() throws InterruptedException {
        PagesAhead pages = new PagesAhead(new Held());
        assertThat(pages.nextPage()).isPresent();
        await(secondAsked);
        Thread closing = Thread.ofPlatform().start(pages::close);
        while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        secondMay.countDown();
        closing.join();

        assertThat(done).containsExactly("page 1", "page 2", "close");
    }
}
