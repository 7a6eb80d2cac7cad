package io.rejoin.examples.comparison;

import io.rejoin.examples.comparison.field.Field;
import io.rejoin.examples.comparison.history.Act;
import io.rejoin.examples.comparison.history.History;
import io.rejoin.examples.comparison.history.Judge;
import io.rejoin.examples.comparison.history.Ledger;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Score;
import io.rejoin.examples.comparison.history.Shown;
import io.rejoin.examples.comparison.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Applications over a modelled store of documents. */
record OverDocuments(String name, Function<Schedule, Store> kind) implements Contender {
  @Override
  public <A> Score play(Field<A> field, History<A> history, long seed) {
    Schedule schedule = history.schedule();
    Store store = kind.apply(schedule);
    Ledger ledger = new Ledger();
    for (Act<A> act : history.acts()) {
      ledger.perform(act, () -> field.over(store.at(act.site(), act.at())));
    }
    List<Shown> sites = new ArrayList<>();
    for (int site = 0; site < schedule.sites(); site++) {
      sites.add(field.shown(field.over(store.at(site, schedule.length()))));
    }
    return new Judge(ledger, schedule, field::isSingle, sites).score();
  }
}
