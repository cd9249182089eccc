package dev.stile.testkit.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A second process with the classes of the tests. Closing it kills it. */
public final class ChildJvm implements AutoCloseable {
    /** The exit code of a process that a SIGKILL ended. */
    public static final int KILLED = 137;

    private static final int LONGEST_SECONDS = 180;

    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * @param folder where its output is kept
     * @param environment beside the variables of this process
     */
    public static ChildJvm start(
            Path folder, Class<?> program, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(property("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                property("java.class.path"),
                                program.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "child", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        // The JVM would tell of them in the midst of what the child prints.
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return new ChildJvm(builder.start(), output);
    }

    /** One that dies at a crash point. */
    public static ChildJvm dyingAt(Path folder, Class<?> program, String point, String... arguments)
            throws IOException {
        return start(
                folder, program, Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point), arguments);
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    /** Waits for the end; its exit code, {@link #KILLED} for a killed one. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
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

    /** What it printed so far, on either stream. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** The same by lines. */
    public List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** It has ended when this returns, and writes to no folder that is deleted next. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
    }
}
