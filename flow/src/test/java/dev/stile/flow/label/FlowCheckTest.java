package dev.stile.flow.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.core.error.Code;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.FlowDeclaration.Kind;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;

final class FlowCheckTest {
    private static final Scope POND = Scope.of("weir-north", "pond-3");
    private static final Scope OTHER_POND = Scope.of("weir-north", "pond-4");
    private static final Scope ROOM = Scope.of("ops-chat", "C042");
    private static final Label OPEN = new Label(Integrity.UNTRUSTED, Confidentiality.open());

    private static boolean flows(Label data, Place place, FlowDeclaration... declarations) {
        return FlowCheck.check("a rule", data, place, List.of(declarations))
                instanceof FlowVerdict.Flows;
    }

    private static FlowDeclaration flow(String from, String to) {
        return new FlowDeclaration(Kind.FLOW, from, to, "because");
    }

    private static FlowVerdict.Refused refused(
            Label data, Place place, FlowDeclaration... declarations) {
        return (FlowVerdict.Refused)
                FlowCheck.check("weir-alarm", data, place, List.of(declarations));
    }

    @Test
    @Proves({"TU-30", "TU-32"})
    void eachWayOfTheTableFlowsOrIsRefusedAsItSays() {
        Place room = Place.of(ROOM);
        Place square = new Place(ROOM, true);
        Label pond = Label.outside(POND);

        assertThat(flows(OPEN, square)).isTrue();
        assertThat(flows(OPEN, room)).isTrue();
        assertThat(flows(Label.ofUser(), square)).isTrue();
        assertThat(flows(pond, Place.of(POND))).isTrue();
        assertThat(flows(pond, Place.of(OTHER_POND))).isFalse();
        assertThat(flows(pond, room)).isFalse();
        assertThat(flows(pond, square)).isFalse();
        assertThat(flows(pond, new Place(POND, true))).isFalse();
        assertThat(flows(pond, Place.of(Scope.of("llm-local")))).isFalse();
        assertThat(flows(pond.join(Label.outside(ROOM)), Place.of(POND))).isFalse();
        assertThat(flows(pond.join(OPEN), Place.of(POND))).isTrue();
    }

    @Test
    @Proves("TU-32")
    void aPlaceWhoseContainerIsNotKnownClearsNoContainer() {
        Place somewhere = Place.of("weir-north", java.util.Optional.empty());

        assertThat(flows(Label.outside(POND), somewhere)).isFalse();
        assertThat(flows(Label.outside(Scope.of("weir-north")), Place.of(POND))).isFalse();
        assertThat(flows(Label.outside(Scope.of("weir-north")), somewhere)).isTrue();
    }

    @Test
    @Proves("TU-35")
    void aDeclarationAllowsWhatItNamesAndNothingBeside() {
        Label pond = Label.outside(POND);
        Place room = Place.of(ROOM);

        assertThat(flows(pond, room, flow("weir-north/pond-3", "ops-chat/C042"))).isTrue();
        assertThat(flows(pond, room, flow("weir-north", "ops-chat"))).isTrue();
        assertThat(flows(pond, room, flow("weir-north/pond-4", "ops-chat/C042"))).isFalse();
        assertThat(flows(pond, room, flow("weir-north/pond-3", "ops-chat/C043"))).isFalse();
        assertThat(flows(pond, room, flow("weir", "ops-chat/C042"))).isFalse();
        assertThat(flows(pond, room, flow("*", "*"))).isFalse();
        assertThat(flows(pond, room, new FlowDeclaration(Kind.TEXT, "weir-north", "ops-chat", "x")))
                .isFalse();
        assertThat(
                        flows(
                                pond.join(Label.outside(Scope.of("desk"))),
                                room,
                                flow("weir-north", "ops-chat")))
                .isFalse();
    }

    @Test
    @Proves("TU-35")
    void aVerdictNamesTheDeclarationsThatItRestsOn() {
        FlowDeclaration used = flow("weir-north", "ops-chat/C042");

        assertThat(
                        FlowCheck.check(
                                "weir-alarm",
                                Label.outside(POND),
                                ROOM,
                                List.of(flow("desk", "ops-chat"), used)))
                .isEqualTo(new FlowVerdict.Flows(List.of(used)));
        assertThat(FlowCheck.check("weir-alarm", OPEN, ROOM, List.of(used)))
                .isEqualTo(new FlowVerdict.Flows(List.of()));
    }

    @Test
    @Proves("TU-34")
    void aRefusalSaysTheWayBothLabelsAndTheVeryDeclarationThatWouldAllowIt() {
        FlowVerdict.Refused refused = refused(Label.outside(POND), Place.of(ROOM));

        assertThat(refused.reason())
                .isEqualTo(
                        "weir-alarm -> ops-chat/C042: it is untrusted, private to"
                                + " weir-north/pond-3 and would be seen by the readers of"
                                + " ops-chat/C042");
        assertThat(refused.declarations())
                .containsExactly(
                        "allow_flow: [ { from: weir-north/pond-3, to: ops-chat/C042, reason:"
                                + " \"...\" } ]");
        assertThat(
                        flows(
                                Label.outside(POND),
                                Place.of(ROOM),
                                flow("weir-north/pond-3", "ops-chat/C042")))
                .isTrue();
        assertThat(refused.failure().registered()).isEqualTo(Code.LABEL_REFUSED);
    }

    @Test
    @Proves("TU-32")
    void whatNobodyMaySeeNoDeclarationAllows() {
        Label lost = new Label(Integrity.UNTRUSTED, Confidentiality.nobody());

        assertThat(refused(lost, Place.of(ROOM), flow("(nobody)", "ops-chat")).declarations())
                .isEmpty();
    }
}
