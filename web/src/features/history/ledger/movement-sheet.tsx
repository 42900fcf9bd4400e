import { type LedgerEntry, type Operation, splitActivityId } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import type { ListItem } from '#kit/lists/joined-list.ts';
import { Sheet } from '../../../components/controls/sheet.tsx';
import { classNames } from '../../../components/ui/class-names.ts';
import { CopyText } from '../../../components/ui/copy-text.tsx';
import { type Fact, FactList } from '../../../components/ui/fact-list.tsx';
import {
  movementNote,
  movementTitle,
  reasonText,
  signedCredits,
} from '../../../lib/ledger/movement-texts.ts';
import { creditsText, dateTimeText, exactCredits } from '../../../lib/texts/format.ts';
import { lotNames } from '../../../lib/texts/lot-names.ts';
import { MovementTrail } from './movement-trail.tsx';
import { useBalanceAt } from './use-balance-at.ts';

type Operations = Readonly<Record<string, Operation>>;

interface MovementSheetProps {
  accountId: string;
  item: ListItem<LedgerEntry> | undefined;
  operations: Operations;
  onClose: () => void;
}

/** One movement with its trail, and every fact that the ledger has of it. */
export function MovementSheet({ item, onClose, ...rest }: MovementSheetProps) {
  return (
    <Sheet title={t`Credit movement`} open={item !== undefined} onClose={onClose}>
      {item && <Movement key={item.id} item={item} {...rest} />}
    </Sheet>
  );
}

function Movement({
  item,
  accountId,
  operations,
}: Omit<MovementSheetProps, 'onClose' | 'item'> & { item: ListItem<LedgerEntry> }) {
  const { id, value: entry } = item;
  const balance = useBalanceAt(accountId, item);
  const note = movementNote(entry, operations);
  return (
    <div className="space-y-6">
      <div className="rounded-2xl border border-line bg-raised/40 p-5">
        <p className="font-medium text-ink-2">
          {movementTitle(entry, operations)}
          {note && <span className="text-ink-3"> · {note}</span>}
        </p>
        <p
          className={classNames(
            'nums mt-3 break-words font-semibold text-3xl tracking-[-0.02em]',
            entry.totalMicros > 0 && 'text-ok',
          )}
        >
          {signedCredits(entry.totalMicros)}
        </p>
        <p className="nums mt-1 text-ink-2">
          {balance ? t`Balance after it: ${creditsText(balance.balanceMicros)}` : t`Balance after it: …`}
        </p>
      </div>
      <MovementTrail entry={entry} />
      <FactList facts={[...factsOf(entry, operations), ...idsOf(id, entry)]} />
    </div>
  );
}

function factsOf(entry: LedgerEntry, operations: Operations): Fact[] {
  const facts: Fact[] = [{ label: t`Time`, value: dateTimeText(entry.createdAt) }];
  if (entry.kind === 'usage') {
    const operation = operations[entry.operation];
    facts.push({ label: t`Kind of work`, value: operation?.label ?? entry.operation });
    facts.push({ label: t`Model`, value: operation?.models[entry.model]?.label ?? entry.model });
  }
  if ('reason' in entry && entry.reason) {
    facts.push({ label: t`Reason`, value: reasonText(entry.reason) });
  }
  const lots = entry.amounts.filter(({ amountMicros }) => amountMicros !== 0);
  if (lots.length > 0) {
    facts.push({
      label: entry.totalMicros < 0 ? t`Taken from` : t`Added to`,
      value: lots.map(({ lotId, source, amountMicros }) => (
        <span key={lotId} className="block">
          {lotNames[source]}: {signedCredits(amountMicros)}
        </span>
      )),
    });
  }
  if (entry.debtDeltaMicros !== 0) {
    facts.push({ label: t`Debt changed by`, value: signedCredits(entry.debtDeltaMicros) });
  }
  if (entry.kind === 'grant') {
    const { expiresAtMs, paymentId } = entry.lot;
    facts.push({ label: t`Expires`, value: expiresAtMs === null ? t`never` : dateTimeText(expiresAtMs) });
    if (paymentId !== null) {
      facts.push({
        label: t`Payment`,
        value: (
          <Link to="/billing" search={{ payment: paymentId }} className="text-ember-text hover:underline">
            {t`Receipt`}
          </Link>
        ),
      });
    }
  }
  facts.push({ label: t`Moved by`, value: actorTexts[entry.actor.kind] });
  return facts;
}

const actorTexts: Readonly<Record<LedgerEntry['actor']['kind'], string>> = {
  person: t`you`,
  admin: t`staff`,
  system: t`Firemeter`,
};

function idsOf(id: string, entry: LedgerEntry): Fact[] {
  return [
    ...(entry.kind === 'usage'
      ? [
          {
            label: t`Request id`,
            value: <CopyText text={splitActivityId(entry.activityId).requestId} label={t`request id`} />,
          },
        ]
      : []),
    { label: t`Trace id`, value: <CopyText text={entry.traceId} label={t`trace id`} /> },
    { label: t`Entry`, value: <CopyText text={id} label={t`entry id`} /> },
    ...(entry.kind === 'usage' ? [{ label: t`Price shown`, value: exactCredits(entry.priceMicros) }] : []),
  ];
}
