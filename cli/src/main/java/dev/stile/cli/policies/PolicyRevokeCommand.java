package dev.stile.cli.policies;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.policy.Policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes an entry out of the policy. */
@Command(
        name = "revoke",
        description = "Take an entry out of the policy.",
        footer = {"", "Example:", "  stile policy revoke g-17"})
public final class PolicyRevokeCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The entry.")
    private String id = "";

    @Override
    public ExitCode run(Desk desk) {
        Policy policy = desk.flow().policy().revoke(desk.patience(), desk.subject(), id);
        return desk.done(
                Json.object().put("id", id).put("entries", policy.grants().size()).build(),
                terminal -> {
                    terminal.result("revoked " + id);
                    terminal.note("next: stile policy show");
                });
    }
}
