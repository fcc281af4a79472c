/** Mistakes the user can fix: {@link io.firstlight.core.error.UserException}, printed as one message. */
package io.firstlight.core.error;
