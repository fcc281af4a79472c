/** Files that are there whole or not at all, their checksums, and what is said of those that are not. */
package io.firstlight.core.file;
