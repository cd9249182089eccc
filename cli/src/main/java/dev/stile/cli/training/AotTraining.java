package dev.stile.cli.training;

import dev.stile.cli.Main;
import dev.stile.cli.Version;
import dev.stile.cli.desk.Streams;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Goes once through what git and people ask for most, so that the AOT cache made from this run
 * holds those classes, loaded and linked: a clone, a fetch and a push as git speaks them to the
 * helper, the common commands with an act of a child, and the daemon, all against a simulator in
 * this process. For the cache of the helper alone, the helper runs in a process of its own, by
 * {@link HelperTraining}; for that of {@code stile act}, the acts, by {@link ActTraining}. Only the
 * build runs it. It prints nothing and needs no network; an exit code other than 0 means no cache.
 */
public final class AotTraining {
    private static final String ADDRESS = "stile::sim/demo";

    /** By a connector in this process, over HTTP; by a child. */
    private static final List<String> ACTS =
            List.of(
                    "act sim comment --set project=demo --set id=3 --set text=hello",
                    "act sim get_record --set project=demo --set id=3 --json",
                    "act lines append --set text=hello",
                    "act lines append --set text=again --json");

    private final Path folder;
    private final Surroundings around;
    private final Path clone;
    private final Optional<Process> helper;
    private volatile Optional<Thread> daemon = Optional.empty();

    /**
     * @param helper starts the helper in a process of its own
     */
    private AotTraining(Path folder, Optional<String> helper) throws IOException {
        this.folder = folder;
        this.clone = folder.resolve("clone");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("STILE_HOME", folder.resolve("home").toString());
        environment.put("HOME", folder.toString());
        environment.put("GIT_DIR", clone.resolve(".git").toString());
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        Surroundings process = Surroundings.ofProcess(Version::number);
        this.around =
                new Surroundings(
                        environment,
                        folder,
                        folder,
                        process.account(),
                        process.clock(),
                        process.version());
        this.helper = helper.isPresent() ? Optional.of(start(helper.get())) : Optional.empty();
    }

