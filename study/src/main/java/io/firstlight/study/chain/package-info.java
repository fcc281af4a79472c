/**
 * The chain of training stages that a recipe is, as values: what each stage trains, for how long, and from which
 * weights it starts. The short and the general form of a study file both become a
 * {@link io.firstlight.study.chain.StageChain}; the planner walks it and knows no stage by name.
 */
package io.firstlight.study.chain;
