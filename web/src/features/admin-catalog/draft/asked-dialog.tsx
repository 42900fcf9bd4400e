import {
  assertNever,
  type CatalogChange,
  type CatalogVersion,
  catalogChanges,
  type PublishedCatalog,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ChangesList } from '../../../components/work/changes-list.tsx';
import { isolated } from '../../../lib/texts/isolated.ts';
import { RedMargins } from '../red-margins.tsx';
import { RemovedPlans } from '../removed-plans.tsx';
import { WhatIf } from '../what-if/what-if.tsx';
import { ConfirmChange } from './confirm-change.tsx';
import type { AskedSwitch } from './editing.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import type { Draft } from './saved-draft.ts';

/** What an admin is asked to confirm. */
export type Asked =
  | { kind: 'publish' }
  | { kind: 'switch'; asked: AskedSwitch }
  | { kind: 'roll-back'; to: CatalogVersion };

interface AskedDialogProps {
  asked: Asked;
  published: PublishedCatalog;
  draft: Draft | null;
  changes: readonly CatalogChange[];
  onDone: (version: number) => void;
  onClose: () => void;
}

export function AskedDialog({ asked, published, draft, changes, onDone, onClose }: AskedDialogProps) {
  const common = { onDone: ({ version }: { version: number }) => onDone(version), onClose };
  switch (asked.kind) {
    case 'publish': {
      if (!draft) return null;
      const effect = <Effect version={published.version + 1} />;
      return <PublishDialog {...{ ...common, published, draft, changes, effect }} />;
    }
    case 'switch': {
      const { target, enabled } = asked.asked;
      return (
        <ConfirmChange
          {...common}
          title={switchTitle(asked.asked)}
          confirmLabel={enabled ? t`Switch on` : t`Switch off`}
          change={{ action: 'switch', target, enabled }}
        >
          {enabled
            ? t`It can be used again within five seconds.`
            : t`New requests are refused within five seconds. Running work is stopped: a chat keeps its text so far and pays for it, everything else costs nothing.`}
        </ConfirmChange>
      );
    }
    case 'roll-back': {
      const { to } = asked;
      const back = catalogChanges(published.catalog, to.catalog);
      return (
        <ConfirmChange
          {...common}
          wide
          title={t`Roll back to version ${to.version}?`}
          confirmLabel={t`Roll back`}
          change={{ action: 'rollBack', baseVersion: published.version, toVersion: to.version }}
        >
          {back.length > 0 ? (
            <>
              <Effect version={published.version + 1} />
              <ChangesList changes={back} label={t`Changes`} />
            </>
          ) : (
            t`No changes: this is the version in force.`
          )}
          <RedMargins catalog={to.catalog} />
          <RemovedPlans before={published.catalog.plans} after={to.catalog.plans} />
          {back.length > 0 && <WhatIf published={published.catalog} draft={to.catalog} />}
        </ConfirmChange>
      );
    }
    default:
      return assertNever(asked);
  }
}

function Effect({ version }: { version: number }) {
  return (
    <p className="mb-2">
      <Trans>
        It becomes version {version} and holds for everyone within five seconds. Work that is under way keeps
        its price; on a model that is removed or switched off, it stops.
      </Trans>
    </p>
  );
}

function switchTitle({ target, label, enabled }: AskedSwitch): string {
  if (target.kind === 'all') return enabled ? t`Resume all generation?` : t`Stop all generation?`;
  return enabled ? t`Switch ${isolated(label)} on?` : t`Switch ${isolated(label)} off?`;
}
