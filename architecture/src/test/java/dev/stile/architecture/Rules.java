package dev.stile.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

import dev.stile.api.call.Deadline;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the classes of every room obey. Each rule has a twin in {@code broken} that it must refuse.
 */
final class Rules {
    /** Where bytes leave the machine, and where requests are answered. */
    private static final String[] NETWORK = {
        "dev.stile.core.egress..", // the one way out
        "dev.stile.simulator..", // answers in tests and demonstrations
        "dev.stile.server..", // answers webhooks; it connects to nobody
    };

    /** Where a process is started. A package that needs one is added here, with its reason. */
    private static final String[] PROCESSES = {
        "dev.stile.core.process..", // the one guarded way to run a child: environment, deadline,
        // bounds
        "dev.stile.git.process..", // the installed git
        "dev.stile.flow.process.child..", // connectors that are programs of their own
        "dev.stile.simulator.hosting.repo..", // the installed git behind a simulated code host
        "dev.stile.cli.training..", // the build's run of the helper, from which its cache is made
        "dev.stile.cli.demo..", // types the git commands of the demonstration as a user would
        "dev.stile.testkit..", // stories run real programs
        "dev.stile.bench..", // measures real programs
    };

    /** Rooms whose code may run while a helper or a connector owns stdout. */
    private static final String[] HELPERS_PATH = {
        Room.API.packages(),
        Room.CORE.packages(),
        Room.GIT.packages(),
        Room.FLOW.packages(),
        Room.HOSTING.packages(),
        Room.CONNECTORS.packages(),
    };

    private static final Pattern NETWORK_CLASSES =
            Pattern.compile(
                    String.join(
                            "|",
                            "java\\.net\\.(Server|Datagram|Multicast)?Socket",
                            "java\\.net\\.(Http|Jar)?URLConnection",
                            "java\\.net\\.Inet[46]?Address",
                            "java\\.nio\\.channels\\.(Asynchronous)?(Server)?SocketChannel",
                            "java\\.nio\\.channels\\.DatagramChannel",
                            "(java\\.net\\.http|javax\\.net|com\\.sun\\.net\\.httpserver)\\..*",
                            "(java\\.rmi|javax\\.naming|javax\\.management\\.remote)\\..*",
                            "(sun\\.(net|nio)|jdk\\.(net|internal))\\..*",
                            "(org\\.apache\\.hc|okhttp3|io\\.netty)\\..*"));

    private static final String[] LANGUAGE = {"java..", "org.jspecify.annotations.."};

    private static final Set<String> READS_THE_CLOCK =
            Set.of(
                    "java.lang.System.currentTimeMillis()",
                    "java.time.Instant.now()",
                    "java.time.LocalDate.now()",
                    "java.time.LocalDateTime.now()",
                    "java.time.OffsetDateTime.now()",
                    "java.time.ZonedDateTime.now()",
                    "java.time.Clock.systemUTC()",
                    "java.time.Clock.systemDefaultZone()");

    private static final Set<String> PREPARES_A_PROCESS =
            Set.of(
                    "java.lang.ProcessBuilder.<init>",
                    "java.lang.ProcessBuilder.command",
                    "java.lang.ProcessBuilder.environment",
                    "java.lang.Runtime.exec");

    /** Who may say that a value was typed by the user. Each is here with what it says so of. */
    private static final String USER_INPUT =
            String.join(
                    "|",
                    "dev\\.stile\\.api\\.taint\\..*",
                    "dev\\.stile\\.connectors\\.sim\\.Writes", // the word for why, an enum of ours
                    // titles, texts and messages of pull requests, typed or in files that were
                    // named
                    "dev\\.stile\\.cli\\.pr\\.TypedText",
                    // the closed status that the settings name
                    "dev\\.stile\\.connectors\\.redmine\\.write\\.IssueRemover",
                    "dev\\.stile\\.testkit\\..*"); // records that a suite makes up

    /**
     * Who may take a word out of taint as a token. A token is for protocols: one above the
     * connectors may hold only what another grammar bounds.
     */
    private static final String TOKENS =
            String.join(
                    "|",
                    "dev\\.stile\\.api\\..*",
                    "dev\\.stile\\.(connectors|examples|testkit)\\..*",
                    "dev\\.stile\\.core\\.egress\\.ReceivedAnswer", // the validator of an answer
                    "dev\\.stile\\.core\\.egress\\.TokenAnswer", // a header, nowhere else
                    // names of fields, each a FieldRef
                    "dev\\.stile\\.git\\.push\\.Upstream",
                    "dev\\.stile\\.git\\.surface\\.PlanText",
                    // paths that are looked up among those of the push, ids that become RecordIds
                    "dev\\.stile\\.git\\.push\\.(CreateOrder|RecordFiles|Sending)");

    private Rules() {}

    static final ArchRule THE_USER_IS_QUOTED_ONLY_WHERE_NAMED =
            noClasses()
                    .that()
                    .haveNameNotMatching(USER_INPUT)
                    .should()
                    .accessTargetWhere(
                            describe(
                                    "call a value the user's own",
                                    (JavaAccess<?> access) ->
                                            access.getTargetOwner()
                                                    .getName()
                                                    .equals("dev.stile.api.taint.UserInput")))
                    .because("what the user wrote is trusted, so its callers are reviewed")
                    .allowEmptyShould(true);

