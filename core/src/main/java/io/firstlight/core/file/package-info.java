/** Files that are there whole or not at all, and their checksums. */
package io.firstlight.core.file;
