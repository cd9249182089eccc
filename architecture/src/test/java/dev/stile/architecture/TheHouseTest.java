package dev.stile.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every rule holds for the classes of all rooms, and each refuses the class that was written to
 * break it.
 */
final class TheHouseTest {
    private static final String TWINS = "/architecture/target/";

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(location -> !location.contains(TWINS))
                    .importPackages("dev.stile");

    private record Case(ArchRule rule, String twinPackage, String namedInRefusal) {}

    static Stream<Named<Case>> rules() {
        return Stream.of(
                        new Case(
                                Rules.DEPENDENCIES_POINT_DOWN,
                                "dev.stile.api.broken.upwards",
                                "SeesCore"),
                        new Case(
                                Rules.DEPENDENCIES_POINT_DOWN,
                                "dev.stile.connectors.broken",
                                "SeesAnother"),
                        new Case(
                                Rules.DEPENDENCIES_POINT_DOWN,
                                "dev.stile.simulator.broken",
                                "SeesApi"),
                        new Case(
                                Rules.DEPENDENCIES_POINT_DOWN, "dev.stile.unknown", "LivesNowhere"),
                        new Case(
                                Rules.API_STANDS_ALONE,
                                "dev.stile.api.broken.library",
                                "UsesLibrary"),
                        new Case(
                                Rules.CONNECTORS_STAND_ON_API,
                                "dev.stile.connectors.broken",
                                "UsesLibrary"),
                        new Case(
                                Rules.PACKAGES_FORM_NO_CIRCLE,
                                "dev.stile.core.broken.circle",
                                "Cycle detected"),
                        new Case(
                                Rules.NETWORK_ONLY_IN_EGRESS,
                                "dev.stile.git.broken",
                                "OpensSocket"),
                        new Case(Rules.NETWORK_ONLY_IN_EGRESS, "dev.stile.git.broken", "OpensUrl"),
                        new Case(
                                Rules.PROCESSES_ONLY_WHERE_NAMED,
                                "dev.stile.git.broken",
                                "StartsProcess"),
                        new Case(
                                Rules.PROCESSES_ONLY_WHERE_NAMED,
                                "dev.stile.git.broken",
                                "ExecutesCommand"),
                        new Case(
                                Rules.STDOUT_BELONGS_TO_THE_PROTOCOL,
                                "dev.stile.git.broken",
                                "Prints"),
                        new Case(
                                Rules.STDOUT_BELONGS_TO_THE_PROTOCOL,
                                "dev.stile.git.broken",
                                "PrintsTrace"),
                        new Case(
                                Rules.THE_CLOCK_IS_PASSED_IN, "dev.stile.git.broken", "ReadsClock"),
                        new Case(
                                Rules.THE_USER_IS_QUOTED_ONLY_WHERE_NAMED,
                                "dev.stile.git.broken",
                                "TrustsOutside"),
                        new Case(
                                Rules.TOKENS_CARRY_NO_TEXT,
                                "dev.stile.git.broken",
                                "CarriesTextOut"),
                        new Case(Rules.VALUES_NEVER_CHANGE, "dev.stile.api.broken", "Changes"),
                        new Case(
                                Rules.DEADLINES_ARE_OF_A_CALL,
                                "dev.stile.git.broken",
                                "WaitsForAll"),
                        new Case(Rules.NO_STATIC_STATE, "dev.stile.git.broken", "CountsForAll"))
                .map(
                        each ->
                                Named.of(
                                        each.rule().getDescription() + ": " + each.namedInRefusal(),
                                        each));
    }

    static Stream<ArchRule> rulesOnce() {
        return rules().map(each -> each.getPayload().rule()).distinct();
    }

    @Test
    void theHouseThatIsCheckedHasTheClassesOfTheModulesAndNoTwin() {
        assertThat(HOUSE)
                .anyMatch(type -> type.getPackageName().startsWith("dev.stile.api."))
                .noneMatch(type -> type.getPackageName().contains(".broken"));
    }

    @Test
    @Proves("TU-1")
    void nothingButEgressReachesOutInAnyWayThatThePlatformHas() {
        Rules.NETWORK_ONLY_IN_EGRESS.check(HOUSE);
        JavaClasses twins = new ClassFileImporter().importPackages("dev.stile.git.broken");

        String refusals =
                Rules.NETWORK_ONLY_IN_EGRESS.evaluate(twins).getFailureReport().toString();

        assertThat(twins.stream().map(JavaClass::getName))
                .filteredOn(name -> name.contains("ReachesOut$"))
                .hasSize(10)
                .allMatch(refusals::contains);
    }

    @Test
    @Proves("TR-1")
    void whatRecordsAreMadeOfStandsAloneAndNeverChanges() {
        Rules.API_STANDS_ALONE.check(HOUSE);
        Rules.VALUES_NEVER_CHANGE.check(HOUSE);
    }

    @Test
    @Proves("TR-172")
    void noConnectorPrints() {
        Rules.STDOUT_BELONGS_TO_THE_PROTOCOL.check(
                HOUSE.that(resideInAPackage("dev.stile.connectors..")));
    }

    @ParameterizedTest
    @MethodSource("rulesOnce")
    void holdsForTheHouse(ArchRule rule) {
        rule.check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void refusesItsTwin(Case each) {
        JavaClasses twins = new ClassFileImporter().importPackages(each.twinPackage());

        List<String> refusals = each.rule().evaluate(twins).getFailureReport().getDetails();

        assertThat(refusals).anyMatch(refusal -> refusal.contains(each.namedInRefusal()));
    }
}
