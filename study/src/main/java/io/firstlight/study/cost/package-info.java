/**
 * What a plan will cost, before it runs: tokens, floating point operations, memory, disk and seconds. Each stage's spec
 * says what it has to do; seconds come from the speed this machine was measured to have. Start at
 * {@link io.firstlight.study.cost.CostModel}.
 */
package io.firstlight.study.cost;
