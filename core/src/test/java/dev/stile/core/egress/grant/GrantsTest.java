package dev.stile.core.egress.grant;

import static dev.stile.core.egress.GateFixture.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class GrantsTest {
    private static Grants granting(String origin, boolean allowPrivate) {
        return new Grants(List.of(new Grant(origin(origin), allowPrivate)), Set.of(origin(origin)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://a.example, true",
        "https://a.example, https://A.example:443, true",
        "https://a.example, http://a.example, false",
        "https://a.example, https://a.example:444, false",
        "https://a.example, https://b.a.example, false",
        "https://a.example, https://a.example.evil.example, false",
        "https://a.example, https://xa.example, false",
    })
    @Proves({"TU-2", "TU-3"})
    void anOriginIsReachedExactlyIfItWasGranted(String granted, String wanted, boolean reached) {
        assertThat(granting(granted, false).check(origin(wanted)).isEmpty()).isEqualTo(reached);
    }

    @Test
    @Proves("TU-2")
    void withNothingGrantedOnlyALoopbackOriginOfItsOwnIsReached() {
        Grants local = new Grants(List.of(), Set.of(origin("http://127.0.0.1:3000")));
        assertThat(local.check(origin("http://127.0.0.1:3000"))).isEmpty();
        assertThat(local.check(origin("http://127.0.0.1:3001"))).isPresent();
        assertThat(local.check(origin("https://a.example"))).isPresent();
        Grants remote = new Grants(List.of(), Set.of(origin("https://a.example")));
        assertThat(remote.check(origin("https://a.example"))).isPresent();
        assertThat(remote.check(origin("http://127.0.0.1:3000"))).isPresent();
        Grants nothing = new Grants(List.of(), Set.of());
        assertThat(nothing.check(origin("http://127.0.0.1:3000"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example, 8.8.8.8, false, ''",
        "https://a.example, 8.8.8.8 1.1.1.1, false, ''",
        "https://a.example, 8.8.8.8 10.0.0.1, false, private_address",
        "https://a.example, 8.8.8.8 10.0.0.1, true, ''",
        "https://a.example, 127.0.0.1, false, private_address",
        "https://a.example, 127.0.0.1, true, ''",
        "https://a.example, 100.64.0.1, false, private_address",
        "https://a.example, 169.254.169.254, true, forbidden_address",
        "https://a.example, 10.0.0.1 224.0.0.1, true, forbidden_address",
        "https://a.example, 0.0.0.0, true, forbidden_address",
        "https://a.example, 2002:a00:1::1, false, private_address",
        "https://a.example, 64:ff9b::a9fe:a9fe, true, forbidden_address",
        "http://localhost:3000, 127.0.0.1 ::1, false, ''",
        "http://localhost:3000, 8.8.8.8, true, forbidden_address",
        "http://127.0.0.1:3000, 127.0.0.1, false, ''",
        "http://10.0.0.1, 10.0.0.1, false, private_address",
    })
    @Proves("TU-5")
    void oneAddressThatIsNotAllowedRefusesTheWholeAnswer(
            String origin, String addresses, boolean allowPrivate, String reason) {
        Optional<Denial> denial =
                granting(origin, allowPrivate)
                        .check(
                                origin(origin),
                                Arrays.stream(addresses.split(" "))
                                        .map(InetAddress::ofLiteral)
                                        .toList());
        assertThat(denial.map(Denial::reason).orElse("")).isEqualTo(reason);
    }
}
