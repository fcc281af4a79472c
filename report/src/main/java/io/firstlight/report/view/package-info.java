/**
 * What the page says, section by section, as plain records of finished texts: a template only places them. Start at
 * {@link io.firstlight.report.view.Page}.
 */
package io.firstlight.report.view;
