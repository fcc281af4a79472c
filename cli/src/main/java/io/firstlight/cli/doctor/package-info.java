/** What this machine has and what was loaded on it. Start at {@link io.firstlight.cli.doctor.Doctor}. */
package io.firstlight.cli.doctor;
