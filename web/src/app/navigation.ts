import type { Catalog, Role } from '@firemeter/functions/contract';
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

const reel: Destination = { to: '/reel', label: 'Reel', icon: Clapperboard };

/** Where a person can go. @param catalog undefined while it is not known */
export function navigationFor(
  role: Role | null | undefined,
  catalog: Catalog | undefined,
): DestinationGroup[] {
  const groups: DestinationGroup[] = [
    {
      title: 'Create',
      destinations: [
        { to: '/', label: 'Studio', icon: Sparkles },
        ...(catalog && sellsReels(catalog) ? [reel] : []),
        { to: '/history', label: 'History', icon: History },
        { to: '/credits', label: 'Credits', icon: Coins },
      ],
    },
  ];
  if (!role) return groups;
  const team: Destination[] = [{ to: '/admin/live', label: 'Live AI', icon: Radio }];
  if (mayCall(role, 'changeBlocks')) {
    team.push({ to: '/admin/abuse', label: 'Abuse', icon: ShieldAlert });
    team.push({ to: '/admin/audit', label: 'Audit', icon: ScrollText });
  }
  if (mayCall(role, 'updateModeration')) {
    team.push({ to: '/admin/moderation', label: 'Moderation', icon: ShieldCheck });
  }
  if (mayCall(role, 'updateCreditConfiguration')) {
    team.push({ to: '/admin/prices', label: 'Prices', icon: Tags });
  }
  if (mayCall(role, 'grantCreditsToUser')) team.push({ to: '/admin/grant', label: 'Grant', icon: Gift });
  if (mayCall(role, 'refundPayment')) team.push({ to: '/admin/payments', label: 'Payments', icon: Receipt });
  if (mayCall(role, 'runJob')) team.push({ to: '/admin/system', label: 'System', icon: Activity });
  return [...groups, { title: 'Team', destinations: team }];
}
