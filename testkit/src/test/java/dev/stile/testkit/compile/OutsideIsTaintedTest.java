package dev.stile.testkit.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.StileException;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.store.Listing;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every value that comes from outside through the api is tainted, or checked, or listed here with
 * its reason.
 */
final class OutsideIsTaintedTest {
    /** Values that are words of ours, each with why. */
    private static final Map<String, String> OURS =
            Map.ofEntries(
                    Map.entry("RecordStore.name(): String", "the connector's own slug"),
                    Map.entry(
                            "RecordStore.rootCollectionName(): String",
                            "a constant of the connector"),
                    Map.entry(
                            "Listing.end() > Truncated.by: String",
                            "documented as words of the connector"),
                    Map.entry(
                            "Listing.end() > Unknown.why: String",
                            "documented as words of the connector"),
                    Map.entry(
                            "Listing.nextPage() > Page.items > Unreadable.reason: String",
                            "documented as words of the connector"),
                    Map.entry(
                            "RecordStore.findCreated() > CannotTell.why: String",
                            "documented as words of the connector"),
                    Map.entry(
                            "RecordStore.probe() > ProbeResult.missingScopes: String",
                            "names out of the manifest"),
                    Map.entry(
                            "RecordStore.probe() > ProbeResult.widerScopes: String",
                            "documented as words of the connector"),
                    Map.entry(
                            "RecordStore.createRecord() > WriteResult.notTaken > FieldRef.name: String",
                            "the name of a field that the caller wrote"));

    @Test
    @Proves({"TU-20", "TU-23", "TR-25"})
    void everythingFromOutsideIsTaintedOrCheckedOrListed() {
        List<String> bare =
                OutsideValues.bareIn(
                        List.of(
                                RecordStore.class,
                                Listing.class,
                                EgressClient.class,
                                HttpAnswer.class));

        assertThat(bare).containsExactlyInAnyOrderElementsOf(OURS.keySet());
    }

    @Test
    @Proves("TU-20")
    void anErrorKeepsWhatAServerSaidTainted() throws NoSuchMethodException {
        assertThat(
                        StileException.class
                                .getMethod("remoteText")
                                .getGenericReturnType()
                                .getTypeName())
                .isEqualTo("java.util.Optional<" + Tainted.class.getName() + "<java.lang.String>>");
    }

    /** An interface with everything that the walk must see through. */
    private interface Careless {
        String text();

        Optional<List<byte[]>> bytes();

        Tainted<String> good();
    }

    @Test
    @Proves("TU-23")
    void aBareValueIsFoundWhereverItHides() {
        assertThat(OutsideValues.bareIn(List.of(Careless.class)))
                .containsExactlyInAnyOrder("Careless.bytes(): byte[]", "Careless.text(): String");
    }
}
