/** What one damaged byte anywhere can do to a study: nothing, or be named. */
package io.firstlight.study.damage;
