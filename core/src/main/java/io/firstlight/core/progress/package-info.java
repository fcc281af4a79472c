/**
 * How long work says how far it is. Code that works takes a {@link io.firstlight.core.progress.Progress}; a program
 * picks one with {@link io.firstlight.core.progress.ConsoleProgress}.
 */
package io.firstlight.core.progress;
