import type { Endpoint } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Plus, Webhook } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { Sheet } from '../../components/controls/sheet.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { RowButton } from '../../components/layout/row-button.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { endpointsSource } from '../../lib/service/sources/live-sources.ts';
import { EndpointActions } from './endpoint-actions.tsx';
import { EndpointDeliveries } from './endpoint-deliveries.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { kindText, stateWords } from './endpoint-words.ts';

interface EndpointsPageProps {
  /** The endpoint that is open; `new`: the form for another one. */
  open: string | undefined;
  onOpen: (endpoint: string | undefined) => void;
}

/** Shows where the operator is notified, and what was sent there. */
export function EndpointsPage({ open, onOpen }: EndpointsPageProps) {
  const { status, items } = useLive(endpointsSource);
  const endpoints = items ? Object.entries(items[0]?.value.endpoints ?? {}) : null;
  const endpoint = endpoints?.find(([id]) => id === open)?.[1];
  const add = (
    <Button look="primary" onClick={() => onOpen('new')}>
      <Plus aria-hidden="true" className="size-4" />
      <Trans>Add endpoint</Trans>
    </Button>
  );
  const close = () => onOpen(undefined);
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title={t`Endpoints`} aside={endpoints?.length ? add : undefined}>
        <Trans>
          Webhooks, Slack, PagerDuty and e-mail: they are notified of alerts, of erased accounts and of
          credits that move.
        </Trans>
      </PageHeader>
      {!endpoints && (
        <Unread status={status}>
          <Skeleton className="h-64 rounded-2xl" />
        </Unread>
      )}
      {endpoints?.length === 0 && (
        <EmptyState icon={Webhook} title={t`Nobody is notified yet`} action={add}>
          <Trans>Alerts appear on the page Alerts only.</Trans>
        </EmptyState>
      )}
      {endpoints && endpoints.length > 0 && (
        <ul
          aria-label={t`Endpoints`}
          className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface"
        >
          {endpoints
            .sort(([, a], [, b]) => a.createdAtMs - b.createdAtMs)
            .map(([id, one]) => (
              <Row key={id} endpoint={one} onOpen={() => onOpen(id)} />
            ))}
        </ul>
      )}
      <Sheet title={t`Add endpoint`} open={open === 'new'} onClose={close}>
        <EndpointForm endpointId={null} endpoint={null} onDone={onOpen} />
      </Sheet>
      <Sheet title={endpoint?.name ?? ''} open={endpoint !== undefined} onClose={close}>
        {open !== undefined && endpoint && (
          <div className="space-y-8">
            <EndpointActions endpointId={open} endpoint={endpoint} onDeleted={close} />
            <EndpointDeliveries endpointId={open} />
            <EndpointForm key={endpoint.updatedAtMs} endpointId={open} endpoint={endpoint} onDone={onOpen} />
          </div>
        )}
      </Sheet>
    </div>
  );
}

function Row({ endpoint, onOpen }: { endpoint: Endpoint; onOpen: () => void }) {
  const { name, kind, hint, state, events } = endpoint;
  return (
    <li className="relative grid gap-x-5 gap-y-0.5 px-4 py-3 transition-colors hover:bg-raised/60 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_8rem] sm:items-center">
      <div className="min-w-0">
        <RowButton onClick={onOpen} className="font-medium">
          {name}
        </RowButton>
        <p className="text-ink-3 text-xs">{kindText(kind)}</p>
      </div>
      <p className="truncate font-mono text-ink-2 text-xs" dir="ltr">
        {hint}
      </p>
      <p className={state === 'on' ? 'text-[0.8125rem] text-ink-2' : 'text-[0.8125rem] text-bad'}>
        {state === 'on' ? <Plural value={events.length} one="# event" other="# events" /> : stateWords[state]}
      </p>
    </li>
  );
}
