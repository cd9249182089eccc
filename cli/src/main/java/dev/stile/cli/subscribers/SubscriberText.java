package dev.stile.cli.subscribers;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.Isolation;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.subscriber.FoundSubscriber;
import dev.stile.flow.subscriber.SubscriberManifest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/** What a subscriber would run, for whoever decides about it. */
record SubscriberText(Desk desk, FoundSubscriber found) {
    /** For a program. */
    Json.ObjectBuilder document() {
        SubscriberManifest manifest = found.manifest();
        Json.ObjectBuilder variables = Json.object();
        new TreeMap<>(manifest.variables()).forEach(variables::put);
        return Json.object()
                .put("subscriber", manifest.id())
                .put("display_name", manifest.displayName())
                .put("provenance", found.origin().shown())
                .put("path", found.folder().toString())
                .put("hash", found.sha256())
                .put("command", manifest.program().command())
                .put("environment", variables.build())
                .put("secrets", manifest.secrets())
                .put("requires", manifest.requires())
                .putIf("shadows", shadowed().map(Path::toString))
                .put("filters", manifest.offers().orElseGet(() -> Json.text("unknown")));
    }

    /** For a person. */
    void tell(Terminal terminal) {
        SubscriberManifest manifest = found.manifest();
        terminal.result("subscriber  " + manifest.id() + " (" + manifest.displayName() + ")");
        terminal.result("path        " + found.folder());
        terminal.result("command     " + ShellWords.line(manifest.program().command()));
        new TreeMap<>(manifest.variables())
                .forEach((name, value) -> terminal.result("variable    " + name + "=" + value));
        manifest.secrets().forEach(secret -> terminal.result("secret      " + secret));
        shadowed().ifPresent(other -> terminal.result("in place of " + other));
        terminal.result("sha256      " + found.sha256());
        terminal.result(Isolation.NONE);
    }

    private Optional<Path> shadowed() {
        return desk.flow().connectors().subscribers().shadowed(found.manifest().id());
    }
}
