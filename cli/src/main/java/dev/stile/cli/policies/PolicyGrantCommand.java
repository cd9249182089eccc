package dev.stile.cli.policies;

import dev.stile.api.action.Category;
import dev.stile.api.json.Json;
import dev.stile.api.label.Integrity;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenTime;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Nearest;
import dev.stile.core.policy.Decision;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Policy;
import dev.stile.flow.local.ExecGrant;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Adds an entry to the policy. */
@Command(
        name = "grant",
        description = "Add an entry to the policy. The most specific entry decides.",
        footer = {
            "",
            "A rule or an agent is let through only by an entry that names action, connection,",
            "recipient, quota and expiry. A program of a rule is the action run_command on the",
            "connection local, and its whole path is the recipient.",
            "",
            "Examples:",
            "  stile policy grant --subject agent:* --connection work --action comment --decision refuse",
            "  stile policy grant --subject rule:urgent --connection work --action comment --decision refuse",
        })
public final class PolicyGrantCommand implements Action {
    private static final Set<String> NAMELESS = Set.of("*", ExecGrant.CONNECTION);

    @Option(names = "--id", paramLabel = "ID", description = "Its name; else the next free one.")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--subject",
            paramLabel = "WHO",
            required = true,
            description = "person:NAME, rule:SLUG, agent:NAME, each with * for any, daemon, or *.")
    private String subject = "";

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            required = true,
            description = "A connection, or *; local for run_command.")
    private String connection = "";

    @Option(names = "--action", paramLabel = "ACTION", description = "Only this action.")
    private Optional<String> action = Optional.empty();

    @Option(names = "--category", paramLabel = "CATEGORY", description = "Only actions of it.")
    private Optional<String> category = Optional.empty();

    @Option(names = "--container", paramLabel = "NAME", description = "Only in this place.")
    private Optional<String> container = Optional.empty();

    @Option(names = "--recipient", paramLabel = "WHERE", description = "Only to this recipient.")
    private Optional<String> recipient = Optional.empty();

    @Option(names = "--label", paramLabel = "LABEL", description = "Only trusted, or untrusted.")
    private Optional<String> label = Optional.empty();

    @Option(
            names = "--decision",
            paramLabel = "WORD",
            required = true,
            description = "allow, confirm, approve or refuse.")
    private String decision = "";

    @Option(names = "--per-hour", paramLabel = "N", description = "Most sends in an hour.")
    private Optional<Integer> perHour = Optional.empty();

    @Option(
            names = "--approvers",
            paramLabel = "N",
            description = "How many people have to approve: ${DEFAULT-VALUE}.")
    private int approvers = 1;

    @Option(names = "--expires", paramLabel = "TIME", description = "2031-01-01 or RFC 3339.")
    private Optional<String> expires = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        Grant grant = grant(desk.flow().policy().show());
        warnOfUnknown(desk);
        Policy policy = desk.flow().policy().grant(desk.patience(), desk.subject(), grant);
        return desk.done(
                Json.object()
                        .put("grant", PolicyDocument.grant(grant))
                        .put("entries", policy.grants().size())
                        .build(),
                terminal -> {
                    terminal.result(PolicyDocument.line(grant));
                    terminal.note("next: stile policy show");
                });
    }

    /** An entry may come before its connection; one that was mistyped says nothing for ever. */
    private void warnOfUnknown(Desk desk) {
        List<String> known =
                desk.house().allConnections().stream().map(each -> each.slug().text()).toList();
        if (NAMELESS.contains(connection) || known.contains(connection)) {
            return;
        }
        Failure.Builder warning =
                Failure.of(Code.UNKNOWN_CONNECTION)
                        .headline("there is no connection " + connection + " yet");
        Nearest.to(connection, known)
                .ifPresent(meant -> warning.detail("did you mean " + meant + "?"));
        desk.warn(
                warning.detail("programs of rules are granted on " + ExecGrant.CONNECTION).build());
    }

    private Grant grant(Policy policy) {
        try {
            return new Grant(
                    id.orElseGet(() -> free(policy)),
                    subject,
                    connection,
                    action,
                    category.map(PolicyGrantCommand::category),
                    container,
                    recipient,
                    label.map(word -> constant(Integrity.class, word)),
                    constant(Decision.Verdict.class, decision),
                    perHour.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                    approvers,
                    expires.map(PolicyGrantCommand::time));
        } catch (IllegalArgumentException wrong) {
            throw Failure.of(Code.GRANT_NOT_VALID)
                    .detail(String.valueOf(wrong.getMessage()))
                    .build();
        }
    }

    private static String free(Policy policy) {
        return IntStream.rangeClosed(1, policy.grants().size() + policy.quotas().size() + 1)
                .mapToObj(number -> "g-" + number)
                .filter(name -> policy.grants().stream().noneMatch(each -> each.id().equals(name)))
                .filter(name -> policy.quotas().stream().noneMatch(each -> each.id().equals(name)))
                .findFirst()
                .orElseThrow();
    }

    private static Category category(String word) {
        return Category.parse(word)
                .orElseThrow(() -> new IllegalArgumentException("there is no category " + word));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is none of its words");
    }

    /** A day begins at midnight UTC. */
    private static Instant time(String typed) {
        try {
            return typed.length() == 10
                    ? LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : GivenTime.parse(typed);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "a time is 2031-01-01 or 2031-01-01T12:00:00Z", wrong);
        }
    }
}
