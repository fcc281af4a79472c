/** The one JSON mapper of the house and its canonical text. */
package io.firstlight.core.json;
