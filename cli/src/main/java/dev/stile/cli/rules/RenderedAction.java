package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.acting.PreviewAnswer;
import dev.stile.cli.shown.Outside;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.outbox.Preview;

import java.util.Optional;

/**
 * What an action would be for an event.
 *
 * @param node of a graph; empty for a rule with one action
 * @param kind as rules spell it
 * @param connection that it acts on; empty for this machine
 * @param action of the connection
 * @param content with its placeholders filled in; empty if that cannot be
 * @param problem why it could not be filled in, or would be refused
 * @param next what to type about the problem
 * @param preview what outbox and policy would say
 */
record RenderedAction(
        Optional<String> node,
        String kind,
        Optional<String> connection,
        Optional<String> action,
        Optional<Tainted<Json>> content,
        Optional<String> problem,
        Optional<String> next,
        Optional<Preview> preview) {
    Json document() {
        Json.ObjectBuilder document =
                Json.object()
                        .putIf("node", node)
                        .put("kind", kind)
                        .putIf("connection", connection)
                        .putIf("action", action);
        content.ifPresent(filled -> document.put("content", Outside.value(filled)));
        preview.ifPresent(asked -> document.put("preview", PreviewAnswer.document(asked)));
        return document.putIf("problem", problem).putIf("next", next).build();
    }

    void print(Terminal terminal) {
        terminal.result(
                "action: "
                        + node.map(id -> id + ": ").orElse("")
                        + kind
                        + action.map(name -> " " + name).orElse("")
                        + connection.map(slug -> " on " + slug).orElse(""));
        content.ifPresent(filled -> Outside.block(terminal, filled));
        problem.ifPresent(why -> terminal.result("problem: " + why));
        next.ifPresent(command -> terminal.result("  " + command));
        preview.ifPresent(asked -> PreviewAnswer.print(terminal, asked));
    }
}
