package dev.stile.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the numbered requirements that a test proves, such as {@code @Proves("GS-12")}.
 *
 * <p>A test carries a rule's number only if it would fail without that rule.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Proves {
    /** Rule numbers, each as the specification writes it. */
    String[] value();
}
