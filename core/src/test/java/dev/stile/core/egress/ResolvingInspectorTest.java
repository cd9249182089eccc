package dev.stile.core.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.connection.AddressFinding;
import dev.stile.core.connection.AddressReach;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class ResolvingInspectorTest {
    private static final Map<String, List<String>> NAMES =
            Map.of(
                    "desk.example", List.of("93.184.216.34"),
                    "desk.internal", List.of("10.1.2.3"),
                    "rebind.example", List.of("93.184.216.34", "127.0.0.1"),
                    "metadata.example", List.of("169.254.169.254"),
                    "localhost", List.of("127.0.0.1", "::1"),
                    "half.example", List.of("10.1.2.3", "169.254.169.254"));

    private final ResolvingInspector inspector =
            new ResolvingInspector(
                    (host, deadline) -> {
                        List<InetAddress> addresses = new ArrayList<>();
                        for (String text : NAMES.getOrDefault(host, literal(host))) {
                            addresses.add(InetAddress.ofLiteral(text));
                        }
                        if (addresses.isEmpty()) {
                            throw new UnknownHostException(host);
                        }
                        return addresses;
                    });

    @Test
    void theOriginOfAnAddressIsReadWithoutItsName() {
        assertThat(ResolvingInspector.origin("https://Asked.Nobody.example:443/path"))
                .isEqualTo("https://asked.nobody.example");
        assertThatThrownBy(() -> ResolvingInspector.origin("https://a@b.example"))
                .isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://desk.example,             https://desk.example,        PUBLIC",
        "https://Desk.Example:443/path,    https://desk.example,        PUBLIC",
        "http://desk.internal:8080/x,      http://desk.internal:8080,   PRIVATE",
        "https://rebind.example,           https://rebind.example,      PRIVATE",
        "https://metadata.example,         https://metadata.example,    FORBIDDEN",
        "https://half.example,             https://half.example,        FORBIDDEN",
        "https://nowhere.example,          https://nowhere.example,     UNRESOLVED",
        "http://localhost:3000,            http://localhost:3000,       LOOPBACK",
        "http://127.0.0.1:3000,            http://127.0.0.1:3000,       LOOPBACK",
        "'http://[::1]:3000',              'http://[::1]:3000',         LOOPBACK",
        "http://192.168.0.9,               http://192.168.0.9,          PRIVATE",
    })
    @Proves({"TU-2", "TU-3", "TU-5"})
    void anAddressIsJudgedAsTheGateWillJudgeIt(String address, String origin, AddressReach reach) {
        AddressFinding found = inspector.inspect(address);

        assertThat(found.origin()).isEqualTo(origin);
        assertThat(found.reach()).isEqualTo(reach);
        assertThat(found.encrypted()).isEqualTo(address.startsWith("https"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracker.example",
                "ftp://desk.example",
                "https://u:p@desk.example",
                "https://127.1",
                "https://0x7f.0.0.1",
                "https://desk.example/../x",
                "https://desk.example\\@evil",
                ""
            })
    @Proves({"TU-3", "TU-4"})
    void anAddressWithTwoMeaningsIsRefused(String address) {
        assertThatThrownBy(() -> inspector.inspect(address))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused -> {
                            assertThat(refused.registered()).isEqualTo(Code.EGRESS_DENIED);
                            assertThat(refused.facts()).containsEntry("reason", "ambiguous_url");
                        });
    }

    private static List<String> literal(String host) {
        return Character.isDigit(host.charAt(0)) || host.contains(":") ? List.of(host) : List.of();
    }
}
