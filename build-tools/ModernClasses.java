import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Rewrites the classes of a jar whose format is older than Java 6 as classes of Java 8. The AOT
 * cache takes no class of such a format, so a program that starts with many of them would load and
 * verify each at every start.
 */
final class ModernClasses {
    private static final int TOO_OLD_FOR_THE_CACHE = ClassFile.JAVA_6_VERSION;

    private final ClassFile classFile =
            ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofClassLoading(
                                    ModernClasses.class.getClassLoader())));

    /** Whether a jar holds such classes; jars are compiled as a whole, so its first class tells. */
    boolean areNeededFor(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (JarCopy.isClass(entry)) {
                    return isTooOld(classFile.parse(file.getInputStream(entry).readAllBytes()));
                }
            }
        }
        return false;
    }

    /** The class in a format that the cache takes. */
    byte[] modern(byte[] content) {
        ClassModel old = classFile.parse(content);
        if (!isTooOld(old)) {
            return content;
        }
        return classFile.transformClass(
                old,
                (builder, element) -> {
                    switch (element) {
                        case ClassFileVersion version ->
                                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                        case MethodModel method ->
                                // Code that is copied as it stands gets no stack maps; code that is
                                // written anew does.
                                builder.transformMethod(
                                        method,
                                        MethodTransform.transformingCode(
                                                (code, instruction) -> code.with(instruction)));
                        default -> builder.with(element);
                    }
                });
    }

    private static boolean isTooOld(ClassModel model) {
        return model.majorVersion() < TOO_OLD_FOR_THE_CACHE;
    }
}
