package dev.stile.cli.connections;

import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ExitCode;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;

import picocli.CommandLine.Command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists the references of secrets, whether they lead to something now, and since when that is the
 * same. Never a value, and nothing of its length.
 */
@Command(
        name = "list",
        description =
                "List where secrets are, who uses them, whether they are there now, and since when.",
        footer = {"", "Example:", "  stile secret list"})
public final class SecretListCommand implements Action {
    private record Listed(
            String reference,
            String connection,
            String secret,
            boolean present,
            Optional<Instant> since) {}

    @Override
    public ExitCode run(Desk desk) {
        List<Listed> listed = new ArrayList<>();
        for (Connection connection : desk.house().allConnections()) {
            connection
                    .secrets()
                    .forEach(
                            (secret, reference) ->
                                    listed.add(
                                            new Listed(
                                                    reference,
                                                    connection.slug().text(),
                                                    secret,
                                                    isPresent(desk, connection, secret, reference),
                                                    SecretReference.parse(reference).since())));
        }
        return desk.done(
                Desk.items(listed.stream().map(SecretListCommand::document).toList()),
                terminal -> {
                    listed.forEach(
                            each ->
                                    terminal.result(
                                            each.reference
                                                    + "  "
                                                    + each.connection
                                                    + " "
                                                    + each.secret
                                                    + (each.present ? "" : "  missing")
                                                    + each.since
                                                            .map(SecretListCommand::age)
                                                            .orElse("")));
                    if (listed.isEmpty()) {
                        terminal.note("no connection uses a secret");
                    }
                });
    }

    private static boolean isPresent(
            Desk desk, Connection connection, String secret, String reference) {
        Secrets.Wanted wanted = new Secrets.Wanted(connection.slug().text(), secret);
        try (SecureValue value =
                desk.house()
                        .secrets()
                        .resolve(SecretReference.parse(reference), wanted, desk.patience())) {
            return true;
        } catch (StileException missing) {
            return false;
        }
    }

    private static String age(Instant since) {
        return "  since " + since.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Json document(Listed listed) {
        return Json.object()
                .put("reference", listed.reference)
                .put("connection", listed.connection)
                .put("name", listed.secret)
                .put("present", listed.present)
                .put("since", listed.since.map(Instant::toString).orElse("unknown"))
                .build();
    }
}
