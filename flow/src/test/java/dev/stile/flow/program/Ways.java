package dev.stile.flow.program;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.json.Json;
import dev.stile.core.digest.Sha256;
import dev.stile.core.json.JsonWriter;
import dev.stile.flow.command.CommandProviders;
import dev.stile.flow.command.Description;
import dev.stile.flow.process.ProcessConnector;
import dev.stile.flow.process.ProcessProvider;
import dev.stile.flow.process.ProcessTemplate;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.template.TemplateReader;
import dev.stile.testkit.contract.Who;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a program comes to be a connector. */
final class Ways {
    private Ways() {}

    /** By the template that comes with the skeleton. */
    static FileProgram.Opened byTemplate(FileProgram program, Who who, String connection) {
        String template =
                program.text("template.yaml")
                        .replace(
                                "command: [python3, connector.py]",
                                "command: " + words(program.command(who)));
        byte[] bytes = template.getBytes(StandardCharsets.UTF_8);
        Manifest manifest =
                new TemplateReader(new JsonSchemas()).read(bytes).manifest().orElseThrow();
        ProcessTemplate process =
                new ProcessTemplate(manifest, Sha256.hex(bytes), Optional.empty(), Map.of());
        return new FileProgram.Opened(
                manifest,
                new ProcessProvider(process, program.host())
                        .open(program.context(connection, Map.of())));
    }

    /** By no more than its words, and by what it says of itself, as a person confirmed it. */
    static FileProgram.Opened byCommand(FileProgram program, Who who, String connection) {
        CommandProviders providers =
                new CommandProviders(program::host, descriptions(program), JsonSchemas::new);
        ConnectorProvider provider = providers.all().getFirst();
        Map<String, String> settings =
                new HashMap<>(Map.of("command", words(program.command(who)), "read_only", "last"));
        Description confirmed =
                program.confirmed(
                        who,
                        () -> {
                            ProcessConnector unconfirmed =
                                    (ProcessConnector)
                                            provider.open(program.context(connection, settings));
                            return providers.keep(
                                    new Settings(settings),
                                    unconfirmed
                                            .describe(Deadline.after(Duration.ofSeconds(60)))
                                            .orElseThrow());
                        });
        settings.put(CommandProviders.DESCRIBED, confirmed.sha256());
        return new FileProgram.Opened(
                confirmed.manifest(),
                (ProcessConnector) provider.open(program.context(connection, settings)));
    }

    private static Path descriptions(FileProgram program) {
        return program.host().states().resolveSibling("descriptions");
    }

    private static String words(List<String> command) {
        return new String(
                new JsonWriter().bytes(Json.array(command.stream().map(Json::text).toList())),
                StandardCharsets.UTF_8);
    }
}
