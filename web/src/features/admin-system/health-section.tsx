import type { HealthCheck } from '@firemeter/functions/contract';
import { Skeleton } from '../../components/skeleton.tsx';
import { dateTimeText } from '../../lib/format.ts';
import { healthSource } from '../../lib/live-sources.ts';
import { useLive } from '../../lib/use-live.ts';
import { Mark } from './mark.tsx';
import { Section } from './section.tsx';

const partNames: Record<string, string> = {
  store: 'Store',
  accounts: 'Sign-in',
  catalog: 'Prices',
  outputs: 'Files',
};

/** Parts and providers, as the last look found them. */
export function HealthSection() {
  const { items } = useLive(healthSource);
  if (!items) return <Skeleton className="h-40 rounded-2xl" />;
  const report = items[0]?.value;
  return (
    <Section title="Health" aside={report && `Looked at ${dateTimeText(report.checkedAt)}`}>
      {report ? (
        <div className="rounded-2xl border border-line bg-surface p-4 sm:p-5">
          <Mark standing={report.status} />
          <ul className="mt-4 grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
            {[...report.parts, ...report.providers].map((check) => (
              <Check key={check.name} check={check} />
            ))}
          </ul>
        </div>
      ) : (
        <p className="text-ink-2">Nothing was looked at yet. The job “health” does it every five minutes.</p>
      )}
    </Section>
  );
}

function Check({ check: { name, status, tookMs, note } }: { check: HealthCheck }) {
  return (
    <li className="min-w-0">
      <div className="flex items-center justify-between gap-3 border-line border-b pb-1.5">
        <span className="truncate">{partNames[name] ?? name}</span>
        <Mark standing={status} />
      </div>
      <p className="nums mt-1 text-ink-3 text-xs">
        {note ?? (status === 'off' ? 'Not configured' : `Answered in ${tookMs} ms`)}
      </p>
    </li>
  );
}
