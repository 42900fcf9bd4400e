import type { Quantity } from '../../../contract/index.ts';

/**
 * Tracks what a provider bills for a run at every moment, because work that fails, is late or is stopped costs money
 * too. An order without a response is billed as ordered, because the provider may have done the work.
 */
export class ProviderBill {
  readonly #order: Quantity;
  #isOrdered = false;
  #used: Quantity | null = null;

  /** @param atMost the most that the work can use */
  constructor(atMost: Quantity) {
    // The tokens of an answer are billed as they are made.
    this.#order = atMost.outputTokens === undefined ? atMost : { ...atMost, outputTokens: 0 };
  }

  /** Null: the provider bills nothing. */
  get quantity(): Quantity | null {
    return this.#used ?? (this.#isOrdered ? this.#order : null);
  }

  /** Records that an order was sent. */
  ordered(): void {
    this.#isOrdered = true;
  }

  /** Records that the provider has rejected the order. */
  rejected(): void {
    this.#isOrdered = false;
  }

  /** Records the total that has certainly been used. */
  used(quantity: Quantity): void {
    this.#used = quantity;
  }

  /** Records that the provider has reported the failure of started work. */
  cancelled(): void {
    this.#isOrdered = false;
    this.#used = null;
  }
}
