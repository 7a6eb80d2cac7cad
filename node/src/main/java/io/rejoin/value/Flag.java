package io.rejoin.value;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.register.Flag.Disable;
import io.rejoin.crdt.type.register.Flag.Enable;

/**
 * A flag, disabled until somebody enables it. Which of two changes wins that did not see each other
 * depends on the method of {@link Values} that it comes from.
 */
public final class Flag extends Handle<Boolean> {
  private final io.rejoin.crdt.type.register.Flag type;

  private Flag(Place place, io.rejoin.crdt.type.register.Flag type) {
    super(place);
    this.type = type;
  }

  static Flag enableWins(Values values, String name) {
    return of(values, name, io.rejoin.crdt.type.register.Flag.ENABLE_WINS);
  }

  static Flag disableWins(Values values, String name) {
    return of(values, name, io.rejoin.crdt.type.register.Flag.DISABLE_WINS);
  }

  private static Flag of(Values values, String name, io.rejoin.crdt.type.register.Flag type) {
    return new Flag(values.place(type, name), type);
  }

  public Receipt enable() {
    return apply(type, new Enable());
  }

  public Receipt disable() {
    return apply(type, new Disable());
  }

  public boolean isEnabled() {
    return value();
  }

  @Override
  protected Boolean read(View view) {
    return io.rejoin.crdt.type.register.Flag.isEnabled(view);
  }
}
