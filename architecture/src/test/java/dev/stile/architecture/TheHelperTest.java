package dev.stile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The jar of the program that git starts leaves out what only events and commands need, so nothing
 * that this program can come to may name a class of theirs.
 */
final class TheHelperTest {
    private static final JavaClasses HOUSE = new ClassFileImporter().importPackages("dev.stile");

    /** What the jars hold that the build keeps off that class path. */
    private static final List<String> NOT_FOR_GIT =
            List.of(
                    "com.ethlo.",
                    "com.google.re2j.",
                    "com.networknt.",
                    "com.fasterxml.jackson.annotation.",
                    "dev.stile.server.",
                    "dev.stile.simulator.",
                    "org.slf4j.",
                    "picocli.",
                    "tools.jackson.databind.",
                    "tools.jackson.dataformat.");

    /** Of the event side, git's program reads the user's policy alone. */
    private static final List<String> POLICY =
            List.of("dev.stile.flow.policy.", "dev.stile.flow.document.", "dev.stile.flow.path.");

    @Test
    void whatGitStartsNamesNothingOfEventsAndCommands() {
        assertThat(reached("dev.stile.cli.GitRemoteMain")).noneMatch(TheHelperTest::isLeftOut);
    }

    @Test
    void whatPeopleStartNamesIt() {
        assertThat(reached("dev.stile.cli.Main"))
                .anyMatch(name -> name.startsWith("dev.stile.flow."))
                .anyMatch(name -> name.startsWith("picocli."));
    }

    private static boolean isLeftOut(String name) {
        boolean ofTheEventSide =
                name.startsWith("dev.stile.flow.") && POLICY.stream().noneMatch(name::startsWith);
        return ofTheEventSide || NOT_FOR_GIT.stream().anyMatch(name::startsWith);
    }

    /** Connectors are found by name, so each of them counts as named. */
    private static Set<String> reached(String main) {
        Deque<JavaClass> left = new ArrayDeque<>(List.of(HOUSE.get(main)));
        HOUSE.stream()
                .filter(type -> type.getPackageName().startsWith("dev.stile.connectors."))
                .filter(
                        type ->
                                !type.getSource()
                                        .orElseThrow()
                                        .getUri()
                                        .toString()
                                        .contains("test"))
                .forEach(left::add);
        Set<String> reached = new HashSet<>();
        while (!left.isEmpty()) {
            for (Dependency each : left.pop().getDirectDependenciesFromSelf()) {
                JavaClass target = each.getTargetClass().getBaseComponentType();
                if (reached.add(target.getName()) && HOUSE.contain(target.getName())) {
                    left.add(HOUSE.get(target.getName()));
                }
            }
        }
        return reached;
    }
}
