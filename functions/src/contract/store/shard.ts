import { z } from 'zod';

export const ACTIVITY_SHARDS = 10;

/** Spreads queries by time over this many ranges of an index. */
export const Shard = z
  .int()
  .min(0)
  .max(ACTIVITY_SHARDS - 1);
