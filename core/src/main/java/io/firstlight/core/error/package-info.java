/**
 * Mistakes the user can fix: {@link io.firstlight.core.error.UserException}, printed as one message. A package of its
 * own at the bottom of all others.
 */
package io.firstlight.core.error;
