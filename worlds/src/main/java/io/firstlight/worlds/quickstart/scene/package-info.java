/**
 * Images as plans and as pixels: single drawings, drawn words, and scenes of several drawings. A plan is drawn up in
 * order and from keyed random numbers; rendering it is a pure function, so that any number of threads gives the same
 * pixels. Start at {@link io.firstlight.worlds.quickstart.scene.ScenePlanner}.
 */
package io.firstlight.worlds.quickstart.scene;
