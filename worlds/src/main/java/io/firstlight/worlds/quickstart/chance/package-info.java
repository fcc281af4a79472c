/** Everything random in the world: draws from lists and ranges under keyed streams. */
package io.firstlight.worlds.quickstart.chance;
