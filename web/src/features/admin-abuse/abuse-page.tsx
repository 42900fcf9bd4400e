import { AbuseKind, TriageState } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Ban } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { useList } from '#kit/hooks/use-list.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Select } from '../../components/controls/select.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Button } from '../../components/ui/button.tsx';
import { urlText } from '../../lib/page/url-state.ts';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { signalList } from '../../lib/service/sources/list-sources.ts';
import { blocksSource } from '../../lib/service/sources/live-sources.ts';
import { kindWords } from '../../lib/staff-texts/abuse-kind-texts.ts';
import { triageWords } from '../../lib/staff-texts/triage-words.ts';
import { AppealSheet } from './appeal-sheet.tsx';
import { AppealsList } from './appeals-list.tsx';
import { type BlockDraft, BlockSheet } from './block-sheet.tsx';
import { BlocksList } from './blocks-list.tsx';
import { SignalSheet } from './signal-sheet.tsx';
import { SignalsList } from './signals-list.tsx';

const severities = [
  { value: 'low', label: t`All` },
  { value: 'medium', label: t`Medium` },
  { value: 'high', label: t`High` },
  { value: 'critical', label: t`Critical` },
] as const;

const abuseSearch = z.object({
  least: z.enum(['low', 'medium', 'high', 'critical']).catch('low'),
  state: z.enum(['all', ...TriageState.options]).catch('all'),
  kind: z.enum(['all', ...AbuseKind.options]).catch('all'),
  /** The signal, or the appeal, that is open. */
  signal: urlText,
  appeal: urlText,
});

/** Signs of abuse as they come in, and whom they keep out. @param block whom to block, when someone comes for that */
export function AbusePage({ block }: { block: BlockDraft | undefined }) {
  const { items: lists } = useLive(blocksSource);
  const [{ least, state, kind, signal, appeal }, setSearch] = useUrlState(abuseSearch);
  const { items: signals, ...list } = useList(signalList({ least, state, kind }));
  const [draft, setDraft] = useState(block);
  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader
        title={t`Abuse`}
        aside={
          <>
            <LiveMark status={list.status} />
            <Button size="small" onClick={() => setDraft({ kind: 'address', value: '' })}>
              <Ban aria-hidden="true" className="size-4" />
              <Trans>Block</Trans>
            </Button>
          </>
        }
      >
        <Trans>
          Signs of abuse, by account and hour. Critical signals suspend the account automatically.
        </Trans>
      </PageHeader>
      <AppealsList onOpen={(id) => setSearch({ appeal: id }, { push: true })} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
        <section aria-label={t`Signals`} className="space-y-3">
          <search className="flex flex-wrap items-center gap-2">
            <Segmented
              label={t`At least`}
              value={least}
              options={severities}
              onChange={(next) => setSearch({ least: next })}
              className="max-w-full overflow-x-auto"
            />
            <Select
              label={t`Triage`}
              value={state}
              options={[
                { value: 'all', label: t`Any state` },
                ...TriageState.options.map((value) => ({ value, label: triageWords[value] })),
              ]}
              onChange={(next) => setSearch({ state: next })}
            />
            <Select
              label={t`Kind`}
              value={kind}
              options={[
                { value: 'all', label: t`All kinds` },
                ...AbuseKind.options.map((value) => ({ value, label: kindWords[value] })),
              ]}
              onChange={(next) => setSearch({ kind: next })}
            />
          </search>
          <SignalsList
            status={list.status}
            signals={signals}
            onOpen={(id) => setSearch({ signal: id }, { push: true })}
          />
          <LoadOlder list={list} />
        </section>
        <section aria-label={t`Blocks`} className="space-y-3">
          <h2 className="flex h-[2.375rem] items-center font-semibold">
            <Trans>Blocked</Trans>
          </h2>
          <BlocksList blocks={lists?.[0]?.value.blocks ?? []} />
        </section>
      </div>
      <AppealSheet appealId={appeal || undefined} onClose={() => setSearch({ appeal: '' })} />
      <SignalSheet
        signalId={signal || undefined}
        onClose={() => setSearch({ signal: '' })}
        onBlock={(accountId) => {
          setSearch({ signal: '' });
          setDraft({ kind: 'account', value: accountId });
        }}
      />
      <BlockSheet draft={draft} onClose={() => setDraft(undefined)} />
    </div>
  );
}
