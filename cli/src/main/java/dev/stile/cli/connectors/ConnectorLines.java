package dev.stile.cli.connectors;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Manifest;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.registry.UnusedConnector;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.template.Triggers;

/** A connector as people read it. */
final class ConnectorLines {
    private ConnectorLines() {}

    /** The line of a listing. */
    static String line(KnownConnector known) {
        Manifest manifest = known.effective();
        return manifest.slug()
                + "  "
                + manifest.version()
                + "  "
                + known.template().provenance().shown()
                + "  "
                + String.join(",", ConnectorDocument.facets(manifest))
                + "  "
                + manifest.description();
    }

    /** The lines of one that cannot be used. */
    static void tell(Terminal terminal, UnusedConnector unused) {
        Failure reason = unused.reason();
        terminal.result(
                unused.name()
                        + "  not used  "
                        + reason.headline()
                        + " ["
                        + reason.registered().number()
                        + "]");
        ErrorPrinter.details(reason).forEach(line -> terminal.result("    " + line));
        ErrorPrinter.next(reason).stream()
                .filter(command -> !command.equals("stile connector list"))
                .forEach(command -> terminal.result("    next: " + command));
    }

    /** What a person decides by. */
    static void tell(Terminal terminal, KnownConnector known) {
        Manifest manifest = known.effective();
        terminal.result("connector   " + manifest.slug() + " " + manifest.version());
        terminal.result("            " + manifest.description());
        terminal.result(
                "from        "
                        + known.template().provenance().shown()
                        + (ConnectorDocument.shadows(known) ? ", in place of the built-in" : "")
                        + ", sha256 "
                        + known.template().sha256());
        terminal.result("offers      " + String.join(", ", ConnectorDocument.facets(manifest)));
        terminal.result("for rules   " + (Triggers.areSupported(manifest) ? "yes" : "no"));
        manifest.origins().forEach(origin -> terminal.result("asks for    " + origin));
        manifest.settings()
                .forEach(
                        each ->
                                terminal.result(
                                        "setting     "
                                                + each.name()
                                                + (each.required() ? " (needed)" : "")
                                                + "  "
                                                + each.title()));
        manifest.secrets()
                .forEach(
                        each ->
                                terminal.result(
                                        "secret      "
                                                + each.name()
                                                + (each.required() ? " (needed)" : "")
                                                + "  by "
                                                + each.placement().delivery().wire()
                                                + "  "
                                                + each.title()));
        manifest.requirements()
                .forEach(
                        each ->
                                terminal.result(
                                        "needs       "
                                                + each.type().wire()
                                                + " "
                                                + each.name()
                                                + ": "
                                                + each.remedy()));
        manifest.actions().forEach(action -> tell(terminal, known, action));
    }

    private static void tell(Terminal terminal, KnownConnector known, ActionSpec action) {
        boolean isHeldUp =
                action.permission().externalSideEffect()
                        && known.template()
                                .manifest()
                                .action(action.slug())
                                .filter(said -> !said.permission().externalSideEffect())
                                .isPresent();
        terminal.result(
                "action      "
                        + action.slug()
                        + "  "
                        + action.permission().category().wire()
                        + (action.permission().externalSideEffect()
                                ? ", others can see it"
                                : ", only reads")
                        + (isHeldUp ? " (until a person confirms that it only reads)" : "")
                        + "  "
                        + action.description());
    }
}
