/** The worked examples of docs/extending.md, compiled and run: {@link io.firstlight.cli.guide.ExtendingGuideTest}. */
package io.firstlight.cli.guide;
