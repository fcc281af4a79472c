/**
 * Configuration files read strictly: every wrong key, type or value is one message with file, line, key, what is
 * allowed and the nearest known name. Start at {@link io.firstlight.core.config.YamlFile}; a reader asks a
 * {@link io.firstlight.core.config.ConfigMap} for the keys it knows and then lets it refuse the rest.
 */
package io.firstlight.core.config;
