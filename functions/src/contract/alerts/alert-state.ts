import { z } from 'zod';
import { schemaVersion } from '../stored-document.ts';
import { TimeMs } from '../time.ts';

export const ALERT_STATE_CONFIG = 'alert_state';

/** What ended of a model within an hour. */
export const ModelTally = z.strictObject({
  ended: z.int(),
  /** Of those, what failed because of the provider or of us. */
  faults: z.int(),
  costUsdMicros: z.int(),
});
export type ModelTally = z.infer<typeof ModelTally>;

/** Sums of the usage that was logged lately. */
export const RecentUsage = z.strictObject({
  /** How much of each log they are made of. */
  through: z.record(z.string(), z.strictObject({ packs: z.int().min(0), lastRows: z.int().min(0) })),
  /** By the hour in which it ended, in hours since 1970: credits that accounts have spent, and models by `operation/model`. */
  hours: z.record(
    z.string(),
    z.strictObject({
      accounts: z.record(z.string(), z.int()),
      models: z.record(z.string(), ModelTally),
    }),
  ),
  /** By month (`2026-01`, UTC) and provider, what it asks. */
  months: z.record(z.string(), z.record(z.string(), z.int())),
});
export type RecentUsage = z.infer<typeof RecentUsage>;

/** Something that a rule is about and holds, from when it was first seen. */
const Episode = z.strictObject({ condition: z.string(), subject: z.string(), sinceMs: TimeMs });

/** Which alerts of rules are open, and what the rules look at. */
export const AlertEpisodes = z.strictObject({
  /** Fired, and not resolved yet. */
  open: z.array(z.strictObject({ ...Episode.shape, alertId: z.string() })),
  /** Seen, and not for long enough yet. */
  pending: z.array(Episode),
  usage: RecentUsage,
});
export type AlertEpisodes = z.infer<typeof AlertEpisodes>;

/** `system_config/alert_state`: what one run of the rules hands on to the next. */
export const AlertState = z.strictObject({ schemaVersion, state: AlertEpisodes });
export type AlertState = z.infer<typeof AlertState>;

export const NO_ALERTS: AlertEpisodes = {
  open: [],
  pending: [],
  usage: { through: {}, hours: {}, months: {} },
};
