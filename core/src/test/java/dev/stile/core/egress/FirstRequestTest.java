package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.http.HttpAnswer;

import org.junit.jupiter.api.Test;

final class FirstRequestTest {
    @Test
    void aReadIsAnsweredAndLeavesAnIntentAndAnOutcome() {
        try (RawServer server = RawServer.answering(RawServer.ok("{\"a\":1}"))) {
            GateFixture gate = new GateFixture().own(server.origin());
            try (GuardedClient client = gate.client()) {
                HttpAnswer answer = client.send(get(server.origin() + "/x"), call());
                assertThat(answer.status()).isEqualTo(200);
                client.send(get(server.origin() + "/y"), call());
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests().getFirst())
                    .startsWith("GET /x HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\nUser-Agent: Stile/0.1\r\n");
            assertThat(gate.crossings.story())
                    .startsWith("intent egress.read", "outcome egress.read ok");
        }
    }
}
