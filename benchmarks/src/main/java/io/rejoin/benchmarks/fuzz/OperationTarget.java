package io.rejoin.benchmarks.fuzz;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.StandardTypes;
import java.util.Optional;

/** Operations: the first byte is the id of the type. */
public final class OperationTarget {
  private OperationTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    Optional<CrdtType<?>> type =
        data.length == 0 ? Optional.empty() : StandardTypes.catalogue().byId(data[0] & 0xff);
    type.ifPresent(known -> read(known, Bytes.copyOf(data, 1, data.length)));
  }

  private static <O extends Operation> void read(CrdtType<O> type, Bytes bytes) {
    Decoding.of(bytes, in -> type.readOperation(in, StandardTypes.catalogue()), Operation::write);
  }
}
