import { z } from 'zod';
import { schemaVersion } from '../store/stored-document.ts';
import { TimeMs } from '../time.ts';

export const ALERT_STATE_CONFIG = 'alert_state';

/** The requests to a model that ended within an hour. */
export const ModelTally = z.strictObject({
  ended: z.int(),
  /** Those that failed because of the provider or of us. */
  faults: z.int(),
  costUsdMicros: z.int(),
});
export type ModelTally = z.infer<typeof ModelTally>;

/** Sums of the usage that was logged lately. */
export const RecentUsage = z.strictObject({
  /** The position in each log up to which it was added. */
  through: z.record(z.string(), z.strictObject({ packs: z.int().min(0), lastRows: z.int().min(0) })),
  /** By the hour in which it ended, in hours since 1970: credits that accounts have spent, and models by `operation/model`. */
  hours: z.record(
    z.string(),
    z.strictObject({
      accounts: z.record(z.string(), z.int()),
      models: z.record(z.string(), ModelTally),
    }),
  ),
  /** Provider costs by month (`2026-01`, UTC) and provider. */
  months: z.record(z.string(), z.record(z.string(), z.int())),
});
export type RecentUsage = z.infer<typeof RecentUsage>;

/** Something that a rule is about and holds, from when it was first seen. */
const Episode = z.strictObject({ condition: z.string(), subject: z.string(), sinceMs: TimeMs });

/** The open alerts of rules, and the observations that rules need. */
export const AlertEpisodes = z.strictObject({
  /** Fired, and not resolved yet. */
  open: z.array(z.strictObject({ ...Episode.shape, alertId: z.string() })),
  /** Seen, and not for long enough yet. */
  pending: z.array(Episode),
  usage: RecentUsage,
});
export type AlertEpisodes = z.infer<typeof AlertEpisodes>;

/** `system_config/alert_state`: the state that one run of the rules passes to the next. */
export const AlertState = z.strictObject({ schemaVersion, state: AlertEpisodes });
export type AlertState = z.infer<typeof AlertState>;

export const NO_ALERTS: AlertEpisodes = {
  open: [],
  pending: [],
  usage: { through: {}, hours: {}, months: {} },
};
