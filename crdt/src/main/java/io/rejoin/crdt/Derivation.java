package io.rejoin.crdt;

import java.util.function.Function;

/**
 * How something is derived from the live items: a constant of the type that uses it, by which it is
 * found again.
 *
 * @param anew builds it from all items; must not depend on anything else
 */
public record Derivation<D extends Derived>(Class<D> kind, Function<View, D> anew) {}
