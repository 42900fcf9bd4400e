import {
  type CatalogChange,
  type PublishedCatalog,
  priceRises,
  unreachableProviders,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { ChangesList } from '../../../components/work/changes-list.tsx';
import { RedMargins } from '../red-margins.tsx';
import { RemovedPlans } from '../removed-plans.tsx';
import { UnreachableNotice } from '../unreachable-notice.tsx';
import { WhatIf } from '../what-if/what-if.tsx';
import { AnnounceRises, useAnnouncement } from './announce-rises.tsx';
import { ConfirmChange } from './confirm-change.tsx';
import type { Draft } from './saved-draft.ts';

interface PublishDialogProps {
  published: PublishedCatalog;
  draft: Draft;
  changes: readonly CatalogChange[];
  effect: ReactNode;
  onDone: (answer: { version: number }) => void;
  onClose: () => void;
}

/** Shows what a draft changes and for whom, and publishes it. */
export function PublishDialog({ published, draft, changes, effect, onDone, onClose }: PublishDialogProps) {
  const { baseVersion, catalog } = draft;
  const announcing = useAnnouncement(priceRises(published.catalog, catalog));
  const { announcement } = announcing;
  return (
    <ConfirmChange
      {...{ onDone, onClose }}
      wide
      title={plural(changes.length, { one: 'Publish # change?', other: 'Publish # changes?' })}
      confirmLabel={t`Publish`}
      change={{ action: 'publish', baseVersion, draft: catalog, announcement }}
    >
      {effect}
      <ChangesList changes={changes} label={t`Changes`} />
      <RedMargins catalog={catalog} />
      <RemovedPlans before={published.catalog.plans} after={catalog.plans} />
      <UnreachableNotice
        providers={unreachableProviders({ ...published, catalog }).map(
          (name) => published.providerLabels?.[name] ?? name,
        )}
      />
      <WhatIf published={published.catalog} draft={catalog} />
      <AnnounceRises {...announcing} />
    </ConfirmChange>
  );
}
