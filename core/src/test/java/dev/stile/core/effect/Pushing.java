package dev.stile.core.effect;

import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A process that plans two effects and sends the first: {@code HOME}. */
public final class Pushing {
    private Pushing() {}

    public static void main(String... arguments) {
        Home home = new Home(Path.of(arguments[0]));
        try (Database database = TestHome.open(home);
                SqliteAuditLog audit =
                        new SqliteAuditLog(database, home, Clock.systemUTC(), SecureRandom::new)) {
            EffectTable effects = new EffectTable(database, audit, Clock.systemUTC());
            List<Effect> planned =
                    effects.plan(
                            TestHome.soon(),
                            EffectTableTest.PLAN,
                            List.of(EffectTableTest.draft(1), EffectTableTest.draft(2)),
                            List.of(AuditRow.point(EffectTableTest.PUSH.verb(AuditVerb.GIT_PLAN))));
            Sending.Started sending =
                    (Sending.Started)
                            effects.markSending(
                                    TestHome.soon(),
                                    planned.getFirst(),
                                    0,
                                    EffectTableTest.PUSH,
                                    Optional.empty());
            effects.recordOutcome(
                    TestHome.soon(),
                    sending.effect(),
                    EffectState.DONE,
                    Optional.of("7"),
                    EffectTableTest.PUSH.outcome("ok"));
        }
    }
}
