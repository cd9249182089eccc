package dev.stile.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the identifiers and string literals out of sources; comments are free. */
final class Words extends TreeScanner<Void, Void> {
    /** One identifier or literal, and where it stands. */
    record Word(Path source, long line, String text) {}

    private final Sources.Parsed source;
    private final List<Word> words;

    private Words(Sources.Parsed source, List<Word> words) {
        this.source = source;
        this.words = words;
    }

    static List<Word> in(Collection<Path> sources) throws IOException {
        List<Word> words = new ArrayList<>();
        for (Sources.Parsed source : Sources.parse(sources)) {
            new Words(source, words).scan(source.unit(), null);
        }
        return words;
    }

    private void add(Tree tree, CharSequence text) {
        words.add(new Word(source.path(), source.line(tree), text.toString()));
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
