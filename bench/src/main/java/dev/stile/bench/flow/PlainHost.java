package dev.stile.bench.flow;

import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Commands;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The floor of an intake: the same child, whose lines go into one table of SQLite with full sync,
 * as many a commit as are there, and are acked then. No check, no rule.
 */
final class PlainHost {
    private static final int MOST_A_COMMIT = 500;

    private PlainHost() {}

    /** Takes everything that the child tells; returns when the last line is acked. */
    static void take(Commands commands, Child child, Path file, String connection, Flood flood) {
        List<String> words = child.subscribing();
        Process process = commands.beginPiped(child.folder(), Map.of(), words);
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                OutputStream acks = process.getOutputStream()) {
            acks.write(request(child.settings(connection, flood)));
            acks.flush();
            lines.readLine();
            take(database, lines, acks, flood.count());
        } catch (IOException | SQLException broken) {
            process.destroyForcibly();
            throw new CommandFailed("the plain host: " + broken.getMessage());
        }
        commands.end(process, words);
    }

    private static byte[] request(Map<String, String> settings) {
        StringBuilder text = new StringBuilder("{\"op\":\"subscribe\",\"settings\":{");
        settings.forEach(
                (name, value) ->
                        text.append('"').append(name).append("\":\"").append(value).append("\","));
        text.setCharAt(text.length() - 1, '}');
        return text.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void take(
            Connection database, BufferedReader lines, OutputStream acks, int count)
            throws IOException, SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("CREATE TABLE IF NOT EXISTS told (line TEXT)");
        }
        database.setAutoCommit(false);
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO told VALUES (?)")) {
            int taken = 0;
            while (taken < count) {
                List<String> some = new ArrayList<>();
                do {
                    some.add(lines.readLine());
                } while (some.size() < MOST_A_COMMIT
                        && taken + some.size() < count
                        && lines.ready());
                for (String line : some) {
                    insert.setString(1, line);
                    insert.executeUpdate();
                }
                database.commit();
                for (int i = 0; i < some.size(); i++) {
                    acks.write(ack(taken++));
                }
                acks.flush();
            }
        }
    }

    private static byte[] ack(int number) {
        return ("{\"op\":\"ack\",\"cursor\":\"c-"
                        + number
                        + "\",\"event_id\":\"e-"
                        + number
                        + "\"}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
