import { z } from 'zod';
import { AccountId } from '../text/identifiers.ts';

/** The target of a block. */
export const BlockTarget = z.discriminatedUnion('kind', [
  /** One address or a range: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. */
  z.strictObject({ kind: z.literal('address'), range: z.string().min(2).max(64) }),
  /** Identified by the digest that activities carry. */
  z.strictObject({ kind: z.literal('device'), device: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({ kind: z.literal('account'), accountId: z.string().min(1).max(128) }),
]);
export type BlockTarget = z.infer<typeof BlockTarget>;

const [address, device] = BlockTarget.options;

/**
 * The same, as staff may request it now. Stored targets of earlier builds need not match, because one list holds all
 * blocks.
 */
export const RequestedBlockTarget = z.discriminatedUnion('kind', [
  address,
  device,
  z.strictObject({ kind: z.literal('account'), accountId: AccountId }),
]);
