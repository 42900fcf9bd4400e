import { GOODWILL_REASON, type LedgerEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import {
  CalendarClock,
  CircleQuestionMark,
  Gift,
  Hourglass,
  type LucideIcon,
  Scale,
  ShoppingBag,
  Undo2,
  Zap,
} from 'lucide-react';
import { exactCredits } from '../texts/format.ts';
import { lotNames } from '../texts/lot-names.ts';
import { type MovementType, movementType } from './movement-type.ts';

interface Look {
  /** In a filter: many of them. */
  readonly plural: string;
  readonly icon: LucideIcon;
}

export const movementLooks: Readonly<Record<MovementType, Look>> = {
  usage: { plural: t`Usage`, icon: Zap },
  purchase: { plural: t`Purchases`, icon: ShoppingBag },
  plan: { plural: t`Plan months`, icon: CalendarClock },
  grant: { plural: t`Granted`, icon: Gift },
  taken: { plural: t`Taken back`, icon: Undo2 },
  expiry: { plural: t`Expired`, icon: Hourglass },
  debt: { plural: t`Debt repaid`, icon: Scale },
};

export function movementIcon(entry: LedgerEntry): LucideIcon {
  const type = movementType(entry);
  return type === null ? CircleQuestionMark : movementLooks[type].icon;
}

/** The current names of sold operations. */
type Operations = Readonly<
  Record<
    string,
    { readonly label: string; readonly models: Readonly<Record<string, { readonly label: string }>> }
  >
>;

/** Names a movement of credits in a few words: "Image", "Purchase", "Expired". */
export function movementTitle(entry: LedgerEntry, operations: Operations): string {
  switch (entry.kind) {
    case 'usage':
      return operations[entry.operation]?.label ?? entry.operation;
    case 'grant':
      return lotNames[entry.lot.source];
    case 'revoke':
      return t`Taken back`;
    case 'lapse':
      return t`Expired`;
    case 'repay':
      return t`Debt repaid`;
    default:
      return t`Other`;
  }
}

/** Adds details, where there are some: the model, or the staff's text. */
export function movementNote(entry: LedgerEntry, operations: Operations): string | null {
  if (entry.kind === 'usage') return operations[entry.operation]?.models[entry.model]?.label ?? entry.model;
  if (entry.kind === 'grant' && entry.reason === GOODWILL_REASON) return reasonText(entry.reason);
  if (entry.actor.kind === 'admin' && 'reason' in entry) return entry.reason;
  if (entry.kind === 'lapse') {
    const sources = [...new Set(entry.amounts.map(({ source }) => lotNames[source]))];
    return sources.join(', ');
  }
  return null;
}

/** Returns the reason of a movement, as staff wrote it or in the reader's language. */
export function reasonText(reason: string): string {
  return reason === GOODWILL_REASON ? t`Goodwill, because credits came back late` : reason;
}

/** "+300", "−5", "0". */
export function signedCredits(micros: number): string {
  return micros > 0 ? `+${exactCredits(micros)}` : exactCredits(micros);
}
