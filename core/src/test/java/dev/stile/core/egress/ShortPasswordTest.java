package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.secret.SecureValue;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** A password too short to be found inside words. */
final class ShortPasswordTest {
    @Test
    @Proves("TU-44")
    void itsPairIsTakenOutAsAWhole() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            GateFixture basic =
                    new GateFixture()
                            .own(server.origin())
                            .secret(new SecretPlacement.Basic("user"), Optional.of("ada"))
                            .values(
                                    (reference, wanted, deadline) ->
                                            SecureValue.takeFrom("abc12".toCharArray()));
            try (GuardedClient client = basic.client()) {
                client.send(get(server.origin() + "/a"), call());
            }
            String sent = server.requests().getLast();
            assertThat(sent).contains("\r\nAuthorization: Basic YWRhOmFiYzEy\r\n");
            assertThat(basic.redactor.clean(sent)).contains("Basic [REDACTED]\r\n");
        }
    }
}
