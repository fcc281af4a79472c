package io.firstlight.study.work;

/**
 * What a stage has to do and what room it needs.
 *
 * @param memoryBytes at the peak
 * @param diskBytes of the result
 */
public record StageWork(Work work, long memoryBytes, long diskBytes) {}
