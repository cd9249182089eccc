package dev.stile.hosting.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Set;

/** A head that was only brought up to date is the same work. */
@Proves("GH-108")
final class BaseMergesTest {
    @TempDir Path folder;
    private Workshop shop;
    private Sha approved;
    private Sha base;

    @BeforeEach
    void anApprovedHeadAndABaseThatMoved() {
        shop = new Workshop(folder);
        approved = shop.branch("topic").commit("text", "one\n2\n3\n4\n5\n6\n7\n8\n");
        base = shop.on("main").commit("text", "1\n2\n3\n4\n5\n6\n7\neight\n");
        shop.on("topic");
    }

    @Test
    void cleanMergesOfTheBaseCarryAnApproval() {
        Sha once = shop.merge(base);
        assertThat(carried(once)).containsExactly(approved);
        base = shop.on("main").commit("other", "other\n");
        Sha twice = shop.on("topic").merge(base);

        assertThat(carried(twice)).containsExactly(approved);
        assertThat(carried(approved)).containsExactly(approved);
    }

    @Test
    void aCommitOfWorkCarriesNone() {
        shop.merge(base);

        assertThat(carried(shop.commit("more", "more\n"))).isEmpty();
    }

    @Test
    void aMergeWithSomethingSlippedInCarriesNone() {
        shop.merge(base);
        shop.write("extra", "slipped in\n");

        assertThat(carried(shop.amend())).isEmpty();
    }

    @Test
    void aMergeOfAnotherBranchCarriesNone() {
        Sha other = shop.on("main").branch("other").commit("other", "other\n");

        assertThat(carried(shop.on("topic").merge(other))).isEmpty();
    }

    @Test
    void aHeadHoldsABaseThatWasMergedIntoIt() {
        BaseMerges merges = new BaseMerges(shop.repository());
        assertThat(merges.holds(approved, base)).isEqualTo(Tri.NO);
        assertThat(merges.holds(shop.merge(base), base)).isEqualTo(Tri.YES);
        assertThat(merges.holds(approved, new Sha("d".repeat(40)))).isEqualTo(Tri.UNKNOWN);
    }

    private Set<Sha> carried(Sha head) {
        return new BaseMerges(shop.repository()).carried(head, Set.of(approved), base);
    }
}
