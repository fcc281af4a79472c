/**
 * Rows of documents, and rows laid out as the arrays a decoder takes. Start at {@link io.firstlight.data.pack.Packer}.
 */
package io.firstlight.data.pack;
