import { HOUR_MS } from '../contract/index.ts';
import type { Handler, MetricServices } from '../platform/calls/callable.ts';
import { log } from '../platform/signals/log.ts';

/** Reports that count, of one account and of all, within an hour on one instance. One account alone raises no alert. */
const MOST_OF_ACCOUNT = 3;
const MOST = 100;

interface ReportServices extends MetricServices {
  readonly now: () => number;
}

/** Logs and counts pages that failed in browsers, as server errors are. Drops what exceeds the limits. */
export function reportPageError({ serverMetrics, now }: ReportServices): Handler<'reportPageError'> {
  let counted = { hour: 0, reports: 0, ofAccounts: new Map<string, number>() };

  return async (error, { accountId, traceId }) => {
    const hour = Math.floor(now() / HOUR_MS);
    if (counted.hour !== hour) counted = { hour, reports: 0, ofAccounts: new Map() };
    const ofAccount = counted.ofAccounts.get(accountId) ?? 0;
    if (ofAccount >= MOST_OF_ACCOUNT || counted.reports >= MOST) return {};
    counted.ofAccounts.set(accountId, ofAccount + 1);
    counted.reports += 1;
    log.pageFailed({ ...error, traceId });
    serverMetrics.add({ name: `page ${error.page}`, tookMs: null, error: 'internal' });
    return {};
  };
}
