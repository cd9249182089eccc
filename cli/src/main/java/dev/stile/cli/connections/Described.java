package dev.stile.cli.connections;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Manifest;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Way;
import dev.stile.core.registry.ConnectorRegistry;
import dev.stile.flow.command.CommandProviders;
import dev.stile.flow.command.Description;
import dev.stile.flow.process.ProcessConnector;

import java.util.List;
import java.util.Optional;

/** What a program without a template can do counts once a person confirmed it (FL-12). */
record Described(Desk desk, Manifest manifest) {
    /**
     * Asks the program of a connection that is about to be stored what it can do.
     *
     * @param typed the command without what would confirm it
     * @throws Failure DESCRIPTION_UNCONFIRMED with its actions and the command that confirms them
     */
    void requireConfirmed(Connection wanted, List<String> typed) {
        if (!manifest.slug().equals(CommandProviders.SLUG)
                || !(program(wanted) instanceof ProcessConnector program)) {
            return;
        }
        Optional<Json.JsonObject> told = program.describe(desk.patience());
        if (told.isEmpty()) {
            return;
        }
        Description description =
                desk.commands().keep(ConnectorRegistry.settings(wanted, manifest), told.get());
        String confirmed = wanted.settings().getOrDefault(CommandProviders.DESCRIBED, "");
        if (description.actions().isEmpty() || confirmed.equals(description.sha256())) {
            return;
        }
        Failure.Builder failure =
                Failure.of(Code.DESCRIPTION_UNCONFIRMED)
                        .argument("command", typed)
                        .argument("described", setting(description.sha256()))
                        .fact("described", description.sha256());
        description.actions().forEach(action -> failure.detail(line(action)));
        throw failure.build();
    }

    /** A setting that confirms a description. */
    static String setting(String sha256) {
        return CommandProviders.DESCRIBED + "=" + sha256;
    }

    /** Nobody but a person has a program run by naming it. */
    private Object program(Connection wanted) {
        DefaultPolicy.require(desk.subject(), Deed.CONFIGURE, Way.COMMAND);
        return desk.house().registry().opened(wanted);
    }

    private static String line(ActionSpec action) {
        return action.slug()
                + ": "
                + action.permission().category().wire()
                + (action.onlyReads() ? ", only reads, as you say" : ", others can see it");
    }
}
