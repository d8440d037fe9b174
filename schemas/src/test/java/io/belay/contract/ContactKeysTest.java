package io.belay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContactKeysTest {
  @Test
  void bothKeysNameTheirCustomer() {
    assertThat(ContactKeys.told("C-1")).isEqualTo("C-1");
    assertThat(ContactKeys.customerOf(ContactKeys.told("C-1"))).isEqualTo("C-1");
    assertThat(ContactKeys.customerOf(ContactKeys.atOpening("C-1"))).isEqualTo("C-1");
    assertThat(ContactKeys.isAtOpening(ContactKeys.atOpening("C-1"))).isTrue();
    assertThat(ContactKeys.isAtOpening(ContactKeys.told("C-1"))).isFalse();
  }
}
