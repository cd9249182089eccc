package dev.stile.flow.local;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.policy.Quota;
import dev.stile.core.store.Home;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Runs programs for rules, without a shell: an outside value is one whole argument, or the input. A
 * program that nothing grants is not started. Any thread may call.
 */
public final class Commands {
    /** Above it is the number of the signal that ended it. */
    private static final int SIGNALS = 128;

    /** By these codes a program says that it did nothing and may be asked again. */
    private static final Set<Integer> NOT_NOW = Set.of(69, 75);

    private static final String DID = "did";
    private static final String NOTHING = "nothing";
    private static final List<String> PASSED = List.of("PATH", "LANG", "TZ");
    private static final JsonWriter WRITER = new JsonWriter();

    private final RuleFolders folders;
    private final ExecGrant grant;
    private final ProgramRunner runner;
    private final Map<String, String> environment;

    /**
     * @param environment of this process; a few names of it are passed on
     */
    public Commands(
            RuleFolders folders,
            ExecGrant grant,
            ProgramRunner runner,
            Map<String, String> environment) {
        this.folders = folders;
        this.grant = grant;
        this.runner = runner;
        this.environment = Map.copyOf(environment);
    }

    /** One argument: the rule's own text, or a value from outside. */
    public sealed interface Argument {
        /** As the rule's author wrote it. */
        record Literal(String text) implements Argument {}

        /** Filled in. */
        record Outside(Tainted<Json> value) implements Argument {}
    }

    /**
     * A run that can be started.
     *
     * @param counts what it counts in, once it is started
     */
    public record Prepared(
            List<String> argv,
            Map<String, String> environment,
            Path folder,
            Untainted<byte[], Sink.ProcessInput> input,
            Duration timeout,
            List<Quota.Count> counts) {}

    /**
     * The arguments of a program as its rule wrote them: a placeholder is exactly one argument,
     * since a part of one would be a way to build an option.
     *
     * @param argv the first is the program
     * @param fill fills in a placeholder
     * @throws Failure PROGRAM_REFUSED
     */
    public static List<Argument> arguments(List<String> argv, Function<Json, Tainted<Json>> fill) {
        return argv.stream().skip(1).map(text -> argument(text, fill)).toList();
    }

    private static Argument argument(String text, Function<Json, Tainted<Json>> fill) {
        if (!text.contains("{{")) {
            return new Argument.Literal(text);
        }
        String plain = text.strip();
        if (!plain.startsWith("{{") || plain.indexOf("}}") != plain.length() - 2) {
            throw Failure.of(Code.PROGRAM_REFUSED)
                    .headline("a placeholder is a whole argument or none")
                    .build();
        }
        return new Argument.Outside(fill.apply(Json.text(text)));
    }

    /**
     * What would be started.
     *
     * @param counts what it counts in, once it is started
     */
    public record Checked(List<String> argv, List<Quota.Count> counts) {
        public Checked {
            argv = List.copyOf(argv);
            counts = List.copyOf(counts);
        }
    }

    /**
     * Checks all that can be checked before a start, and makes nothing: grant, program, arguments.
     *
     * @param program name or absolute path
     * @throws Failure EXEC_NOT_GRANTED, PROGRAM_REFUSED
     */
    public Checked check(String slug, String program, List<Argument> arguments) {
        Path found = find(program);
        List<Quota.Count> counts =
                grant.allows(slug, found).orElseThrow(() -> notGranted(slug, found));
        List<String> argv = new ArrayList<>();
        argv.add(found.toString());
        boolean isBehindDashes = false;
        for (Argument argument : arguments) {
            argv.add(text(argument, isBehindDashes));
            isBehindDashes |= argument.equals(new Argument.Literal("--"));
        }
        return new Checked(argv, counts);
    }

    private static Failure notGranted(String slug, Path program) {
        return Failure.of(Code.EXEC_NOT_GRANTED)
                .headline("the rule " + slug + " may not run " + program)
                .argument("subject", "rule:" + slug)
                .argument("program", program.toString())
                .fact("rule", slug)
                .fact("program", program.toString())
                .build();
    }

