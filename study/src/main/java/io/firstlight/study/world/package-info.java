/** Data sets that are made rather than given, and how a study file names them. */
package io.firstlight.study.world;