    static final ArchRule TOKENS_CARRY_NO_TEXT =
            noClasses()
                    .that()
                    .haveNameNotMatching(TOKENS)
                    .should()
                    .accessTargetWhere(
                            describe(
                                    "make a token",
                                    (JavaAccess<?> access) ->
                                            access.getTarget()
                                                    .getFullName()
                                                    .startsWith(
                                                            "dev.stile.api.value.Token.<init>")))
                    .because("a token leaves taint, so that free text must not become one")
                    .allowEmptyShould(true);

    static final ArchRule DEPENDENCIES_POINT_DOWN =
            classes()
                    .should(new SeeOnlyVisibleRooms())
                    .as("dependencies point down, and no connector sees another")
                    .allowEmptyShould(true);

    static final ArchRule API_STANDS_ALONE =
            classes()
                    .that()
                    .resideInAPackage(Room.API.packages())
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(LANGUAGE)
                                    .or(resideInAnyPackage(Room.API.packages())))
                    .because("an author of a connector gets nothing with it but annotations")
                    .allowEmptyShould(true);

    static final ArchRule CONNECTORS_STAND_ON_API =
            classes()
                    .that()
                    .resideInAPackage(Room.CONNECTORS.packages())
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(LANGUAGE)
                                    .or(
                                            resideInAnyPackage(
                                                    Room.API.packages(),
                                                    Room.CONNECTORS.packages())))
                    .because("a connector is loaded beside the platform and the api alone")
                    .allowEmptyShould(true);

    static final ArchRule PACKAGES_FORM_NO_CIRCLE =
            slices().matching("dev.stile.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    static final ArchRule NETWORK_ONLY_IN_EGRESS =
            noClasses()
                    .that(resideOutsideOfPackages(NETWORK))
                    .should()
                    .dependOnClassesThat(networkClient())
                    .orShould()
                    .callMethod(java.net.URL.class, "openStream")
                    .orShould()
                    .callMethod(java.net.URL.class, "openConnection")
                    .orShould()
                    .callMethod(java.net.URL.class, "getContent")
                    .because("everything that leaves the machine passes the one egress client")
                    .allowEmptyShould(true);

    static final ArchRule PROCESSES_ONLY_WHERE_NAMED =
            noClasses()
                    .that(resideOutsideOfPackages(PROCESSES))
                    .should()
                    .callCodeUnitWhere(
                            describe(
                                    "prepare a process: what runs, and in which environment",
                                    call -> PREPARES_A_PROCESS.contains(ownerAndName(call))))
                    .because("a child's environment and arguments are guarded in few places")
                    .allowEmptyShould(true);

    static final ArchRule STDOUT_BELONGS_TO_THE_PROTOCOL =
            noClasses()
                    .that(resideInAnyPackage(HELPERS_PATH))
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .callMethodWhere(
                            describe(
                                    "Throwable.printStackTrace()",
                                    (JavaCall<?> call) ->
                                            call.getTargetOwner().isAssignableTo(Throwable.class)
                                                    && call.getName().equals("printStackTrace")
                                                    && call.getTarget()
                                                            .getRawParameterTypes()
                                                            .isEmpty()))
                    .because(
                            "stdout of a helper belongs to the protocol, and stderr to its one reporter")
                    .allowEmptyShould(true);

    static final ArchRule THE_CLOCK_IS_PASSED_IN =
            noClasses()
                    .that(resideInAnyPackage(HELPERS_PATH))
                    .should()
                    .accessTargetWhere(
                            describe(
                                    "reads the clock of the machine",
                                    (JavaAccess<?> access) ->
                                            READS_THE_CLOCK.contains(
                                                    access.getTarget().getFullName())))
                    .because("time is a dependency: a test must be able to set it")
                    .allowEmptyShould(true);

    static final ArchRule NO_STATIC_STATE =
            fields().that()
                    .areStatic()
                    .should()
                    .beFinal()
                    .because("no static holds state")
                    .allowEmptyShould(true);

    static final ArchRule DEADLINES_ARE_OF_A_CALL =
            noFields()
                    .that()
                    .haveRawType(Deadline.class)
                    .should()
                    .beStatic()
                    .because("it is past one day in a process that runs for long enough")
                    .allowEmptyShould(true);

    static final ArchRule VALUES_NEVER_CHANGE =
            fields().that()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage(
                            "dev.stile.api.record..",
                            "dev.stile.api.value..",
                            "dev.stile.api.label..",
                            "dev.stile.api.broken..")
                    .and()
                    .areDeclaredInClassesThat()
                    .haveSimpleNameNotEndingWith("Builder")
                    .should()
                    .beFinal()
                    .because("what records are made of is shared by threads and kept")
                    .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> networkClient() {
        return describe(
                "speak to the network", type -> NETWORK_CLASSES.matcher(type.getName()).matches());
    }

    private static String ownerAndName(JavaCall<?> call) {
        return call.getTargetOwner().getName() + "." + call.getName();
    }
}