    /**
     * Checks as {@link #check}, and makes what the run needs.
     *
     * @param program name or absolute path
     * @param input what it reads, as one JSON line; empty for none
     * @throws Failure EXEC_NOT_GRANTED, PROGRAM_REFUSED. Nothing was started
     */
    public Prepared prepare(
            String slug,
            String program,
            List<Argument> arguments,
            Optional<Tainted<Json>> input,
            Duration timeout) {
        Checked checked = check(slug, program, arguments);
        Path folder = folders.of(slug);
        return new Prepared(
                checked.argv(),
                variables(folder),
                folder,
                input.orElseGet(
                                () ->
                                        Tainted.of(
                                                Json.nothing(), dev.stile.api.label.Label.ofUser()))
                        .sanitise(
                                Sanitizers.processInput(
                                        value ->
                                                input.isEmpty()
                                                        ? new byte[0]
                                                        : WRITER.bytes(value))),
                timeout,
                checked.counts());
    }

    /**
     * Runs it to its end.
     *
     * @throws Failure PROGRAM_FAILED if it ended with another code than 0; DELIVERY_UNKNOWN if it
     *     was lost, or a signal ended it
     */
    public void run(Deadline deadline, Prepared prepared) {
        byte[] line = prepared.input().value();
        byte[] input = java.util.Arrays.copyOf(line, line.length == 0 ? 0 : line.length + 1);
        if (line.length > 0) {
            input[line.length] = '\n';
        }
        ProgramRunner.Ran ran =
                runner.run(
                        prepared.argv(),
                        prepared.environment(),
                        prepared.folder(),
                        input,
                        deadline.orSooner(prepared.timeout()));
        switch (ran) {
            case ProgramRunner.Ran.Ended(int code) -> {
                if (code > SIGNALS) {
                    throw unknown(prepared);
                }
                if (code != 0) {
                    throw Failure.of(Code.PROGRAM_FAILED)
                            .headline(name(prepared) + " ended with " + code)
                            .fact(DID, NOT_NOW.contains(code) ? NOTHING : "unsaid")
                            .build();
                }
            }
            case ProgramRunner.Ran.Lost lost -> throw unknown(prepared);
        }
    }

    /** Whether a program that failed said that it did nothing and may be asked again. */
    public static boolean didNothing(StileException failure) {
        return failure instanceof Failure ours && NOTHING.equals(ours.facts().get(DID));
    }

    private static Failure unknown(Prepared prepared) {
        return Failure.of(Code.DELIVERY_UNKNOWN)
                .headline("nobody knows whether " + name(prepared) + " did its work")
                .build();
    }

    private static Path name(Prepared prepared) {
        Path program = Path.of(prepared.argv().getFirst());
        return Optional.ofNullable(program.getFileName()).orElse(program);
    }

    private static String text(Argument argument, boolean isBehindDashes) {
        return switch (argument) {
            case Argument.Literal(String text) -> text;
            case Argument.Outside(Tainted<Json> value) -> {
                try {
                    yield value.map(Commands::plain)
                            .sanitise(
                                    isBehindDashes
                                            ? Sanitizers.processOperand()
                                            : Sanitizers.processArgument())
                            .value();
                } catch (IllegalArgumentException unfit) {
                    throw Failure.of(Code.PROGRAM_REFUSED)
                            .headline("a value cannot be an argument: " + unfit.getMessage())
                            .cause(unfit)
                            .build();
                }
            }
        };
    }

    private static String plain(Json value) {
        return value instanceof Json.JsonText(String text) ? text : WRITER.text(value);
    }

    private Path find(String program) {
        Path named = Path.of(program);
        Optional<Path> found =
                named.isAbsolute()
                        ? Optional.of(named).filter(Commands::canRun)
                        : named.getNameCount() > 1 ? Optional.empty() : onPath(program);
        return found.orElseThrow(
                () ->
                        Failure.of(Code.PROGRAM_REFUSED)
                                .headline("there is no program " + program)
                                .build());
    }

    private Optional<Path> onPath(String program) {
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        return java.util.Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(Commands::canRun)
                .findFirst();
    }

    private static boolean canRun(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** An allow-list: nothing else is inherited. */
    private Map<String, String> variables(Path folder) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach(
                (name, value) -> {
                    if (PASSED.contains(name) || name.startsWith("LC_")) {
                        variables.put(name, value);
                    }
                });
        Path temporary = folder.resolve("tmp");
        Home.ensureFolder(temporary);
        variables.put("HOME", folder.toString());
        variables.put("TMPDIR", temporary.toString());
        return variables;
    }
}
