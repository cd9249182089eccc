package dev.stile.flow.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.secret.SecretKeeper;
import dev.stile.core.secret.Secrets.Wanted;
import dev.stile.flow.process.wire.AuthAnswer;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a child renewed is not lost, whatever stands in the way of keeping it. */
final class RenewedSecretsTest {
    private static final Wanted WANTED = new Wanted("weir-north", "token");

    /** Renews between two events, so that a test can act before and after it. */
    private static final String RENEWING =
            """
            line = json.loads(sys.stdin.readline())
            if op == "auth-ok":
                say({"ok": True, "account": line["secrets"]["token"][:5]})
                sys.exit(0)
            hello()
            event("before")
            for value in %s:
                say({"type": "secret", "name": "token", "value": value})
            event("after")
            sys.stdin.read()
            """;

    @TempDir Path folder;

    private Stage stage;
    private Path key;

    @BeforeEach
    void open() throws IOException {
        stage = new Stage(folder);
        key =
                Files.createFile(
                        folder.resolve("key"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "older-value-80\n");
        stage.refer("file:" + key);
    }

    @AfterEach
    void close() throws Exception {
        assertThat(stage.processes()).isEmpty();
        stage.close();
    }

    @Test
    @Proves("FL-29")
    void oneThatCameWhileTheStoreWasHeldIsGivenToTheNextRunAndWrittenThen() throws IOException {
        renewWhileTheStoreIsHeld("newer-value-81");

        assertThat(Files.readString(key)).isEqualTo("older-value-80\n");
        assertThat(stage.notes).anyMatch(note -> note.contains("renewed the secret token"));
        assertThat(account()).isEqualTo("newer");
        assertThat(Files.readString(key)).isEqualTo("newer-value-81\n");
        renewWhileTheStoreIsHeld("third-value-82");
        assertThat(account()).isEqualTo("third");
        assertThat(Files.readString(key)).isEqualTo("third-value-82\n");
    }

    @Test
    @Proves("FL-29")
    void oneThatCameWhileTheStoreWasHeldReplacesNothingThatAPersonSetSince() throws IOException {
        renewWhileTheStoreIsHeld("newer-value-81");
        Files.writeString(key, "of-a-person-83\n");

        assertThat(account()).isEqualTo("of-a-");
        assertThat(Files.readString(key)).isEqualTo("of-a-person-83\n");
    }

    private void renewWhileTheStoreIsHeld(String value) {
        subscribe(
                "[\"" + value + "\"]",
                new HeardSink(
                        "event after",
                        event -> stage.storeBusy = event.id().text().equals("before")));
    }

    private void subscribe(String values, HeardSink sink) {
        stage.speaks(RENEWING.formatted(values))
                .events()
                .orElseThrow()
                .subscribe(Stage.subscription(), sink);
    }

    private String account() {
        AuthAnswer answer = stage.again().probe(Deadline.after(Duration.ofSeconds(60)));
        return answer instanceof AuthAnswer.Good good ? good.account().orElse("") : answer + "";
    }

    @Test
    void twoThatAreRenewedAtOnceAreKeptOneAfterTheOtherAndTheLastOneStays() throws Exception {
        CountDownLatch firstIsWriting = new CountDownLatch(1);
        CountDownLatch secondWantsTo = new CountDownLatch(1);
        List<String> written = new CopyOnWriteArrayList<>();
        SecretKeeper slow =
                (reference, value, wanted) -> {
                    written.add("begin");
                    firstIsWriting.countDown();
                    await(secondWantsTo);
                    written.add(text(value));
                    return true;
                };
        RenewedSecrets renewed = new RenewedSecrets(slow);
        SecureValue first = value("first-value-81");
        SecureValue second = value("second-value-82");

        Thread one = Thread.ofPlatform().start(() -> renew(renewed, first));
        await(firstIsWriting);
        Thread two = Thread.ofPlatform().start(() -> renew(renewed, second));
        untilItWaits(two);
        secondWantsTo.countDown();
        one.join(Duration.ofSeconds(60));
        two.join(Duration.ofSeconds(60));

        assertThat(written).containsExactly("begin", "first-value-81", "begin", "second-value-82");
        assertThat(List.of(first, second)).allMatch(RenewedSecretsTest::isWiped);
    }

    private static void renew(RenewedSecrets renewed, SecureValue value) {
        renewed.hold(WANTED, value);
        renewed.keep(WANTED, Optional.of("file:/anywhere"), Optional.empty());
    }

    /** For the lock, or for anything else if there is none. */
    private static void untilItWaits(Thread thread) {
        Deadline latest = Deadline.after(Duration.ofSeconds(60));
        while (thread.getState() == Thread.State.RUNNABLE && !latest.isPast()) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static SecureValue value(String text) {
        return SecureValue.takeFrom(text.toCharArray());
    }

    private static String text(SecureValue value) {
        return value.lend(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static boolean isWiped(SecureValue value) {
        return text(value).chars().allMatch(character -> character == 0);
    }
}
