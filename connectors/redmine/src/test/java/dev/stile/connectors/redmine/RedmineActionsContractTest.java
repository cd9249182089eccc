package dev.stile.connectors.redmine;

import dev.stile.api.action.ActionSet;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.connectors.redmine.support.Schemas;
import dev.stile.testkit.Proves;
import dev.stile.testkit.action.ActionSetContract;
import dev.stile.testkit.action.ActionWorld;
import dev.stile.testkit.action.TrackerActionWorld;
import dev.stile.testkit.contract.Who;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The contract of actions, against a Redmine that none of us wrote. */
@NeedsRedmine
@Proves({"FL-13", "FL-26", "FL-27"})
final class RedmineActionsContractTest extends ActionSetContract {
    private final RedmineServer redmine;

    RedmineActionsContractTest(RedmineServer redmine) {
        this.redmine = redmine;
    }

    @Override
    protected ActionWorld world() {
        return new Tracker(new RealServer(redmine));
    }

    private static final class Tracker extends TrackerActionWorld {
        private final RealServer server;

        Tracker(RealServer server) {
            super(server, new Schemas(), "set_status", "In Progress");
            this.server = server;
        }

        @Override
        public Optional<ActionSet> open(Who who, UnaryOperator<EgressClient> through) {
            EgressClient egress = through.apply(new DirectEgress(server.key(who)));
            return Optional.of(Opened.actions(egress, server.baseAddress().toString()));
        }

        @Override
        protected Json.JsonObject further(String action, ProjectRef place) {
            return Json.object().put("project", place.text()).put("text", "about this").build();
        }
    }
}
