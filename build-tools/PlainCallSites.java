import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites the call sites of our own classes that the AOT cache does not keep: switches over types,
 * and the equality and hash of records. Each would be linked anew at every start, the first for
 * several milliseconds. What they call instead is a method of the same class with the same meaning;
 * the sources stay as they are.
 */
final class PlainCallSites {
    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

    private final ClassFile classFile;

    /**
     * @param loader sees every class that the rewritten ones name
     */
    PlainCallSites(ClassLoader loader) {
        classFile =
                ClassFile.of(
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(loader)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /** The class as it should be; the same bytes if there is nothing to rewrite. */
    byte[] rewritten(byte[] content) {
        ClassModel model = classFile.parse(content);
        List<Chain> chains = new ArrayList<>();
        ClassDesc self = model.thisClass().asSymbol();
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        ClassTransform transform =
                ClassTransform.transformingMethodBodies(
                                PlainCallSites::hasCallSite,
                                (code, element) ->
                                        rewrite(code, element, self, isInterface, chains))
                        .andThen(
                                ClassTransform.endHandler(
                                        builder -> chains.forEach(chain -> chain.write(builder))));
        byte[] transformed = classFile.transformClass(model, transform);
        return model.methods().stream().anyMatch(PlainCallSites::hasCallSite)
                ? transformed
                : content;
    }

    /** A switch over types, as a method of its class. */
    private record Chain(String name, MethodTypeDesc type, List<ClassDesc> labels) {
        /** As {@code SwitchBootstraps.typeSwitch}: -1 for null, else the first that fits. */
        void write(ClassBuilder builder) {
            builder.withMethodBody(
                    name,
                    type,
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                    this::writeCode);
        }

        private void writeCode(CodeBuilder code) {
            Label notNull = code.newLabel();
            code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
            for (int index = 0; index < labels.size(); index++) {
                Label next = code.newLabel();
                code.iload(1).loadConstant(index).if_icmpgt(next);
                code.aload(0).instanceOf(labels.get(index)).ifeq(next);
                code.loadConstant(index).ireturn().labelBinding(next);
            }
            code.loadConstant(labels.size()).ireturn();
        }
    }

    private static boolean hasCallSite(MethodModel method) {
        return method.findAttribute(Attributes.code()).isPresent()
                && method.code().orElseThrow().elementStream().anyMatch(PlainCallSites::isCallSite);
    }

    private static boolean isCallSite(CodeElement element) {
        return element instanceof InvokeDynamicInstruction site
                && (isTypeSwitch(site) || isRecordMethod(site));
    }

    private static boolean isTypeSwitch(InvokeDynamicInstruction site) {
        return site.bootstrapMethod().owner().equals(SWITCHES)
                && site.name().equalsString("typeSwitch")
                && site.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    private static boolean isRecordMethod(InvokeDynamicInstruction site) {
        return site.bootstrapMethod().owner().equals(RECORDS)
                && (site.name().equalsString("equals") || site.name().equalsString("hashCode"))
                && components(site).stream().noneMatch(PlainCallSites::isFloating);
    }

    private static void rewrite(
            CodeBuilder code,
            CodeElement element,
            ClassDesc self,
            boolean isInterface,
            List<Chain> chains) {
        if (!(element instanceof InvokeDynamicInstruction site) || !isCallSite(element)) {
            code.with(element);
        } else if (isTypeSwitch(site)) {
            List<ClassDesc> labels =
                    site.bootstrapArgs().stream().map(ClassDesc.class::cast).toList();
            Chain chain = new Chain("typeSwitch$" + chains.size(), site.typeSymbol(), labels);
            chains.add(chain);
            code.invokestatic(self, chain.name(), chain.type(), isInterface);
        } else if (site.name().equalsString("equals")) {
            writeEquals(code, self, components(site));
        } else {
            writeHashCode(code, components(site));
        }
    }

    /** The getters of a record's components, in their order. */
    private static List<DirectMethodHandleDesc> components(InvokeDynamicInstruction site) {
        List<DirectMethodHandleDesc> getters = new ArrayList<>();
        for (ConstantDesc argument : site.bootstrapArgs()) {
            if (argument instanceof DirectMethodHandleDesc getter) {
                getters.add(getter);
            }
        }
        return getters;
    }

    private static ClassDesc type(DirectMethodHandleDesc getter) {
        return getter.invocationType().returnType();
    }

    /** Floating numbers compare by their own rules: such records keep what javac gave them. */
    private static boolean isFloating(DirectMethodHandleDesc getter) {
        return type(getter).equals(ConstantDescs.CD_double)
                || type(getter).equals(ConstantDescs.CD_float);
    }

    /** On the stack: this record and the other object. Leaves whether they are equal. */
    private static void writeEquals(
            CodeBuilder code, ClassDesc self, List<DirectMethodHandleDesc> getters) {
        int other = code.allocateLocal(TypeKind.REFERENCE);
        int mine = code.allocateLocal(TypeKind.REFERENCE);
        Label differ = code.newLabel();
        Label end = code.newLabel();
        code.astore(other).astore(mine);
        code.aload(other).instanceOf(self).ifeq(differ);
        for (DirectMethodHandleDesc getter : getters) {
            ClassDesc type = type(getter);
            code.aload(mine).getfield(self, getter.methodName(), type);
            code.aload(other).checkcast(self).getfield(self, getter.methodName(), type);
            if (!type.isPrimitive()) {
                code.invokestatic(
                        OBJECTS,
                        "equals",
                        MethodTypeDesc.of(
                                ConstantDescs.CD_boolean,
                                ConstantDescs.CD_Object,
                                ConstantDescs.CD_Object));
                code.ifeq(differ);
            } else if (type.equals(ConstantDescs.CD_long)) {
                code.lcmp().ifne(differ);
            } else {
                code.if_icmpne(differ);
            }
        }
        code.iconst_1().goto_(end).labelBinding(differ).iconst_0().labelBinding(end);
    }

    /** On the stack: this record. Leaves the hash that {@code ObjectMethods} gives. */
    private static void writeHashCode(CodeBuilder code, List<DirectMethodHandleDesc> getters) {
        int mine = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(mine).iconst_0();
        for (DirectMethodHandleDesc getter : getters) {
            ClassDesc type = type(getter);
            code.bipush(31).imul();
            code.aload(mine).getfield(getter.owner(), getter.methodName(), type);
            if (type.isPrimitive()) {
                ClassDesc box = box(type);
                code.invokestatic(box, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
            } else {
                code.invokestatic(
                        OBJECTS,
                        "hashCode",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
            }
            code.iadd();
        }
    }

    private static ClassDesc box(ClassDesc primitive) {
        return switch (primitive.displayName()) {
            case "long" -> ConstantDescs.CD_Long;
            case "int" -> ConstantDescs.CD_Integer;
            case "boolean" -> ConstantDescs.CD_Boolean;
            case "char" -> ConstantDescs.CD_Character;
            case "byte" -> ConstantDescs.CD_Byte;
            case "short" -> ConstantDescs.CD_Short;
            default -> throw new IllegalArgumentException(primitive.displayName());
        };
    }
}
