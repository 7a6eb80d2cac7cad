/**
 * The durable store of a node, on RocksDB (S. Dong, A. Kryczka, Y. Jin, M. Stumm, "RocksDB:
 * evolution of development priorities in a key-value store serving large-scale applications", ACM
 * Transactions on Storage 17(4), 2021).
 *
 * <p>{@link RocksStore} is the store; {@code Intake} takes writes in and {@code Writer} leads them
 * to the {@code Engine} in groups; {@code Scan} reads everything and gets over what is damaged;
 * {@code Chains} decides when deltas are folded; {@code Keys} and {@code Records} are the format.
 */
@NullMarked
package io.rejoin.rocksdb;

import org.jspecify.annotations.NullMarked;
