import {
  type Account,
  type Activity,
  balanceMicros,
  type Lot,
  MICROS_PER_CREDIT,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useServices } from '../../lib/service/services.ts';
import { creditsText, exactCredits } from '../../lib/texts/format.ts';
import { lotNames } from '../../lib/texts/lot-names.ts';
import { Select } from '../controls/select.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { AmountField, useAmount } from './amount-field.tsx';

export interface ActionProps {
  readonly accountId: string;
  readonly uid: string;
  readonly account: Account;
  readonly onClose: () => void;
}

function balanceEffect(account: Account, changeMicros: number) {
  const before = balanceMicros(account, Date.now());
  const after = Math.max(0, before + changeMicros);
  return { label: t`Balance`, value: `${exactCredits(before)} → ${exactCredits(after)}` };
}

export function GrantAction({ uid, accountId, account, onClose }: ActionProps) {
  const { client } = useServices();
  const amount = useAmount({ maxMicros: null });
  const repaidMicros = Math.min(account.debtMicros, amount.micros);
  const to = { uid };
  const grant = { to, amountMicros: amount.micros, source: 'bonus', expiresAtMs: null } as const;
  return (
    <ActionDialog
      title={t`Grant credits`}
      uid={uid}
      confirmLabel={t`Grant`}
      fault={amount.fault}
      intent={amount.text}
      effects={[
        balanceEffect(account, amount.micros - repaidMicros),
        ...(repaidMicros > 0 ? [{ label: t`Repays debt`, value: creditsText(repaidMicros) }] : []),
        { label: t`Expires`, value: t`never` },
      ]}
      approval={{ action: 'grant-credits', request: grant }}
      run={async (call) => {
        const { entryId } = await client.call('grantCreditsToUser', { ...call, ...grant });
        return {
          text: t`${creditsText(amount.micros)} granted`,
          undo: async (undoCall) => {
            const amountMicros = amount.micros - repaidMicros;
            await client.call('takeBackCredits', { ...undoCall, accountId, amountMicros, lotId: entryId });
            return t`Undone: ${creditsText(amountMicros)} taken back`;
          },
        };
      }}
      onClose={onClose}
    >
      <AmountField amount={amount} />
    </ActionDialog>
  );
}

const anyLot = 'any';

/** The lots that credits can be taken back from: granted ones that can be spent. */
function grantedLots({ lots }: Account): Lot[] {
  const nowMs = Date.now();
  return lots.filter(
    ({ source, frozen, expiresAtMs }) =>
      source !== 'purchase' && source !== 'subscription' && !frozen && (expiresAtMs ?? nowMs + 1) > nowMs,
  );
}

export function TakeBackAction({ uid, accountId, account, onClose }: ActionProps) {
  const { client } = useServices();
  const [chosen, setChosen] = useState(anyLot);
  const granted = grantedLots(account);
  const from = chosen === anyLot ? granted : granted.filter(({ lotId }) => lotId === chosen);
  const maxMicros = from.reduce((sum, { remainingMicros }) => sum + remainingMicros, 0);
  const amount = useAmount({ maxMicros });
  return (
    <ActionDialog
      title={t`Take back credits`}
      uid={uid}
      confirmLabel={t`Take back`}
      isDangerous
      fault={maxMicros === 0 ? t`There are no unspent granted credits.` : amount.fault}
      intent={`${amount.text} ${chosen}`}
      effects={[
        balanceEffect(account, 0 - amount.micros),
        { label: t`Never taken`, value: t`paid credits, and what is held` },
      ]}
      run={async (call) => {
        const lotId = chosen === anyLot ? null : chosen;
        const request = { ...call, accountId, amountMicros: amount.micros, lotId };
        const { auditId } = await client.call('takeBackCredits', request);
        return {
          text: t`${creditsText(amount.micros)} taken back`,
          undo: async (undoCall) => {
            const { givenMicros } = await client.call('giveBackCredits', { ...undoCall, auditId });
            return t`Undone: ${creditsText(givenMicros)} given back`;
          },
        };
      }}
      onClose={onClose}
    >
      <AmountField amount={amount} hint={t`At most ${creditsText(maxMicros)}.`} />
      {granted.length > 1 && (
        <Select
          label={t`Take from`}
          value={chosen}
          options={[
            { value: anyLot, label: t`What would be spent first` },
            ...granted.map(({ lotId, source, remainingMicros }) => ({
              value: lotId,
              label: lotNames[source],
              aside: exactCredits(remainingMicros),
            })),
          ]}
          onChange={setChosen}
          className="w-full"
        />
      )}
    </ActionDialog>
  );
}

interface ReturnActionProps {
  readonly activityId: string;
  readonly activity: Activity;
  readonly account: Account | undefined;
  readonly onClose: () => void;
}

/** Returns the charge of one request. */
export function ReturnAction({ activityId, activity, account, onClose }: ReturnActionProps) {
  const { client } = useServices();
  const { uid, accountId, capturedMicros } = activity;
  const amount = useAmount({
    first: String(capturedMicros / MICROS_PER_CREDIT),
    maxMicros: capturedMicros,
  });
  return (
    <ActionDialog
      title={t`Refund credits`}
      uid={uid}
      confirmLabel={t`Refund credits`}
      fault={amount.fault}
      intent={amount.text}
      effects={[
        { label: t`Request`, value: activity.promptPreview || activity.operation },
        { label: t`Charged`, value: creditsText(capturedMicros) },
        ...(account ? [balanceEffect(account, amount.micros)] : []),
        { label: t`As`, value: t`bonus credits that never expire` },
      ]}
      run={async (call) => {
        const request = { ...call, activityId, amountMicros: amount.micros };
        const { entryId, returnedMicros } = await client.call('returnCredits', request);
        return {
          text: t`${creditsText(returnedMicros)} refunded`,
          undo: async (undoCall) => {
            const taken = { accountId, amountMicros: returnedMicros, lotId: entryId };
            await client.call('takeBackCredits', { ...undoCall, ...taken });
            return t`Undone: ${creditsText(returnedMicros)} taken back`;
          },
        };
      }}
      onClose={onClose}
    >
      <AmountField amount={amount} hint={t`At most ${creditsText(capturedMicros)}, once.`} />
    </ActionDialog>
  );
}
