package dev.stile.cli.help;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Explanation;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Nearest;
import dev.stile.core.error.RemoteWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Explains a code. */
@Command(
        name = "explain",
        description = "Say what an error means, why it happens and what to do.",
        footer = {
            "",
            "Examples:",
            "  stile explain STL-2012",
            "  stile explain too_many_deletes",
            "  stile explain hosting.merge_blocked",
            "  stile explain --list",
        })
public final class ExplainCommand implements Action {
    @Parameters(arity = "0..1", paramLabel = "CODE", description = "Its number or its slug.")
    private Optional<String> wanted = Optional.empty();

    @Option(names = "--list", description = "List all codes.")
    private boolean list;

    @Override
    public ExitCode run(Desk desk) {
        return wanted.isEmpty() || list ? all(desk) : one(desk, wanted.get());
    }

    private static ExitCode all(Desk desk) {
        List<Code> codes = List.of(Code.values());
        return desk.done(
                Desk.items(codes.stream().map(ExplainCommand::document).toList()),
                terminal -> {
                    codes.forEach(
                            code ->
                                    terminal.result(
                                            code.number()
                                                    + "  "
                                                    + code.slug()
                                                    + "  "
                                                    + Explanation.of(code).headline()));
                    terminal.note("next: stile explain CODE");
                });
    }

    private static ExitCode one(Desk desk, String typed) {
        Optional<HostingCode> hosting = HostingCode.find(typed);
        if (hosting.isPresent()) {
            return desk.done(
                    hosting.get().document(),
                    terminal -> hosting.get().lines().forEach(terminal::result));
        }
        Code code = Code.find(typed).orElseThrow(() -> unknown(typed));
        return desk.done(
                document(code),
                terminal -> ErrorPrinter.explanation(code).lines().forEach(terminal::result));
    }

    private static Failure unknown(String typed) {
        Failure.Builder failure =
                Failure.of(Code.UNKNOWN_CODE).headline("there is no code " + typed);
        Nearest.to(
                        typed.toLowerCase(Locale.ROOT),
                        Stream.concat(
                                        Arrays.stream(Code.values()).map(Code::slug),
                                        Arrays.stream(HostingCode.values()).map(HostingCode::slug))
                                .toList())
                .ifPresent(meant -> failure.detail("did you mean " + meant + "?"));
        return failure.build();
    }

    private static Json document(Code code) {
        Explanation explanation = Explanation.of(code);
        return Json.object()
                .put("code", code.slug())
                .put("number", code.number())
                .put("message", explanation.headline())
                .put("cause", explanation.cause())
                .put("fix", explanation.fix())
                .put(
                        "next",
                        explanation.recovery().stream()
                                .map(line -> line.shown(RemoteWords.USUAL))
                                .toList())
                .put("example", explanation.example())
                .put("exit", code.exitCode().number())
                .put("retryable", code.isRetryable())
                .build();
    }
}
