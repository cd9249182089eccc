package dev.stile.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads the identifiers and string literals out of sources; comments are free. */
final class Words extends TreeScanner<Void, Void> {
    /** One identifier or literal, and where it stands. */
    record Word(Path source, long line, String text) {}

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Word> words;

    private Words(CompilationUnitTree unit, SourcePositions positions, List<Word> words) {
        this.unit = unit;
        this.positions = positions;
        this.words = words;
    }

    static List<Word> in(Collection<Path> sources) throws IOException {
        if (sources.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Word> words = new ArrayList<>();
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
                new Words(unit, positions, words).scan(unit, null);
            }
        }
        return words;
    }

    private void add(Tree tree, CharSequence text) {
        long position = positions.getStartPosition(unit, tree);
        words.add(
                new Word(
                        Path.of(unit.getSourceFile().toUri()),
                        position < 0 ? 1 : unit.getLineMap().getLineNumber(position),
                        text.toString()));
    }

    @Override
    public Void visitLiteral(LiteralTree tree, Void nothing) {
        if (tree.getValue() instanceof String text) {
            add(tree, text);
        }
        return null;
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void nothing) {
        add(tree, tree.getName());
        return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
        add(tree, tree.getIdentifier());
        return super.visitMemberSelect(tree, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
        add(tree, tree.getName());
        return super.visitMemberReference(tree, nothing);
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
        add(tree, tree.getSimpleName());
        return super.visitClass(tree, nothing);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
        add(tree, tree.getName());
        return super.visitMethod(tree, nothing);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void nothing) {
        add(tree, tree.getName());
        return super.visitVariable(tree, nothing);
    }
}
