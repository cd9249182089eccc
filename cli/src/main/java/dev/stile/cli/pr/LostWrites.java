package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.hosts.OpenWrites;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.hosting.service.LandedElsewhere;
import dev.stile.hosting.service.SettledWrite;
import dev.stile.hosting.service.WriteEnd;

import java.util.List;
import java.util.Optional;

/** Writes to a pull request whose answer was lost, and what a read said of each. Immutable. */
final class LostWrites {
    private final Desk desk;
    private final Meant<PrRef> meant;
    private final String named;
    private final List<SettledWrite> writes;

    private LostWrites(Desk desk, Meant<PrRef> meant, String named, List<SettledWrite> writes) {
        this.desk = desk;
        this.meant = meant;
        this.named = named;
        this.writes = List.copyOf(writes);
    }

    /** Reads the pull request, if there is something to settle. */
    static LostWrites settle(Desk desk, Meant<PrRef> meant, String named) {
        return new LostWrites(
                desk,
                meant,
                named,
                new OpenWrites(desk.house())
                        .settle(
                                meant.connection(),
                                meant.ref(),
                                desk.house().around().subject(),
                                desk.call(meant.connection().connection())));
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    /**
     * Ends the command with them.
     *
     * @throws Failure LANDED_OTHERWISE if one is a merge that landed in another branch than it was
     *     sent for; WRITES_UNSETTLED if nobody knows of one yet
     */
    ExitCode told() {
        elsewhere()
                .ifPresent(
                        landed -> {
                            throw failure(landed);
                        });
        if (writes.stream().anyMatch(each -> each.end() == WriteEnd.UNKNOWN)) {
            Failure.Builder failure =
                    Failure.of(Code.WRITES_UNSETTLED)
                            .argument("pr", named)
                            .fact("pr", meant.ref().toString());
            writes.forEach(
                    each ->
                            failure.detail(
                                    words(each.end()) + ": " + OpenWrites.words(each.write())));
            throw failure.build();
        }
        return desk.done(
                into(Json.object().put("pr", meant.ref().toString())).build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(
                            (isEmpty() ? "nothing to settle: " : "all is settled: ") + named);
                    facts(text);
                    text.next(ShellWords.command("stile pr status", named));
                });
    }

    /** Of a merge that did not land where it was to. */
    Optional<LandedElsewhere> elsewhere() {
        return writes.stream().flatMap(each -> each.elsewhere().stream()).findFirst();
    }

    /** By the name that it has now, as its alarm. */
    private Failure failure(LandedElsewhere landed) {
        String now =
                landed.pr().equals(meant.ref())
                        ? named
                        : new HostDesk(desk).namedPr(new Meant<>(meant.connection(), landed.pr()));
        Failure.Builder failure =
                ElsewhereText.told(landed.pr(), now, landed.meant(), landed.landed())
                        .fact("already_merged", Boolean.toString(landed.byAnother()));
        if (!landed.byAnother()) {
            failure.detail(ElsewhereText.stands(now));
        }
        writes.forEach(
                each -> failure.detail(words(each.end()) + ": " + OpenWrites.words(each.write())));
        return failure.build();
    }

    /** A line each. */
    void facts(HostText text) {
        writes.forEach(
                each ->
                        text.fact(
                                "write",
                                words(each.end()) + ": " + OpenWrites.words(each.write())));
    }

    /** A member with all of them. */
    Json.ObjectBuilder into(Json.ObjectBuilder document) {
        return document.put("writes", Json.array(writes.stream().map(LostWrites::json).toList()));
    }

    private static Json json(SettledWrite settled) {
        return Json.object()
                .put("method", settled.write().method())
                .put("key", settled.write().key())
                .put("since", settled.write().since().toString())
                .put("outcome", settled.end().word())
                .build();
    }

    private static String words(WriteEnd end) {
        return switch (end) {
            case HAPPENED -> "it happened";
            case NOT_HAPPENED -> "it did not happen";
            case UNKNOWN -> "not known yet";
        };
    }
}
