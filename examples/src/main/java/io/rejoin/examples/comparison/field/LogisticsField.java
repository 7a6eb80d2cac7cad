package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.field.Drawing.Step;
import io.rejoin.examples.comparison.history.Act;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Shown;
import io.rejoin.examples.comparison.history.Thing;
import io.rejoin.examples.comparison.store.Documents;
import io.rejoin.grid.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Parcels that are loaded onto ships and taken off, moved from box to box, and scanned. Each parcel
 * is loaded once; it is never put into the same box twice, so that each move is a thing of its own.
 */
public final class LogisticsField implements Field<Freight> {
  private static final List<String> MANIFESTS =
      List.of("manifests/anna", "manifests/bertha", "manifests/clara");
  private static final List<String> SHIPS = List.of("scans/anna", "scans/bertha", "scans/clara");
  private static final List<String> MOVED =
      IntStream.range(0, 10).mapToObj(i -> "parcels/m" + i).toList();
  private static final int BOXES = 40;

  @Override
  public String name() {
    return "logistics";
  }

  @Override
  public String limit() {
    return "parcels in two places";
  }

  @Override
  public List<Act<Freight>> acts(Schedule schedule, RandomGenerator random) {
    Drawing<Freight> drawing = new Drawing<>(schedule, random);
    Map<String, List<String>> loaded = new HashMap<>();
    Map<String, Integer> moves = new HashMap<>();
    int[] ids = new int[1];
    return drawing
        .mix(30, () -> {
          String manifest = drawing.one(MANIFESTS);
          String parcel = "p" + ++ids[0];
          loaded.computeIfAbsent(manifest, any -> new ArrayList<>()).add(parcel);
          return load(manifest, parcel);
        })
        .mix(15, () -> {
          String manifest = drawing.one(MANIFESTS);
          List<String> parcels = loaded.getOrDefault(manifest, List.of());
          return parcels.isEmpty() ? look(manifest) : unload(manifest, drawing.one(parcels));
        })
        .mix(25, () -> {
          String parcel = drawing.one(MOVED);
          int number = moves.merge(parcel, 1, Integer::sum);
          return number > BOXES ? look(drawing.one(MANIFESTS)) : move(parcel, "box-" + number);
        })
        .mix(15, () -> scan(drawing.one(SHIPS), "scan " + ++ids[0]))
        .mix(10, () -> look(drawing.one(MANIFESTS)))
        .mix(5, () -> lookAtScans(drawing.one(SHIPS)))
        .every(Duration.ofMillis(300));
  }

  private static Step<Freight> load(String manifest, String parcel) {
    return Step.change("load " + parcel, MANIFESTS.indexOf(manifest), (depot, ledger) -> {
      depot.load(manifest, parcel);
      ledger.put(new Thing(manifest, parcel));
    });
  }

  private static Step<Freight> unload(String manifest, String parcel) {
    return Step.change("unload " + parcel, MANIFESTS.indexOf(manifest), (depot, ledger) -> {
      Set<Thing> seen = onBoard(depot, manifest);
      seen.retainAll(Set.of(new Thing(manifest, parcel)));
      depot.unload(manifest, parcel);
      ledger.removed(seen);
    });
  }

  private static Step<Freight> move(String parcel, String box) {
    return Step.change("move " + parcel, MOVED.indexOf(parcel), (depot, ledger) -> {
      Set<Thing> seen = whereabouts(depot, parcel);
      depot.move(parcel, box);
      ledger.removed(seen);
      ledger.put(new Thing(parcel, box));
    });
  }

  private static Step<Freight> scan(String ship, String id) {
    return Step.change("scan", SHIPS.indexOf(ship), (depot, ledger) -> {
      depot.scan(ship);
      ledger.came(ship, id, 1);
    });
  }

  private static Step<Freight> look(String manifest) {
    return Step.look(
        "look at " + manifest,
        MANIFESTS.indexOf(manifest),
        (depot, ledger) -> ledger.looked(manifest, onBoard(depot, manifest)));
  }

  private static Step<Freight> lookAtScans(String ship) {
    return Step.look(
        "look at " + ship,
        SHIPS.indexOf(ship),
        (depot, ledger) -> ledger.looked(ship, depot.scans(ship)));
  }

  private static Set<Thing> onBoard(Freight depot, String manifest) {
    Set<Thing> things = new TreeSet<>();
    depot.manifest(manifest).forEach(parcel -> things.add(new Thing(manifest, parcel)));
    return things;
  }

  private static Set<Thing> whereabouts(Freight depot, String parcel) {
    Set<Thing> things = new TreeSet<>();
    depot.boxOf(parcel).ifPresent(box -> things.add(new Thing(parcel, box)));
    return things;
  }

  @Override
  public Freight over(Documents documents) {
    return new DocumentDepot(documents);
  }

  @Override
  public Freight over(Grid grid, int site, int sites) {
    return new GridDepot(grid);
  }

  /** A parcel is in one box. */
  @Override
  public boolean isSingle(String place) {
    return MOVED.contains(place);
  }

  @Override
  public Shown shown(Freight depot) {
    Set<Thing> things = new TreeSet<>();
    Map<String, Long> figures = new TreeMap<>();
    MANIFESTS.forEach(manifest -> things.addAll(onBoard(depot, manifest)));
    MOVED.forEach(parcel -> things.addAll(whereabouts(depot, parcel)));
    SHIPS.forEach(ship -> figures.put(ship, depot.scans(ship)));
    return new Shown(things, figures, Set.of(), Set.of());
  }
}
