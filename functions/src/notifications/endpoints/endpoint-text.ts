import {
  type Delivery,
  englishAlert,
  formatCredits,
  moneyText,
  ReportFigures,
  Severity,
} from '../../contract/index.ts';

/** An event in words, for people. */
export interface EndpointText {
  readonly title: string;
  readonly text: string;
  /** The page of the app that it leads to. */
  readonly path: string;
  /** How severe it is; null: it is no alert. */
  readonly severity: Severity | null;
  readonly isOver: boolean;
  /** The lines of a report. */
  readonly rows?: readonly (readonly [label: string, value: string])[];
}

/** Describes an event in English. */
export function endpointText({ kind, details }: Pick<Delivery, 'kind' | 'details'>): EndpointText {
  const path = '/admin/alerts';
  const severity = Severity.safeParse(details.severity).data ?? null;
  const about = { severity, isOver: kind === 'alert.resolved', path };
  switch (kind) {
    case 'alert.fired':
    case 'alert.resolved': {
      const text = englishAlert({
        kind: String(details.kind),
        subject: String(details.subject),
        code: String(details.code ?? details.kind),
        details: (details.details ?? {}) as Parameters<typeof englishAlert>[0]['details'],
      });
      if (kind === 'alert.fired') return { ...about, title: text, text: `Severity: ${severity}.` };
      return { ...about, title: `Resolved: ${alertName(details)}`, text: 'The alert is over.' };
    }
    case 'account.erased':
      return {
        ...about,
        title: 'An account was erased',
        text: `Erase what you hold about the account ${details.accountId}.`,
        path: '/admin/people',
      };
    case 'report.daily':
    case 'report.monthly': {
      const text = `${details.period} (${details.timeZone})`;
      const title = `${kind === 'report.daily' ? 'Daily' : 'Monthly'} report: ${details.period}`;
      return { ...about, title, text, path: '/admin/overview', rows: reportRows(details.figures) };
    }
    case 'endpoint.tested':
      return {
        ...about,
        title: 'Test from Firemeter',
        text: 'This endpoint works.',
        path: '/admin/endpoints',
      };
    default:
      return { ...about, title: kind, text: '', path: '/admin' };
  }
}

function reportRows(stored: unknown): [string, string][] {
  const figures = ReportFigures.parse(stored);
  const count = (value: number) => value.toLocaleString('en-US');
  const money = (cents: ReportFigures['salesCents']) =>
    Object.entries(cents)
      .map(([currency, amount]) => moneyText(amount, currency, 'en-US'))
      .join(', ') || '–';
  return [
    ['Sales without tax', money(figures.salesCents)],
    ['Recognized revenue', money(figures.revenueCents)],
    ['Refunds', money(figures.refundedCents)],
    ['Providers’ costs', moneyText(Math.round(figures.costUsdMicros / 10_000), 'usd', 'en-US')],
    ['Credits used', formatCredits(figures.usedMicros)],
    ['Requests completed', count(figures.completed)],
    ['Requests failed', count(figures.failed)],
    ['New accounts', count(figures.newAccounts)],
    ['Open alerts', count(figures.openAlerts)],
  ];
}

/** "disputes", or "provider-failing (openai)". */
function alertName({ kind, subject }: Delivery['details']): string {
  return subject === kind ? String(kind) : `${kind} (${subject})`;
}
