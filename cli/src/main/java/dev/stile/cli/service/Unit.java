package dev.stile.cli.service;

import dev.stile.cli.wiring.Surroundings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The unit of a user's systemd that runs the daemon of one home: where it lies, and what is in it.
 * See systemd.unit(5) and systemd.service(5).
 */
final class Unit {
    static final String NAME = "stile.service";

    /** The whole of the daemon's own end, and a little more. */
    private static final int STOPS_WITHIN = 60;

    private final Surroundings around;

    Unit(Surroundings around) {
        this.around = around;
    }

    /** Whether it is there. */
    enum State {
        MISSING,
        /** There, and begun with the user's session. */
        ENABLED,
        /** There, and nothing begins it. */
        DISABLED,
        /** Another one is there: of another build, another home, or written by hand. */
        OTHER
    }

    /** Where it lies. */
    Path file() {
        return folder().resolve(NAME);
    }

    /** What {@code systemctl --user enable} makes. */
    Path link() {
        return folder().resolve("default.target.wants").resolve(NAME);
    }

    private Path folder() {
        Path config =
                Optional.ofNullable(around.environment().get("XDG_CONFIG_HOME"))
                        .filter(text -> text.startsWith("/"))
                        .map(Path::of)
                        .orElseGet(() -> around.userHome().resolve(".config"));
        return config.resolve("systemd/user");
    }

    State state(String wanted) throws IOException {
        if (!Files.exists(file(), LinkOption.NOFOLLOW_LINKS)) {
            return State.MISSING;
        }
        if (!Files.isRegularFile(file()) || !Files.readString(file()).equals(wanted)) {
            return State.OTHER;
        }
        return Files.exists(link()) ? State.ENABLED : State.DISABLED;
    }

    /**
     * What is in it. Of the environment it has what says where things are, and no secret.
     *
     * @param program to start
     */
    String text(Path program, List<String> arguments) {
        StringBuilder text =
                new StringBuilder(
                        """
                        [Unit]
                        Description=Stile: streams, rules, outbox and watches

                        [Service]
                        Type=exec
                        """);
        text.append("ExecStart=").append(quoted(program.toString()).replace("$", "$$"));
        text.append(" daemon");
        arguments.forEach(each -> text.append(' ').append(each));
        text.append('\n');
        text.append(variable("STILE_HOME", around.home().folder().toString()));
        Optional.ofNullable(around.environment().get("PATH"))
                .ifPresent(path -> text.append(variable("PATH", path)));
        return text.append(
                        """
                        Restart=on-failure
                        RestartSec=5
                        TimeoutStopSec=%d
                        UMask=0077
                        NoNewPrivileges=true

                        [Install]
                        WantedBy=default.target
                        """
                                .formatted(STOPS_WITHIN))
                .toString();
    }

    private static String variable(String name, String value) {
        return "Environment=" + quoted(name + "=" + value) + "\n";
    }

    /** Quotes, backslashes and specifiers mean themselves. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
    }
}
