package dev.stile.flow.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A second process with the classes of the tests. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static ChildJvm start(
            Path folder, Class<?> program, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "child", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), output);
    }

    /** One that dies at a crash point. */
    public static ChildJvm dyingAt(Path folder, Class<?> program, String point, String... arguments)
            throws IOException {
        return start(
                folder, program, Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point), arguments);
    }

    /** Waits for the end; its exit code, 137 for a killed one. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the child does not end");
        }
        return process.exitValue();
    }

    /** Sends it a signal, such as STOP. */
    public void signal(String name) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new AssertionError("kill answered " + code);
        }
    }

    public List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
