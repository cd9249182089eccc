package dev.stile.git.push;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Token;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.git.diff.Draft;
import dev.stile.git.diff.Edit;
import dev.stile.git.diff.PendingReference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Orders new records so that each comes after those that it refers to by path. Cycles and dangling
 * names are problems.
 */
final class CreateOrder {
    private final Map<String, PlannedWrite.Create> creates;
    private final List<PlannedWrite> updates;
    private final Predicate<String> isRecordPath;
    private final List<Problem> problems;
    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> underWay = new HashSet<>();

    CreateOrder(
            Map<String, PlannedWrite.Create> creates,
            List<PlannedWrite> updates,
            Predicate<String> isRecordPath,
            List<Problem> problems) {
        this.creates = creates;
        this.updates = updates;
        this.isRecordPath = isRecordPath;
        this.problems = problems;
    }

    List<PlannedWrite> ordered() {
        for (PlannedWrite write : updates) {
            if (write instanceof PlannedWrite.Update update) {
                update.edit()
                        .mapEach(Edit::references)
                        .forEach(reference -> resolvable(write.path(), reference));
            }
        }
        creates.keySet().forEach(this::visit);
        List<PlannedWrite> ordered = new ArrayList<>();
        done.stream().map(creates::get).forEach(ordered::add);
        return ordered;
    }

    private void visit(String path) {
        PlannedWrite.Create create = creates.get(path);
        if (create == null) {
            throw new IllegalArgumentException("not a new file of this push");
        }
        if (done.contains(path)) {
            return;
        }
        if (!underWay.add(path)) {
            problems.add(
                    Problem.at(
                            Code.REFERENCE_UNRESOLVED,
                            path,
                            "new files refer to each other in a circle"));
            return;
        }
        for (Tainted<PendingReference> reference : create.draft().mapEach(Draft::references)) {
            resolvable(path, reference).filter(creates::containsKey).ifPresent(this::visit);
        }
        done.add(path);
    }

    private Optional<String> resolvable(String path, Tainted<PendingReference> reference) {
        String target = reference.checked(found -> new Token(named(found.path()))).text();
        if (creates.containsKey(target) || isRecordPath.test(target)) {
            return Optional.of(target);
        }
        problems.add(
                Problem.at(
                                Code.REFERENCE_UNRESOLVED,
                                path,
                                "it refers to a file that is no record of this push")
                        .saying(reference.map(PendingReference::path)));
        return Optional.empty();
    }

    /** A name that no token can hold is no path of a record either. */
    private static String named(String path) {
        boolean plain =
                !path.isEmpty()
                        && path.length() < 500
                        && path.chars()
                                .noneMatch(
                                        unit ->
                                                Character.isISOControl(unit)
                                                        || Character.isSurrogate((char) unit));
        return plain ? path : "?";
    }
}
