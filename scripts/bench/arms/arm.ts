import type { Limit } from '@firemeter/functions/contract';

/** One way to meter AI work: what a backend does before the work and after it. */
export interface Arm extends AsyncDisposable {
  readonly name: ArmName;
  /** Makes accounts with more credits than any run can spend. */
  open(accountIds: readonly string[]): Promise<void>;
  /**
   * Before the work: checks status, limit and balance, takes the credits, records the request.
   * @returns what to call after the work: records what was made and that it is done
   */
  begin(accountId: string): Promise<() => Promise<void>>;
  /** The limit alone, where it is a step of its own. */
  admit?(accountId: string): Promise<void>;
}

export const armNames = [
  ...(['Firemeter', 'textbook', 'naive', 'rate limiter', 'PostgreSQL', 'Redis'] as const),
  /** For moderation. */
  ...(['obscenity', '@2toad/profanity'] as const),
] as const;
export type ArmName = (typeof armNames)[number];

/** What every arm is asked to admit by. */
export interface ArmOptions {
  readonly limit: Limit;
}

/** Checked on every request, never in the way: as many entries as the contract allows, in a short window. */
export const roomyLimit: Limit = { max: 1_000, windowMs: 50 };

export class Refused extends Error {}
