package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.api.store.ProjectInfo;
import dev.stile.api.value.Fact;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;
import dev.stile.git.address.Address;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lists the projects of a connection. */
@Command(
        name = "projects",
        description = "List the projects that a connection can see.",
        footer = {
            "",
            "Examples:",
            "  stile projects work",
            "  stile projects work --match shop",
        })
public final class ProjectsCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Option(
            names = "--match",
            paramLabel = "TEXT",
            description = "Only those with this in slug or name.")
    private Optional<String> match = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        Connection connection = desk.house().connection(name);
        List<ProjectInfo> found =
                desk.records(connection).projects(desk.call(connection)).stream()
                        .filter(this::isWanted)
                        .toList();
        return desk.done(
                document(found),
                terminal -> {
                    found.forEach(each -> line(terminal, each));
                    if (found.isEmpty()) {
                        terminal.note("no project is visible to these credentials");
                        terminal.note("next: " + ShellWords.command("stile connection show", name));
                    } else {
                        terminal.note(
                                "next: "
                                        + ShellWords.command(
                                                "git clone",
                                                new Address(name, found.getFirst().project())));
                    }
                });
    }

    private boolean isWanted(ProjectInfo project) {
        return match.map(text -> text.toLowerCase(Locale.ROOT))
                .filter(
                        text ->
                                !has(project.project().text(), text)
                                        && project.name()
                                                        .checked(
                                                                name ->
                                                                        new Fact<>(
                                                                                match(name, text)))
                                                        .answer()
                                                == Match.NO)
                .isEmpty();
    }

    private enum Match {
        YES,
        NO
    }

    private static Match match(String name, String text) {
        return has(name, text) ? Match.YES : Match.NO;
    }

    private static boolean has(String name, String text) {
        return name.toLowerCase(Locale.ROOT).contains(text);
    }

    private static void line(Terminal terminal, ProjectInfo each) {
        List<Words> words = new ArrayList<>();
        words.add(Words.of(each.project().text() + "  "));
        words.add(Words.quoted(each.name()));
        each.records().ifPresent(count -> words.add(Words.of("  " + count + " records")));
        words.add(Words.of(each.writable() ? "" : "  read only"));
        terminal.result(words.toArray(Words[]::new));
    }

    private static Json document(List<ProjectInfo> found) {
        List<Json> items = new ArrayList<>();
        for (ProjectInfo each : found) {
            Json.ObjectBuilder item =
                    Json.object()
                            .put("slug", each.project().text())
                            .put("name", ConnectionDocument.outside(each.name()))
                            .put("writable", each.writable());
            if (each.records().isPresent()) {
                item.put("records", each.records().getAsLong());
            } else {
                item.put("records", "unknown");
            }
            items.add(item.build());
        }
        return Desk.items(items);
    }
}
