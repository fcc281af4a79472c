/**
 * The keys of a study file that recipes differ in, as figures and labels show them. An axis needs no code: {@code vary}
 * takes any key. Start at {@link io.firstlight.study.axis.AxisKey}, which gives a key its title and scale.
 */
package io.firstlight.study.axis;
