package io.rejoin.examples.logistics;

import io.rejoin.Codec;
import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import io.rejoin.value.Register;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Depots over types that look right at one node and are not at two. */
public final class WrongChoices {
  /** A walk up ends here, in a ring. */
  private static final int DEEPEST = 50;

  private WrongChoices() {}

  /** The whole manifest is one value: of two that are written at once the later is left. */
  public static Depot manifestAsOneValue(Grid grid) {
    return new Depot(
        grid, new TreeStowage(grid, "cargo/stowage"), ship -> new OneValue(grid, ship));
  }

  /** Each thing has its holder in a register of its own: nobody sees that two make a ring. */
  public static Depot holderPerThing(Grid grid) {
    return new Depot(grid, new Holders(grid), ship -> new AddWinsManifest(grid, ship));
  }

  private static Set<String> words(Register<String> register) {
    String text = register.value().orElse("");
    return text.isEmpty() ? new TreeSet<>() : new TreeSet<>(Arrays.asList(text.split(" ")));
  }

  private record OneValue(Grid grid, String ship) implements Manifest {
    private Register<String> register() {
      return grid.register("manifests/" + ship, Codec.string());
    }

    @Override
    public Receipt book(String parcel) {
      Set<String> all = words(register());
      all.add(parcel);
      return register().set(String.join(" ", all));
    }

    @Override
    public Receipt strike(String parcel) {
      Set<String> all = words(register());
      all.remove(parcel);
      return register().set(String.join(" ", all));
    }

    @Override
    public Set<String> parcels() {
      return words(register());
    }
  }

  private record Holders(Grid grid) implements Stowage {
    private Register<String> register(String thing) {
      return grid.register("holders/" + thing, Codec.string());
    }

    @Override
    public Receipt open(String place) {
      return grid.set("things", Codec.string()).add(place);
    }

    @Override
    public Receipt put(String thing, String holder) {
      Optional<String> at = Optional.of(holder);
      for (int steps = 0; at.isPresent() && steps < DEEPEST; steps++) {
        if (at.get().equals(thing)) {
          throw new IllegalArgumentException("inside itself");
        }
        at = holder(at.get());
      }
      grid.set("things", Codec.string()).add(thing);
      return register(thing).set(holder);
    }

    @Override
    public Optional<String> holder(String thing) {
      return register(thing).value();
    }

    @Override
    public List<String> inside(String holder) {
      return grid.set("things", Codec.string()).value().stream()
          .filter(thing -> holder(thing).equals(Optional.of(holder)))
          .toList();
    }
  }
}
