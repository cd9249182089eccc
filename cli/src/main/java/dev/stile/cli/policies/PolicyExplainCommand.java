package dev.stile.cli.policies;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Permission;
import dev.stile.api.json.Json;
import dev.stile.api.label.Integrity;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.flow.OfferedActions;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.ActQuestion;
import dev.stile.core.policy.Decision;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;

/** Says which entry of the policy decides. */
@Command(
        name = "explain",
        description = "Say what the policy says to an action, and which entry decides.",
        footer = {
            "",
            "Examples:",
            "  stile policy explain work comment",
            "  stile policy explain work comment --subject rule:urgent --recipient demo",
        })
public final class PolicyExplainCommand implements Action {
    @Parameters(index = "0", paramLabel = "CONNECTION", description = "Name of the connection.")
    private String connection = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "One of its actions.")
    private String action = "";

    @Option(
            names = "--subject",
            paramLabel = "WHO",
            description = "person:NAME, rule:SLUG, agent:NAME, proxy:NAME or daemon; else you.")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--recipient", paramLabel = "WHERE", description = "Whom or where it reaches.")
    private Optional<String> recipient = Optional.empty();

    @Option(names = "--trusted", description = "The content is typed by a person.")
    private boolean trusted;

    @Override
    public ExitCode run(Desk desk) {
        Permission permission = permission(desk);
        Subject who = subject.map(PolicyExplainCommand::subject).orElseGet(desk::subject);
        Ruling ruling =
                desk.flow()
                        .policy()
                        .explain(
                                new ActQuestion(
                                        who,
                                        connection,
                                        action,
                                        permission.category(),
                                        permission.externalSideEffect(),
                                        recipient,
                                        recipient,
                                        trusted || subject.isEmpty()
                                                ? Integrity.TRUSTED
                                                : Integrity.UNTRUSTED));
        return desk.done(
                document(who, permission.category(), ruling),
                terminal -> {
                    terminal.result(
                            PolicyDocument.word(ruling.verdict())
                                    + ", decided by "
                                    + ruling.decision().entry());
                    if (ruling.verdict() == Decision.Verdict.APPROVE) {
                        terminal.result("approvers: " + ruling.approvers());
                    }
                    ruling.considered()
                            .forEach(
                                    each ->
                                            terminal.result(
                                                    "considered: "
                                                            + each.entry()
                                                            + " says "
                                                            + PolicyDocument.word(each.verdict())));
                    ruling.counts()
                            .forEach(
                                    count ->
                                            terminal.result(
                                                    "counted in "
                                                            + count.name()
                                                            + ", at most "
                                                            + count.perHour()
                                                            + " an hour"));
                    terminal.note("next: stile policy show");
                });
    }

    private Json document(Subject who, Category category, Ruling ruling) {
        return Json.object()
                .put("subject", who.policyName())
                .put("connection", connection)
                .put("action", action)
                .put("category", category.wire())
                .putIf("recipient", recipient)
                .put("decision", PolicyDocument.word(ruling.verdict()))
                .put("entry", ruling.decision().entry())
                .put("approvers", ruling.approvers())
                .put(
                        "considered",
                        Json.array(
                                ruling.considered().stream()
                                        .<Json>map(
                                                each ->
                                                        Json.object()
                                                                .put("entry", each.entry())
                                                                .put(
                                                                        "decision",
                                                                        PolicyDocument.word(
                                                                                each.verdict()))
                                                                .build())
                                        .toList()))
                .put(
                        "counts",
                        Json.array(
                                ruling.counts().stream()
                                        .<Json>map(
                                                count ->
                                                        Json.object()
                                                                .put("name", count.name())
                                                                .put("per_hour", count.perHour())
                                                                .build())
                                        .toList()))
                .build();
    }

    private Permission permission(Desk desk) {
        Connection present = desk.house().connection(connection);
        String connector = present.connector();
        List<ActionSpec> known = new OfferedActions(desk.house()).of(present);
        return known.stream()
                .filter(spec -> spec.slug().equals(action))
                .map(ActionSpec::permission)
                .findFirst()
                .orElseThrow(
                        () ->
                                Failure.of(Code.UNKNOWN_ACTION)
                                        .detail(
                                                connector
                                                        + " offers: "
                                                        + String.join(
                                                                ", ",
                                                                known.stream()
                                                                        .map(ActionSpec::slug)
                                                                        .toList()))
                                        .argument("connector", connector)
                                        .build());
    }

    private static Subject subject(String typed) {
        int colon = typed.indexOf(':');
        String name = typed.substring(colon + 1);
        return switch (colon < 0 ? typed : typed.substring(0, colon)) {
            case "person" -> new Subject.Person(name);
            case "rule" -> new Subject.Rule(name);
            case "agent" -> new Subject.Agent(name);
            case "proxy" -> new Subject.Proxy(name);
            case "daemon" -> new Subject.Daemon();
            default ->
                    throw Failure.of(Code.USAGE)
                            .headline("no subject: " + typed)
                            .detail(
                                    "a subject is person, rule, agent or proxy with a name, or daemon")
                            .argument("verb", "policy", "explain")
                            .build();
        };
    }
}
