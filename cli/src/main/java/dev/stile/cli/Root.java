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
import dev.stile.cli.desk.CommonOptions;
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

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** All commands of {@code stile}. */
@Command(
        name = "stile",
        scope = ScopeType.INHERIT,
        versionProvider = Root.VersionLine.class,
        sortOptions = false,
        usageHelpWidth = 100,
        footer = {
            "",
            "Examples:",
            "  stile demo",
            "  stile connect --help",
            "  git clone stile::<connection>/<project>",
        },
        subcommands = {
            DemoCommand.class,
            SimCommand.class,
            DaemonCommand.class,
            WebhookCommand.class,
            ConnectorCommand.class,
            ConnectCommand.class,
            ConnectionCommand.class,
            SkillCommand.class,
            SubscriberCommand.class,
            TrustCommand.class,
            ProjectsCommand.class,
            SecretCommand.class,
            ListCommand.class,
            ShowCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            SyncCommand.class,
            HydrateCommand.class,
            AttachCommand.class,
            DetachCommand.class,
            PushCommand.class,
            PrCommand.class,
            RuleCommand.class,
            DeliveryCommand.class,
            ActCommand.class,
            OutboxCommand.class,
            PolicyCommand.class,
            HistoryCommand.class,
            AtCommand.class,
            EventCommand.class,
            ConformCommand.class,
            SkeletonCommand.class,
            AuditCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            MetricsCommand.class,
            ServiceCommand.class,
            DoctorCommand.class,
            ExplainCommand.class,
            DebugCommand.class,
        })
final class Root {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // the parser asks for it
    private boolean help;

    // Not inherited: some commands name the version of something else.
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print version information and exit.")
    @SuppressWarnings("UnusedVariable") // the parser asks for it
    private boolean version;

    @Mixin private CommonOptions options = new CommonOptions();

    CommonOptions options() {
        return options;
    }

    /** What {@code --version} prints. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"stile " + Version.number()};
        }
    }
}
