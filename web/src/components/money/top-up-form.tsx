import type { Billing, PackOffer, TopUpSettings } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { CallError } from '#kit/core/call-error.ts';
import {
  draftOf,
  readTopUp,
  type TopUpDraft,
  type TopUpFaults,
} from '../../lib/money/buying/top-up-draft.ts';
import { topUpOutlook } from '../../lib/money/buying/top-up-outlook.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { cardText, stoppedTexts } from '../../lib/texts/payment-words.ts';
import { Select } from '../controls/select.tsx';
import { Switch } from '../controls/switch.tsx';
import { ConsentNote } from '../people/consent-note.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Field, FieldNote } from '../ui/field.tsx';

interface TopUpFormProps {
  /** Null: off. */
  settings: TopUpSettings | null;
  /** While the account is suspended nothing is charged. */
  paused?: boolean;
  stopped: Billing['topUpState']['stopped'];
  /** Charged by top-ups in this calendar month. */
  chargedCents: number;
  balanceMicros: number;
  card: Billing['card'];
  /** The packs in the currency they are paid in. */
  offers: readonly PackOffer[];
  busy: boolean;
  error: CallError | null;
  onSave: (topUp: TopUpSettings | null) => void;
}

/** Turns the automatic top-up on, changes it, or turns it off. */
export function TopUpForm(props: TopUpFormProps) {
  const { settings, paused = false, stopped, chargedCents, balanceMicros, card, offers } = props;
  const { busy, error, onSave } = props;
  const [draft, setDraft] = useState<TopUpDraft>();
  const [faults, setFaults] = useState<TopUpFaults>({});
  const shown = draft ?? draftOf(settings, offers);
  const isOpen = settings !== null || draft !== undefined;
  const id = useId();

  const change = (changed: Partial<TopUpDraft>) => {
    setDraft({ ...shown, ...changed });
    setFaults({});
  };
  const toggle = (on: boolean) => {
    setFaults({});
    setDraft(on ? draftOf(settings, offers) : undefined);
    if (!on && settings) onSave(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readTopUp(shown, offers);
    setFaults(read.faults ?? {});
    if (!read.topUp) return;
    onSave(read.topUp);
    setDraft(undefined);
  };
  const currency = settings?.currency ?? offers[0]?.currency ?? 'usd';
  const facts = { offers, chargedCents, balanceMicros };
  const isUsedUp = settings !== null && topUpOutlook(settings, facts).kind === 'used-up';
  const wanted = draft && readTopUp(draft, offers).topUp;
  const outlook = wanted && topUpOutlook(wanted, facts);

  return (
    <div className="p-5">
      <div className="flex items-start justify-between gap-4">
        <p className="text-[0.8125rem] text-ink-2">
          {settings && paused
            ? t`Paused while your account is suspended: nothing is bought automatically.`
            : settings
              ? t`Below ${creditsText(settings.belowMicros)} a ${nameOf(settings.pack, offers)} pack is bought automatically.`
              : t`Automatically buys a pack when your balance runs low, with your saved card and never above your monthly maximum.`}
        </p>
        <Switch
          label={t`Automatic top-up`}
          checked={isOpen}
          disabled={busy || (!card && !settings) || offers.length === 0}
          onChange={toggle}
        />
      </div>
      {stopped && !settings && (
        <p
          role="status"
          className="mt-4 flex gap-2 rounded-xl border border-held/40 bg-held/8 p-3 text-[0.8125rem] text-ink-2"
        >
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-held" />
          {stoppedTexts[stopped]}
        </p>
      )}
      {!card && !settings && (
        <p className="mt-3 text-ink-3 text-xs">
          <Trans>Automatic top-up needs a saved card. Buy a pack once and save your card.</Trans>
        </p>
      )}
      {error && (
        <div className="mt-4">
          <ErrorNotice error={error} />
        </div>
      )}
      {isOpen && (
        <form
          noValidate
          aria-label={t`Top-up settings`}
          onSubmit={submit}
          className="mt-4 animate-fade space-y-4"
        >
          <div className="space-y-1.5">
            <p id={`${id}-pack`} className="font-medium text-[0.8125rem]">
              <Trans>Pack</Trans>
            </p>
            <Select
              label={t`Pack to buy`}
              value={shown.pack}
              options={offers.map((offer) => ({
                value: offer.pack,
                label: `${isolated(offer.label)} · ${creditsText(offer.micros)}`,
                aside: moneyText(offer.amountCents, offer.currency),
              }))}
              onChange={(pack) => change({ pack })}
              className="w-full"
            />
            {faults.pack && <FieldNote id={`${id}-pack-note`} error={faults.pack} />}
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={t`When balance falls below`}
              type="number"
              inputMode="decimal"
              min={0}
              step="any"
              aside={
                <span className="text-ink-3 text-xs">
                  <Trans>credits</Trans>
                </span>
              }
              value={shown.belowCredits}
              error={faults.belowCredits}
              onChange={(event) => change({ belowCredits: event.target.value })}
            />
            <Field
              label={t`Monthly maximum`}
              type="number"
              inputMode="decimal"
              min={0}
              step="any"
              aside={<span className="text-ink-3 text-xs uppercase">{currency}</span>}
              value={shown.monthlyMax}
              error={faults.monthlyMax}
              onChange={(event) => change({ monthlyMax: event.target.value })}
            />
          </div>
          {settings && (
            <p className="nums text-ink-3 text-xs">
              {card ? (
                <Trans>
                  {moneyText(chargedCents, currency)} of {moneyText(settings.monthlyMaxCents, currency)}{' '}
                  charged this month, with {cardText(card)}.
                </Trans>
              ) : (
                <Trans>
                  {moneyText(chargedCents, currency)} of {moneyText(settings.monthlyMaxCents, currency)}{' '}
                  charged this month.
                </Trans>
              )}{' '}
              {isUsedUp && <Trans>Nothing more is bought this month.</Trans>}
            </p>
          )}
          {(draft !== undefined || !settings) && (
            <>
              {outlook?.kind === 'buys' && !paused && (
                <p role="status" className="text-held text-xs">
                  <Trans>
                    Your balance is below that already: this buys a pack for{' '}
                    {moneyText(outlook.offer.amountCents, currency)}.
                  </Trans>
                </p>
              )}
              <Button type="submit" look="primary" busy={busy} className="w-full">
                {settings ? t`Save` : t`Turn on`}
              </Button>
              <ConsentNote to="turn-on" />
            </>
          )}
        </form>
      )}
    </div>
  );
}

function nameOf(pack: string, offers: readonly PackOffer[]): string {
  return offers.find((offer) => offer.pack === pack)?.label ?? pack;
}
