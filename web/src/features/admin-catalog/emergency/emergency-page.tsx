import { mayDo, type PublishedCatalog } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Play, PowerOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LiveMark } from '../../../components/layout/live-mark.tsx';
import { PageHeader } from '../../../components/layout/page-header.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { usePublishedCatalog } from '../../../lib/data/use-catalog.ts';
import { useEmailOf } from '../../../lib/data/use-email-of.ts';
import { toast } from '../../../lib/page/toast.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { dateTimeText } from '../../../lib/texts/format.ts';
import { type Asked, AskedDialog } from '../draft/asked-dialog.tsx';
import { VersionsSection } from '../versions-section.tsx';
import { Contacts } from './contacts.tsx';

/** Shows what can be done at once when something goes wrong, what happens then, and who to call. */
export function EmergencyPage() {
  const { status, published } = usePublishedCatalog();
  return (
    <div className="mx-auto w-full max-w-[110rem]">
      <PageHeader title={t`Emergency`} aside={<LiveMark status={status} />}>
        <Trans>What to do when something goes wrong. Each action says what it does, and can be undone.</Trans>
      </PageHeader>
      {published ? (
        <Actions published={published} />
      ) : (
        <Unread status={status}>
          <div role="status" aria-label={t`Loading prices`} className="space-y-4">
            <Skeleton className="h-40 rounded-2xl" />
            <Skeleton className="h-64 rounded-2xl" />
          </div>
        </Unread>
      )}
    </div>
  );
}

function Actions({ published }: { published: PublishedCatalog }) {
  const { role } = usePerson();
  const [asked, setAsked] = useState<Asked>();
  const mayChange = mayDo(role, 'publish-prices');
  return (
    <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
      <div className="space-y-4">
        <Generation published={published} mayChange={mayChange} onAsk={setAsked} />
        <Card title={t`Who to call`}>
          <Contacts />
        </Card>
        <Card title={t`Smaller steps`}>
          <OtherSteps mayChange={mayChange} />
        </Card>
      </div>
      <Card title={t`Roll back the prices`}>
        <p className="text-ink-2">
          <Trans>
            If prices are wrong, publish an earlier version again. It holds for everyone within five seconds.
            Work that is under way keeps its price, and nothing that was charged changes.
          </Trans>
        </p>
        {mayChange ? (
          <VersionsSection published={published} onRollBack={(to) => setAsked({ kind: 'roll-back', to })} />
        ) : (
          <AdminsOnly />
        )}
      </Card>
      {asked && (
        <AskedDialog
          asked={asked}
          published={published}
          draft={null}
          changes={[]}
          onDone={(version) => {
            setAsked(undefined);
            toast.success(t`Version ${version} is in force.`);
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

interface GenerationProps {
  published: PublishedCatalog;
  mayChange: boolean;
  onAsk: (asked: Asked) => void;
}

function Generation({ published, mayChange, onAsk }: GenerationProps) {
  const { catalog, publishedBy, publishedAt } = published;
  const who = useEmailOf(publishedBy);
  const { enabled } = catalog;
  const ask = () =>
    onAsk({
      kind: 'switch',
      asked: { target: { kind: 'all' }, label: t`Everything`, enabled: !enabled },
    });
  return (
    <Card title={t`Stop all generation`}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className={enabled ? 'font-medium text-ok' : 'font-medium text-bad'}>
          {enabled ? t`Generation is on` : t`Generation is stopped`}
        </span>
        <span className="nums text-ink-3 text-xs">
          <Trans>
            Last change of the prices: <bdi>{who}</bdi>, {dateTimeText(publishedAt)}
          </Trans>
        </span>
      </p>
      <ul className="list-disc space-y-1 ps-5 text-ink-2">
        <li>
          <Trans>New requests are refused within five seconds, also those of apps that call Firemeter.</Trans>
        </li>
        <li>
          <Trans>
            Running work is stopped. A chat keeps its text so far and pays for it; everything else costs
            nothing.
          </Trans>
        </li>
        <li>
          <Trans>
            Balances, payments and plans stay as they are. People can still sign in and buy credits.
          </Trans>
        </li>
      </ul>
      {mayChange ? (
        <Button look={enabled ? 'danger' : 'primary'} onClick={ask}>
          {enabled ? (
            <PowerOff aria-hidden="true" className="size-4" />
          ) : (
            <Play aria-hidden="true" className="size-4" />
          )}
          {enabled ? t`Stop all generation` : t`Resume all generation`}
        </Button>
      ) : (
        <AdminsOnly />
      )}
    </Card>
  );
}

function OtherSteps({ mayChange }: { mayChange: boolean }) {
  const { role } = usePerson();
  const link = 'font-medium text-ember-text underline-offset-4 hover:underline';
  return (
    <ul className="list-disc space-y-1 ps-5 text-ink-2">
      {mayChange && (
        <li>
          <Trans>
            One model or provider fails:{' '}
            <Link to="/admin/prices" className={link}>
              switch it off in Prices
            </Link>
            .
          </Trans>
        </li>
      )}
      {mayDo(role, 'change-blocks') && (
        <li>
          <Trans>
            One account or address does harm:{' '}
            <Link to="/admin/abuse" className={link}>
              block it in Abuse
            </Link>
            .
          </Trans>
        </li>
      )}
      <li>
        <Trans>
          To see what is wrong now, open{' '}
          <Link to="/admin/alerts" className={link}>
            Alerts
          </Link>{' '}
          and{' '}
          <Link to="/admin/live" className={link}>
            Live AI
          </Link>
          .
        </Trans>
      </li>
    </ul>
  );
}

function AdminsOnly() {
  return (
    <p className="rounded-xl border border-line bg-sunken p-3 text-ink-2 text-[0.8125rem]">
      <Trans>Only admins and owners may do this. Call one of them.</Trans>
    </p>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="min-w-0 space-y-3.5 rounded-2xl border border-line bg-surface p-4 sm:p-5"
    >
      <h2 className="font-semibold text-base">{title}</h2>
      {children}
    </section>
  );
}
