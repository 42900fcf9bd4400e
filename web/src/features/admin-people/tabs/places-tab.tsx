import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { MonitorSmartphone } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ownActivityList } from '../../../lib/service/sources/list-sources.ts';
import { dateTimeText } from '../../../lib/texts/format.ts';
import { placesOf } from './places-of.ts';

/** Shows the places of a user's requests, as far as they are still kept. */
export function PlacesTab({ accountId }: { accountId: string }) {
  const { items, ...list } = useList(ownActivityList(accountId));
  if (!items)
    return (
      <Unread status={list.status}>
        <Skeleton className="h-40 rounded-2xl" />
      </Unread>
    );
  const { addresses, devices } = placesOf(items.map(({ value }) => value));
  if (addresses.length + devices.length === 0) {
    return (
      <EmptyState icon={MonitorSmartphone} title={t`No devices or addresses`}>
        <Trans>They are stored with requests, and deleted with them.</Trans>
      </EmptyState>
    );
  }
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Places title={t`Addresses`} kind="address" places={addresses} />
      <Places title={t`Devices`} kind="device" places={devices} />
      <LoadOlder list={list} label={t`Look through older requests`} />
    </div>
  );
}

interface PlacesProps {
  title: string;
  kind: 'address' | 'device';
  places: ReturnType<typeof placesOf>['addresses'];
}

function Places({ title, kind, places }: PlacesProps) {
  return (
    <section aria-label={title} className="rounded-2xl border border-line bg-surface">
      <h3 className="border-line border-b px-5 py-3 font-medium">{title}</h3>
      <ul className="divide-y divide-line">
        {places.map(({ value, note, count, lastMs }) => (
          <li key={value} className="flex items-center gap-4 px-5 py-3">
            <div className="min-w-0 flex-1">
              <p className="break-all font-mono text-[0.8125rem]">{value}</p>
              <p className="nums text-ink-3 text-xs">
                {[note, t`${count} requests`, dateTimeText(lastMs)].filter(Boolean).join(' · ')}
              </p>
            </div>
            <Link to="/admin/abuse" search={{ kind, value }} className="text-ember-text hover:underline">
              <Trans>Block</Trans>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
