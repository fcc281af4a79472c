package io.firstlight.study.cost;

import io.firstlight.study.work.Work;

/**
 * What one stage is planned to cost.
 *
 * @param memoryBytes at its peak
 * @param diskBytes of its result
 * @param seconds on this machine, with the other workers busy
 * @param isMeasured whether the seconds come from stages of its shape that finished here, rather than from a guess
 */
public record StageCost(Work work, long memoryBytes, long diskBytes, double seconds, boolean isMeasured) {}
