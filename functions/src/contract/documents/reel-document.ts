import { z } from 'zod';
import { ReelBrief, ReelStep } from '../generation/reel.ts';
import { formerlyPersonal, personal } from '../store/personal.ts';
import { optionalSince, schemaVersion, since } from '../store/stored-document.ts';
import { Time } from '../time.ts';
import { ClientFacts } from './activity.ts';
import { Role } from './staff.ts';

/** `reels/{accountId_reelId}`: a reel, with its steps and their state. */
export const Reel = z.strictObject({
  schemaVersion,
  /** The account that pays for its steps; null in older reels, for which the owner's own account pays. */
  accountId: since(3, z.string()),
  /** The user who made the request. */
  uid: z.string(),
  reelId: z.string(),
  wish: personal(ReelBrief),
  title: personal(z.string()).nullable(),
  /** The label that its steps carry. Absent: none. */
  label: personal(optionalSince(3, z.string())),
  /** `stopped`: a step has failed, and the reel can be resumed from there. */
  status: z.enum(['running', 'stopped', 'completed', 'cancelled']),
  steps: z.array(ReelStep),
  /** The catalog whose prices were shown. No step costs more. */
  catalogVersion: z.int(),
  /** The user on whose behalf its steps run. */
  asker: z.strictObject({
    email: formerlyPersonal(z.string()),
    name: formerlyPersonal(z.string()),
    role: Role.nullable(),
    client: ClientFacts,
  }),
  traceId: z.string(),
  createdAt: Time,
  updatedAt: Time,
});
export type Reel = z.infer<typeof Reel>;
