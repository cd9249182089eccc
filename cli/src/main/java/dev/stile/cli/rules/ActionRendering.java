package dev.stile.cli.rules;

import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Subject;
import dev.stile.flow.local.Commands;
import dev.stile.flow.outbox.Preview;
import dev.stile.flow.outbox.Proposal;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.text.RenderContext;
import dev.stile.flow.text.RenderException;
import dev.stile.flow.text.TemplateRenderer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Fills in what a rule would do about an event. Does nothing of it. */
final class ActionRendering {
    private final Desk desk;
    private final Rule rule;
    private final RenderContext context;

    ActionRendering(Desk desk, Rule rule, StoredEvent event) {
        this.desk = desk;
        this.rule = rule;
        this.context = new RenderContext(event, rule.slug(), Map.of());
    }

    List<RenderedAction> all() {
        if (rule.action() instanceof RuleAction.Graph(List<RuleAction.Node> nodes)) {
            List<RenderedAction> actions = new ArrayList<>();
            nodes.forEach(node -> actions.add(render(Optional.of(node.id()), node.action())));
            return actions;
        }
        return List.of(render(Optional.empty(), rule.action()));
    }

    private RenderedAction render(Optional<String> node, RuleAction action) {
        Optional<String> name =
                action instanceof RuleAction.ConnectorAct act
                        ? Optional.of(act.action())
                        : Optional.empty();
        Optional<String> connection = action.actsOn().stream().findFirst();
        try {
            Tainted<Json> content = new TemplateRenderer().render(template(action), context);
            return asked(new Unasked(node, action, connection, name, content));
        } catch (RenderException unfilled) {
            return new RenderedAction(
                    node,
                    action.key(),
                    connection,
                    name,
                    Optional.empty(),
                    Optional.of(String.valueOf(unfilled.getMessage())),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private record Unasked(
            Optional<String> node,
            RuleAction action,
            Optional<String> connection,
            Optional<String> name,
            Tainted<Json> content) {
        RenderedAction with(Optional<Preview> preview) {
            return new RenderedAction(
                    node,
                    action.key(),
                    connection,
                    name,
                    Optional.of(content),
                    Optional.empty(),
                    Optional.empty(),
                    preview);
        }

        RenderedAction refused(StileException refused) {
            List<String> said = new ArrayList<>(List.of(refused.headline()));
            said.addAll(refused.details());
            return new RenderedAction(
                    node,
                    action.key(),
                    connection,
                    name,
                    Optional.of(content),
                    Optional.of(String.join("; ", said)),
                    Optional.of(ErrorPrinter.next(refused).getFirst()),
                    Optional.empty());
        }
    }

    /** What would refuse it is asked, too. */
    private RenderedAction asked(Unasked unasked) {
        try {
            return switch (unasked.action()) {
                case RuleAction.ConnectorAct act ->
                        unasked.with(Optional.of(preview(act, unasked)));
                case RuleAction.RunCommand command -> {
                    desk.flow()
                            .commands()
                            .check(
                                    rule.slug(),
                                    command.argv().getFirst(),
                                    Commands.arguments(
                                            command.argv(),
                                            text -> new TemplateRenderer().render(text, context)));
                    yield unasked.with(Optional.empty());
                }
                case RuleAction.ForwardMessage message -> unasked.with(Optional.empty());
                case RuleAction.HttpPost post -> unasked.with(Optional.empty());
                case RuleAction.SqliteInsert insert -> unasked.with(Optional.empty());
                case RuleAction.FileAppend append -> unasked.with(Optional.empty());
                case RuleAction.Graph graph -> unasked.with(Optional.empty());
            };
        } catch (StileException refused) {
            return unasked.refused(refused);
        }
    }

    private Preview preview(RuleAction.ConnectorAct act, Unasked unasked) {
        return desk.flow()
                .outbox()
                .preview(
                        desk.patience(),
                        new Proposal(
                                new Subject.Rule(rule.slug()),
                                act.connection(),
                                act.action(),
                                unasked.content().map(Json.JsonObject.class::cast),
                                new IdempotencyKey("explained"),
                                Optional.empty(),
                                false,
                                rule.declarations(),
                                new TreeMap<>()));
    }

    private static Json template(RuleAction action) {
        return switch (action) {
            case RuleAction.ConnectorAct act -> act.input();
            case RuleAction.ForwardMessage message ->
                    Json.object().put("to", message.to()).put("text", message.text()).build();
            case RuleAction.HttpPost post ->
                    Json.object().put("path", post.path()).put("body", post.body()).build();
            case RuleAction.RunCommand command -> Json.object().put("argv", command.argv()).build();
            case RuleAction.SqliteInsert insert -> {
                Json.ObjectBuilder columns = Json.object();
                insert.columns().forEach(columns::put);
                yield Json.object()
                        .put("file", insert.file())
                        .put("table", insert.table())
                        .put("columns", columns.build())
                        .build();
            }
            case RuleAction.FileAppend append ->
                    Json.object()
                            .put("file", append.file())
                            .put("content", append.content())
                            .build();
            case RuleAction.Graph graph -> Json.object().build();
        };
    }
}
