import { type CatalogVersion, catalogChanges, type PublishedCatalog } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { GitCompareArrows, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ChangesList } from '../../components/work/changes-list.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { catalogVersionList } from '../../lib/service/sources/list-sources.ts';
import { dateTimeText } from '../../lib/texts/format.ts';

interface VersionsSectionProps {
  published: PublishedCatalog;
  onRollBack: (version: CatalogVersion) => void;
}

/** What was published, by whom and why; any of it can be published again. */
export function VersionsSection({ published, onRollBack }: VersionsSectionProps) {
  const { items, ...list } = useList(catalogVersionList);
  const [openVersion, setOpenVersion] = useState<number>();
  if (!items)
    return (
      <Unread status={list.status}>
        <Skeleton className="h-64 rounded-2xl" />
      </Unread>
    );
  return (
    <section aria-label={t`Versions`}>
      <ol className="divide-y divide-line rounded-2xl border border-line bg-surface">
        {items.map(({ value }) => (
          <VersionRow
            key={value.version}
            version={value}
            published={published}
            open={openVersion === value.version}
            onOpen={() => setOpenVersion(openVersion === value.version ? undefined : value.version)}
            onRollBack={() => onRollBack(value)}
          />
        ))}
      </ol>
      <LoadOlder list={list} />
    </section>
  );
}

interface VersionRowProps {
  version: CatalogVersion;
  published: PublishedCatalog;
  open: boolean;
  onOpen: () => void;
  onRollBack: () => void;
}

function VersionRow({ version, published, open, onOpen, onRollBack }: VersionRowProps) {
  const who = useEmailOf(version.publishedBy, version.email);
  const inForce = version.version === published.version;
  const changes = open ? catalogChanges(published.catalog, version.catalog) : [];
  return (
    <li aria-label={t`Version ${version.version}`} className="px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium">
            <Trans>Version {version.version}</Trans>
            {inForce && (
              <span className="ms-2 rounded-full border border-ok/35 bg-ok/8 px-2 py-0.5 text-ok text-xs">
                <Trans>in force</Trans>
              </span>
            )}
          </p>
          <p className="break-words text-ink-2">{version.reason}</p>
          <p className="nums break-all text-ink-3 text-xs">
            <bdi>{who}</bdi> · {dateTimeText(version.publishedAt)}
          </p>
        </div>
        {!inForce && (
          <div className="flex flex-wrap gap-2">
            <Button size="small" look="quiet" aria-expanded={open} onClick={onOpen}>
              <GitCompareArrows aria-hidden="true" className="size-4" /> <Trans>Compare</Trans>
            </Button>
            <Button size="small" onClick={onRollBack}>
              <RotateCcw aria-hidden="true" className="size-4" /> <Trans>Roll back</Trans>
            </Button>
          </div>
        )}
      </div>
      {open && !inForce && (
        <div className="mt-3">
          <p className="mb-1 text-ink-3 text-xs">
            <Trans>What rolling back to it would change:</Trans>
          </p>
          {changes.length > 0 ? (
            <ChangesList
              changes={changes}
              label={t`From version ${published.version} to ${version.version}`}
            />
          ) : (
            <p className="text-ink-2">
              <Trans>No changes: this is the version in force.</Trans>
            </p>
          )}
        </div>
      )}
    </li>
  );
}
