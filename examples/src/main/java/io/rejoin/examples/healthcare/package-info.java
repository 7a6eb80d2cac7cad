/**
 * Patient records at clinics and in ambulances, which are written everywhere at all times and
 * joined when sites meet. {@link io.rejoin.examples.healthcare.Clinic} is where to begin.
 */
@NullMarked
package io.rejoin.examples.healthcare;

import org.jspecify.annotations.NullMarked;