    private Process start(String launcher) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launcher);
        builder.environment().clear();
        builder.environment().putAll(around.environment());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /**
     * @param arguments {@code HELPER} or {@code ACT}, and what starts {@link HelperTraining} or
     *     {@link ActTraining} in a process of its own; nothing for all in this one
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("stile-training-");
        Simulator simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        Optional<String> of = Arrays.stream(arguments).findFirst();
        AotTraining training =
                new AotTraining(folder, of.filter("HELPER"::equals).map(helper -> arguments[1]));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> training.end(simulator)));
        boolean isTrained = false;
        try {
            if (of.filter("ACT"::equals).isPresent()) {
                training.connect(simulator);
                training.act(arguments[1]);
            } else {
                training.serveGit(simulator);
                if (training.helper.isPresent()) {
                    end(training.helper.get());
                } else {
                    training.runCommands();
                    training.daemon = Optional.of(training.daemon().start());
                }
            }
            isTrained = true;
        } finally {
            if (!isTrained) {
                simulator.close();
            }
        }
        System.exit(0);
    }

    private DaemonTraining daemon() {
        return new DaemonTraining(folder, folder.resolve("home"), around);
    }

    /** While the process ends, and with it the daemon. */
    private void end(Simulator simulator) {
        try {
            if (daemon.isPresent()) {
                daemon.get().join();
            }
            simulator.close();
            delete(folder);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private void serveGit(Simulator simulator) throws IOException {
        connect(simulator);
        readAsGitDoes();
        makeClone();
        pushAsGitDoes("issues/new.md", "---\ntitle: A new record\n---\n\nText.\n");
        readAsGitDoes();
        git(clone, "pull", "-q", repository(), "main");
        String edited = Files.readString(clone.resolve("issues/3.md"));
        pushAsGitDoes("issues/3.md", edited.replaceFirst("title: .*", "title: Another"));
    }

    /** Its cache is written before it ends. */
    private static void end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        require(process.waitFor() == 0, "the process that learns did not end well");
    }

    private void act(String launcher) throws IOException, InterruptedException {
        connectLines();
        Process process = start(launcher);
        for (String act : ACTS) {
            process.getOutputStream().write((act + "\n").getBytes(StandardCharsets.UTF_8));
        }
        end(process);
    }

    private void connectLines() {
        Path program = folder.resolve("lines");
        run(
                List.of(
                        "skeleton shell " + program,
                        "connector add " + program.resolve("template.yaml"),
                        "connect file-lines lines --set sink=" + folder.resolve("sink")));
    }

    private void runCommands() {
        run(
                List.of(
                        "--help",
                        "--version",
                        "connect --help",
                        "connection list",
                        "connection show sim",
                        "projects sim",
                        "list sim/demo --json",
                        "list sim/demo",
                        "show sim/demo 3",
                        "sync sim/demo",
                        "history sim/demo",
                        "at sim/demo 2099-01-01",
                        "status " + clone,
                        "plan " + clone,
                        "push log sim/demo",
                        "explain STL-3001",
                        "lst"));
        connectLines();
        run(ACTS);
        run(
                List.of(
                        "outbox list",
                        "outbox show ob-1",
                        "connector list",
                        "rule list",
                        "secret list",
                        "audit list",
                        "audit verify",
                        "doctor sim/demo"));
    }

    private void run(List<String> commands) {
        for (String command : commands) {
            Main.run(around, nowhere(), command.split(" "));
        }
    }

    private void connect(Simulator simulator) throws IOException {
        Path token =
                Files.createFile(
                        folder.resolve("token"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, simulator.adminToken());
        Main.run(
                around,
                nowhere(),
                "connect",
                "sim",
                "sim",
                "--set",
                "base_url=" + simulator.baseUri(),
                "--secret",
                "token=file:" + token);
    }

    /** What git sends for a fetch, up to the refs: protocol version 2 over {@code connect}. */
    private void readAsGitDoes() throws IOException {
        String packets =
                packet("command=ls-refs\n")
                        + packet("agent=git/2")
                        + "0001"
                        + packet("peel\n")
                        + "0000"
                        + "0000";
        String said =
                helper(
                        "capabilities\noption progress false\noption verbosity 1\nconnect git-upload-pack\n"
                                + packets);
        require(said.contains("refs/heads/main"), "no refs: " + said);
    }

    private static String packet(String text) {
        return String.format("%04x", text.length() + 4) + text;
    }

    private void pushAsGitDoes(String file, String content) throws IOException {
        Files.writeString(clone.resolve(file), content);
        git(clone, "add", "--all");
        git(clone, "commit", "-q", "-m", "edit");
        String said =
                helper(
                        "capabilities\noption progress false\noption verbosity 1\nlist for-push\n"
                                + "push refs/heads/main:refs/heads/main\n\n\n");
        require(said.contains("ok refs/heads/main"), "no push: " + said);
    }

    private String helper(String input) throws IOException {
        byte[] said = input.getBytes(StandardCharsets.UTF_8);
        byte[] answer =
                helper.isPresent()
                        ? told(helper.get(), said)
                        : HelperTraining.session(said, around);
        return new String(answer, StandardCharsets.UTF_8);
    }

    private static byte[] told(Process process, byte[] said) throws IOException {
        DataOutputStream to = new DataOutputStream(process.getOutputStream());
        to.writeInt(said.length);
        to.write(said);
        to.flush();
        DataInputStream from = new DataInputStream(process.getInputStream());
        byte[] answer = new byte[from.readInt()];
        from.readFully(answer);
        return answer;
    }

    private void makeClone() {
        git(folder, "clone", "-q", repository(), clone.toString());
        git(clone, "config", "remote.origin.url", ADDRESS);
    }

    private String repository() {
        try (Stream<Path> found = Files.list(folder.resolve("home/mirrors"))) {
            return found.findFirst().orElseThrow().resolve("repository.git").toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void git(Path where, String... words) {
        Map<String, String> outer = new HashMap<>(System.getenv());
        outer.keySet().removeIf(name -> name.startsWith("GIT_"));
        GitEnvironment environment =
                GitEnvironment.forMirror(outer)
                        .with("GIT_ALLOW_PROTOCOL", "file")
                        .with("GIT_AUTHOR_NAME", "You")
                        .with("GIT_AUTHOR_EMAIL", "you@stile.invalid")
                        .with("GIT_COMMITTER_NAME", "You")
                        .with("GIT_COMMITTER_EMAIL", "you@stile.invalid");
        Git.inFolder(where, environment).bytes(words);
    }

    static Streams nowhere() {
        return new Streams(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false);
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
