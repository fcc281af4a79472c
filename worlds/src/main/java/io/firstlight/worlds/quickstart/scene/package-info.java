/**
 * Images as plans and as pixels: single drawings, drawn words, and scenes of several drawings. Plans are made in order
 * from keyed random numbers; rendering a plan is a pure function, so any number of threads gives the same pixels. Start
 * at {@link io.firstlight.worlds.quickstart.scene.ScenePlanner}.
 */
package io.firstlight.worlds.quickstart.scene;
