/** The one JSON mapper and its canonical text. */
package io.firstlight.core.json;
