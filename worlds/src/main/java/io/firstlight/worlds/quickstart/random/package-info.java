/**
 * Random choices under keyed streams. A package of its own although it has one class, because every other package of
 * the world draws from it and it needs none of them.
 */
package io.firstlight.worlds.quickstart.random;
