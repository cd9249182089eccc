package dev.stile.flow.template;

import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.subscriber.Subscribers;
import dev.stile.flow.subscriber.Trusts;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;

/** The templates of a home in a folder, which is the workspace too. */
final class TemplateHome implements AutoCloseable {
    final Database database;
    final TemplateStore store;
    private final SqliteAuditLog audit;

    TemplateHome(Path folder) {
        Home home = TestHome.in(folder);
        Clock clock = Clock.systemUTC();
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, clock, () -> new Random(7));
        store =
                new TemplateStore(
                        database,
                        audit,
                        new TemplateReader(new JsonSchemas()),
                        new Subscribers(home.folder(), folder, new Trusts(database, audit, clock)),
                        clock);
    }

    @Override
    public void close() {
        audit.close();
        database.close();
    }
}
