package dev.stile.flow.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class DeliveryStateTest {
    @ParameterizedTest
    @CsvSource({
        "PENDING,RUNNING DONE DEAD",
        "RUNNING,DONE FAILED DEAD PENDING",
        "FAILED,PENDING DONE DEAD",
        "DEAD,PENDING DONE",
        "DONE,''"
    })
    @Proves("FL-65")
    void aStateLeadsToTheseAndToNoOther(DeliveryState from, String to) {
        List<String> allowed = List.of(to.split(" "));
        for (DeliveryState next : DeliveryState.values()) {
            assertThat(from.leadsTo(next))
                    .as("%s to %s", from, next)
                    .isEqualTo(allowed.contains(next.name()));
        }
    }
}
