package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;

/**
 * How a write to one pull request ends. Immutable.
 *
 * @param named how it is typed again
 */
record PrEnding(Desk desk, PrRef pr, String named) {
    ExitCode told(Json.ObjectBuilder result, String says) {
        return desk.done(
                result.put("pr", pr.toString()).build(),
                terminal -> {
                    terminal.result(says);
                    new HostText(terminal).next(ShellWords.command("stile pr status", named));
                });
    }

    /** It was left as it is; the rest of the error is the caller's. */
    Failure.Builder failed(Code code, String outcome) {
        return Failure.of(code)
                .argument("pr", named)
                .fact("pr", pr.toString())
                .fact("outcome", outcome);
    }
}
