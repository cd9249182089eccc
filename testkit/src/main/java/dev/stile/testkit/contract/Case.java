package dev.stile.testkit.contract;

import dev.stile.api.store.Feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method as a case of the contract. The method's name is the case's binding name. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Case {
    /** Number of the case, such as {@code C07}. */
    String value();

    /**
     * What the store must offer; where one is off, the case asserts instead that it is off
     * properly.
     */
    Feature[] needs() default {};
}
