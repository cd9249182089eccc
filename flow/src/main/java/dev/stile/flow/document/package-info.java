/**
 * Documents that people write, read strictly: each fault with its place, its reason and its fix,
 * and all of them at once.
 *
 * <p>In: YAML 1.2 or JSON as text. Out: JSON values, or faults. Pure; templates, rules and policies
 * are read here. {@code Fields} are the members of an object whose keys are a closed list; a {@code
 * DocumentView} is any place of a template, whose unknown keys are kept.
 */
@NullMarked
package dev.stile.flow.document;

import org.jspecify.annotations.NullMarked;
