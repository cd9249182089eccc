package dev.stile.core.audit;

import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** A process that crosses so many times: {@code HOME COUNT ACTOR}. */
public final class Appending {
    private Appending() {}

    public static void main(String... arguments) {
        long begun = System.nanoTime();
        Home home = new Home(Path.of(arguments[0]));
        try (Database database = TestHome.open(home);
                SqliteAuditLog log =
                        new SqliteAuditLog(database, home, Clock.systemUTC(), SecureRandom::new)) {
            long opened = System.nanoTime();
            AuditEntry entry =
                    AuditEntry.of(AuditOrigin.PUSH, arguments[2], AuditVerb.RECORD_UPDATE)
                            .connection("work")
                            .container("demo");
            long first = 0;
            for (int count = Integer.parseInt(arguments[1]); count > 0; count--) {
                long intent = log.appendIntent(TestHome.soon(), entry.target("record " + count));
                first = first == 0 ? System.nanoTime() : first;
                log.appendOutcome(
                        TestHome.soon(), intent, entry.target("record " + count).outcome("ok"));
            }
            long appended = System.nanoTime();
            log.close();
            long closed = System.nanoTime();
            database.close();
            System.out.printf(
                    "open %.1f ms, intent %.1f ms, outcomes and the rest %.1f ms, head %.1f ms, close %.1f ms%n",
                    (opened - begun) / 1e6,
                    (first - opened) / 1e6,
                    (appended - first) / 1e6,
                    (closed - appended) / 1e6,
                    (System.nanoTime() - closed) / 1e6);
        }
    }
}
