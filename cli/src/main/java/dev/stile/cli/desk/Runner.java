package dev.stile.cli.desk;

import dev.stile.api.error.StileException;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Nearest;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.process.GitFailed;
import dev.stile.git.repository.ObjectsNotWritten;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parses a command line and runs the command, or tells what is wrong with it. */
public final class Runner {
    private final Surroundings around;
    private final CommonOptions options;
    private final Streams streams;

    /**
     * @param options read after parsing
     */
    public Runner(Surroundings around, CommonOptions options, Streams streams) {
        this.around = around;
        this.options = options;
        this.streams = streams;
    }

    /**
     * Runs a command line to its end.
     *
     * @return the exit code
     */
    public int run(CommandLine commands, List<String> arguments) {
        PrintWriter out = new PrintWriter(streams.out(), true, StandardCharsets.UTF_8);
        // The parser's own warnings repeat what was typed, and that may be a secret.
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        commands.setOut(out);
        commands.setErr(new PrintWriter(Writer.nullWriter()));
        commands.setExecutionStrategy(this::execute);
        commands.setParameterExceptionHandler((wrong, words) -> refuse(wrong, arguments));
        return commands.execute(arguments.toArray(String[]::new));
    }

    private int execute(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine command = parsed.asCommandLineList().getLast();
        if (!(command.getCommand() instanceof Action action)) {
            return incomplete(command);
        }
        return inDesk(action, command.getParseResult());
    }

    /** The boundary: whatever stops a command is told here, and never as a stack trace. */
    private int inDesk(Action action, ParseResult parsed) {
        Desk desk = new Desk(around, options, streams);
        ExitCode exit;
        try {
            requireGroups(parsed);
            exit = action.run(desk);
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError error) {
            exit = stopped(desk, error, parsed);
        }
        try {
            desk.close();
        } catch (RuntimeException error) {
            ExitCode late = stopped(desk, error, parsed);
            exit = exit == ExitCode.DONE ? late : exit;
        }
        return exit.number();
    }

    /**
     * The parser refuses two options of a group; but it takes one whose value is optional for not
     * needed, and lets none of them pass.
     */
    private static void requireGroups(ParseResult parsed) {
        for (ArgGroupSpec group : parsed.commandSpec().argGroups()) {
            if (group.multiplicity().min() > 0 && parsed.findMatches(group).isEmpty()) {
                throw Failure.of(Code.USAGE)
                        .headline(
                                "one of these is needed: "
                                        + group.options().stream()
                                                .map(OptionSpec::longestName)
                                                .collect(Collectors.joining(", ")))
                        .argument("verb", path(parsed.commandSpec().commandLine()).split(" "))
                        .build();
            }
        }
    }

    private static DenialRows.Typed typed(ParseResult parsed) {
        return new DenialRows.Typed(
                path(parsed.commandSpec().commandLine()),
                parsed.matchedPositionals().stream()
                        .flatMap(each -> each.originalStringValues().stream()));
    }

    private ExitCode stopped(Desk desk, Throwable error, ParseResult parsed) {
        if (isClosedPipe(error)) {
            return ExitCode.FAILED;
        }
        StileException told = registered(desk, error);
        new DenialRows(desk, typed(parsed)).write(told);
        desk.fail(told, options.json());
        return ConnectorCodes.of(told).exitCode();
    }

    private StileException registered(Desk desk, Throwable error) {
        return switch (error) {
            case StileException known -> known;
            case GitFailed failed -> MirrorFailure.of(failed);
            case ObjectsNotWritten failed -> MirrorFailure.of(failed);
            default -> new ReportFile(around, desk.redactor()).write(error);
        };
    }

    /** Whoever read our answer has gone: there is nobody to tell. */
    private static boolean isClosedPipe(Throwable error) {
        return error instanceof UncheckedIOException closed
                && closed.getCause() instanceof IOException cause
                && "Broken pipe".equals(cause.getMessage());
    }

    /** A group without one of its commands. */
    private int incomplete(CommandLine group) {
        if (group.getParent() == null) {
            group.usage(group.getOut());
            return ExitCode.DONE.number();
        }
        return refused(
                Failure.of(Code.USAGE)
                        .headline("stile " + path(group) + " needs one of its commands")
                        .detail("commands: " + String.join(", ", group.getSubcommands().keySet()))
                        .argument("verb", List.of(path(group).split(" ")))
                        .build(),
                options.json());
    }

    /** What is wrong, without the value where that may be a secret. */
    private static String headline(ParameterException wrong) {
        if (wrong.getArgSpec() instanceof CommandLine.Model.OptionSpec option
                && option.longestName().equals("--secret")) {
            return option.longestName() + " takes " + option.paramLabel();
        }
        return String.valueOf(wrong.getMessage())
                .lines()
                .findFirst()
                .orElse("the command line is not valid");
    }

    private int refuse(ParameterException wrong, List<String> arguments) {
        CommandLine command = wrong.getCommandLine();
        Failure.Builder failure = Failure.of(Code.USAGE).headline(headline(wrong));
        meant(wrong, command).ifPresent(word -> failure.detail("did you mean stile " + word + "?"));
        String path = path(command);
        if (!path.isEmpty()) {
            failure.argument("verb", List.of(path.split(" ")));
        }
        return refused(failure.build(), arguments.contains("--json"));
    }

    private int refused(Failure failure, boolean json) {
        try (Desk desk = new Desk(around, options, streams)) {
            desk.fail(failure, json);
        }
        return failure.registered().exitCode().number();
    }

    private static Optional<String> meant(ParameterException wrong, CommandLine command) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().getFirst();
        List<String> known = new ArrayList<>(command.getSubcommands().keySet());
        command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
        String path = path(command);
        return Nearest.to(word, known).map(near -> path.isEmpty() ? near : path + " " + near);
    }

    private static String path(CommandLine command) {
        String full = command.getCommandSpec().qualifiedName();
        int space = full.indexOf(' ');
        return space < 0 ? "" : full.substring(space + 1);
    }
}
