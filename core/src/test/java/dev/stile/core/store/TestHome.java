package dev.stile.core.store;

import dev.stile.api.call.Deadline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A home of one's own, on a real disk. */
public final class TestHome {
    private TestHome() {}

    public static Home in(Path folder) {
        return new Home(folder.resolve("home")).ensure();
    }

    public static Database open(Home home) {
        return Database.open(home.database(), new HomeSchema(), soon());
    }

    /** Long enough for any step of a test, short enough to end one that hangs. */
    public static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }

    /** The schema of an earlier release. */
    public static Migrations upTo(int version) {
        Migrations whole = new HomeSchema();
        return new Migrations() {
            @Override
            public String subject() {
                return whole.subject();
            }

            @Override
            public int newest() {
                return version;
            }

            @Override
            public List<String> statements(int each) {
                return whole.statements(each);
            }
        };
    }

    /** As a disk with so many pages. */
    public static void limitPages(Database database, int pages) {
        database.read(
                soon(),
                transaction ->
                        transaction.first("PRAGMA max_page_count=" + pages, row -> row.number(1)));
    }
}
