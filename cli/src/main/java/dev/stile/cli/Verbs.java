package dev.stile.cli;

import dev.stile.cli.acting.ActCommand;
import dev.stile.cli.acting.OutboxCommand;
import dev.stile.cli.attach.AttachCommand;
import dev.stile.cli.attach.DetachCommand;
import dev.stile.cli.audit.AuditCommand;
import dev.stile.cli.authoring.ConformCommand;
import dev.stile.cli.authoring.SkeletonCommand;
import dev.stile.cli.backup.BackupCommand;
import dev.stile.cli.backup.RestoreCommand;
import dev.stile.cli.connections.ConnectCommand;
import dev.stile.cli.connections.ConnectionCommand;
import dev.stile.cli.connections.ProjectsCommand;
import dev.stile.cli.connections.SecretCommand;
import dev.stile.cli.connectors.ConnectorCommand;
import dev.stile.cli.daemon.DaemonCommand;
import dev.stile.cli.debug.DebugCommand;
import dev.stile.cli.deliveries.DeliveryCommand;
import dev.stile.cli.demo.DemoCommand;
import dev.stile.cli.doctor.DoctorCommand;
import dev.stile.cli.events.EventCommand;
import dev.stile.cli.help.ExplainCommand;
import dev.stile.cli.metrics.MetricsCommand;
import dev.stile.cli.policies.PolicyCommand;
import dev.stile.cli.pr.PrCommand;
import dev.stile.cli.pushes.PlanCommand;
import dev.stile.cli.pushes.PushCommand;
import dev.stile.cli.records.AtCommand;
import dev.stile.cli.records.HistoryCommand;
import dev.stile.cli.records.HydrateCommand;
import dev.stile.cli.records.ListCommand;
import dev.stile.cli.records.ShowCommand;
import dev.stile.cli.records.StatusCommand;
import dev.stile.cli.records.SyncCommand;
import dev.stile.cli.rules.RuleCommand;
import dev.stile.cli.service.ServiceCommand;
import dev.stile.cli.simulation.SimCommand;
import dev.stile.cli.skills.SkillCommand;
import dev.stile.cli.subscribers.SubscriberCommand;
import dev.stile.cli.subscribers.TrustCommand;
import dev.stile.cli.webhooks.WebhookCommand;

import picocli.CommandLine;

import java.util.List;

/**
 * The commands below {@code stile}, in the order of the help. The parser reads each class that it
 * is given by reflection, with everything below it: of all of them that is most of the life of a
 * short command.
 */
final class Verbs {
    private Verbs() {}

    /**
     * @param name what its class says too
     */
    private record Verb(String name, Class<?> command) {}

    private static List<Verb> all() {
        return List.of(
                new Verb("demo", DemoCommand.class),
                new Verb("sim", SimCommand.class),
                new Verb("daemon", DaemonCommand.class),
                new Verb("webhook", WebhookCommand.class),
                new Verb("connector", ConnectorCommand.class),
                new Verb("connect", ConnectCommand.class),
                new Verb("connection", ConnectionCommand.class),
                new Verb("skill", SkillCommand.class),
                new Verb("subscriber", SubscriberCommand.class),
                new Verb("trust", TrustCommand.class),
                new Verb("projects", ProjectsCommand.class),
                new Verb("secret", SecretCommand.class),
                new Verb("list", ListCommand.class),
                new Verb("show", ShowCommand.class),
                new Verb("plan", PlanCommand.class),
                new Verb("status", StatusCommand.class),
                new Verb("sync", SyncCommand.class),
                new Verb("hydrate", HydrateCommand.class),
                new Verb("attach", AttachCommand.class),
                new Verb("detach", DetachCommand.class),
                new Verb("push", PushCommand.class),
                new Verb("pr", PrCommand.class),
                new Verb("rule", RuleCommand.class),
                new Verb("delivery", DeliveryCommand.class),
                new Verb("act", ActCommand.class),
                new Verb("outbox", OutboxCommand.class),
                new Verb("policy", PolicyCommand.class),
                new Verb("history", HistoryCommand.class),
                new Verb("at", AtCommand.class),
                new Verb("event", EventCommand.class),
                new Verb("conform", ConformCommand.class),
                new Verb("skeleton", SkeletonCommand.class),
                new Verb("audit", AuditCommand.class),
                new Verb("backup", BackupCommand.class),
                new Verb("restore", RestoreCommand.class),
                new Verb("metrics", MetricsCommand.class),
                new Verb("service", ServiceCommand.class),
                new Verb("doctor", DoctorCommand.class),
                new Verb("explain", ExplainCommand.class),
                new Verb("debug", DebugCommand.class));
    }

    /** The whole program: what can be typed, and what help and a misspelled word are told from. */
    static CommandLine whole(Root root) {
        return with(root, all());
    }

    /**
     * Enough of the program for these words: the one command where they begin with its name, else
     * all.
     */
    static CommandLine of(Root root, List<String> words) {
        List<Verb> meant =
                words.isEmpty()
                        ? List.of()
                        : all().stream()
                                .filter(verb -> verb.name().equals(words.getFirst()))
                                .toList();
        return with(root, meant.isEmpty() ? all() : meant);
    }

    private static CommandLine with(Root root, List<Verb> verbs) {
        CommandLine program = new CommandLine(root);
        verbs.forEach(verb -> program.addSubcommand(verb.name(), verb.command()));
        return program;
    }
}
