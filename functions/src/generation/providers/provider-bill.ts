import type { Quantity } from '../../contract/index.ts';

/**
 * What a provider bills for a run, known at every moment of it: work that fails, is late or is stopped costs what it
 * costs. An order whose answer never came is billed as ordered, since the provider may have done the work.
 */
export class ProviderBill {
  readonly #order: Quantity;
  #isOrdered = false;
  #used: Quantity | null = null;

  /** @param atMost the most that the work can use */
  constructor(atMost: Quantity) {
    // Tokens of an answer are billed as they are made.
    this.#order = atMost.outputTokens === undefined ? atMost : { ...atMost, outputTokens: 0 };
  }

  /** Null: the provider bills nothing. */
  get quantity(): Quantity | null {
    return this.#used ?? (this.#isOrdered ? this.#order : null);
  }

  /** An order goes out. */
  ordered(): void {
    this.#isOrdered = true;
  }

  /** The provider has said that it does not do what was ordered. */
  rejected(): void {
    this.#isOrdered = false;
  }

  /** So much has been used for certain, in all. */
  used(quantity: Quantity): void {
    this.#used = quantity;
  }

  /** The provider has said that what it had begun came to nothing. */
  cancelled(): void {
    this.#isOrdered = false;
    this.#used = null;
  }
}
