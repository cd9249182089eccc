package dev.stile.cli.authoring;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Program;
import dev.stile.api.connector.Settings;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenFile;
import dev.stile.cli.desk.WeakSecrets;
import dev.stile.cli.wiring.Scratch;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.terminal.Style;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;
import dev.stile.flow.conform.Conformance;
import dev.stile.flow.conform.Options;
import dev.stile.flow.conform.Report;
import dev.stile.flow.conform.Result;
import dev.stile.flow.document.Documents;
import dev.stile.flow.document.UnreadableDocumentException;
import dev.stile.flow.process.HostTimes;
import dev.stile.flow.process.ProcessTemplate;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.template.TemplateReader;
import dev.stile.flow.template.TemplateReading;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Proves a connector in any language, without its source. */
@Command(
        name = "conform",
        description = "Try a program against the process protocol, and say what it does wrong.",
        footer = {
            "",
            "Runs the same host that runs connectors. What is not offered is not tried; what cannot be",
            "tried without --act or --provoke is skipped, and --strict counts that as a failure.",
            "",
            "Examples:",
            "  stile conform --template template.yaml",
            "  stile conform --template template.yaml --act append=input.json --strict -- python3 connector.py",
        })
public final class ConformCommand implements Action {
    private static final String VERB = "conform";

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "Its template: settings, secrets, actions and limits hold.")
    private Optional<Path> template = Optional.empty();

    @Option(
            names = "--protocol",
            paramLabel = "N",
            description = "0 or 1, if not what the template or the hello says.")
    private Optional<String> protocol = Optional.empty();

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            description = "The connection that it is told: ${DEFAULT-VALUE}.")
    private String connection = "conform";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--secret",
            paramLabel = "NAME=REFERENCE",
            description = "Where a secret is: env:, file: or git-credential:.")
    private Map<String, String> secrets = new LinkedHashMap<>();

    @Option(names = WeakSecrets.OPTION, description = WeakSecrets.MEANING)
    private boolean weakSecret;

    @Option(
            names = "--act",
            paramLabel = "ACTION=FILE",
            description = "An action that may be done, several times, with this input.")
    private Map<String, Path> acts = new LinkedHashMap<>();

    @Option(
            names = "--provoke",
            paramLabel = "ARGV",
            description = "Program and arguments that make an event happen.")
    private Optional<String> provoke = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long an event may take: ${DEFAULT-VALUE}.")
    private int patience = 10;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "What a busy machine may add to each bound: ${DEFAULT-VALUE}.")
    private int grace;

    @Option(names = "--strict", description = "A case that could not be tried is a failure.")
    private boolean strict;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Program and arguments, after --; the template's own unless given.")
    private List<String> command = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public ExitCode run(Desk desk) {
        secrets.values().forEach(SecretReference::parse);
        if (!weakSecret) {
            new WeakSecrets(desk.house().secrets(), desk.patience())
                    .requireNone(connection, secrets, allowing());
        }
        try (Scratch scratch = Scratch.make("stile-conform-")) {
            Report report =
                    new Conformance(
                                    desk.around().environment(),
                                    desk.house().secrets(),
                                    desk.house().redactor(),
                                    new JsonSchemas(),
                                    desk.around().clock(),
                                    new SecureRandom())
                            .run(options(desk, scratch.folder()));
            boolean good = strict ? report.passedStrictly() : report.passed();
            if (!good && desk.json()) {
                desk.beside(document(report, false));
                throw Failure.of(Code.NOT_CONFORMING).detail(counts(report)).build();
            }
            desk.tell(document(report, good), terminal -> tell(terminal, report, good));
            return good ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** What was typed, with the option before what may be the program's own words. */
    private List<String> allowing() {
        List<String> all = spec.root().commandLine().getParseResult().originalArgs();
        List<String> words = new ArrayList<>(List.of("stile", VERB, WeakSecrets.OPTION));
        words.addAll(all.subList(all.indexOf(VERB) + 1, all.size()));
        return words;
    }

    private Options options(Desk desk, Path scratch) {
        Optional<GivenFile> file = template.map(typed -> new GivenFile(desk, typed, VERB));
        Manifest manifest = manifest(file);
        List<String> typed = new ArrayList<>(settings.keySet());
        typed.addAll(secrets.keySet());
        typed.addAll(template.isPresent() ? acts.keySet() : List.of());
        List<String> unknown = TriedTemplate.unknown(manifest, typed);
        if (!unknown.isEmpty()) {
            throw usage("the template has no " + String.join(", ", unknown));
        }
        return new Options(
                new ProcessTemplate(
                        manifest,
                        file.map(given -> Sha256.hex(given.bytes())).orElse("none"),
                        Optional.of(file.map(GivenFile::folder).orElse(desk.around().folder())),
                        Map.of()),
                connection,
                new Settings(settings(manifest)),
                secrets,
                acts(desk),
                provoke.map(
                                text ->
                                        ArgumentLine.split(text)
                                                .orElseThrow(
                                                        () -> usage("--provoke has an open quote")))
                        .orElse(List.of()),
                scratch,
                Duration.ofSeconds(Math.max(1, patience)),
                HostTimes.standard(),
                Duration.ofSeconds(Math.max(0, grace)));
    }

    private Manifest manifest(Optional<GivenFile> file) {
        if (file.isEmpty()) {
            return TriedTemplate.bare(
                    new Program(given(), spoken(Program.Protocol.AUTO)),
                    settings.keySet(),
                    secrets.keySet());
        }
        TemplateReading reading = new TemplateReader(new JsonSchemas()).read(file.get().bytes());
        Manifest said =
                reading.manifest()
                        .orElseThrow(() -> reading.faults().failure("the template cannot be used"));
        Optional<Program> own = said.program();
        return TriedTemplate.with(
                said,
                new Program(
                        command.isEmpty() && own.isPresent() ? own.get().command() : given(),
                        spoken(own.map(Program::protocol).orElse(Program.Protocol.AUTO))));
    }

    private List<String> given() {
        if (command.isEmpty()) {
            throw usage("name a program after --, or a template that has one");
        }
        return command;
    }

    private Program.Protocol spoken(Program.Protocol usual) {
        return switch (protocol.orElse("")) {
            case "" -> usual;
            case "0" -> Program.Protocol.ZERO;
            case "1" -> Program.Protocol.ONE;
            default -> throw usage("--protocol is 0 or 1");
        };
    }

    private Map<String, String> settings(Manifest manifest) {
        Map<String, String> all = new LinkedHashMap<>();
        manifest.settings()
                .forEach(
                        setting ->
                                setting.standard()
                                        .ifPresent(value -> all.put(setting.name(), value)));
        all.putAll(settings);
        return all;
    }

    private Map<String, Json.JsonObject> acts(Desk desk) {
        Map<String, Json.JsonObject> inputs = new LinkedHashMap<>();
        acts.forEach(
                (action, file) -> {
                    try {
                        if (Documents.read(new GivenFile(desk, file, VERB).bytes())
                                instanceof Json.JsonObject input) {
                            inputs.put(action, input);
                            return;
                        }
                    } catch (UnreadableDocumentException broken) {
                        throw usage("cannot read " + file + ": " + broken.getMessage());
                    }
                    throw usage("the input in " + file + " is no object");
                });
        return inputs;
    }

    private static Json document(Report report, boolean good) {
        Json.ObjectBuilder document = Json.object().put("conforms", good);
        report.json().members().forEach(document::put);
        return document.build();
    }

    private void tell(Terminal terminal, Report report, boolean good) {
        for (Result result : report.results()) {
            terminal.result(
                    Words.of(
                            String.format(Locale.ROOT, "%-8s", result.outcome().word()),
                            style(result.outcome())),
                    Words.of(
                            String.format(
                                    Locale.ROOT, "%-6s %-10s ", result.rule(), result.family())),
                    Words.of(result.name()),
                    Words.of(result.seen().isEmpty() ? "" : ": " + result.seen()));
        }
        terminal.result(counts(report));
        terminal.note("next: " + next(report, good));
    }

    private static String counts(Report report) {
        String text = report.text().strip();
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private String next(Report report, boolean good) {
        if (good) {
            return template.map(file -> ShellWords.command("stile connector add", file))
                    .orElse("write a template, and try it with --template");
        }
        return report.passed()
                ? "let what was skipped be tried, with --act or --provoke, or leave --strict out"
                : "mend what failed, then run it again";
    }

    private static Style style(Result.Outcome outcome) {
        return switch (outcome) {
            case PASS -> Style.GOOD;
            case FAIL -> Style.BAD;
            case SKIPPED -> Style.DIM;
        };
    }

    private static Failure usage(String headline) {
        return Failure.of(Code.USAGE).headline(headline).argument("verb", VERB).build();
    }
}
