import { plural, t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { BellRing, ChevronRight } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { openAlertsSource } from '../../../lib/live-sources.ts';
import { mayKnowPeople } from '../../../lib/may-know-people.ts';
import { usePerson } from '../../../lib/session.tsx';

/** Shows open alerts to staff who may see them; nothing while there are none. */
export function AlertStrip() {
  const { role } = usePerson();
  const { items } = useLive(mayKnowPeople(role) ? openAlertsSource : null);
  const count = items?.length ?? 0;
  if (count === 0) return null;
  return (
    <Link
      to="/admin/alerts"
      aria-label={t`Open alerts`}
      className="flex items-center gap-3 rounded-xl border border-bad/35 bg-bad/8 px-4 py-3 transition-colors hover:bg-bad/12"
    >
      <BellRing aria-hidden="true" className="size-4.5 shrink-0 text-bad" />
      <span className="font-medium">
        {plural(count, { one: '# alert is open', other: '# alerts are open' })}
      </span>
      <ChevronRight aria-hidden="true" className="ms-auto size-4 text-ink-3" />
    </Link>
  );
}
