import {
  type Catalog,
  type CatalogFault,
  catalogChanges,
  type PublishedCatalog,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { z } from 'zod';
import type { LiveStatus } from '#kit/live/live-store.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { OvertakenNotice } from '../../components/layout/overtaken-notice.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { describeIssue } from '../../lib/errors/describe-issue.ts';
import { toast } from '../../lib/page/toast.ts';
import { toastUndo } from '../../lib/page/toast-undo.ts';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { changeText } from '../../lib/staff-texts/catalog-change-words.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { CatalogMenu } from './catalog-menu.tsx';
import { type Asked, AskedDialog } from './draft/asked-dialog.tsx';
import { DraftBar } from './draft/draft-bar.tsx';
import { type Editing, EditingProvider } from './draft/editing.tsx';
import { ImportNotice } from './draft/import-notice.tsx';
import { readImported } from './draft/read-imported.ts';
import { useCatalogDraft } from './draft/use-catalog-draft.ts';
import { ProvidersCard } from './providers-card.tsx';
import { GrantsSection } from './sections/grants-section.tsx';
import { OperationCard } from './sections/operation-card.tsx';
import { PacksSection } from './sections/packs-section.tsx';
import { PlansSection } from './sections/plans-section.tsx';
import { VersionsSection } from './versions-section.tsx';

interface CatalogEditorProps {
  published: PublishedCatalog;
  status: LiveStatus;
}

const tabs = [
  { value: 'prices', label: t`Prices` },
  { value: 'packs', label: t`Packs, plans, grants` },
  { value: 'versions', label: t`Versions` },
] as const;
type Tab = (typeof tabs)[number]['value'];

const pricesSearch = z.object({ tab: z.enum(['prices', 'packs', 'versions']).catch('prices') });

export function CatalogEditor({ published, status }: CatalogEditorProps) {
  const editing = useCatalogDraft(published);
  const { draft, catalog, faults, takeOver, discard } = editing;
  const [{ tab }, setSearch] = useUrlState(pricesSearch);
  const setTab = (next: Tab) => setSearch({ tab: next });
  const [asked, setAsked] = useState<Asked>();
  const [importFaults, setImportFaults] = useState<readonly CatalogFault[]>();
  // Published from this page: its arrival is no news to the admin.
  const [own, setOwn] = useState<{ version: number; kind: Asked['kind'] }>();

  const isOvertaken = draft !== null && draft.baseVersion !== published.version;
  useEffect(() => {
    if (!own || published.version < own.version) return;
    if (own.kind === 'publish') discard();
    else if (draft?.baseVersion === own.version - 1 && published.version === own.version) takeOver();
    setOwn(undefined);
  }, [own, published, draft, discard, takeOver]);
  const isPublishing = own !== undefined || asked?.kind === 'publish' || asked?.kind === 'switch';
  const changes = useMemo(() => (draft ? catalogChanges(draft.base, draft.catalog) : []), [draft]);
  const context: Editing = {
    catalog,
    published: published.catalog,
    reachableProviders: published.reachableProviders,
    providerLabel: (name) => published.providerLabels?.[name] ?? name,
    faults: new Map(faults.map((fault) => [fault.path, describeIssue(fault)])),
    change: editing.change,
    askSwitch: (one) => setAsked({ kind: 'switch', asked: one }),
  };
  const letGo = (text: string, act: () => void) => {
    act();
    if (draft) toastUndo(text, () => editing.restore(draft));
  };
  const discarded = plural(changes.length, { one: '# change discarded', other: '# changes discarded' });
  const replaced = plural(changes.length, { one: '# change replaced', other: '# changes replaced' });
  const replace = (next: Catalog) => letGo(replaced, () => editing.replace(next));
  const importText = (text: string) => {
    const read = readImported(text);
    setImportFaults(read.faults ?? undefined);
    if (read.catalog) replace(read.catalog);
  };
  const overlapping = () => {
    const overlaps = takeOver();
    if (overlaps.length > 0) toast.info(t`Both versions changed ${overlaps.join(', ')}. Yours is kept.`);
  };

  return (
    <EditingProvider value={context}>
      <div className="mx-auto flex w-full max-w-[90rem] flex-1 flex-col">
        <PageHeader
          title={t`Prices`}
          aside={
            <>
              <LiveMark status={status} />
              <CatalogMenu
                catalog={catalog}
                version={published.version}
                onLoad={replace}
                onImport={importText}
              />
            </>
          }
        >
          <Trans>
            Version {published.version} of “<bdi>{published.catalog.preset}</bdi>”, since{' '}
            {dateTimeText(published.publishedAt)}. A new price reaches everyone within a second.
          </Trans>
        </PageHeader>
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <Segmented
            label={t`What to look at`}
            value={tab}
            options={tabs}
            onChange={setTab}
            className="max-w-full overflow-x-auto"
          />
          <span className="flex items-center gap-2.5 font-medium text-[0.8125rem]">
            {published.catalog.enabled ? t`Everything on` : t`Everything off`}
            <Switch
              label={t`Everything on`}
              checked={published.catalog.enabled}
              onChange={(enabled) =>
                context.askSwitch({ target: { kind: 'all' }, label: t`Everything`, enabled })
              }
            />
          </span>
        </div>
        {importFaults && <ImportNotice faults={importFaults} onClose={() => setImportFaults(undefined)} />}
        {isOvertaken && !isPublishing && (
          <OvertakenNotice
            version={published.version}
            changes={catalogChanges(draft.base, published.catalog).map(changeText)}
            onTakeOver={overlapping}
            onDiscard={() => letGo(discarded, discard)}
          />
        )}
        {tab === 'prices' && (
          <div className="space-y-4">
            <ProvidersCard />
            {Object.entries(catalog.operations).map(([name, operation]) => (
              <OperationCard key={name} name={name} operation={operation} />
            ))}
          </div>
        )}
        {tab === 'packs' && (
          <div className="space-y-8">
            <PacksSection />
            <PlansSection />
            <GrantsSection />
          </div>
        )}
        {tab === 'versions' && (
          <VersionsSection published={published} onRollBack={(to) => setAsked({ kind: 'roll-back', to })} />
        )}
        {draft && own?.kind !== 'publish' && (
          <DraftBar
            changes={changes.length}
            faults={faults}
            overtaken={isOvertaken}
            onShowFault={({ keys }) => {
              flushSync(() => setTab(keys[0] === 'operations' ? 'prices' : 'packs'));
              document.querySelector<HTMLElement>('main [aria-invalid=true]')?.focus();
            }}
            onReview={() => setAsked({ kind: 'publish' })}
            onDiscard={() => letGo(discarded, discard)}
          />
        )}
        {asked && (
          <AskedDialog
            asked={asked}
            published={published}
            draft={draft}
            changes={changes}
            onDone={(version) => {
              setOwn({ version, kind: asked.kind });
              setAsked(undefined);
              toast.success(t`Version ${version} is in force.`);
            }}
            onClose={() => setAsked(undefined)}
          />
        )}
      </div>
    </EditingProvider>
  );
}
