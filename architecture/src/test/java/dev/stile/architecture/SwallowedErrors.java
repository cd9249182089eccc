package dev.stile.architecture;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what catches any exception and does not end by throwing one: a boundary, which must be
 * named.
 */
final class SwallowedErrors extends TreeScanner<Void, Void> {
    private static final Set<String> ANYTHING =
            Set.of("Exception", "RuntimeException", "Throwable", "Error");

    private boolean found;

    private SwallowedErrors() {}

    static Set<Path> in(Collection<Path> sources) throws IOException {
        Set<Path> found = new TreeSet<>();
        for (Sources.Parsed source : Sources.parse(sources)) {
            SwallowedErrors scanner = new SwallowedErrors();
            scanner.scan(source.unit(), null);
            if (scanner.found) {
                found.add(source.path());
            }
        }
        return found;
    }

    @Override
    public Void visitCatch(CatchTree tree, Void nothing) {
        List<? extends StatementTree> statements = tree.getBlock().getStatements();
        boolean throwsOn = !statements.isEmpty() && statements.getLast() instanceof ThrowTree;
        if (!throwsOn && takesAnything(tree.getParameter().getType())) {
            found = true;
        }
        return super.visitCatch(tree, nothing);
    }

    private static boolean takesAnything(Tree type) {
        return type instanceof UnionTypeTree union
                ? union.getTypeAlternatives().stream().anyMatch(SwallowedErrors::takesAnything)
                : type instanceof IdentifierTree name
                        && ANYTHING.contains(name.getName().toString());
    }
}
