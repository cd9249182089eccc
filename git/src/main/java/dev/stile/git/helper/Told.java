package dev.stile.git.helper;

import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.error.RemoteWords;
import dev.stile.core.terminal.OutputFilter;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.process.GitFailed;
import dev.stile.git.repository.ObjectsNotWritten;

/** An error as git's protocol can carry it: one line, the whole of it on stderr. */
final class Told {
    private static final int LONGEST_STATUS = 200;

    private Told() {}

    /** What is raised on purpose as it is; anything else with the code that fits it. */
    static StileException registered(RuntimeException error) {
        return switch (error) {
            case StileException known -> known;
            case GitFailed failed -> MirrorFailure.of(failed);
            case ObjectsNotWritten failed -> MirrorFailure.of(failed);
            default ->
                    Failure.of(Code.INTERNAL)
                            .detail(error.getClass().getName() + ": " + error.getMessage())
                            .cause(error)
                            .build();
        };
    }

    /** One line with the code. Secrets go before it is cut, so that none is cut in two. */
    static String line(StileException error, OutputFilter secrets) {
        return line(secrets.clean(String.valueOf(error.getMessage())), ConnectorCodes.of(error));
    }

    static String line(String text, Code code) {
        return Tainted.of(text, Label.ofUser()).sanitise(Sanitizers.log(LONGEST_STATUS)).value()
                + " ["
                + code.number()
                + "]";
    }

    /**
     * All of it, for people.
     *
     * @param around what its commands name
     */
    static String full(StileException error, RemoteWords around) {
        return ErrorPrinter.text(error, around);
    }
}
