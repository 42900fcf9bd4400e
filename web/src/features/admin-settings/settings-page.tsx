import {
  DEFAULT_INSIGHT_SETTINGS,
  DEFAULT_STAFF_SETTINGS,
  mayDo,
  NO_TERMS,
  type StaffSettings,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { usePerson } from '../../lib/service/session/person.tsx';
import {
  insightSettingsSource,
  policiesSource,
  staffSettingsSource,
  termsSource,
} from '../../lib/service/sources/live-sources.ts';
import { AgeForm } from './age-form.tsx';
import { ContactsForm } from './contacts-form.tsx';
import { FiguresForm } from './figures-form.tsx';
import { PromiseForm } from './promise-form.tsx';
import { StaffForm } from './staff-form.tsx';
import { TermsForm } from './terms-form.tsx';

const noSettings: StaffSettings = { schemaVersion: 1, ...DEFAULT_STAFF_SETTINGS, updatedAt: 0 };

/** Shows the operator's settings in one place. */
export function SettingsPage() {
  const { role } = usePerson();
  const figures = useLive(insightSettingsSource);
  const staff = useLive(staffSettingsSource);
  const policies = useLive(policiesSource);
  const terms = useLive(termsSource);
  const published = terms.items?.[0]?.value ?? NO_TERMS;
  const staffSettings = staff.items?.[0]?.value ?? noSettings;
  const mayChangeStaff = mayDo(role, 'set-staff-settings');
  return (
    <div className="mx-auto w-full max-w-[110rem]">
      <PageHeader
        title={t`Settings`}
        aside={<LiveMark status={figures.status === 'live' ? staff.status : figures.status} />}
      >
        <Trans>
          How figures are computed, how far staff may go on their own, who to call, and what people agree to.
        </Trans>
      </PageHeader>
      {figures.items && staff.items && policies.items && terms.items ? (
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2 xl:max-[119.99rem]:[&>:nth-child(2)]:row-span-2 min-[120rem]:grid-cols-3">
          <FiguresForm
            key={`figures ${figures.items[0]?.value.updatedAt ?? 0}`}
            settings={figures.items[0]?.value ?? DEFAULT_INSIGHT_SETTINGS}
          />
          <StaffForm
            key={`staff ${staffSettings.updatedAt}`}
            settings={staffSettings}
            mayChange={mayChangeStaff}
          />
          <ContactsForm
            key={`contacts ${staffSettings.updatedAt}`}
            settings={staffSettings}
            mayChange={mayChangeStaff}
          />
          <PromiseForm
            key={`promise ${policies.items[0]?.value.updatedAt ?? 0}`}
            promise={policies.items[0]?.value.refundPromise ?? null}
          />
          <AgeForm key={`age ${JSON.stringify(published.minimumAge)}`} minimumAge={published.minimumAge} />
          <TermsForm key={`terms ${published.versions.length}`} versions={published.versions} />
        </div>
      ) : (
        <Unread status={[figures.status, staff.status, policies.status, terms.status]}>
          <div role="status" aria-label={t`Loading settings`} className="space-y-4">
            <Skeleton className="h-64 rounded-2xl" />
            <Skeleton className="h-48 rounded-2xl" />
          </div>
        </Unread>
      )}
    </div>
  );
}
