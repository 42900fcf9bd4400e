import { Severity } from '@firemeter/functions/contract';
import { plural } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { BellRing, ChevronRight } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { SeverityBadge } from '../../../components/layout/severity-badge.tsx';
import { mayKnowPeople } from '../../../lib/service/session/may-know-people.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { openAlertsSource } from '../../../lib/service/sources/live-sources.ts';
import { alertText } from '../../../lib/staff-texts/alert-text.ts';

/** So many are named; the page of alerts has the others. */
const NAMED = 4;

/** Names the open alerts to staff who may see them, the most severe first; nothing while there are none. */
export function AlertStrip() {
  const { role } = usePerson();
  const { items } = useLive(mayKnowPeople(role) ? openAlertsSource : null);
  if (!items || items.length === 0) return null;
  const rank = (severity: Severity) => Severity.options.indexOf(severity);
  const inOrder = [...items].sort((a, b) => rank(b.value.severity) - rank(a.value.severity));
  return (
    <Link
      to="/admin/alerts"
      className="flex items-start gap-3 rounded-xl border border-bad/35 bg-bad/8 px-4 py-3 transition-colors hover:bg-bad/12"
    >
      <BellRing aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {plural(items.length, { one: '# alert is open', other: '# alerts are open' })}
        </p>
        <ul className="mt-1.5 space-y-1 text-[0.8125rem] text-ink-2">
          {inOrder.slice(0, NAMED).map(({ id, value }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
              <SeverityBadge severity={value.severity} />
              <span className="min-w-0 break-words">{alertText(value)}</span>
            </li>
          ))}
          {items.length > NAMED && (
            <li className="text-ink-3">
              {plural(items.length - NAMED, { one: 'and # more', other: 'and # more' })}
            </li>
          )}
        </ul>
      </div>
      <ChevronRight aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-3" />
    </Link>
  );
}
