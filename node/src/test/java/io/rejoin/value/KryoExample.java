package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.node.kryo.KryoCodec;
import java.util.List;
import java.util.Optional;

/** An example of docs/TYPES.md, between markers: a test compares the texts. */
final class KryoExample {
  private KryoExample() {}

  // TYPES kryo
  record Address(String street, String town) {}

  record Customer(String name, List<Address> addresses) {}

  static final Codec<Customer> CUSTOMER = KryoCodec.of(
      Customer.class, classes -> classes.add(100, Customer.class).add(101, Address.class));

  static Optional<Customer> rename(Grid grid, String id, String name) {
    Register<Customer> register = grid.register("customers/" + id, CUSTOMER);
    List<Address> known = register.value().map(Customer::addresses).orElse(List.of());
    register.set(new Customer(name, known));
    return register.value();
  }
  // TYPES end
}
