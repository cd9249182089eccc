package dev.stile.connectors.schedule;

import dev.stile.api.connector.AuthKind;
import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.connector.SourceLabel;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.event.EventSource;
import dev.stile.api.label.Integrity;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Events at planned times. Reaches nobody and needs no account. */
public final class ScheduleProvider implements ConnectorProvider {
    private static final String CRON = "cron";
    private static final String ZONE = "zone";
    private static final String CATCH_UP = "catch_up";

    @Override
    public Manifest manifest() {
        return Manifest.of("schedule", "1.0.0", "Events at planned times, by a cron expression")
                .facets(Set.of(Facet.EVENTS))
                .requiresAuth(false)
                .canSubscribe(true)
                .auth(AuthKind.NONE)
                .label(new SourceLabel(Integrity.TRUSTED, true))
                .settings(
                        List.of(
                                new SettingSpec(
                                        CRON,
                                        SettingSpec.Kind.TEXT,
                                        "minute, hour, day, month, weekday: 0 9 * * mon-fri",
                                        true,
                                        Optional.empty(),
                                        List.of()),
                                new SettingSpec(
                                        ZONE,
                                        SettingSpec.Kind.TEXT,
                                        "time zone, such as Europe/Berlin",
                                        false,
                                        Optional.of("UTC"),
                                        List.of()),
                                new SettingSpec(
                                        CATCH_UP,
                                        SettingSpec.Kind.TEXT,
                                        "what becomes of ticks while nobody was there",
                                        false,
                                        Optional.of(CatchUp.NONE.wire()),
                                        List.of("none", "last", "all"))))
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        Settings settings = context.settings();
        EventSource ticks =
                new Ticks(
                        context.connection(),
                        new Plan(cron(settings), zone(settings)),
                        catchUp(settings),
                        context.clock());
        return new Connector() {
            @Override
            public Optional<EventSource> events() {
                return Optional.of(ticks);
            }
        };
    }

    private static Cron cron(Settings settings) {
        try {
            return Cron.parse(settings.require(CRON));
        } catch (IllegalArgumentException wrong) {
            throw invalid(CRON, String.valueOf(wrong.getMessage()));
        }
    }

    private static ZoneId zone(Settings settings) {
        try {
            return ZoneId.of(settings.find(ZONE).orElse("UTC"));
        } catch (DateTimeException unknown) {
            throw invalid(ZONE, "there is no such time zone");
        }
    }

    private static CatchUp catchUp(Settings settings) {
        try {
            return CatchUp.parse(settings.find(CATCH_UP).orElse(CatchUp.NONE.wire()));
        } catch (IllegalArgumentException wrong) {
            throw invalid(CATCH_UP, String.valueOf(wrong.getMessage()));
        }
    }

    private static Invalid invalid(String setting, String rule) {
        return new Invalid(setting, rule, List.of());
    }
}
