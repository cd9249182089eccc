/**
 * Rules: what a person wrote about which events lead to which action.
 *
 * <p>In: documents, checked and compiled when they are saved. Out: a decision about an event. The
 * router and the deliveries ask; nothing here sends.
 */
@NullMarked
package dev.stile.flow.rule;

import org.jspecify.annotations.NullMarked;
