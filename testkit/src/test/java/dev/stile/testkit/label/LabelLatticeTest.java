package dev.stile.testkit.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.TreeSet;

/** Labels by their laws, with labels made from seeds. */
final class LabelLatticeTest {
    private static final int MANY = 2_000;

    @Test
    @Proves({"TU-30", "TU-80"})
    void joiningIsALatticeThatNeverLoosens() {
        Random random = new Random(30);
        for (int round = 0; round < MANY; round++) {
            Label one = label(random);
            Label two = label(random);
            Label three = label(random);
            Label joined = one.join(two);

            assertThat(joined).isEqualTo(two.join(one));
            assertThat(joined.join(three)).isEqualTo(one.join(two.join(three)));
            assertThat(one.join(one)).isEqualTo(one);
            assertThat(joined.join(one)).as("absorbed").isEqualTo(joined);
            assertThat(one.join(Label.ofUser())).as("what is neutral").isEqualTo(one);
            Confidentiality clearance = label(random).confidentiality();
            assertThat(joined.confidentiality().flowsTo(clearance))
                    .isEqualTo(
                            one.confidentiality().flowsTo(clearance)
                                    && two.confidentiality().flowsTo(clearance));
            assertThat(joined.integrity())
                    .isEqualTo(
                            one.integrity() == Integrity.TRUSTED
                                            && two.integrity() == Integrity.TRUSTED
                                    ? Integrity.TRUSTED
                                    : Integrity.UNTRUSTED);
        }
    }

    @Test
    @Proves({"TU-24", "TU-30"})
    void aLabelThatWasKeptIsReadBackAsItWas() {
        Random random = new Random(24);
        for (int round = 0; round < MANY; round++) {
            Label label = label(random);

            assertThat(Confidentiality.parse(label.confidentiality().text()))
                    .isEqualTo(label.confidentiality());
            assertThat(Integrity.parse(label.integrity().name())).isEqualTo(label.integrity());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "/x", "public", "work/demo\n\nother", "work\u0000", "(Everybody)"})
    @Proves("TU-24")
    void whatCannotBeReadIsAtLeastPrivate(String damaged) {
        Confidentiality read = Confidentiality.parse(damaged);

        assertThat(read.isPublic()).isFalse();
        assertThat(read.flowsTo(Confidentiality.privateTo(Scope.of("work", "demo")))).isFalse();
        assertThat(read.flowsTo(Confidentiality.open())).isFalse();
    }

    @Test
    @Proves("TU-24")
    void whatNobodyMaySeeFlowsNowhereAndWhateverItIsJoinedWithNeither() {
        Confidentiality nobody = Confidentiality.nobody();
        Confidentiality demo = Confidentiality.privateTo(Scope.of("work", "demo"));

        assertThat(nobody.flowsTo(nobody)).isFalse();
        assertThat(demo.join(nobody).flowsTo(demo.join(nobody))).isFalse();
        assertThat(demo.flowsTo(demo)).isTrue();
        assertThat(Integrity.parse("trusted ")).isEqualTo(Integrity.UNTRUSTED);
    }

    @Test
    @Proves({"TU-30", "TU-32"})
    void aConnectionClearsItsContainersAndAContainerNothingElse() {
        Confidentiality web = Confidentiality.privateTo(Scope.of("work", "acme/web"));

        assertThat(web.flowsTo(Confidentiality.privateTo(Scope.of("work")))).isTrue();
        assertThat(web.flowsTo(Confidentiality.privateTo(Scope.of("work", "acme")))).isFalse();
        assertThat(web.flowsTo(Confidentiality.privateTo(Scope.of("workshop")))).isFalse();
        assertThat(web.flowsTo(Confidentiality.open())).isFalse();
        assertThat(Confidentiality.open().flowsTo(web)).isTrue();
    }

    @Test
    @Proves("TU-30")
    void aScopeThatWouldReadBackAsAnotherCannotBeMade() {
        assertThatThrownBy(() -> Scope.of("work/demo"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scope.of("work", "demo\nother"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Label label(Random random) {
        TreeSet<Scope> scopes = new TreeSet<>();
        int count = random.nextInt(4);
        for (int index = 0; index < count; index++) {
            String connection = "c" + random.nextInt(3);
            scopes.add(
                    random.nextBoolean()
                            ? Scope.of(connection)
                            : Scope.of(connection, "p/" + random.nextInt(3)));
        }
        return new Label(
                random.nextBoolean() ? Integrity.TRUSTED : Integrity.UNTRUSTED,
                new Confidentiality(scopes));
    }
}
