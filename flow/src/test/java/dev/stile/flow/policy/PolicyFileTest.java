package dev.stile.flow.policy;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.Category;
import dev.stile.api.label.Integrity;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.ActQuestion;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

final class PolicyFileTest {
    private static final Subject ADA = new Subject.Person("ada");
    private static final String TEXT =
            """
            # who may what
            version: 1
            grants:
              - { id: g-17, subject: "rule:weir-alarm", connection: ops-chat, action: send_message, recipient: C042, decision: allow, per_hour: 30, expires: 2027-01-01 }
              - { id: g-18, subject: "agent:*", connection: "*", category: external_record_create, decision: approve, approvers: 2 } # two of us
              - { id: g-19, subject: "*", connection: prod-tracker, category: external_record_delete, decision: refuse }
            """;

    @TempDir Path folder;
    private Home home;
    private Database database;
    private SqliteAuditLog audit;
    private PolicyFile file;
    private PolicyDesk desk;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(Instant.parse("2026-05-04T06:00:00Z"), ZoneOffset.UTC);
        home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, clock, () -> new Random(7));
        file = new PolicyFile(home);
        desk = new PolicyDesk(file, database, audit, clock);
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
    }

    private void write(String text) throws IOException {
        Files.writeString(file.path(), text);
        mode("rw-------");
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(permissions));
    }

    private static Grant grant(String id) {
        return new Grant(
                id,
                "rule:flood",
                "ops-chat",
                Optional.of("send_message"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("C\"7\\"),
                Optional.of(Integrity.TRUSTED),
                Verdict.ALLOW,
                OptionalInt.of(3),
                1,
                Optional.of(Instant.parse("2026-06-01T12:00:00Z")));
    }

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.registered()).isEqualTo(code));
    }

    private static ActQuestion question() {
        return new ActQuestion(
                new Subject.Rule("weir-alarm"),
                "ops-chat",
                "send_message",
                Category.EXTERNAL_MESSAGE_SEND,
                true,
                Optional.empty(),
                Optional.of("C042"),
                Integrity.UNTRUSTED);
    }

    @Test
    @Proves("TU-62")
    void theExampleOfTheSpecificationIsReadAndAChangeIsSeen() throws IOException {
        assertThat(file.inForce()).isEqualTo(Policy.defaults());
        assertThat(desk.explain(question()).verdict()).isEqualTo(Verdict.APPROVE);
        write(TEXT);
        assertThat(desk.explain(question()).decision().entry()).isEqualTo("grant:g-17");
        assertThat(desk.explain(question()).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(file.inForce().grants().get(1).approvers()).isEqualTo(2);
        Files.delete(file.path());
        assertThat(desk.explain(question()).verdict()).isEqualTo(Verdict.APPROVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw--w----", "rwx------", "rw-----w-"})
    @Proves("TU-60")
    void aFileThatOthersCanTouchAllowsNothing(String permissions) throws IOException {
        write(TEXT);
        assertThat(file.inForce().grants()).hasSize(3);
        mode(permissions);
        refused(Code.POLICY_FILE_NOT_VALID, () -> file.inForce());
    }

    @Test
    @Proves("TU-66")
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("mine.yaml"), TEXT);
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(file.path(), elsewhere);
        refused(Code.POLICY_FILE_NOT_VALID, () -> file.inForce());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "version: 2\ngrants: []\n",
                "version: 1\ngrants:\n  - { id: g-1, subject: '*', connection: '*', decision: allow }\n",
                "version: 1\ngrants:\n  - { id: g-1, subject: '*', connection: '*', action: a, decision: perhaps }\n",
                "version: 1\ngrants:\n  - { id: g-1, subject: '*', connection: '*', category: external_everything, decision: allow }\n",
                "version: 1\ngrants:\n  - { id: g-1, subject: '*', connection: '*', action: a, decision: refuse, unless: x }\n",
                "version: 1\ngrants:\n  - { id: g-1, id: g-2, subject: '*', connection: '*', action: a, decision: allow }\n",
                "version: 1\ngrants:\n  - { id: g-1, subject: '*', connection: '*', action: a, decision: allow, expires: soon }\n",
                "version: 1\ngrants: [ !!java.net.URL 'http://x' ]\n",
                "version: 1\ngrants: [\n",
                "version: 1\ngrant: []\n",
            })
    @Proves("TU-60")
    void aFileThatIsNotUnderstoodWholeAllowsNothing(String text) throws IOException {
        write(TEXT);
        assertThat(file.inForce().grants()).hasSize(3);
        write(text);
        refused(Code.POLICY_FILE_NOT_VALID, () -> file.inForce());
    }

    @Test
    @Proves("TU-62")
    void grantsAndRevocationsKeepWhatStandsAroundThemAndAreAudited() throws IOException {
        write(TEXT);
        desk.grant(soon(), ADA, grant("g-20"));
        assertThat(file.inForce().grants()).hasSize(4).last().isEqualTo(grant("g-20"));
        assertThat(Files.readString(file.path())).startsWith(TEXT);
        assertThat(Files.getPosixFilePermissions(file.path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        desk.revoke(soon(), ADA, "g-17");
        assertThat(file.inForce().grants())
                .extracting(Grant::id)
                .containsExactly("g-18", "g-19", "g-20");
        assertThat(Files.readString(file.path())).contains("# two of us");
        assertThat(
                        new AuditSearch(database)
                                .newest(
                                        AuditFilter.everything().verb("policy.edit"),
                                        Long.MAX_VALUE,
                                        9,
                                        soon()))
                .extracting(row -> row.actor() + " " + row.phase())
                .containsExactly("ada outcome", "ada intent", "ada outcome", "ada intent");
    }

    @Test
    void aFirstGrantMakesTheFile() {
        desk.grant(soon(), ADA, grant("g-1"));
        assertThat(new PolicyFile(home).inForce().grants()).containsExactly(grant("g-1"));
    }

    @Test
    void aTextInWhichALineCannotBeChangedIsWrittenAnew() throws IOException {
        write(
                """
                version: 1
                grants:
                - id: g-1
                  subject: "*"
                  connection: "*"
                  action: wipe
                  decision: refuse
                quotas:
                  - { id: q-1, per: rule, per_hour: 9 }
                """);
        Policy before = file.inForce();
        assertThat(desk.grant(soon(), ADA, grant("g-2"))).isEqualTo(before.with(grant("g-2")));
        assertThat(new PolicyFile(home).inForce()).isEqualTo(before.with(grant("g-2")));
        desk.revoke(soon(), ADA, "g-1");
        assertThat(new PolicyFile(home).inForce().grants()).containsExactly(grant("g-2"));
    }

    @Test
    @Proves("TU-62")
    void onlyAPersonLoosens() throws IOException {
        write(TEXT);
        for (Subject program :
                new Subject[] {
                    new Subject.Agent("helper"), new Subject.Rule("r"), new Subject.Daemon()
                }) {
            refused(Code.POLICY_REFUSED, () -> desk.grant(soon(), program, grant("g-20")));
            refused(Code.POLICY_REFUSED, () -> desk.revoke(soon(), program, "g-19"));
        }
        refused(Code.GRANT_NOT_VALID, () -> desk.grant(soon(), ADA, grant("g-17")));
        refused(Code.NO_SUCH_GRANT, () -> desk.revoke(soon(), ADA, "g-99"));
        assertThat(Files.readString(file.path())).isEqualTo(TEXT);
    }
}
