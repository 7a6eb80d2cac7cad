package io.rejoin.grid;

import io.rejoin.Codec;
import io.rejoin.node.kryo.KryoCodec;
import io.rejoin.value.ReadingsType;
import io.rejoin.value.ReadingsType.Readings;
import io.rejoin.value.Register;
import java.util.Optional;

/** An entry of a type, and a value of a class, that only some nodes know. */
final class PassedOn {
  record Crate(String content, int weight) {}

  private static final Codec<Crate> CRATE =
      KryoCodec.of(Crate.class, classes -> classes.add(100, Crate.class));

  private PassedOn() {}

  static GridConfig configured(GridConfig config) {
    return config.types(ReadingsType.TYPE);
  }

  private static Readings readings(Grid grid) {
    return new Readings(grid.place(ReadingsType.TYPE, "dock/4"));
  }

  private static Register<Crate> crate(Grid grid) {
    return grid.register("crates/1", CRATE);
  }

  static void write(Grid grid) {
    readings(grid).add(21);
    crate(grid).set(new Crate("tea", 3));
  }

  static boolean isReadAt(Grid grid) {
    return readings(grid).value().getMax() == 21
        && crate(grid).value().equals(Optional.of(new Crate("tea", 3)));
  }
}
