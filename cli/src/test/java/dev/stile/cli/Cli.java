package dev.stile.cli;

import dev.stile.cli.desk.Streams;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.simulator.Simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program in this process, in a folder of its own. */
final class Cli {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Clock clock = Clock.systemUTC();

    Cli(Path folder) {
        this.folder = folder;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("STILE_HOME", home().toString());
        OwnGit.isolate(environment);
        environment.put("SCRIPT_STAGE", "left");
    }

    record Ran(int exit, String out, String err) {}

    Path home() {
        return folder.resolve("home");
    }

    /** The folder of the only mirror. */
    Path mirror() throws IOException {
        try (Stream<Path> mirrors = Files.list(home().resolve("mirrors"))) {
            return mirrors.toList().getFirst();
        }
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** That variable is not set. */
    Cli without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Another time than the machine's. */
    Cli at(Clock other) {
        clock = other;
        return this;
    }

    Surroundings around() {
        return new Surroundings(environment, folder, folder, "tester", clock, () -> "0-test");
    }

    Ran run(String... arguments) {
        return run(InputStream.nullInputStream(), arguments);
    }

    /** The same with something piped in. */
    Ran piped(String input, String line) {
        return run(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), line.split(" "));
    }

    /** The same with a person at a terminal who answers. */
    Ran answered(String answer, String line) {
        return run(
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                true,
                line.split(" "));
    }

    private Ran run(InputStream in, String... arguments) {
        return run(in, false, arguments);
    }

    private Ran run(InputStream in, boolean interactive, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(around(), new Streams(in, out, err, interactive), arguments);
        return new Ran(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Words without spaces in them. */
    Ran type(String line) {
        return run(line.split(" "));
    }

    /** Makes the connection {@code sim}, its token in a file. */
    Ran connect(Simulator simulator) throws IOException {
        Path token = ownFile(folder.resolve("token"), simulator.adminToken());
        return run(
                "connect",
                "sim",
                "sim",
                "--set",
                "base_url=" + simulator.baseUri(),
                "--secret",
                "token=file:" + token);
    }

    /** Makes a connection to the host that follows a script, its token in a file. */
    Ran connectHost(String name, String web, String... more) throws IOException {
        Path token = folder.resolve("token");
        if (Files.notExists(token)) {
            ownFile(token, "s3cret-of-the-host");
        }
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "connect",
                                "scripted-host",
                                name,
                                "--set",
                                "web_url=" + web,
                                "--secret",
                                "token=file:" + token,
                                "--offline"));
        line.addAll(List.of(more));
        return run(line.toArray(String[]::new));
    }

    /** Changes the store behind everybody's back. */
    void store(String sql) {
        try (Connection store =
                        DriverManager.getConnection("jdbc:sqlite:" + home().resolve("stile.db"));
                Statement statement = store.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** A new file that its owner alone can read. */
    static Path ownFile(Path file, String text) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
