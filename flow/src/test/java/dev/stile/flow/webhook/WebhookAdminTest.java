package dev.stile.flow.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.Manifest;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.policy.Subject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class WebhookAdminTest {
    @TempDir Path folder;

    private Hooks hooks;

    @BeforeEach
    void open() {
        hooks = new Hooks(folder);
    }

    @AfterEach
    void close() {
        hooks.close();
    }

    private static RawDelivery sample(String secret, String body) {
        Proof.Hmac proof =
                (Proof.Hmac)
                        PresetBook.shipped()
                                .find("github")
                                .orElseThrow()
                                .forms()
                                .getFirst()
                                .proof();
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] digest =
                Signatures.digest(
                                proof,
                                secret.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                sink -> sink.accept(bytes))
                        .orElseThrow();
        return new RawDelivery(
                Map.of(proof.header(), List.of(Signatures.written(proof, digest))), bytes);
    }

    @Test
    @Proves({"FL-83", "TU-18"})
    void theAddressIsShownOnceAndItsTokenIsKeptAsADigest() {
        hooks.connect("hooks", "github-webhook", Map.of());

        WebhookAddress address =
                hooks.admin.add(
                        "hooks", Optional.empty(), Optional.empty(), Hooks.KEEPER, Hooks.soon());

        assertThat(address.text()).matches("https://hooks\\.example/hooks/hooks/[0-9a-f]{32}");
        String token = Hooks.token(address);
        assertThat(address.toString()).doesNotContain(token);
        Webhook stored = hooks.admin.show("hooks", Hooks.soon()).webhook();
        assertThat(stored.toString()).doesNotContain(token);
        assertThat(hooks.admin.show("hooks", Hooks.soon()).address())
                .isEqualTo("https://hooks.example/hooks/hooks/...");
        assertThat(hooks.endpoints.find("hooks", token, Hooks.soon())).isPresent();
        assertThat(hooks.endpoints.find("hooks", "0".repeat(32), Hooks.soon())).isEmpty();
        assertThat(hooks.endpoints.find("weir", token, Hooks.soon())).isEmpty();
        assertThat(hooks.rows("connection.update")).isEqualTo(1);
    }

    @Test
    @Proves("FL-84")
    void withoutASecretThereIsNoReceiver() {
        hooks.connect("hooks", "github-webhook", Map.of());

        assertThatThrownBy(
                        () ->
                                hooks.admin.add(
                                        "hooks",
                                        Optional.empty(),
                                        Optional.of("env:NOWHERE"),
                                        Hooks.KEEPER,
                                        Hooks.soon()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.registered()).isEqualTo(Code.SECRET_MISSING));
        assertThat(hooks.admin.all(Hooks.soon())).isEmpty();
    }

    @Test
    @Proves("FL-86")
    void whatNoSenderCouldSignWithIsRefusedAtOnce() {
        hooks.connect("hooks", "webhook", Map.of());
        hooks.connect("other", "webhook", Map.of("preset", "unheard-of"));
        hooks.connect("third", "webhook", Map.of("proof_header", "X-Sig", "algorithm", "md5"));

        for (String slug : List.of("hooks", "other", "third")) {
            assertThatThrownBy(() -> hooks.add(slug, Optional.empty()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.registered())
                                            .isEqualTo(Code.WEBHOOK_NOT_VALID));
        }
    }

    @Test
    @Proves("FL-84")
    void twoSecretsAreValidWhileOneReplacesTheOther() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        hooks.admin.rotateSecret(
                "hooks", "env:NEXT", Duration.ofHours(1), Hooks.KEEPER, Hooks.soon());
        hooks.pass(Duration.ofSeconds(2));

        assertThat(hooks.take("hooks", token, sample(Hooks.SECRET, "{\"n\":1}")))
                .isEqualTo(new Received.Stored());
        assertThat(hooks.take("hooks", token, sample(Hooks.NEXT_SECRET, "{\"n\":2}")))
                .isEqualTo(new Received.Stored());
        hooks.pass(Duration.ofHours(1));
        assertThat(hooks.take("hooks", token, sample(Hooks.SECRET, "{\"n\":3}")))
                .isEqualTo(new Received.Refused());
        assertThat(hooks.take("hooks", token, sample(Hooks.NEXT_SECRET, "{\"n\":4}")))
                .isEqualTo(new Received.Stored());
    }

    @Test
    @Proves("FL-83")
    void anOldAddressLeadsThereUntilItsOverlapEnds() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String old = hooks.add("hooks", Optional.empty());
        String young =
                Hooks.token(
                        hooks.admin.rotateAddress(
                                "hooks", Duration.ofHours(1), Hooks.KEEPER, Hooks.soon()));
        hooks.pass(Duration.ofSeconds(2));

        assertThat(hooks.endpoints.find("hooks", old, Hooks.soon())).isPresent();
        assertThat(hooks.endpoints.find("hooks", young, Hooks.soon())).isPresent();
        hooks.pass(Duration.ofHours(1));
        assertThat(hooks.endpoints.find("hooks", old, Hooks.soon())).isEmpty();
        assertThat(hooks.endpoints.find("hooks", young, Hooks.soon())).isPresent();
    }

    @Test
    @Proves("FL-86")
    void aTestOfEachPresetIsTakenAsATest() {
        for (Preset preset : PresetBook.shipped().all()) {
            String connector =
                    preset.slug().equals("generic") ? "webhook" : preset.slug() + "-webhook";
            String slug = "at-" + preset.slug();
            hooks.connect(slug, connector, Map.of());
            hooks.admin.add(
                    slug, Optional.empty(), Optional.of("env:WHSEC"), Hooks.KEEPER, Hooks.soon());

            assertThat(hooks.admin.test(slug, Hooks.KEEPER, Hooks.soon()))
                    .as(preset.slug())
                    .isEqualTo(new Received.Stored());
        }
        assertThat(hooks.events())
                .hasSize(9)
                .allSatisfy(
                        event -> assertThat(event.event().flags()).containsExactly(InboxFlag.TEST));
    }

    @Test
    @Proves("FL-83")
    void aRemovedReceiverIsGoneAlsoForWhatIsUnderWay() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        Endpoint known = hooks.endpoints.find("hooks", token, Hooks.soon()).orElseThrow();

        assertThat(hooks.admin.remove("hooks", Hooks.KEEPER, Hooks.soon())).isTrue();

        assertThat(hooks.intake.take(known, sample(Hooks.SECRET, "{}"), Hooks.soon()))
                .isEqualTo(new Received.Gone());
        assertThat(hooks.events()).isEmpty();
        assertThat(hooks.admin.remove("hooks", Hooks.KEEPER, Hooks.soon())).isFalse();
        assertThat(hooks.rows("connection.update")).isEqualTo(2);
    }

    @Test
    @Proves("FL-83")
    void onlyAPersonMakesAReceiver() {
        hooks.connect("hooks", "github-webhook", Map.of());

        assertThatThrownBy(
                        () ->
                                hooks.admin.add(
                                        "hooks",
                                        Optional.empty(),
                                        Optional.empty(),
                                        new Subject.Agent("7"),
                                        Hooks.soon()))
                .isInstanceOf(Failure.class);
    }

    @Test
    @Proves({"FL-12", "FL-86", "FL-6"})
    void eachPresetHasAConnectorThatSupportsTriggers() {
        List<Manifest> manifests =
                new WebhookProviders(PresetBook.shipped())
                        .all().stream().map(each -> each.manifest()).toList();

        assertThat(manifests)
                .extracting(Manifest::slug)
                .containsExactlyInAnyOrder(
                        "webhook",
                        "github-webhook",
                        "jira-webhook",
                        "gitlab-webhook",
                        "linear-webhook",
                        "slack-webhook",
                        "stripe-webhook",
                        "sentry-webhook",
                        "pagerduty-webhook");
        assertThat(manifests)
                .allSatisfy(
                        manifest -> {
                            assertThat(dev.stile.flow.template.Triggers.areSupported(manifest))
                                    .isTrue();
                            assertThat(manifest.requiresAuth()).isFalse();
                            assertThat(manifest.secret("secret")).isPresent();
                            assertThat(manifest.actions()).isEmpty();
                        });
    }
}
