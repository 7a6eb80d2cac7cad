package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.store.Documents;
import java.util.Optional;
import java.util.Set;

/**
 * A document for each manifest, with a cell for each parcel, and one for each ship's scans. Where a
 * parcel is stands in its own document, not in those of boxes, so that it is never in two.
 */
record DocumentDepot(Documents documents) implements Freight {
  private static final String BOX = "box";
  private static final String COUNT = "count";

  @Override
  public void load(String manifest, String parcel) {
    documents.change(manifest, cells -> cells.put(parcel, "loaded"));
  }

  @Override
  public void unload(String manifest, String parcel) {
    documents.change(manifest, cells -> cells.remove(parcel));
  }

  @Override
  public Set<String> manifest(String manifest) {
    return documents.read(manifest).keySet();
  }

  @Override
  public void move(String parcel, String box) {
    documents.change(parcel, cells -> cells.put(BOX, box));
  }

  @Override
  public Optional<String> boxOf(String parcel) {
    return Optional.ofNullable(documents.read(parcel).get(BOX));
  }

  @Override
  public void scan(String ship) {
    documents.change(ship, cells -> Cells.add(cells, COUNT, 1));
  }

  @Override
  public long scans(String ship) {
    return Cells.number(documents.read(ship), COUNT);
  }
}
