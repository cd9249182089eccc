package dev.stile.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sources as the compiler's parser sees them. */
final class Sources {
    /** One source, parsed, and the way from a piece of it to its line. */
    record Parsed(CompilationUnitTree unit, SourcePositions positions) {
        Path path() {
            return Path.of(unit.getSourceFile().toUri());
        }

        long line(Tree tree) {
            long position = positions.getStartPosition(unit, tree);
            return position < 0 ? 1 : unit.getLineMap().getLineNumber(position);
        }
    }

    private Sources() {}

    static List<Parsed> parse(Collection<Path> sources) throws IOException {
        if (sources.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Parsed> parsed = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                parsed.add(new Parsed(unit, positions));
            }
        }
        return parsed;
    }
}
