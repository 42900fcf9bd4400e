import type { JobState } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { numberText } from '../../../lib/texts/format.ts';

/** The words for the counts of jobs, by the names in their reports. */
const countNames: Record<string, string> = {
  accounts: t`accounts`,
  activities: t`activities`,
  addresses: t`addresses`,
  changed: t`changed`,
  auditEntries: t`audit entries`,
  ended: t`ended`,
  entries: t`entries`,
  erased: t`erased`,
  failed: t`failed`,
  failing: t`failing`,
  fired: t`fired`,
  findings: t`findings`,
  followed: t`followed`,
  granted: t`granted`,
  handled: t`handled`,
  jobsLate: t`late jobs`,
  late: t`late`,
  leftOut: t`left out`,
  logged: t`logged`,
  measured: t`measured`,
  people: t`people`,
  open: t`open`,
  plans: t`plans`,
  removed: t`removed`,
  resolved: t`resolved`,
  added: t`added to the figures`,
  seals: t`seals`,
  swept: t`swept`,
  tried: t`tried`,
  unreadable: t`unreadable`,
  unsealed: t`not sealed yet`,
};

/** Returns a run's counts in words, without zeros. */
export function countsText(counts: JobState['counts']): string {
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${numberText(count)} ${countNames[name] ?? name}`)
    .join(' · ');
}
