package dev.stile.core.egress.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

final class RememberedNamesTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Deadline deadline = Deadline.after(Duration.ofSeconds(60));

    @Test
    @Proves("TU-6")
    void anAnswerIsKeptForLessThanThirtySeconds() throws UnknownHostException {
        RememberedNames names = new RememberedNames((host, until) -> answer(), now::get);
        names.addresses("a.example", deadline);
        now.addAndGet(Duration.ofMillis(29_999).toNanos());
        names.addresses("a.example", deadline);
        assertThat(asked).hasValue(1);
        now.addAndGet(Duration.ofMillis(1).toNanos());
        names.addresses("a.example", deadline);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aFailureIsNotKept() throws UnknownHostException {
        RememberedNames names =
                new RememberedNames(
                        (host, until) -> {
                            if (asked.get() == 0) {
                                asked.incrementAndGet();
                                throw new UnknownHostException(host);
                            }
                            return answer();
                        },
                        now::get);
        assertThatThrownBy(() -> names.addresses("a.example", deadline))
                .isInstanceOf(UnknownHostException.class);
        assertThat(names.addresses("a.example", deadline)).hasSize(1);
    }

    @Test
    void manyNamesDoNotFillTheMemory() throws UnknownHostException {
        RememberedNames names = new RememberedNames((host, until) -> answer(), now::get);
        for (int number = 0; number < 200; number++) {
            names.addresses("h" + number + ".example", deadline);
        }
        names.addresses("h199.example", deadline);
        assertThat(asked).hasValue(200);
        names.addresses("h0.example", deadline);
        assertThat(asked).hasValue(201);
    }

    @Test
    void theSystemReadsAddressesWithoutALookup() throws UnknownHostException {
        SystemNames names = new SystemNames();
        assertThat(names.addresses("127.0.0.1", deadline))
                .containsExactly(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(names.addresses("::1", deadline)).containsExactly(InetAddress.ofLiteral("::1"));
        assertThat(names.addresses("localhost", deadline)).allMatch(InetAddress::isLoopbackAddress);
    }

    private List<InetAddress> answer() {
        asked.incrementAndGet();
        return List.of(InetAddress.ofLiteral("127.0.0.1"));
    }
}
