package dev.stile.cli;

import dev.stile.cli.desk.CommonOptions;

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
