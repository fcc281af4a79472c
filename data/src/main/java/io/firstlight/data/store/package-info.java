/**
 * How records lie in files: shards, rows in each, an index beside them so that nothing is scanned twice. A new store is
 * one class and one line in {@link io.firstlight.data.store.RecordStores}. Start at
 * {@link io.firstlight.data.store.RecordStore}.
 */
package io.firstlight.data.store;
