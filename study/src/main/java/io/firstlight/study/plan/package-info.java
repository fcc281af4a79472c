/**
 * From a study file to the stages that must run: recipes and seeds expand into a graph of stages in which a common
 * beginning stands once. Start at {@code Planner}.
 */
package io.firstlight.study.plan;
