package dev.stile.cli.subscribers;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.subscriber.Trusts;

import picocli.CommandLine.Command;

import java.util.List;

/** Lists what a person trusted. */
@Command(
        name = "list",
        description = "List what was trusted, by whom, and as what.",
        footer = {"", "Example:", "  stile trust list"})
public final class TrustListCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        List<Trusts.Trust> all = desk.flow().connectors().trusts().all(desk.patience());
        return desk.done(
                Desk.items(all.stream().map(TrustListCommand::document).toList()),
                terminal -> {
                    all.forEach(
                            trust ->
                                    terminal.result(
                                            trust.folder()
                                                    + "  sha256 "
                                                    + trust.sha256()
                                                    + "  by "
                                                    + trust.person()
                                                    + "  "
                                                    + trust.at()));
                    terminal.note("next: stile subscriber list");
                });
    }

    private static Json document(Trusts.Trust trust) {
        return Json.object()
                .put("path", trust.folder().toString())
                .put("subscriber", trust.id())
                .put("hash", trust.sha256())
                .put("person", trust.person())
                .put("at", trust.at().toString())
                .build();
    }
}
