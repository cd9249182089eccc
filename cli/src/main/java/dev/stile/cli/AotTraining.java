package dev.stile.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Goes once through what every start goes through, so that the AOT cache made from this run holds
 * those classes, loaded and linked. Only the build runs it. It prints nothing and needs no network;
 * an exit code other than 0 means no cache.
 */
public final class AotTraining {
    private AotTraining() {}

    public static void main(String[] arguments) throws SQLException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Main.run(nowhere, nowhere, "--help");
        Main.run(nowhere, nowhere, "--version");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
