package dev.stile.flow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.connection.Health;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.Optional;

final class EndHealthTest {
    @Test
    @Proves("GH-41")
    void aStreamWhoseConnectorCannotBeUsedIsOfflineForThatReason() {
        RunEnd end = new RunEnd.Broke(Failure.of(Code.CONNECTOR_DISABLED).build());

        assertThat(EndHealth.of(end, Optional.empty())).isEqualTo(Health.OFFLINE);
        assertThat(EndHealth.reason(end, Optional.empty())).isEqualTo("connector_disabled");
    }
}
