package dev.stile.connectors.redmine.support;

import dev.stile.api.action.ActionSet;
import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;
import dev.stile.connectors.redmine.RedmineProvider;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens the connector as the platform would, and looks into what it returns. */
public final class Opened {
    public static final String CONNECTION = "work";

    private Opened() {}

    public static RecordStore store(EgressClient egress, String webUrl, String... settings) {
        return store(egress, webUrl, Clock.systemUTC(), settings);
    }

    public static RecordStore store(
            EgressClient egress, String webUrl, Clock clock, String... settings) {
        return connector(egress, webUrl, clock, settings).records().orElseThrow();
    }

    public static ActionSet actions(EgressClient egress, String webUrl, String... settings) {
        return connector(egress, webUrl, Clock.systemUTC(), settings).actions().orElseThrow();
    }

    private static Connector connector(
            EgressClient egress, String webUrl, Clock clock, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("web_url", webUrl));
        for (int index = 0; index < settings.length; index += 2) {
            values.put(settings[index], settings[index + 1]);
        }
        return new RedmineProvider().open(new Context(egress, new Settings(values), clock));
    }

    public static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "test",
                Label.outside(Scope.of(CONNECTION)),
                Progress.SILENT);
    }

    /** What is inside: a test may look, a program may not. */
    public static <T> T bare(Tainted<T> tainted) {
        List<T> seen = new ArrayList<>();
        tainted.checked(
                value -> {
                    seen.add(value);
                    return new Quantity(0);
                });
        return seen.getFirst();
    }

    private record Context(EgressClient egress, Settings settings, Clock clock)
            implements ConnectorContext {
        @Override
        public String connection() {
            return CONNECTION;
        }

        @Override
        public ConnectorLog log() {
            return (message, remote) -> {};
        }
    }
}
