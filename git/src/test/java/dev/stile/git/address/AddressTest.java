package dev.stile.git.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @Proves("GS-1")
    @CsvSource({
        "stile::work/demo, work, demo, stile::work/demo",
        "work/demo, work, demo, stile::work/demo",
        "stile::github/acme/web, github, acme/web, stile::github/acme/web",
        "stile::work/a%20space, work, a space, stile::work/a%20space",
        "work/%41cme, work, Acme, stile::work/Acme",
        "work/a%2520b, work, a%20b, stile::work/a%2520b",
        "work/what%3F, work, what?, stile::work/what%3F",
        "work/grün, work, grün, stile::work/gr%C3%BCn",
        "work/gr%c3%bcn, work, grün, stile::work/gr%C3%BCn",
        "0-a/x, 0-a, x, stile::0-a/x",
    })
    void anAddressIsAConnectionAndAProjectWhoseEscapesAreDecodedOnce(
            String typed, String connection, String project, String canonical) {
        Address address = Address.parse(typed);

        assertThat(address.connection()).isEqualTo(connection);
        assertThat(address.project().text()).isEqualTo(project);
        assertThat(address).hasToString(canonical);
        assertThat(Address.parse(canonical)).isEqualTo(address);
    }

    @ParameterizedTest
    @Proves("GS-2")
    @ValueSource(
            strings = {
                "",
                "work",
                "work/",
                "/demo",
                "Work/demo",
                "-work/demo",
                "work_1/demo",
                "a23456789012345678901234567890123/demo",
                "me@work/demo",
                "me:secret@work/demo",
                "work/demo?x=1",
                "work/demo#part",
                "work/demo/",
                "work//demo",
                "work/../demo",
                "work/a/..",
                "work/a/./b",
                "work/%2e%2e/demo",
                "work/a%2F%2Fb",
                "work/-rf",
                "work/%2Drf",
                "work/a\tb",
                "work/a%00b",
                "work/a%0Ab",
                "work/a%",
                "work/a%4",
                "work/a%zz",
                "work/a%ff",
                "work/a\uFFFDb",
                "stile::stile::work/demo",
                "://work/demo",
            })
    void whatIsNoAddressIsRefusedBeforeAnythingIsTouched(String typed) {
        assertThatThrownBy(() -> Address.parse(typed))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(failure.registered()).isEqualTo(Code.ADDRESS_NOT_VALID));
    }

    @Test
    @Proves("GS-1")
    void twoSlashesAreRefusedWithTheRightSpelling() {
        assertThatThrownBy(() -> Address.parse("stile://work/demo"))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(ErrorPrinter.text(failure))
                                        .contains("[STL-1001]")
                                        .contains("write stile::work/demo"));
    }
}
