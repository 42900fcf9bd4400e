import { DAY_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useKinds, viewOf } from '../../../lib/work/kinds.ts';
import { useEditing } from '../draft/editing.tsx';
import { LimitField } from './limit-field.tsx';
import { NumberField } from './number-field.tsx';
import { SwitchLine } from './switch-line.tsx';

const CREDIT = 1_000_000;

/** What people are given, what guests may do, and when a balance counts as low. */
export function GrantsSection() {
  const { catalog, change } = useEditing();
  const kinds = useKinds();
  const { grants, guests, adminsRunFree, operations } = catalog;
  const images = Object.keys(operations).filter((name) => viewOf(kinds, operations[name]?.kind)?.isForGuests);
  const admitGuests = () =>
    change(['guests'], {
      perSession: { max: 3, windowMs: DAY_MS },
      perAddress: { max: 10, windowMs: DAY_MS },
      operations: images,
    });
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Card title={t`Credits given`}>
        <NumberField labelled label={t`Welcome credits`} path={['grants', 'welcomeMicros']} scale={CREDIT} />
        <SwitchLine
          label={t`Only with a verified email address`}
          checked={grants.welcomeNeedsVerifiedEmail}
          onChange={(value) => change(['grants', 'welcomeNeedsVerifiedEmail'], value)}
        />
        <NumberField
          labelled
          label={t`Daily self-reported refund cap`}
          path={['clientReturnMicrosPerDay']}
          scale={CREDIT}
        />
      </Card>
      <Card title={t`Balance and team`}>
        <NumberField
          labelled
          label={t`Low-balance threshold`}
          path={['lowBalanceMicros']}
          scale={CREDIT}
          after={t`credits`}
        />
        <SwitchLine
          label={t`Free for admins and owners`}
          checked={adminsRunFree}
          onChange={(value) => change(['adminsRunFree'], value)}
        />
        <div className="space-y-1.5">
          <p className="text-[0.8125rem] text-ink-2">
            <Trans>Per-IP limit, about</Trans>
          </p>
          <LimitField label={t`Limit of an address`} path={['addressLimit']} optional />
        </div>
      </Card>
      <Card title={t`Guests`}>
        <SwitchLine
          label={t`Guests can generate`}
          checked={guests !== null}
          onChange={(value) => (value ? admitGuests() : change(['guests'], null))}
        />
        {guests && (
          <>
            <div className="space-y-1.5">
              <p className="text-[0.8125rem] text-ink-2">
                <Trans>Each guest</Trans>
              </p>
              <LimitField label={t`Guest’s limit`} path={['guests', 'perSession']} />
            </div>
            <div className="space-y-1.5">
              <p className="text-[0.8125rem] text-ink-2">
                <Trans>All guests of an address</Trans>
              </p>
              <LimitField label={t`Address’s limit`} path={['guests', 'perAddress']} />
            </div>
            <ul aria-label={t`What guests can make`} className="space-y-2">
              {Object.entries(operations).map(([name, { label }]) => (
                <li key={name}>
                  <SwitchLine
                    label={label}
                    checked={guests.operations.includes(name)}
                    onChange={(value) => {
                      const others = guests.operations.filter((other) => other !== name);
                      change(['guests', 'operations'], value ? [...others, name] : others);
                    }}
                  />
                </li>
              ))}
            </ul>
          </>
        )}
      </Card>
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="space-y-4 rounded-2xl border border-line bg-surface p-4 sm:p-5">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}
