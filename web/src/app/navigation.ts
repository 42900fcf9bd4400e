import type { Catalog, Role } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import {
  Activity,
  Clapperboard,
  Coins,
  Gift,
  History,
  type LucideIcon,
  Radio,
  Receipt,
  ScrollText,
  ShieldAlert,
  ShieldCheck,
  Sparkles,
  Tags,
} from 'lucide-react';
import { sellsReels } from '../lib/sells-reels.ts';
import { mayCall } from './roles.ts';

export interface Destination {
  to:
    | '/'
    | '/reel'
    | '/history'
    | '/credits'
    | '/admin/live'
    | '/admin/abuse'
    | '/admin/audit'
    | '/admin/moderation'
    | '/admin/prices'
    | '/admin/grant'
    | '/admin/payments'
    | '/admin/system';
  label: string;
  icon: LucideIcon;
}

export interface DestinationGroup {
  title: string;
  destinations: readonly Destination[];
}

const reel: Destination = { to: '/reel', label: t`Reel`, icon: Clapperboard };

/** Where a person can go. @param catalog undefined while it is not known */
export function navigationFor(
  role: Role | null | undefined,
  catalog: Catalog | undefined,
): DestinationGroup[] {
  const groups: DestinationGroup[] = [
    {
      title: t`Create`,
      destinations: [
        { to: '/', label: t`Studio`, icon: Sparkles },
        ...(catalog && sellsReels(catalog) ? [reel] : []),
        { to: '/history', label: t`History`, icon: History },
        { to: '/credits', label: t`Credits`, icon: Coins },
      ],
    },
  ];
  if (!role) return groups;
  const team: Destination[] = [{ to: '/admin/live', label: t`Live AI`, icon: Radio }];
  if (mayCall(role, 'changeBlocks')) {
    team.push({ to: '/admin/abuse', label: t`Abuse`, icon: ShieldAlert });
    team.push({ to: '/admin/audit', label: t`Audit`, icon: ScrollText });
  }
  if (mayCall(role, 'updateModeration')) {
    team.push({ to: '/admin/moderation', label: t`Moderation`, icon: ShieldCheck });
  }
  if (mayCall(role, 'updateCreditConfiguration')) {
    team.push({ to: '/admin/prices', label: t`Prices`, icon: Tags });
  }
  if (mayCall(role, 'grantCreditsToUser')) team.push({ to: '/admin/grant', label: t`Grant`, icon: Gift });
  if (mayCall(role, 'refundPayment')) team.push({ to: '/admin/payments', label: t`Payments`, icon: Receipt });
  if (mayCall(role, 'runJob')) team.push({ to: '/admin/system', label: t`System`, icon: Activity });
  return [...groups, { title: t`Team`, destinations: team }];
}
