package dev.stile.cli.subscribers;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.subscriber.Subscribers.Seen;

import picocli.CommandLine.Command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists subscribers. Nothing of them is started. */
@Command(
        name = "list",
        description = "List subscribers: those that may run, and those that nobody trusted.",
        footer = {"", "Example:", "  stile subscriber list"})
public final class SubscriberListCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        List<Seen> all = desk.flow().connectors().subscribers().all(desk.patience());
        return desk.done(
                Desk.items(all.stream().map(seen -> document(desk, seen)).toList()),
                terminal -> {
                    for (Seen seen : all) {
                        terminal.result(seen.id() + "  " + word(seen) + "  " + place(seen));
                    }
                    terminal.note("next: " + next(all));
                });
    }

    private static Json document(Desk desk, Seen seen) {
        Json.ObjectBuilder document =
                found(seen)
                        .map(found -> new SubscriberText(desk, found).document())
                        .orElseGet(
                                () ->
                                        Json.object()
                                                .put("subscriber", seen.id())
                                                .put("path", place(seen).toString()));
        if (seen instanceof Seen.Broken broken) {
            document.put("reason", broken.why().headline()).put("faults", faults(broken.why()));
        }
        return document.put("state", word(seen)).build();
    }

    private static List<String> faults(Failure why) {
        return Stream.concat(
                        why.details().stream(),
                        why.problems().stream()
                                .map(each -> each.path().orElse("/") + ": " + each.message()))
                .toList();
    }

    private static Optional<dev.stile.flow.subscriber.FoundSubscriber> found(Seen seen) {
        return switch (seen) {
            case Seen.Usable usable -> Optional.of(usable.found());
            case Seen.Untrusted untrusted -> Optional.of(untrusted.found());
            case Seen.Changed changed -> Optional.empty();
            case Seen.Broken broken -> Optional.empty();
        };
    }

    private static Path place(Seen seen) {
        return switch (seen) {
            case Seen.Usable usable -> usable.found().folder();
            case Seen.Untrusted untrusted -> untrusted.found().folder();
            case Seen.Changed changed -> changed.folder();
            case Seen.Broken broken -> broken.folder();
        };
    }

    private static String word(Seen seen) {
        return switch (seen) {
            case Seen.Usable usable -> "usable";
            case Seen.Untrusted untrusted -> "untrusted";
            case Seen.Changed changed -> "changed";
            case Seen.Broken broken -> "broken";
        };
    }

    private static String next(List<Seen> all) {
        return all.stream()
                .filter(seen -> seen instanceof Seen.Untrusted || seen instanceof Seen.Changed)
                .findFirst()
                .map(
                        seen ->
                                ShellWords.line(
                                        List.of("stile", "trust", "add", place(seen).toString())))
                .orElse("stile connector list");
    }
}
