/**
 * What training has consumed: tokens per source ({@link io.firstlight.data.ledger.TokenLedger}) and a hash chain over
 * sample ids ({@link io.firstlight.data.ledger.SampleLedger}). Immutable values; adding gives a new ledger.
 */
package io.firstlight.data.ledger;
