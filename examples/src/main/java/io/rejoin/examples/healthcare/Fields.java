package io.rejoin.examples.healthcare;

import io.rejoin.Codec;
import io.rejoin.value.Flag;
import io.rejoin.value.GrowOnlySet;
import io.rejoin.value.MultiValueRegister;
import io.rejoin.value.Multimap;
import io.rejoin.value.Register;
import io.rejoin.value.ReplicatedMap;
import io.rejoin.value.ReplicatedText;
import io.rejoin.value.Values;

/** The fields of a patient's record: under which name, as which type. */
record Fields(Values map) {
  Register<String> name() {
    return map.register("name", Codec.string());
  }

  /** Retracting a substance takes the findings that were seen; one made meanwhile stays. */
  Multimap<String, Allergy> allergies() {
    return map.multimap("allergies", Codec.string(), Allergy.CODEC);
  }

  GrowOnlySet<Retraction> errors() {
    return map.growOnlySet("entered-in-error", Retraction.CODEC);
  }

  ReplicatedMap medication() {
    return map.map("medication");
  }

  /** One dose must hold, so the later wins; those that lost to it stay readable. */
  Register<Prescription> prescription(String drug) {
    return medication().register(drug, Prescription.CODEC);
  }

  /** To go on without consent is worse than to ask again: a withdrawal wins. */
  Flag consent(Purpose purpose) {
    return map.map("consent").disableWinsFlag(purpose.toString());
  }

  /** No clock knows which of two phone numbers is right: both stay until a person decides. */
  MultiValueRegister<String> contact(Contact kind) {
    return map.map("contact").multiValueRegister(kind.toString(), Codec.string());
  }

  ReplicatedText notes() {
    return map.text("notes");
  }

  GrowOnlySet<String> reviewed() {
    return map.growOnlySet("reviewed", Codec.string());
  }
}
