package dev.stile.cli.connectors;

import dev.stile.api.connector.Program;
import dev.stile.api.error.ConnectorException;
import dev.stile.cli.desk.Desk;
import dev.stile.flow.process.child.Programs;
import dev.stile.flow.template.Template;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of a template that its program is not here; it may come later (FL-2). */
final class ProgramWarning {
    private ProgramWarning() {}

    static Template added(Template template, Desk desk, Path folder) {
        Optional<String> warning =
                template.manifest().program().flatMap(program -> warning(program, desk, folder));
        List<String> all = Stream.concat(template.warnings().stream(), warning.stream()).toList();
        return new Template(
                template.manifest(),
                template.provenance(),
                template.document(),
                template.sha256(),
                all);
    }

    private static Optional<String> warning(Program program, Desk desk, Path folder) {
        if (program.command().isEmpty()) {
            return Optional.empty();
        }
        try {
            Programs.require(
                    program.command().getFirst(),
                    desk.around().environment().getOrDefault("PATH", ""),
                    folder);
            return Optional.empty();
        } catch (ConnectorException.Unavailable missing) {
            return Optional.of("/command/0: " + missing.headline());
        }
    }
}
