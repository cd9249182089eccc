package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Whose refusal ends a token. */
@Proves("TU-47")
final class RenewalTest {
    private static final String REFUSED = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";

    private final AtomicInteger renewed = new AtomicInteger();
    private final Secrets renewing =
            new Secrets() {
                @Override
                public SecureValue resolve(
                        SecretReference reference, Wanted wanted, Deadline deadline) {
                    return SecureValue.takeFrom("s3cret-t0ken".toCharArray());
                }

                @Override
                public boolean renew(String connection, Instant begun) {
                    renewed.incrementAndGet();
                    return true;
                }
            };

    private int status(GateFixture fixture, String address) {
        try (GuardedClient client = fixture.values(renewing).client()) {
            return client.send(get(address), call()).status();
        }
    }

    @Test
    void theOwnOriginsRefusalEndsTheTokenOnceARequest() {
        try (RawServer own = RawServer.answering(REFUSED)) {
            assertThat(status(new GateFixture().own(own.origin()), own.origin() + "/"))
                    .isEqualTo(401);

            assertThat(renewed).hasValue(1);
            assertThat(own.requests()).hasSize(2);
        }
    }

    @Test
    void whoWasNotGivenTheTokenCannotEndIt() {
        try (RawServer own = RawServer.answering(RawServer.ok("{}"));
                RawServer other = RawServer.answering(REFUSED)) {
            GateFixture fixture = new GateFixture().own(own.origin()).grant(other.origin(), true);

            assertThat(status(fixture, other.origin() + "/file")).isEqualTo(401);

            assertThat(renewed).hasValue(0);
            assertThat(other.requests()).hasSize(1);
        }
    }

    @Test
    void norCanWhoARequestIsSentOnTo() {
        try (RawServer other = RawServer.answering(REFUSED);
                RawServer own =
                        RawServer.answering(
                                "HTTP/1.1 302 Elsewhere\r\nLocation: "
                                        + other.origin()
                                        + "/file\r\nContent-Length: 0\r\n\r\n")) {
            GateFixture fixture = new GateFixture().own(own.origin()).grant(other.origin(), true);

            assertThat(status(fixture, own.origin() + "/from")).isEqualTo(401);

            assertThat(renewed).hasValue(0);
            assertThat(own.requests()).hasSize(1);
        }
    }
}
