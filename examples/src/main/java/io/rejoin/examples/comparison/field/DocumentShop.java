package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.store.Documents;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A document for each cart, with a cell for each line and order, and one for each stock. */
record DocumentShop(Documents documents) implements Shopping {
  private static final String LINE = "line/";
  private static final String ORDER = "order/";
  private static final String PIECES = "pieces";

  @Override
  public void add(String cart, String sku, long quantity) {
    documents.change(cart, cells -> Cells.add(cells, LINE + sku, quantity));
  }

  @Override
  public void remove(String cart, String sku) {
    documents.change(cart, cells -> cells.remove(LINE + sku));
  }

  @Override
  public void checkout(String cart, String order) {
    documents.change(cart, cells -> {
      SortedMap<String, String> lines = new TreeMap<>(Cells.under(cells, LINE));
      cells.keySet().removeIf(cell -> cell.startsWith(LINE));
      cells.put(ORDER + order, lines.toString());
    });
  }

  @Override
  public Map<String, Long> lines(String cart) {
    Map<String, Long> lines = new TreeMap<>();
    Cells.under(documents.read(cart), LINE)
        .forEach((sku, quantity) -> lines.put(sku, Long.valueOf(quantity)));
    return lines;
  }

  @Override
  public Set<String> orders(String cart) {
    return new TreeSet<>(Cells.under(documents.read(cart), ORDER).keySet());
  }

  @Override
  public void deliver(String sku, long pieces) {
    documents.change(sku, cells -> Cells.add(cells, PIECES, pieces));
  }

  @Override
  public boolean sellOne(String sku) {
    boolean isThere = stock(sku) > 0;
    if (isThere) {
      documents.change(sku, cells -> Cells.add(cells, PIECES, -1));
    }
    return isThere;
  }

  @Override
  public long stock(String sku) {
    return Cells.number(documents.read(sku), PIECES);
  }
}
