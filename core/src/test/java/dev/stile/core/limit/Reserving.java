package dev.stile.core.limit;

import dev.stile.api.connector.Pacing;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A process that takes what it gets at one moment: {@code HOME COUNT}; or holds a place until it is
 * killed: {@code HOME}.
 */
public final class Reserving {
    static final BucketKey KEY =
            new BucketKey("https://tracker.example", "ada", BucketKey.REQUESTS);
    static final Clock STOPPED = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
    static final Pacing HUNDRED = new Pacing(1, Duration.ZERO, 600);

    private Reserving() {}

    public static void main(String... arguments) throws Exception {
        Home home = new Home(Path.of(arguments[0]));
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = new SqliteRateBuckets(database, home, STOPPED);
            if (arguments.length == 1) {
                try (RateBuckets.Place held = buckets.takePlace(TestHome.soon(), KEY, HUNDRED)) {
                    System.out.println("held " + held);
                    Thread.sleep(Duration.ofSeconds(60));
                }
                return;
            }
            int granted = 0;
            for (int count = Integer.parseInt(arguments[1]); count > 0; count--) {
                granted +=
                        buckets.reserve(TestHome.soon(), KEY, RequestKind.READ, HUNDRED)
                                        instanceof Reservation.Granted
                                ? 1
                                : 0;
            }
            System.out.print(granted);
        }
    }
}
