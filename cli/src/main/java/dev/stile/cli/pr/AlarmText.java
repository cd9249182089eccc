package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ShellWords;
import dev.stile.hosting.watch.Alarm;

/** Alarms of repositories, for programs and for people. All words are ours. Pure. */
final class AlarmText {
    private AlarmText() {}

    static Json json(HostConnection connection, Alarm alarm) {
        return Json.object()
                .put("pr", alarm.pr().toString())
                .put("connection", connection.slug())
                .put("why", alarm.why())
                .put("at", alarm.at().toString())
                .build();
    }

    /** Why nothing is merged there. */
    static String words(Alarm alarm) {
        return alarm.why() + ", since " + alarm.at() + "; nothing is merged in its repository";
    }

    /** What a person types who has looked at what landed. */
    static String next(HostDesk hosts, HostConnection connection, Alarm alarm) {
        return ShellWords.command(
                "stile pr retry", named(hosts, connection, alarm), "--clear-alarm");
    }

    static String named(HostDesk hosts, HostConnection connection, Alarm alarm) {
        return hosts.namedPr(new Meant<PrRef>(connection, alarm.pr()));
    }
}
